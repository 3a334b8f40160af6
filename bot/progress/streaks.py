"""How many days in a row: one fold over the days, from the first practice day to today.

Nothing that it finds is stored but as a cache: freezes, protected days and missed ones follow from
the ledger whenever it is read, so a streak that is dead is never shown as alive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.members.practice_days import DayClock
from bot.progress.ledger import CountedDay, Ledger
from bot.progress.unpractised import Cause, protection, was_flown_over

FREEZE_EVERY: Final = 7  # days of streak
MAX_FREEZES: Final = 2

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the days so far add up to; ``spent`` are the freezes that this streak has cost."""

    length: int = 0
    longest: int = 0
    freezes: int = 0
    spent: int = 0

    def after(self, cause: Cause) -> "Tally":
        """Add one more day: only practice makes a streak longer."""
        match cause:
            case Cause.PRACTISED:
                length = self.length + 1
                freezes = self.freezes + (length % FREEZE_EVERY == 0)
                longest = max(self.longest, length)
                return Tally(length, longest, min(freezes, MAX_FREEZES), self.spent)
            case Cause.FREEZE:
                return replace(self, freezes=self.freezes - 1, spent=self.spent + 1)
            case Cause.MISSED:
                return Tally(longest=self.longest)
            case _:
                return self


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a day, what the days add up to after it, and by which clock it was judged."""

    day: date
    cause: Cause
    tally: Tally
    clock: DayClock


@dataclass(frozen=True, slots=True)
class Look:
    """A member's streak as it is at this moment.

    ``today`` is their date now, or the newest practice day where that lies ahead of it; ``fate`` is
    what becomes of today if nothing is done on it any more.
    """

    ledger: Ledger
    clock: DayClock
    today: date
    verdicts: Sequence[Verdict]
    fate: Cause

    @property
    def tally(self) -> Tally:
        """What all days add up to."""
        return self.verdicts[-1].tally if self.verdicts else Tally()


def look_at(ledger: Ledger, today: date, clock: DayClock) -> Look:
    """Judge everything that there is of a member's days."""
    judged = list(verdicts(ledger, today, clock))
    if not judged:
        return Look(ledger, clock, today, judged, Cause.MISSED)
    today = judged[-1].day
    return Look(ledger, clock, today, judged, _fate(ledger, judged, clock))


def verdicts(ledger: Ledger, today: date, clock: DayClock) -> Iterator[Verdict]:
    """Judge every day from the first practice day to today, which is open while nothing was done.

    ``clock`` is the member's own now. Who travelled west may have practised on a date that has not
    come yet where they are: the days end with that one then.
    """
    if not ledger.days:
        return
    tally = Tally()
    last = ledger.days[-1]
    days = [*ledger.days, CountedDay(today, clock)] if today > last.day else ledger.days
    for number, counted in enumerate(days):
        if number:
            for verdict in _between(ledger, days[number - 1], counted, tally):
                tally = verdict.tally
                yield verdict
        cause = Cause.PRACTISED if counted.day <= last.day else Cause.OPEN
        tally = tally.after(cause)
        yield Verdict(counted.day, cause, tally, counted.clock)


def tally_of(days: Sequence[CountedDay], ledger: Ledger, start: Tally | None = None) -> Tally:
    """Add up practice days, one at least; ``start`` is what it was after the first of them."""
    tally = Tally().after(Cause.PRACTISED) if start is None else start
    for before, counted in pairwise(days):
        if counted.day - before.day > _ONE_DAY:
            for verdict in _between(ledger, before, counted, tally):
                tally = verdict.tally
        tally = tally.after(Cause.PRACTISED)
    return tally


def alive_until(ledger: Ledger, tally: Tally, last: CountedDay, clock: DayClock) -> datetime:
    """Tell the instant at which the streak ends if nothing more happens.

    ``tally`` is that of the last practice day. The last chance is the day that nothing protects and
    for which no freeze is left, by the member's own clock.
    """
    day = last.day + _ONE_DAY
    while (cause := _cause(ledger, day, last, tally)) is not Cause.MISSED:
        tally = tally.after(cause)
        day += _ONE_DAY
    return clock.ends(day)


def _fate(ledger: Ledger, judged: Sequence[Verdict], clock: DayClock) -> Cause:
    now, last = judged[-1], ledger.days[-1]
    if now.cause is Cause.PRACTISED:
        return Cause.PRACTISED
    on_last_day = next(one.tally for one in reversed(judged) if one.day == last.day)
    if alive_until(ledger, on_last_day, last, clock) <= clock.ends(now.day):
        return Cause.MISSED
    return _kept(ledger, now.day, last) or Cause.FREEZE


def _between(
    ledger: Ledger, before: CountedDay, after: CountedDay, tally: Tally
) -> Iterator[Verdict]:
    """Judge the days between two practice days."""
    day = before.day + _ONE_DAY
    while day < after.day:
        cause = _cause(ledger, day, before, tally)
        tally = tally.after(cause)
        yield Verdict(day, cause, tally, before.clock)
        day += _ONE_DAY


def _cause(ledger: Ledger, day: date, before: CountedDay, tally: Tally) -> Cause:
    return _kept(ledger, day, before) or (Cause.FREEZE if tally.freezes else Cause.MISSED)


def _kept(ledger: Ledger, day: date, before: CountedDay) -> Cause | None:
    """Tell why a day without practice breaks nothing and costs nothing; None where it does."""
    protected = protection(ledger, day, before.clock)
    if protected is None and was_flown_over(ledger.moves, day, before):
        return Cause.TRAVELLED
    return protected
