"""When a schedule is due: a nominal local date and a time of day become one instant.

The nominal date names the post even where the instant lies on another date.
"""

from collections.abc import Set
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.wall_clock import instant_of

_ONE_DAY: Final = timedelta(days=1)
_LOOK_AHEAD_DAYS: Final = 15  # every weekday twice, and a day for what the zone does


def next_due(
    after: datetime, at: str, zone: str, weekdays: str, taken: Set[date] = frozenset()
) -> tuple[date, datetime]:
    """Find the first nominal date, on one of ``weekdays``, whose instant lies after ``after``.

    Dates in ``taken`` have their post already and are passed over.
    """
    day = after.astimezone(ZoneInfo(zone)).date() - _ONE_DAY
    for _ in range(_LOOK_AHEAD_DAYS + len(taken)):
        instant = instant_of(day, at, zone)
        if str(day.weekday()) in weekdays and day not in taken and instant > after:
            return day, instant
        day += _ONE_DAY
    raise ValueError(f"no weekday in {weekdays!r}")
