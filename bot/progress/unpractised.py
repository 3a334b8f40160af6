"""Why a day without practice breaks no streak. It is judged by the clock of the last day that
counted before it, which is stored: no later change of zone, grace or rest days changes a past day.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.members.practice_days import DayClock
from bot.progress.ledger import CountedDay, Ledger, Move, Outage, RestRule

HARDLY_A_DAY: Final = timedelta(hours=12)
"""A date that an eastward traveller had for less than this did not exist for them."""

LONG_OUTAGE: Final = timedelta(hours=2)
LAST_HOUR: Final = timedelta(hours=1)


class Cause(StrEnum):
    """What became of a day."""

    PRACTISED = "practised"
    REPAIRED = "repaired"
    REST = "rest"
    OUTAGE = "outage"
    TRAVELLED = "travelled"
    FREEZE = "freeze"
    MISSED = "missed"
    OPEN = "open"


def protection(ledger: Ledger, day: date, clock: DayClock) -> Cause | None:
    """Tell what protects a day without practice; None where only a freeze can."""
    if day in ledger.repairs:
        return Cause.REPAIRED
    if is_rest_day(ledger.rules, day, clock):
        return Cause.REST
    if ledger.outages and is_outage(outages_in(ledger.outages, day, clock), clock.ends(day)):
        return Cause.OUTAGE
    return None


def is_rest_day(rules: Sequence[RestRule], day: date, clock: DayClock) -> bool:
    """Tell whether the team rests on a day: by the rule set last before the day began."""
    for rule in reversed(rules):
        if rule.effective_from <= day and rule.set_at <= clock.begins(day):
            return str(day.weekday()) in rule.weekdays
    return False


def outages_in(outages: Sequence[Outage], day: date, clock: DayClock) -> list[Outage]:
    """List the parts of outages that lie within a day."""
    begins, ends = clock.begins(day), clock.ends(day)
    found = []
    for outage in outages[bisect_right(outages, begins, key=_end) :]:
        if outage.started_at >= ends:
            break
        found.append(Outage(max(outage.started_at, begins), min(outage.ended_at, ends)))
    return found


def is_outage(parts: Sequence[Outage], day_ends: datetime) -> bool:
    """Tell whether what is missing protects a day: two hours in all, or its whole last hour."""
    missing = sum((part.ended_at - part.started_at for part in parts), timedelta())
    if missing >= LONG_OUTAGE:
        return True
    return bool(parts) and parts[-1].ended_at == day_ends and _covers_last_hour(parts[-1])


def was_flown_over(moves: Sequence[Move], day: date, before: CountedDay) -> bool:
    """Tell whether a date without practice hardly existed for who went east on it.

    It is the date on which the zone changed, or the one after where that one was practised still
    in the old zone: then its hours are those from the end of the old date to its own end in the
    new zone. A platform may tell a day late. ``before`` is the last practice day before it.
    """
    return any(
        move.after.ends(day) - move.before.begins(day) < HARDLY_A_DAY
        and _concerns(move, day, before)
        for move in _journeys(moves)
    )


def _journeys(moves: Sequence[Move]) -> Iterator[Move]:
    """Take each move to where it came to rest: a zone kept for less than half a day is on the way.

    So is one that was set by a slip and taken back.
    """
    rest: Move | None = None
    for number in range(len(moves) - 1, -1, -1):
        move = moves[number]
        onward = moves[number + 1] if number + 1 < len(moves) else None
        goes_on = onward is not None and onward.at - move.at < HARDLY_A_DAY
        rest = rest if goes_on and rest else move
        yield replace(move, after=rest.after)


def _concerns(move: Move, day: date, before: CountedDay) -> bool:
    away = (day - move.before.day_of(move.at)).days
    since = (day - before.day).days if before.clock.zone == move.before.zone else 0
    if away == 0:
        return not (move.by_profile and since == 2)  # then it was the date before
    return since == 1 and (away == 1 or (move.by_profile and away == -1))


def _covers_last_hour(part: Outage) -> bool:
    return part.ended_at - part.started_at >= LAST_HOUR


def _end(outage: Outage) -> datetime:
    return outage.ended_at
