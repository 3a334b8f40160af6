"""What the core answers, brought into the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.playground.inbound import Visitor
from adapters.playground.room import WORKSPACE_ID, channel_with, member_with
from adapters.playground.transcript import Message, Transcript
from bot.cards import Audience, Card, Form, Outcome, Rejected, Reply, late_reply
from bot.ports import Failure, PostedMessage, SendError
from bot.requests import Place


@dataclass(frozen=True, slots=True)
class Said:
    """The answer stands in the timeline."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer is a form to open."""

    form: Form


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """A form was not taken: it stays open, with a sentence at each input that is wrong."""

    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AtWork:
    """The answer comes into the timeline later."""


Answer = Said | Opened | TurnedDown | AtWork


def answer(transcript: Transcript, outcome: Outcome, visitor: Visitor, pressed: str = "") -> Answer:
    """Perform what the core wants; ``pressed`` is the id of the message that was pressed."""
    match outcome:
        case Reply() as reply:
            return Said(_say(transcript, reply, visitor, pressed).message_id)
        case Form() as form:
            return Opened(form)
        case Rejected(problems):
            return TurnedDown(problems)


def answer_late(
    transcript: Transcript, outcome: Outcome, visitor: Visitor, pressed: str = ""
) -> None:
    """Perform what the core wants when nobody waits for it any more: everything is a card now."""
    _say(transcript, late_reply(outcome), visitor, pressed)


def _say(transcript: Transcript, reply: Reply, visitor: Visitor, pressed: str = "") -> Message:
    channel_id = visitor.channel.channel_id
    match reply.audience:
        case Audience.CHANNEL:
            return transcript.add(channel_id, reply.card)
        case Audience.ASKER:
            reader = visitor.member.member_id
            original = transcript.private_message(pressed, reader)
            if reply.replaces_original and original is not None:
                return transcript.redraw(original, reply.card)
            return transcript.add(channel_id, reply.card, reader)


class RoomPublisher:
    """How the core speaks in the room unasked."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Put a card before the whole channel."""
        if place.workspace_id != WORKSPACE_ID or channel_with(place.channel_id) is None:
            raise SendError(Failure.PERMANENT, "channel_not_found")
        message = self._transcript.add(place.channel_id, card)
        return PostedMessage(message.message_id, f"/#message-{message.message_id}")

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Put a card before one member alone, whichever channel they look at."""
        if place.workspace_id != WORKSPACE_ID or member_with(user_id) is None:
            raise SendError(Failure.PERMANENT, "user_not_found")
        self._transcript.add("", card, user_id)

    async def is_member(self, place: Place, user_id: str) -> bool:
        """Tell that everybody is still there: nobody can leave this room."""
        return True
