"""The row that caches a member's streak for boards: kept in the attempt's transaction, worked out
anew from the ledger when anything else changed it, and the same whichever way it came about."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    update,
)

from bot.database.engine import is_race
from bot.database.models import PracticeDay, Streak
from bot.database.upsert import Upsert
from bot.members.people import Person, person_of
from bot.members.practice_days import DayClock
from bot.members.queries import members_with_ids
from bot.progress import ledger_queries
from bot.progress.ledger import CountedDay, Ledger
from bot.progress.streaks import Tally, alive_until, tally_of

BATCH: Final = 50
"""Members whose counters one transaction works out: half a second after years of practice."""

_NUMBERS: Final = ("current", "longest", "freezes", "last_day", "reached_at", "alive_until")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counters:
    """What a streak was on the last practice day, and until when it lives without another."""

    current: int
    longest: int
    freezes: int
    last_day: date
    reached_at: datetime
    alive_until: datetime


# Counters in doubt stay so when an attempt writes them: what was changed meanwhile it may not see.
COUNTED: Final = Upsert(
    Streak, ("member_id",), lambda new: {name: getattr(new, name) for name in _NUMBERS}
)
_REFRESHED: Final = Upsert(
    Streak,
    ("member_id",),
    lambda new: {name: getattr(new, name) for name in (*_NUMBERS, "is_stale")},
)
_IN_DOUBT: Final = (
    select(Streak.member_id)
    .where(Streak.is_stale.is_(True))
    .order_by(Streak.member_id)
    .limit(bindparam("size"))
    .with_for_update(skip_locked=True)
)


def work_out(connection: Connection, person: Person, now: datetime) -> Counters:
    """Work out the counters of a member who has practised, from the ledger, and keep them."""
    ledger = ledger_queries.ledgers(connection, {person.id: person.workspace_id}, now)[person.id]
    reached_at = ledger_queries.last_counted_at(connection, (person.id,))[person.id]
    reached_on = person.clock.believed(person.reached_on, now)
    counters = counters_of(ledger, person.clock, reached_at, reached_on)
    COUNTED.run(connection, row_of(person.id, person.workspace_id, counters))
    return counters


def counters_of(
    ledger: Ledger, clock: DayClock, reached_at: datetime, reached_on: date | None = None
) -> Counters:
    """Tell what a ledger adds up to; ``clock`` is the member's own now.

    ``reached_at`` is when the newest of its days was counted, ``reached_on`` the date that a zone
    which the member left had come to.
    """
    tally = tally_of(ledger.days, ledger)
    return counters_after(ledger, tally, ledger.days[-1], clock, reached_at, reached_on)


def refresh_some(connection: Connection, now: datetime, size: int = BATCH) -> bool:
    """Work out some counters that are in doubt; False when none was left."""
    ids = list(connection.scalars(_IN_DOUBT, {"size": size}))
    _refresh(connection, ids, now)
    return bool(ids)


def refresh_workspace(
    connection: Connection, workspace_id: int, now: datetime, size: int = BATCH
) -> None:
    """Work out counters of a workspace that are in doubt; of many, the rest waits for a beat."""
    here = _IN_DOUBT.where(Streak.workspace_id == workspace_id)
    _refresh(connection, list(connection.scalars(here, {"size": size})), now)


def refresh_member(connection: Connection, member_id: int, now: datetime) -> None:
    """Work out the counters of a member, where they have practised."""
    one = select(Streak.member_id).where(Streak.member_id == member_id).with_for_update()
    connection.execute(one).one_or_none()
    _refresh(connection, (member_id,), now)


def doubt_all(connection: Connection) -> int:
    """Doubt every counter, with those that are missing; how many there are comes back."""
    known = select(PracticeDay.member_id)
    connection.execute(delete(Streak).where(Streak.member_id.not_in(known)))
    connection.execute(update(Streak).values(is_stale=True))
    missing = (
        select(
            PracticeDay.member_id,
            PracticeDay.workspace_id,
            literal(0),
            literal(0),
            literal(0),
            func.max(PracticeDay.day),
            func.max(PracticeDay.counted_at),
            func.max(PracticeDay.counted_at),
            true(),
        )
        .where(PracticeDay.member_id.not_in(select(Streak.member_id)))
        .group_by(PracticeDay.member_id, PracticeDay.workspace_id)
    )
    columns = ["member_id", "workspace_id", *_NUMBERS, "is_stale"]
    connection.execute(insert(Streak).from_select(columns, missing))
    count: int = connection.execute(select(func.count()).select_from(Streak)).scalar_one()
    return count


def _refresh(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Work out counters together, and one by one where that fails: one must not hold up all."""
    if not ids:
        return
    try:
        with connection.begin_nested():
            _refresh_together(connection, ids, now)
    except Exception as error:  # whatever a ledger that cannot be read leads to
        if is_race(error):
            raise
        if len(ids) > 1:
            for member_id in ids:
                _refresh(connection, (member_id,), now)
            return
        log.exception("the streak of member %d cannot be worked out and is on no board", *ids)
        # Nothing is lost: without a row, the next practice day or a rebuild asks the ledger again.
        connection.execute(delete(Streak).where(Streak.member_id.in_(ids)))


def _refresh_together(connection: Connection, ids: Collection[int], now: datetime) -> None:
    people = {one.id: person_of(one) for one in members_with_ids(connection, ids)}
    workspaces = {one.id: one.workspace_id for one in people.values()}
    ledgers = ledger_queries.ledgers(connection, workspaces, now)
    reached = ledger_queries.last_counted_at(connection, ledgers)
    rows = [
        row_of(
            one,
            workspaces[one],
            counters_of(
                ledger,
                people[one].clock,
                reached[one],
                people[one].clock.believed(people[one].reached_on, now),
            ),
        )
        for one, ledger in ledgers.items()
    ]
    if rows:
        _REFRESHED.run(connection, rows)
    gone = set(ids) - set(ledgers)
    if gone:
        connection.execute(delete(Streak).where(Streak.member_id.in_(gone)))


def counters_after(
    ledger: Ledger,
    tally: Tally,
    last: CountedDay,
    clock: DayClock,
    reached_at: datetime,
    reached_on: date | None,
) -> Counters:
    """Tell what a tally of days amounts to, the ``last`` of which was counted at ``reached_at``."""
    ends = alive_until(ledger, tally, last, clock)
    if reached_on is not None and ends <= clock.begins(reached_on):
        ends = reached_at  # the last chance was over in another zone
    return Counters(tally.length, tally.longest, tally.freezes, last.day, reached_at, ends)


def row_of(member_id: int, workspace_id: int, counters: Counters) -> Mapping[str, Any]:
    """Write counters that are beyond doubt as a row."""
    return {
        "member_id": member_id,
        "workspace_id": workspace_id,
        "is_stale": False,
        **asdict(counters),
    }
