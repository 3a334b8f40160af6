"""A practice day joins a streak: as a rule from the row of the day before, without the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, and_, bindparam, select

from bot.database.models import PracticeDay, Streak
from bot.members.people import Person
from bot.members.practice_days import DayClock
from bot.progress import ledger_queries
from bot.progress.counters import (
    COUNTED,
    Counters,
    counters_after,
    refresh_member,
    row_of,
    work_out,
)
from bot.progress.ledger import CountedDay, Ledger
from bot.progress.streaks import FREEZE_EVERY, Tally, tally_of


@dataclass(frozen=True, slots=True)
class Counted:
    """How long the streak is with a day that counts, and what became of it since the day before.

    ``spent`` freezes bridged days that were missed, a streak of ``ended`` days was over before, and
    ``has_earned`` tells that this day earned a freeze. An attempt that is not the first of its day
    brings no such news.
    """

    length: int
    spent: int = 0
    ended: int = 0
    has_earned: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    counters: Counters
    last: CountedDay


_ROW: Final = (
    select(
        Streak.current,
        Streak.longest,
        Streak.freezes,
        Streak.last_day,
        Streak.reached_at,
        Streak.alive_until,
        PracticeDay.timezone,
        PracticeDay.day_ends_after,
        Streak.is_stale,
    )
    .join(
        PracticeDay,
        and_(PracticeDay.member_id == Streak.member_id, PracticeDay.day == Streak.last_day),
    )
    .where(Streak.member_id == bindparam("member_id"))
    # Whoever doubts it from now on waits, and doubts what comes of this day.
    .with_for_update(of=Streak)
)


def count_day(
    connection: Connection, person: Person, counted: CountedDay, now: datetime
) -> Counted:
    """Count a practice day, now; what the streak is with it comes back.

    As a rule the row tells all that came before; only where it cannot, the ledger is read.
    """
    kept = _kept(connection, person.id, now)
    ledger_queries.add_practice_day(
        connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        counted=counted,
        now=now,
    )
    if kept is None or counted.day < kept.last.day:
        return Counted(work_out(connection, person, now).current)
    if counted.day == kept.last.day:
        return Counted(kept.counters.current)
    ledger = _since(connection, person, kept, now)
    old = kept.counters
    start = Tally(old.current, old.longest, old.freezes)
    tally = tally_of((kept.last, counted), ledger, start)
    reached_on = person.clock.believed(person.reached_on, now)
    counters = counters_after(ledger, tally, counted, person.clock, now, reached_on)
    COUNTED.run(connection, row_of(person.id, person.workspace_id, counters))
    return _news(start, tally)


def _news(before: Tally, after: Tally) -> Counted:
    if after.length == 1:
        return Counted(1, ended=before.length)
    has_earned = after.length % FREEZE_EVERY == 0 and after.freezes > before.freezes - after.spent
    return Counted(after.length, after.spent, has_earned=has_earned)


def _kept(connection: Connection, member_id: int, now: datetime) -> _Kept | None:
    row = connection.execute(_ROW, {"member_id": member_id}).one_or_none()
    if row is not None and row.is_stale:
        refresh_member(connection, member_id, now)
        row = connection.execute(_ROW, {"member_id": member_id}).one_or_none()
    if row is None:
        return None
    counters = Counters(
        row.current, row.longest, row.freezes, row.last_day, row.reached_at, row.alive_until
    )
    return _Kept(
        counters, CountedDay(counters.last_day, DayClock(row.timezone, row.day_ends_after))
    )


def _since(connection: Connection, person: Person, kept: _Kept, now: datetime) -> Ledger:
    """Read what may have happened to a streak since its last practice day."""
    rules = ledger_queries.rest_rules(connection, (person.workspace_id,))
    return Ledger(
        repairs=ledger_queries.repairs_of(connection, (person.id,)).get(person.id, {}),
        rules=rules.get(person.workspace_id, ()),
        outages=ledger_queries.outages_since(connection, kept.last.day, kept.last.clock, now),
        moves=ledger_queries.moves_of(connection, (person.id,)).get(person.id, ()),
    )
