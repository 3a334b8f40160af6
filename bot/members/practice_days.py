"""Which local date a moment belongs to."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAY_ENDS_AFTER_MIDNIGHT: Final = timedelta(hours=3)
"""An answer at 01:30 belongs to the day before (PRODUCT: streaks)."""


def practice_day(now: datetime, zone: str) -> date:
    """Tell the practice day of ``now`` by the wall clock of ``zone``."""
    wall = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (wall - DAY_ENDS_AFTER_MIDNIGHT).date()


def local_date(now: datetime, zone: str) -> date:
    """Tell the calendar date of ``now`` in ``zone``."""
    return now.astimezone(ZoneInfo(zone)).date()
