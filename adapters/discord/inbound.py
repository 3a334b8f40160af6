"""What Discord sends, in the core's words: only ids are left of the platform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import discord

from adapters.discord.render import read_custom_id
from bot.requests import Asker, CommandCall, Place, Platform, Press

Interaction = discord.Interaction[discord.Client]

_SUB_COMMAND: Final = 1
_SUB_COMMAND_GROUP: Final = 2
_TEXT_INPUT: Final = 4


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether somebody may manage a server, and which roles they have there, if it was told."""

    is_manager: bool = False
    role_ids: frozenset[str] = frozenset()
    are_known: bool = True


def asker_of(interaction: Interaction, rights: Rights | None = None) -> Asker:
    """Tell who asks, with the rights that the interaction tells, unless others are given."""
    known = _rights_in(interaction) if rights is None else rights
    return Asker(
        user_id=str(interaction.user.id),
        display_name=interaction.user.display_name,
        is_manager=known.is_manager,
        role_ids=known.role_ids,
        rights_known=known.are_known,
        # A server may show them by a nickname, which a direct message does not tell.
        name_known=interaction.guild_id is not None,
    )


def roles_of(member: discord.Member) -> frozenset[str]:
    """Name the roles of a member."""
    return frozenset(str(role.id) for role in member.roles)


def _rights_in(interaction: Interaction) -> Rights:
    permissions, user = interaction.permissions, interaction.user
    may_manage = permissions.manage_guild or permissions.administrator
    roles = roles_of(user) if isinstance(user, discord.Member) else frozenset()
    return Rights(may_manage, roles)


def place_of(interaction: Interaction) -> Place:
    """Tell where it was asked; in a direct message the button may name the server it is about."""
    guild_id = str(interaction.guild_id or origin_of(interaction))
    return Place(Platform.DISCORD, guild_id, str(interaction.channel_id or ""))


def origin_of(interaction: Interaction) -> str:
    """Tell which server a button in a direct message is about; empty where it names none."""
    if interaction.guild_id is not None:
        return ""
    return read_custom_id(str(_data(interaction).get("custom_id", "")))[1]


def command_call(interaction: Interaction, obstacle: str = "") -> CommandCall:
    """Read a slash command: its full name, and its options as they were typed."""
    name, options = command_of(interaction)
    return CommandCall(name, asker_of(interaction), place_of(interaction), options, obstacle)


def command_of(interaction: Interaction) -> tuple[str, dict[str, str]]:
    """Find a command's full name and its options, whatever the rest of it looks like."""
    data = _data(interaction)
    name, options = str(data.get("name", "")), data.get("options") or []
    while options and options[0].get("type") in {_SUB_COMMAND, _SUB_COMMAND_GROUP}:
        name, options = f"{name} {options[0].get('name', '')}", options[0].get("options") or []
    return name, {str(option.get("name", "")): str(option.get("value", "")) for option in options}


def press_of(interaction: Interaction, rights: Rights | None = None) -> Press:
    """Read a pressed button, a changed checklist or a submitted form."""
    data = _data(interaction)
    return Press(
        action=read_custom_id(str(data.get("custom_id", "")))[0],
        asker=asker_of(interaction, rights),
        place=place_of(interaction),
        inputs=dict(_text_inputs(data.get("components", []))),
        ticked=_ticked(data),
        is_direct=interaction.guild_id is None,
    )


def is_on_private_message(interaction: Interaction) -> bool:
    """Tell whether the asker alone can see the message that was pressed."""
    if interaction.message is None:
        return False
    return interaction.guild_id is None or interaction.message.flags.ephemeral


def _data(interaction: Interaction) -> Mapping[str, Any]:
    data: Any = interaction.data
    return data or {}


def _ticked(data: Mapping[str, Any]) -> tuple[int, ...] | None:
    values = data.get("values")
    if values is None:
        return None
    return tuple(int(value) for value in values if value.isascii() and value.isdecimal())


def _text_inputs(components: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Find the text fields of a form, inside labels and rows."""
    for component in components:
        if component.get("type") == _TEXT_INPUT:
            yield str(component["custom_id"]), str(component.get("value", ""))
        inner = component.get("component")
        yield from _text_inputs([inner] if inner else component.get("components", []))
