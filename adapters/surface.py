"""What every platform looks like to the composition root."""

from typing import Protocol

from bot.ports import Publisher
from bot.requests import Platform


class StartError(Exception):
    """A platform cannot be started; the text names the setting, what is wrong and what is right."""


class UnreachableError(Exception):
    """A platform cannot be reached now; the text is one line that says what was met."""


class Surface(Protocol):
    """A platform that is switched on."""

    @property
    def platform(self) -> Platform:
        """Which platform this is."""

    @property
    def publisher(self) -> Publisher:
        """How the core speaks here unasked."""

    async def start(self) -> None:
        """Connect, and come back once connected; StartError when the platform will not have us."""

    async def stop(self) -> None:
        """Take nothing new, let what is under way end, and disconnect."""

    def is_ready(self) -> bool:
        """Tell whether requests can arrive now."""
