"""How many days in a row; always computed from the days themselves when it is read."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

_ONE_DAY: Final = timedelta(days=1)


def current_streak(practised_on: Iterable[date], today: date) -> int:
    """Count the days in a row that end today, or yesterday while today is still open.

    Who travelled west may have practised on a date that has not come yet where they are now: the
    row then ends there.
    """
    days = set(practised_on)
    today = latest_day(days, today)
    day = today if today in days else today - _ONE_DAY
    length = 0
    while day in days:
        length += 1
        day -= _ONE_DAY
    return length


def latest_day(practised_on: Iterable[date], today: date) -> date:
    """Tell today, or the newest practice day where that lies ahead of it."""
    return max(today, max(practised_on, default=today))


def longest_streak(practised_on: Iterable[date]) -> int:
    """Count the days of the longest unbroken row there ever was."""
    longest = length = 0
    previous: date | None = None
    for day in sorted(set(practised_on)):
        length = length + 1 if previous is not None and day - previous == _ONE_DAY else 1
        longest = max(longest, length)
        previous = day
    return longest
