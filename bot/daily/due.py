"""When a schedule is due: a nominal local date and a time of day become one instant.

In the hour that daylight saving skips, the instant is the first one after the gap; in the hour that
it repeats, the first occurrence. The nominal date names the post even where the instant lies on
another date.
"""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_ONE_DAY: Final = timedelta(days=1)
_ONE_SECOND: Final = timedelta(seconds=1)
_LOOK_AHEAD_DAYS: Final = 15  # every weekday twice, and a day for what the zone does


def instant_of(day: date, at: str, zone: str) -> datetime:
    """Tell the one UTC instant at which ``at`` (HH:MM) on ``day`` is due in ``zone``."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, time.fromisoformat(at), tz)
    instant = wall.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall.replace(fold=1).astimezone(UTC), instant, tz)


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


def _end_of_gap(before: datetime, after: datetime, tz: ZoneInfo) -> datetime:
    """Find the first second at which the zone has the offset that it has at ``after``."""
    offset = after.astimezone(tz).utcoffset()
    while after - before > _ONE_SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle <= before:
            break
        if middle.astimezone(tz).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
