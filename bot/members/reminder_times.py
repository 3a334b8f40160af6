"""When a reminder may come: at the member's local time, by day, and once on each local date."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.wall_clock import instant_of

EARLIEST: Final = time(7)
LATEST: Final = time(22)
"""From here on it is night, and nobody is written to."""

_ONE_DAY: Final = timedelta(days=1)


def is_at_night(at: time) -> bool:
    """Tell whether nobody wants to hear from a bot at this local time."""
    return not EARLIEST <= at < LATEST


def is_night(now: datetime, zone: str) -> bool:
    """Tell whether it is night in a zone."""
    return is_at_night(now.astimezone(ZoneInfo(zone)).time())


def next_reminder(after: datetime, at: str, zone: str) -> datetime:
    """Find the first instant after ``after`` at which it is ``at`` (HH:MM) in ``zone``."""
    day = after.astimezone(ZoneInfo(zone)).date() - _ONE_DAY
    while (instant := instant_of(day, at, zone)) <= after:
        day += _ONE_DAY
    return instant


def night_after(instant: datetime, zone: str) -> datetime:
    """Tell when it becomes night on the local date of an instant: a reminder is of no use then."""
    return instant_of(instant.astimezone(ZoneInfo(zone)).date(), f"{LATEST:%H:%M}", zone)


def due_date(now: datetime, at: str, zone: str) -> date | None:
    """Tell the local date whose reminder is due by now; None while today's is still to come."""
    today = now.astimezone(ZoneInfo(zone)).date()
    return today if instant_of(today, at, zone) <= now else None
