"""Questions about the bot's own past."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.database.models import Heartbeat, Remembered
from bot.database.upsert import Upsert

_BEAT = Upsert(Heartbeat, ("minute",))
_KEEP = Upsert(Remembered, ("name",), lambda new: {"value": new.value})
_ONE_MINUTE = timedelta(minutes=1)


def record_heartbeat(connection: Connection, now: datetime) -> None:
    """Record that the bot is up in this minute."""
    record_heartbeats(connection, now, now)


def record_heartbeats(connection: Connection, first: datetime, last: datetime) -> None:
    """Record every minute from the one of ``first`` to the one of ``last``."""
    minute = first.replace(second=0, microsecond=0)
    minutes = []
    while minute <= last:
        minutes.append({"minute": minute})
        minute += _ONE_MINUTE
    _BEAT.run(connection, minutes)


def recall(connection: Connection, name: str) -> str | None:
    """Look up a small fact; None when it was never kept."""
    found: str | None = connection.execute(
        select(Remembered.value).where(Remembered.name == name)
    ).scalar_one_or_none()
    return found


def keep(connection: Connection, name: str, value: str) -> None:
    """Keep a small fact, in place of what was kept under its name."""
    _KEEP.run(connection, {"name": name, "value": value})
