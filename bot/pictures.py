"""What a picture shows, as plain data with the same in words; drawing it is the adapters' part."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MAX_ALT: Final = 1_000  # Discord: 1,024 for the description of a file; Slack: 1,000


class Theme(StrEnum):
    """On what ground a picture is drawn."""

    LIGHT = "light"
    DARK = "dark"


class DayKind(StrEnum):
    """What became of a day."""

    PRACTISED = "practised"
    MISSED = "missed"
    BRIDGED = "bridged"  # a rest day, a freeze, or protected: it broke no streak
    OPEN = "open"  # today, as long as nothing was rated
    BEFORE = "before"  # earlier than the first practice day: nothing was missed


@dataclass(frozen=True, slots=True)
class Day:
    """One square of a calendar."""

    on: date
    kind: DayKind


@dataclass(frozen=True, slots=True)
class Fact:
    """A few words or a number, and what they say."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1, and between which bounds it lies as far as one can tell."""

    share: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.share <= self.high <= 1:
            raise ValueError(f"an estimate lies between its bounds: {self}")


@dataclass(frozen=True, slots=True)
class Bar:
    """How well something is known, from ``met`` of ``total`` questions; None: too few to say."""

    name: str
    known: Estimate | None
    met: int
    total: int


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under a heading."""

    heading: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A member's progress; ``alt`` says the same in words.

    ``days`` have no gaps and begin with a Monday. ``remark`` stands at the end. ``theme`` is what
    was asked for, None for whatever suits the platform.
    """

    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    days: tuple[Day, ...]
    groups: tuple[Group, ...]
    alt: str
    remark: str = ""
    theme: Theme | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.alt) <= MAX_ALT:
            raise ValueError(f"a picture has words, {MAX_ALT} characters at most")
        if not self.days or self.days[0].on.weekday() != 0:
            raise ValueError("a calendar begins with a Monday")
