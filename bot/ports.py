"""What the core asks of a platform unasked, and the words in which a platform answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from bot.cards import Card
from bot.requests import Place


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message that is out: the platform's id for it, and a link where there is one."""

    message_id: str
    link: str = ""


STOPPED: Final = "stopped"
"""The code of a message that was called off before any of it had left."""

_LONGEST_WAIT_SECONDS: Final = 3_600.0


class Failure(StrEnum):
    """How sure we are that a message is not out, and whether trying again can help."""

    RETRYABLE = "retryable"  # certainly not out; later it may work
    PERMANENT = "permanent"  # certainly not out; it will not work until somebody changes something
    AMBIGUOUS = "ambiguous"  # it may be out: the answer never came


class SendError(Exception):
    """A platform did not confirm a message.

    ``code`` is the platform's own word for it; ``retry_after`` the seconds that it asked to wait,
    of which an hour at most is believed.
    """

    def __init__(self, failure: Failure, code: str, retry_after: float = 0.0) -> None:
        super().__init__(f"{failure}: {code}")
        self.failure = failure
        self.code = code
        self.retry_after = min(max(retry_after, 0.0), _LONGEST_WAIT_SECONDS)

    def before_the_message(self) -> "SendError":
        """Tell the same of a step before it: whatever came of that, the message is not out."""
        is_unsure = self.failure is Failure.AMBIGUOUS
        failure = Failure.RETRYABLE if is_unsure else self.failure
        return SendError(failure, self.code, self.retry_after)


@dataclass(frozen=True, slots=True)
class Claim:
    """A post that this process alone may send, until the lease ends.

    ``attempt`` fences: a record made under an older attempt changes nothing.
    """

    post_id: int
    attempt: int
    place: Place
    local_date: date
    card: Card

    @property
    def key(self) -> str:
        """The same short text at every attempt (Discord's nonce has at most 25 characters)."""
        return f"pb-post-{self.post_id:x}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a manager is told once, in a direct message; ``tries`` were made before."""

    notice_id: int
    place: Place
    user_id: str
    card: Card
    tries: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A member who was shown to others, and of whom the platform is asked: are they still there."""

    member_id: int
    place: Place
    user_id: str


class Publisher(Protocol):
    """How a platform is asked to say something that answers no request.

    What sends raises SendError, and nothing else, when the platform did not take the message.
    """

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Post a public card; where it can be had, the same ``key`` twice makes one post."""

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Tell one person something."""

    async def is_member(self, place: Place, user_id: str) -> bool | None:
        """Tell whether a person is in a workspace; None, and never an error, when nobody knows."""
