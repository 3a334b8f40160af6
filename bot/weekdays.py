"""Days of the week as people type them and as they are stored: digits, Monday is 0."""

import re
from typing import Final

DAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY: Final = "0123456"
NO_DAYS: Final = "none"

_WORDS: Final = {
    "daily": EVERY_DAY,
    "every-day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": "01234",
    "workdays": "01234",
    "weekends": "56",
    "weekend": "56",
}
_TO: Final = re.compile(r"\s*(?:[-\N{EN DASH}]|\bto\b)\s*")
_AND: Final = re.compile(r"\s*(?:,(?: and\b)?|&|\band\b)\s*|\s+")
_SHORTEST_DAY: Final = 2  # letters: enough to tell the days apart
_FULL_NAMES: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def read_weekdays(typed: str) -> str | None:
    """Read weekdays such as mon-fri, ``mon, wed and fri`` or weekends, as digits; Monday is 0."""
    folded = " ".join(typed.casefold().split())
    if together := _WORDS.get(folded.replace(" ", "")):
        return together
    days: set[int] = set()
    for part in _AND.split(_TO.sub("-", folded)):
        first, dash, last = part.partition("-")
        start = read_weekday(first)
        end = read_weekday(last) if dash else start
        if start is None or end is None:
            return None
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return "".join(str(day) for day in sorted(days))


def weekdays_in_words(weekdays: str) -> str:
    """Say which days these are."""
    if not weekdays:
        return NO_DAYS
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


def read_weekday(word: str) -> int | None:
    """Read one weekday, as short as can be told from the others; Monday is 0."""
    for number in range(len(_FULL_NAMES)):
        if len(word) >= _SHORTEST_DAY and _FULL_NAMES[number].startswith(word):
            return number
    return None
