"""Which local date a moment belongs to, and when that day begins and ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.wall_clock import instant_of

DAY_ENDS_AFTER: Final = 3
"""Hours after midnight at which a day ends for who chose nothing else (PRODUCT: streaks)."""

LATEST_DAY_END: Final = 4

UTC_ZONE: Final = "UTC"
"""By what the days of who has no zone at all are counted."""

FARTHEST_APART: Final = timedelta(days=2)
"""Two zones are never further apart: a date further ahead is of a clock that was wrong."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayClock:
    """By what a member's days are counted: a zone, and the hours after midnight when a day ends."""

    zone: str
    ends_after: int = DAY_ENDS_AFTER

    def day_of(self, now: datetime) -> date:
        """Tell the practice day of a moment."""
        return practice_day(now, self.zone, self.ends_after)

    def day_of_at_least(self, now: datetime, reached: date | None) -> date:
        """Tell the practice day of a moment for who had come to a date before, by another clock."""
        believed = self.believed(reached, now)
        return self.day_of(now) if believed is None else max(self.day_of(now), believed)

    def believed(self, reached: date | None, now: datetime) -> date | None:
        """Take a date that somebody is said to have come to, unless a clock was wrong then."""
        is_wrong = reached is not None and reached - self.day_of(now) > FARTHEST_APART
        return None if is_wrong else reached

    def begins(self, day: date) -> datetime:
        """Tell when a day begins, which is when the day before ends."""
        return _beginning(day, self.zone, self.ends_after)

    def ends(self, day: date) -> datetime:
        """Tell the first instant that does not belong to a day any more."""
        return _beginning(day + _ONE_DAY, self.zone, self.ends_after)


def practice_day(now: datetime, zone: str, ends_after: int = DAY_ENDS_AFTER) -> date:
    """Tell the practice day of ``now`` by the wall clock of ``zone``."""
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = (wall - timedelta(hours=ends_after)).date()
    # Where a repeated hour shows the end of a day twice, it is over at the first.
    return day + _ONE_DAY if now >= _beginning(day + _ONE_DAY, zone, ends_after) else day


def local_date(now: datetime, zone: str) -> date:
    """Tell the calendar date of ``now`` in ``zone``."""
    return now.astimezone(ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def _beginning(day: date, zone: str, ends_after: int) -> datetime:
    return instant_of(day, f"{ends_after:02d}:00", zone)
