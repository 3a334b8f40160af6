"""What people type about a schedule: a time of day and weekdays."""

import re
from typing import Final

DAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY: Final = "0123456"

_WORDS: Final = {
    "daily": EVERY_DAY,
    "every-day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": "01234",
    "workdays": "01234",
    "weekends": "56",
}
_TIME: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.I)
_NOON: Final = 12
_SHORTEST_DAY: Final = 2  # letters: enough to tell the days apart


def read_time(typed: str) -> str | None:
    """Read a time of day such as 9:00, 09.30, 9am or 21:15; the answer is HH:MM."""
    match = _TIME.fullmatch(typed.strip())
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match["half"].casefold() == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def read_weekdays(typed: str) -> str | None:
    """Read weekdays such as mon-fri, ``mon,wed,fri`` or weekends, as digits with Monday 0."""
    folded = typed.strip().casefold().replace(" ", "-" if "every" in typed.casefold() else "")
    if folded in _WORDS:
        return _WORDS[folded]
    days: set[int] = set()
    for part in folded.split(","):
        first, dash, last = part.partition("-")
        start, end = _day(first), _day(last) if dash else _day(first)
        if start is None or end is None:
            return None
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return "".join(str(day) for day in sorted(days))


def weekdays_in_words(weekdays: str) -> str:
    """Say which days a schedule has."""
    if weekdays == EVERY_DAY:
        return "every day"
    if weekdays == _WORDS["weekdays"]:
        return "Monday to Friday"
    if weekdays == _WORDS["weekends"]:
        return "weekends"
    return ", ".join(DAY_NAMES[int(day)].capitalize() for day in weekdays)


def suggest_weekdays(typed: str) -> tuple[str, ...]:
    """List common choices that begin with what was typed."""
    common = ("daily", "weekdays", "weekends", "mon,wed,fri", "tue,thu", *DAY_NAMES)
    return tuple(choice for choice in common if choice.startswith(typed.strip().casefold()))


def _day(word: str) -> int | None:
    for number in range(len(_FULL_NAMES)):
        if len(word) >= _SHORTEST_DAY and _FULL_NAMES[number].startswith(word):
            return number
    return None


_FULL_NAMES: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
