"""Which day a manager means, and whether it can be made good."""

import re
from datetime import date, timedelta
from typing import Final

from bot.errors import Refusal
from bot.progress.streaks import Verdict
from bot.progress.unpractised import Cause
from bot.weekdays import DAY_NAMES, read_weekday

YESTERDAY: Final = "yesterday"
LONGEST_AGO: Final = timedelta(days=60)
MAX_REASON: Final = 200  # characters

_FROM_TODAY: Final = {YESTERDAY: -1, "today": 0, "tomorrow": 1}
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?[ -]?(?P<month>[a-z]{3,9})")
_MONTH_FIRST: Final = re.compile(r"(?P<month>[a-z]{3,9})[ -]?(?P<day>\d{1,2})(?:st|nd|rd|th)?")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEHIND_A_DAY: Final = ",.;:"
_LIKE_A_DATE: Final = re.compile(r"(the )?\d|[a-z]+ \d")
_SHORTEST_WEEKDAY: Final = 3  # letters: a reason may begin with "we"
_LEAP_YEAR: Final = 2000
_LONGEST_WITHOUT_LEAP_DAY: Final = 9  # years


def read_day(typed: str) -> str | None:
    """Read a day such as 2026-03-03, yesterday, Monday, 3 March or Tue 3 Mar.

    The answer is as ISO writes it, or the word, or both. Refusal for a weekday with something
    behind it that looks like a date and is none: the weekday alone would mean another day.
    """
    folded = " ".join(typed.split()).casefold().rstrip(_BEHIND_A_DAY)
    if folded in _FROM_TODAY:
        return folded
    first, _, rest = folded.removeprefix("last ").partition(" ")
    weekday = first.rstrip(_BEHIND_A_DAY) if len(first) >= _SHORTEST_WEEKDAY else ""
    digit = read_weekday(weekday)
    if digit is None:
        return _read_date(folded)
    if not rest:
        return DAY_NAMES[digit]
    on = _read_date(rest)
    if on is None and _LIKE_A_DATE.match(rest):
        raise Refusal(
            f"Which day is `{rest.replace('`', chr(39))[:30]}`? Write it like 2026-03-07 or "
            "7 March, and put the reason behind `reason=`."
        )
    return on and f"{on} {DAY_NAMES[digit]}"


def _read_date(folded: str) -> str | None:
    if _ISO.fullmatch(folded):
        return _valid(folded)
    match = _DAY_FIRST.fullmatch(folded) or _MONTH_FIRST.fullmatch(folded)
    if match is None:
        return None
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(match["month"]):
            day = f"{number:02d}-{int(match['day']):02d}"
            return f"--{day}" if _valid(f"{_LEAP_YEAR}-{day}") else None
    return None


def day_meant(text: str, today: date) -> date:
    """Tell the date that a day as ``read_day`` gives it means: one without a year is the last.

    Refusal for a date on which it was another weekday.
    """
    date_alone, _, weekday = text.partition(" ")
    if weekday:
        day = day_meant(date_alone, today)
        if DAY_NAMES[day.weekday()] != weekday:
            raise Refusal(f"{day.day} {day:%B %Y} was a {day:%A}. Which day do you mean?")
        return day
    if text in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[text])
    if text in DAY_NAMES:
        ago = (today.weekday() - DAY_NAMES.index(text) - 1) % len(DAY_NAMES) + 1
        return today - timedelta(days=ago)
    if not text.startswith("--"):
        return date.fromisoformat(text)
    years = range(today.year, today.year - _LONGEST_WITHOUT_LEAP_DAY, -1)
    found = (_valid(f"{year}{text[1:]}") for year in years)
    return next(day for day in (date.fromisoformat(one) for one in found if one) if day <= today)


def check_repairable(day: date, today: date, verdict: Verdict | None) -> None:
    """Refuse to make a day good that was not missed, or that lies too long ago.

    ``verdict`` is what became of the day; None for one before the first practice day.
    """
    shown = in_words(day)
    if day >= today:
        raise Refusal(f"{shown} is not over yet for this member: practice can still count.")
    if today - day > LONGEST_AGO:
        raise Refusal(f"{shown} is too long ago: {LONGEST_AGO.days} days is the most.")
    if verdict is None:
        raise Refusal(f"{shown} lies before this member's first practice day.")
    match verdict.cause:
        case Cause.MISSED | Cause.FREEZE:
            return
        case Cause.PRACTISED:
            raise Refusal(f"{shown} counts already: this member practised on it.")
        case Cause.REPAIRED:
            raise Refusal(f"{shown} was repaired already.")
        case Cause.REST | Cause.OUTAGE | Cause.TRAVELLED | Cause.OPEN:
            raise Refusal(f"{shown} breaks no streak as it is: nothing is to be repaired.")


def in_words(day: date) -> str:
    """Name a day as people do."""
    return f"{day:%a} {day.day} {day:%b}"


def _valid(iso: str) -> str | None:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return None
