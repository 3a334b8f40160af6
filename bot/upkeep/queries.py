"""Questions about the bot's own past."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select, update

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
    Outage.ended_at > bindparam("since"), Outage.ended_at <= bindparam("now")
)
_LAST_BEAT: Final = select(func.max(Heartbeat.minute)).where(Heartbeat.minute <= bindparam("now"))


def record_heartbeat(connection: Connection, now: datetime) -> datetime | None:
    """Record that the bot is up in this minute, and the gap before it as an outage.

    The earliest moment comes back from which on days may be protected now that were not, or no more
    that were; None when there is none. What nobody ever recorded is no outage, nor is one minute
    without a beat: beats come about a minute apart, and two of them may fall just outside it.
    """
    minute = _minute(now)
    # A clock that was ahead of now for a while has left beats that are still to come.
    last: datetime | None = connection.execute(_LAST_BEAT, {"now": minute}).scalar_one()
    is_in_step = last is not None and _ONE_MINUTE < minute - last <= _IN_STEP
    first = minute - _ONE_MINUTE if is_in_step else minute
    record_heartbeats(connection, first, minute)
    connection.execute(delete(Heartbeat).where(Heartbeat.minute < minute - _KEPT_FOR))
    refuted = _cut_outages(connection, first, minute)
    if last is None or minute - last <= _IN_STEP:
        return refuted
    gap: datetime = last + _ONE_MINUTE
    # A process that starts at the same moment finds the same gap: it is one.
    _GAP.run(connection, {"started_at": gap, "ended_at": minute})
    recent = connection.execute(_RECENT, {"since": gap - _DAY_AROUND, "now": minute})
    missing = sum((ended - started for started, ended in recent), timedelta())
    return min(gap, refuted or gap) if missing >= _CAN_PROTECT else refuted


def _cut_outages(connection: Connection, first: datetime, last: datetime) -> datetime | None:
    """Let outages end before these minutes, in which the bot is up; when the earliest began.

    A clock that was ahead for one beat leaves one that lasts until then. Those that lie ahead
    altogether stay until their time comes: it may be the clock of now that is wrong.
    """
    refuted: datetime | None = connection.execute(
        select(func.min(Outage.started_at)).where(
            Outage.started_at <= last, Outage.ended_at > first
        )
    ).scalar_one()
    if refuted is not None:
        connection.execute(delete(Outage).where(Outage.started_at.between(first, last)))
        going_on = update(Outage).where(Outage.started_at < first, Outage.ended_at > first)
        connection.execute(going_on.values(ended_at=first))
    return refuted


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
