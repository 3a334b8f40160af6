"""Questions about the bot's own past."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.database.models import Heartbeat, Outage, Remembered
from bot.database.upsert import Upsert

_BEAT = Upsert(Heartbeat, ("minute",))
_KEEP = Upsert(Remembered, ("name",), lambda new: {"value": new.value})
_GAP = Upsert(Outage, ("started_at",))
_ONE_MINUTE: Final = timedelta(minutes=1)
_IN_STEP: Final = timedelta(minutes=2)
_KEPT_FOR: Final = timedelta(days=3)  # of what is older, the outages tell all that matters
_DAY_AROUND: Final = timedelta(hours=26)  # a day of 25 hours, and the hour that its clock skips
_CAN_PROTECT: Final = timedelta(hours=1)
_RECENT: Final = select(Outage.started_at, Outage.ended_at).where(
    Outage.ended_at > bindparam("since")
)


def record_heartbeat(connection: Connection, now: datetime) -> datetime | None:
    """Record that the bot is up in this minute, and the gap before it as an outage.

    The start of the gap comes back when it may have protected a day; None when it cannot have, and
    when there is none. What nobody ever recorded is no outage, nor is one minute without a beat:
    beats come about a minute apart, and two of them may fall just outside it.
    """
    minute = _minute(now)
    last: datetime | None = connection.execute(select(func.max(Heartbeat.minute))).scalar_one()
    is_in_step = last is not None and _ONE_MINUTE < minute - last <= _IN_STEP
    record_heartbeats(connection, minute - _ONE_MINUTE if is_in_step else now, now)
    connection.execute(delete(Heartbeat).where(Heartbeat.minute < minute - _KEPT_FOR))
    if last is None or minute - last <= _IN_STEP:
        return None
    gap: datetime = last + _ONE_MINUTE
    # A process that starts at the same moment finds the same gap: it is one.
    _GAP.run(connection, {"started_at": gap, "ended_at": minute})
    recent = connection.execute(_RECENT, {"since": gap - _DAY_AROUND})
    missing = sum((ended - started for started, ended in recent), timedelta())
    return gap if missing >= _CAN_PROTECT else None


def record_heartbeats(connection: Connection, first: datetime, last: datetime) -> None:
    """Record every minute from the one of ``first`` to the one of ``last``."""
    minute = _minute(first)
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


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
