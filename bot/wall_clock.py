"""From a local date and a time of day to one instant.

In the hour that daylight saving skips, the instant is the first one after the gap; in the hour that
it repeats, the first occurrence.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_ONE_SECOND: Final = timedelta(seconds=1)


def instant_of(day: date, at: str, zone: str) -> datetime:
    """Tell the one UTC instant at which ``at`` (HH:MM) on ``day`` comes in ``zone``."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, time.fromisoformat(at), tz)
    instant = wall.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _end_of_gap(wall.replace(fold=1).astimezone(UTC), instant, tz)


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
