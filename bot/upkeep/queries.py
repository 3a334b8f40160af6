"""Questions about the bot's own past."""

import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.clock import CLOCKS_APART
from bot.database.models import Heartbeat, Outage, Remembered
from bot.database.upsert import Upsert

log = logging.getLogger(__name__)

_BEAT = Upsert(Heartbeat, ("minute",))
_KEEP = Upsert(Remembered, ("name",), lambda new: {"value": new.value})
_GAP = Upsert(Outage, ("started_at",))
_NEWEST: Final = "newest heartbeat"  # by whose clock a streak may have been worked out
_ONE_MINUTE: Final = timedelta(minutes=1)
_IN_STEP: Final = timedelta(minutes=2)
_KEPT_FOR: Final = timedelta(days=3)  # of what is older, the outages tell all that matters
_DAY_AROUND: Final = timedelta(hours=26)  # a day of 25 hours, and the hour that its clock skips
_CAN_PROTECT: Final = timedelta(hours=1)
_RECENT: Final = select(Outage.started_at, Outage.ended_at).where(
    Outage.ended_at > bindparam("since"), Outage.ended_at <= bindparam("now")
)
_CUT: Final = select(Outage.started_at, Outage.ended_at).where(
    Outage.started_at < bindparam("end"), Outage.ended_at > bindparam("begin")
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
    kept = recall(connection, _NEWEST)
    newest = last if kept is None else datetime.fromisoformat(kept)
    is_in_step = last is not None and _ONE_MINUTE < minute - last <= _IN_STEP
    changed = [
        record_heartbeats(connection, minute - _ONE_MINUTE if is_in_step else minute, minute)
    ]
    connection.execute(delete(Heartbeat).where(Heartbeat.minute < minute - _KEPT_FOR))
    if last is not None and minute - last > _IN_STEP:
        # A process that starts at the same moment finds the same gap: it is one.
        _GAP.run(connection, {"started_at": last + _ONE_MINUTE, "ended_at": minute})
        changed.append(_protecting_since(connection, last, minute))
    if newest is not None and minute - newest > _IN_STEP:  # it may have been behind until now
        changed.append(_protecting_since(connection, newest, minute))
    if newest is not None and newest - minute > CLOCKS_APART:
        log.warning("the clock is %s behind one that was believed before", newest - minute)
        changed.append(minute)
    return min((moment for moment in changed if moment is not None), default=None)


def _protecting_since(connection: Connection, since: datetime, now: datetime) -> datetime | None:
    """Tell when the first of the outages began that may protect a day from ``since`` on."""
    span = {"since": since - _DAY_AROUND, "now": now}
    recent = connection.execute(_RECENT, span).all()
    missing = sum((ended - started for started, ended in recent), timedelta())
    return min(started for started, _ in recent) if missing >= _CAN_PROTECT else None


def record_heartbeats(connection: Connection, first: datetime, last: datetime) -> datetime | None:
    """Record every minute from the one of ``first`` to the one of ``last``, none of it an outage.

    The earliest moment comes back from which on an outage is another one than it was.
    """
    begin = minute = _minute(first)
    minutes = []
    while minute <= last:
        minutes.append({"minute": minute})
        minute += _ONE_MINUTE
    _BEAT.run(connection, minutes)
    keep(connection, _NEWEST, _minute(last).isoformat())
    return _cut_outages(connection, begin, minute)


def _cut_outages(connection: Connection, begin: datetime, end: datetime) -> datetime | None:
    """Leave of each outage what lies before and behind a span in which the bot is up.

    Either clock may be wrong: that of now, or the one by which the outage was to last longer. What
    lies behind goes on protecting nobody until it is over.
    """
    cut = connection.execute(_CUT, {"begin": begin, "end": end}).all()
    if not cut:
        return None
    connection.execute(delete(Outage).where(Outage.started_at.in_([one for one, _ in cut])))
    kept = [
        {"started_at": started_at, "ended_at": ended_at}
        for outage in cut
        for started_at, ended_at in ((outage[0], begin), (end, outage[1]))
        if ended_at - started_at > _ONE_MINUTE
    ]
    if kept:
        _GAP.run(connection, kept)
    changed = (began for began, ended in cut if began < begin or ended <= end + CLOCKS_APART)
    return min(changed, default=None)


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
