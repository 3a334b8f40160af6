"""What comes in from Slack: payloads as the core's words, with what is needed to answer them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from bot.requests import Place, Platform

Payload = Mapping[str, Any]

_DIRECT: Final = "D"  # how the id of a conversation of two begins
_ESCAPED: Final = re.compile(r"&(?:(amp)|(gt)|lt(?!;[#@!]));")
"""What Slack escapes; a typed sign before ``#`` stays, since only Slack itself names a channel."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, as a payload names them."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class WayBack:
    """Who asked, and where an answer can go: an open modal, a response URL, or a direct message."""

    place: Place
    user_id: str
    view_id: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A slash command as it was typed: its first word, and the line after it."""

    name: str
    line: str
    user: User
    place: Place
    trigger_id: str
    response_url: str

    @property
    def way_back(self) -> WayBack:
        """Where a late answer can go."""
        return WayBack(self.place, self.user.id, response_url=self.response_url)


class Container(Enum):
    """What a pressed button sits on."""

    MESSAGE = auto()  # which others may see, too
    PRIVATE_MESSAGE = auto()
    MODAL = auto()
    HOME = auto()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed or a checklist changed; ``ticked`` is None unless it was a checklist."""

    action: str
    ticked: tuple[int, ...] | None
    user: User
    place: Place
    container: Container
    trigger_id: str
    response_url: str
    view_id: str
    message_id: str

    @property
    def order_key(self) -> str:
        """The same for presses of one person on one card, which are answered one by one."""
        return f"{self.user.id} {self.view_id or self.message_id}"

    @property
    def way_back(self) -> WayBack:
        """Where an answer can go; a Home tab takes none."""
        view_id = self.view_id if self.container is Container.MODAL else ""
        return WayBack(self.place, self.user.id, view_id, self.response_url)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form sent in, its texts by the names of its inputs."""

    action: str
    inputs: Mapping[str, str]
    user: User
    place: Place
    view_id: str

    @property
    def way_back(self) -> WayBack:
        """Where a late answer can go."""
        return WayBack(self.place, self.user.id, self.view_id)


def typed_command(payload: Payload, team_id: str, prefix: str) -> TypedCommand:
    """Read a slash command; the prefix of its name is the operator's, not the catalogue's."""
    return TypedCommand(
        name=_text(payload, "command").removeprefix("/").removeprefix(prefix),
        line=_ESCAPED.sub(_unescaped, _text(payload, "text")),
        user=User(_text(payload, "user_id"), _text(payload, "user_name")),
        place=_place(team_id, _text(payload, "channel_id")),
        trigger_id=_text(payload, "trigger_id"),
        response_url=_text(payload, "response_url"),
    )


def pressed(payload: Payload, team_id: str) -> Pressed:
    """Read a press on a button or a checklist."""
    action, container = payload["actions"][0], payload.get("container") or {}
    view = payload.get("view") or {}
    channel_id = _text(container, "channel_id") or _text(payload.get("channel") or {}, "id")
    return Pressed(
        action=_text(action, "action_id"),
        ticked=_ticked(action),
        user=_user(payload),
        place=_place(team_id, channel_id or _text(view, "private_metadata")),
        container=_container(container, view, channel_id),
        trigger_id=_text(payload, "trigger_id"),
        response_url=_text(payload, "response_url"),
        view_id=_text(view, "id"),
        message_id=_text(container, "message_ts"),
    )


def submitted(payload: Payload, team_id: str) -> Submitted:
    """Read a form that was sent in."""
    view = payload["view"]
    values: Mapping[str, Mapping[str, Payload]] = (view.get("state") or {}).get("values") or {}
    return Submitted(
        action=_text(view, "callback_id"),
        inputs={
            name: _text(next(iter(elements.values()), {}), "value")
            for name, elements in values.items()
        },
        user=_user(payload),
        place=_place(team_id, _text(view, "private_metadata")),
        view_id=_text(view, "id"),
    )


def home_opened(event: Payload, team_id: str) -> tuple[User, Place] | None:
    """Read who opened their Home tab; None for the other tabs of the app."""
    if event.get("tab") != "home":
        return None
    return User(_text(event, "user"), ""), _place(team_id, _text(event, "channel"))


def is_direct(place: Place) -> bool:
    """Tell whether a place is the bot's conversation with one person."""
    return place.channel_id.startswith(_DIRECT)


def takes_the_bot_out(event: Payload) -> bool:
    """Tell whether an event takes the bot's own token away, and not only one of a member."""
    if event.get("type") != "tokens_revoked":
        return True
    tokens = event.get("tokens")
    return isinstance(tokens, Mapping) and bool(tokens.get("bot"))


def _unescaped(found: re.Match[str]) -> str:
    return "&" if found[1] else ">" if found[2] else "<"


def way_back(payload: Payload, team_id: str) -> WayBack:
    """Read where an answer can go from a payload of which nothing else may be readable."""
    place = _place(team_id, _text(payload.get("channel") or {}, "id"))
    return WayBack(place, _user(payload).id, response_url=_text(payload, "response_url"))


def _ticked(action: Payload) -> tuple[int, ...] | None:
    if action.get("type") != "checkboxes":
        return None
    values = [_text(option, "value") for option in action.get("selected_options") or ()]
    return tuple(int(value) for value in values if value.isascii() and value.isdecimal())


def _container(container: Payload, view: Payload, channel_id: str) -> Container:
    match container.get("type"), view.get("type"):
        case _, "home":
            return Container.HOME
        case ("view", _) | (_, "modal"):
            return Container.MODAL
        case _:
            is_private = channel_id.startswith(_DIRECT) or container.get("is_ephemeral") is True
            return Container.PRIVATE_MESSAGE if is_private else Container.MESSAGE


def _user(payload: Payload) -> User:
    user = payload.get("user") or {}
    return User(_text(user, "id"), _text(user, "name") or _text(user, "username"))


def _place(team_id: str, channel_id: str) -> Place:
    return Place(Platform.SLACK, team_id, channel_id)


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""
