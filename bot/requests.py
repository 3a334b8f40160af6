"""What came in: who asks, where, and for what, with only ids left of the platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


def readable(text: str) -> str:
    """Take out of a text what no database stores: NUL characters and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class Platform(StrEnum):
    """Where a workspace lives."""

    DISCORD = "discord"
    SLACK = "slack"
    PLAYGROUND = "playground"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a workspace, by the platform's own ids.

    ``workspace_id`` is empty for a press in a direct message that does not tell its workspace: the
    row that the button names tells it then.
    """

    platform: Platform
    workspace_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class Asker:
    """The person behind a request, as the platform knows them at this moment.

    ``timezone`` is the IANA name in the platform's profile, where there is one.
    ``workspace_timezone`` likewise, for the whole workspace. ``role_ids`` are the roles that they
    have there, on a platform that has roles. ``rights_known`` is False when the platform could not
    be asked whether they manage. ``name_known`` is False when ``display_name`` is what they are
    called elsewhere, since the platform did not tell the name that the workspace shows.
    """

    user_id: str
    display_name: str
    is_manager: bool = False
    timezone: str | None = None
    workspace_timezone: str | None = None
    role_ids: frozenset[str] = frozenset()
    rights_known: bool = True
    name_known: bool = True


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A slash command: its full name such as ``daily add``, and its options as they were typed.

    ``obstacle`` says, in the platform's words, why the bot could not post in the channel that the
    command is about; empty when it could, or when the command is about no channel.
    """

    name: str
    asker: Asker
    place: Place
    options: Mapping[str, str] = field(default_factory=dict)
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed, a checklist changed or a form submitted.

    ``action`` is the encoded id; ``inputs`` holds a form's texts by name; ``ticked`` the numbers
    that are ticked now, None when the press was no checklist. ``is_direct`` tells of a press in a
    direct message, which stays when the bot is taken out of the workspace.
    """

    action: str
    asker: Asker
    place: Place
    inputs: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[int, ...] | None = None
    is_direct: bool = False
