"""What is stored about days: only ever added to, and all that a streak follows from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.members.practice_days import DayClock


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A practice day, and the clock by which it was decided."""

    day: date
    clock: DayClock


@dataclass(frozen=True, slots=True)
class Repair:
    """A day that a manager made good."""

    id: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RestRule:
    """The team's rest days from a date on, as digits with Monday 0, and when that was set."""

    effective_from: date
    weekdays: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A member's zone became another one; ``by_profile`` where a platform told it, perhaps late."""

    at: datetime
    before: DayClock
    after: DayClock
    by_profile: bool = False


@dataclass(frozen=True, slots=True)
class Outage:
    """A span during which the bot was down; its end belongs to it no more."""

    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything stored that decides about one member's days.

    ``days`` are sorted, and no date comes twice; ``rules`` stand in the order in which they were
    set; ``outages`` are sorted and do not overlap.
    """

    days: Sequence[CountedDay] = ()
    repairs: Mapping[date, Repair] = field(default_factory=dict)
    rules: Sequence[RestRule] = ()
    outages: Sequence[Outage] = ()
    moves: Sequence[Move] = ()
