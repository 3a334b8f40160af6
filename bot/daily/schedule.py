"""What people type about a schedule: a time of day."""

import re
from typing import Final

_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})|(?P<full>h))?\s*(?P<half>am|pm)?", re.I
)
_NOON: Final = 12


def read_time(typed: str) -> str | None:
    """Read a time of day such as 9:00, 09.30, 9am, 21h or 21:15; the answer is HH:MM."""
    match = _TIME.fullmatch(typed.strip())
    if match is None or not (match["minute"] or match["half"] or match["full"]):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if match["half"].casefold() == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
