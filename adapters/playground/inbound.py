"""What a page sends, read into what the core understands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.playground.room import CHANNELS, Channel, Member, channel_with, member_with, place_of
from bot.catalogue import Command, read_line
from bot.errors import Refusal
from bot.options import Kind
from bot.requests import CommandCall, Press

MAX_LINE: Final = 2_000
_NO_COMMAND: Final = (
    "I read commands only, so this went nowhere: nobody else can see it. A command begins with a "
    "slash; `/question` is a good first one, and `/help` lists them all."
)


class UnreadableError(Exception):
    """A page sent something that cannot be understood; the text is the sentence it gets back."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who acts, and in which channel."""

    member: Member
    channel: Channel


def read_member(text: object) -> Member:
    """Find the member whom a page acts as."""
    member = member_with(text) if isinstance(text, str) else None
    if member is None:
        raise UnreadableError("Nobody of that name is in this room.")
    return member


def read_visitor(body: Mapping[str, object]) -> Visitor:
    """Find out who acts, and where."""
    channel_id = body.get("channel")
    channel = channel_with(channel_id) if isinstance(channel_id, str) else None
    if channel is None:
        raise UnreadableError("There is no such channel in this room.")
    return Visitor(read_member(body.get("as")), channel)


def read_typed_line(body: Mapping[str, object]) -> str:
    """Take the line that a member typed."""
    line = _readable(body.get("line"), "line").strip()
    if not line:
        raise UnreadableError("There is nothing to send yet.")
    if len(line) > MAX_LINE:
        raise UnreadableError(f"A line has at most {MAX_LINE:,} characters.")
    return line


def read_partial_line(body: Mapping[str, object]) -> str:
    """Take the line that a member is typing."""
    return _readable(body.get("line"), "line")[:MAX_LINE]


def command_call(line: str, visitor: Visitor) -> CommandCall:
    """Read a typed line as a command; Refusal for everything that is none."""
    if not line.startswith("/"):
        raise Refusal(_NO_COMMAND)
    name, _, rest = line[1:].partition(" ")
    command, options = read_line(name.casefold(), rest)
    obstacle = _obstacle(command, options)
    place = place_of(visitor.channel.channel_id)
    return CommandCall(command.name, visitor.member.asker(), place, options, obstacle)


def press(body: Mapping[str, object], visitor: Visitor) -> Press:
    """Read a press of a button, a change of a checklist or a submitted form."""
    return Press(
        action=_readable(body.get("action"), "action"),
        asker=visitor.member.asker(),
        place=place_of(visitor.channel.channel_id),
        inputs=_inputs(body.get("inputs", {})),
        ticked=_ticked(body.get("ticked")),
    )


def _inputs(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise UnreadableError("The texts of a form come by name.")
    return {_readable(name, "name"): _readable(text, "text") for name, text in value.items()}


def _ticked(value: object) -> tuple[int, ...] | None:
    if value is None:
        return None
    # True is an int, too.
    if not isinstance(value, list) or any(type(number) is not int for number in value):
        raise UnreadableError("What is ticked comes as a list of numbers.")
    return tuple(value)


def _readable(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise UnreadableError(f"The {what} is missing.")
    # Half a surrogate pair, which JSON can carry, is no character that a database takes.
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _obstacle(command: Command, options: Mapping[str, str]) -> str:
    """Say why the bot could not post in the channel that the command names."""
    if not command.posts:
        return ""
    for option in command.options:
        if option.kind is Kind.CHANNEL and option.name in options:
            channel_id = option.read(options[option.name])
            if channel_id is not None and channel_with(channel_id) is None:
                listed = " and ".join(f"#{channel.channel_id}" for channel in CHANNELS)
                shown = channel_id.replace("`", "'")[:40]
                return f"There is no channel `#{shown}` in this room; it has {listed}."
    return ""
