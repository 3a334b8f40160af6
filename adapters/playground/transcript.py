"""What was said in the room, held in memory; what it means is in the database."""

import asyncio
import secrets
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.cards import Card
from bot.clock import Clock

MAX_MESSAGES: Final = 300


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that a member typed; only they see it, above its reply."""

    line: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened to the room itself; every channel shows it."""

    words: str


Content = Card | Typed | Note


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the timeline.

    ``channel_id`` is empty for what every channel shows, such as a direct message. ``reader`` is
    the only member who may see it, None when all may. ``version`` grows with every
    change in the room, so that a page can ask for what it has not seen.
    """

    message_id: str
    version: int
    channel_id: str
    at: datetime
    content: Content
    reader: str | None = None


class Transcript:
    """The last messages of the room, and a bell that rings when there are new ones.

    ``era`` tells one run of the bot from another: message ids and versions begin anew with it.
    """

    def __init__(self, clock: Clock) -> None:
        self.era: Final = secrets.token_hex(3)
        self._clock = clock
        self._messages: OrderedDict[str, Message] = OrderedDict()
        self._version = 0
        self._is_closed = False
        self._bell = asyncio.Event()

    @property
    def version(self) -> int:
        """The number of changes so far."""
        return self._version

    @property
    def is_closed(self) -> bool:
        """Tell whether nobody needs to wait for news any more."""
        return self._is_closed

    def add(self, channel_id: str, content: Content, reader: str | None = None) -> Message:
        """Put a message at the end; the oldest one goes when there are too many."""
        version = self._next_version()
        message_id = f"{self.era}-{version}"
        message = Message(message_id, version, channel_id, self._clock(), content, reader)
        self._messages[message_id] = message
        while len(self._messages) > MAX_MESSAGES:
            self._messages.popitem(last=False)
        return message

    def redraw(self, message: Message, card: Card) -> Message:
        """Put another card in a message's place."""
        redrawn = replace(message, content=card, version=self._next_version())
        self._messages[message.message_id] = redrawn
        return redrawn

    def private_message(self, message_id: str, reader: str) -> Message | None:
        """Find a message that this member alone sees."""
        message = self._messages.get(message_id)
        return message if message is not None and message.reader == reader else None

    def card_for(self, message_id: str, member_id: str) -> Card | None:
        """Find the card of a message that a member may see."""
        message = self._messages.get(message_id)
        if message is None or message.reader not in {None, member_id}:
            return None
        return message.content if isinstance(message.content, Card) else None

    def visible_to(self, member_id: str, after: int = 0) -> list[Message]:
        """List what a member may see of what changed after a version, oldest message first."""
        return [
            message
            for message in self._messages.values()
            if message.version > after and message.reader in {None, member_id}
        ]

    async def news(self, after: int, wait_seconds: float) -> None:
        """Wait until something changed after a version, the room closes, or the time is over."""
        if self._version != after or self._is_closed:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), wait_seconds)

    def close(self) -> None:
        """Let everybody go who waits for news."""
        self._is_closed = True
        self._ring()

    def _next_version(self) -> int:
        self._version += 1
        self._ring()
        return self._version

    def _ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()
