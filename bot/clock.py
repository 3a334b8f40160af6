"""Where "now" comes from."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

Clock = Callable[[], datetime]
"""Tells the present moment; always aware and in UTC."""

CLOCKS_APART: Final = timedelta(minutes=5)
"""How far ahead of this process's clock that of another one may be, and be believed."""


def system_clock() -> datetime:
    """Tell the machine's own time, in UTC."""
    return datetime.now(UTC)


class ShiftedClock:
    """A clock that runs ahead of another by an offset that only grows."""

    def __init__(self, base: Clock, offset: timedelta = timedelta()) -> None:
        self._base = base
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the one it follows."""
        return self._offset

    def __call__(self) -> datetime:
        return self._base() + self._offset

    def advance_to(self, moment: datetime) -> None:
        """Jump forward to ``moment``; ValueError when that moment is not in the future."""
        ahead = moment - self()
        if ahead <= timedelta():
            raise ValueError("the clock only moves forward")
        self._offset += ahead
