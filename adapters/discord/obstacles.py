"""What keeps the bot from posting in a channel, in Discord's words."""

from collections.abc import Mapping
from typing import Final

import discord

from adapters.discord.inbound import Interaction

_NEEDED: Final[Mapping[str, str]] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
}
_NEEDED_IN_THREADS: Final[Mapping[str, str]] = {
    "view_channel": "View Channel",
    "send_messages_in_threads": "Send Messages in Threads",
    "embed_links": "Embed Links",
}
_UNSEEN: Final = (
    "I cannot see that channel. Give me the permissions *View Channel*, *Send Messages* and "
    "*Embed Links* there, then try again."
)


def obstacle_for(interaction: Interaction, channel_id: str | None) -> str:
    """Say which permissions are missing in the named channel, or in this one; empty when none."""
    guild = interaction.guild
    if guild is None:
        return ""
    wanted = int(channel_id) if channel_id and channel_id.isdecimal() else interaction.channel_id
    channel = guild.get_channel_or_thread(wanted or 0)
    if channel is None:
        return _UNSEEN
    missing = obstacles_in(channel, guild.me)
    if not missing:
        return ""
    listed = ", ".join(f"*{name}*" for name in missing)
    many = len(missing) > 1
    return (
        f"I may not post in <#{channel.id}>: I lack the permission{'s' if many else ''} {listed}. "
        f"Give me {'them' if many else 'it'} there, then try again."
    )


def obstacles_in(
    channel: discord.abc.GuildChannel | discord.Thread, me: discord.Member
) -> list[str]:
    """List the permissions that the bot needs in a channel and does not have."""
    permissions = channel.permissions_for(me)
    needed = _NEEDED_IN_THREADS if isinstance(channel, discord.Thread) else _NEEDED
    return [name for attribute, name in needed.items() if not getattr(permissions, attribute)]
