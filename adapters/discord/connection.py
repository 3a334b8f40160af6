"""The connection to Discord: hears commands, presses and invitations, and answers them."""

import logging
from typing import Final

import discord

from adapters.discord.commands import CommandTree, commands_hash, quiet_voice_warnings
from adapters.discord.failures import NETWORK_FAILURES, code_of
from adapters.discord.inbound import (
    Interaction,
    Rights,
    command_call,
    command_of,
    origin_of,
    press_of,
    roles_of,
)
from adapters.discord.obstacles import obstacle_for, obstacles_in
from adapters.discord.outbound import Answers, message_of
from adapters.discord.publisher import sending_trace
from adapters.discord.transport import Transport, redirect_answers
from adapters.in_order import InOrder
from adapters.pictures.studio import Studio
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.cards import Audience, Outcome
from bot.catalogue import action_named, command_named
from bot.requests import Place, Platform

REGISTERED: Final = "discord.commands"
APPLICATION: Final = "discord.application"
"""Under this name the bot remembers which commands it registered for which application."""

_LONGEST_RATE_LIMIT_SECONDS: Final = 30.0
_SHARD_BITS: Final = 22  # what is above them in a server's id tells its shard

log = logging.getLogger(__name__)


class PracticeClient(discord.Client):
    """The real client with nothing cached that is not needed.

    ``patience`` is how many seconds the core may take before Discord is told that it takes longer.
    """

    def __init__(
        self,
        bot: PracticeBot,
        worker: Worker,
        *,
        api_url: str | None = None,
        gateway_url: str | None = None,
        patience: float = FIRST_ANSWER_SECONDS,
        registers_at_login: bool = True,
    ) -> None:
        quiet_voice_warnings()
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.http = self._connection.http = Transport(
            api_url,
            gateway_url,
            loop=self.loop,
            http_trace=sending_trace(),
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_SECONDS,
        )
        self._studio = Studio()
        self.answers = Answers(patience, self._studio)
        self._in_order = InOrder()
        self.tree = CommandTree(self, self._on_command)
        self._bot = bot
        self._worker = worker
        self._api_url = api_url
        self._registers_at_login = registers_at_login

    async def setup_hook(self) -> None:
        """Register the commands when they are not those that were registered last."""
        if not self._registers_at_login:
            return
        if await self._worker.run(self._bot.remembered, REGISTERED) == self._registration():
            return
        try:
            await self.register_commands()
        except NETWORK_FAILURES as error:
            # The commands that are registered go on working; the next start tries again.
            log.error("the commands were not registered: %s", code_of(error))

    async def register_commands(self) -> int:
        """Register the commands with Discord and remember which; tell how many there are."""
        registered = await self.tree.sync()
        await self._worker.run(self._bot.remember, REGISTERED, self._registration())
        log.info("%d commands are registered", len(registered))
        return len(registered)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Hear what happens until the connection is closed."""
        if self._api_url:
            redirect_answers(self._api_url)
        await super().connect(reconnect=reconnect)

    async def close(self) -> None:
        """Disconnect for good."""
        self._studio.close()
        await super().close()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a press or a form, whichever process showed it; commands come by the tree."""
        if interaction.type in {
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        }:
            turn = self._in_order.run(_card_of(interaction), self._press, interaction)
            await self.answers.give(interaction, turn, Audience.ASKER)

    async def on_connect(self) -> None:
        """Note which servers the bot was taken out of while nobody listened.

        A new connection begins with the names of all servers, those with an outage, too; in shards
        each one hears of its own alone. Another application is in other servers: its first
        connection tells nothing.
        """
        application = str(self.application_id)
        if await self._worker.run(self._bot.remembered, APPLICATION) != application:
            await self._worker.run(self._bot.remember, APPLICATION, application)
            return
        for place in await self._worker.run(self._bot.places_on, Platform.DISCORD):
            guild_id = int(place.workspace_id)
            # Asked anew for each: the bot may have been invited meanwhile.
            if self._is_heard_of_here(guild_id) and self.get_guild(guild_id) is None:
                await self._worker.run(self._bot.left, place)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello to a new server, or be as before in one that is known."""
        await self._return(guild)
        await self._greet(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Say hello to a server that did not hear it yet: the bot, or Discord, was away."""
        await self._return(guild)
        await self._greet(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was taken out of a server; an outage is told by another event."""
        await self._worker.run(self._bot.left, Place(Platform.DISCORD, str(guild.id), ""))

    def _is_heard_of_here(self, guild_id: int) -> bool:
        if self.shard_id is None or not self.shard_count:
            return True
        return (guild_id >> _SHARD_BITS) % self.shard_count == self.shard_id

    async def _return(self, guild: discord.Guild) -> None:
        await self._worker.run(self._bot.returned, Place(Platform.DISCORD, str(guild.id), ""))

    async def _greet(self, guild: discord.Guild) -> None:
        """Say hello once, in the system channel, if the bot may write there."""
        channel = guild.system_channel
        if channel is None or obstacles_in(channel, guild.me):
            return
        place = Place(Platform.DISCORD, str(guild.id), str(channel.id))
        card = await self._worker.run(self._bot.greet, place)
        if card is None:
            return
        try:
            await channel.send(**message_of(card))
        except NETWORK_FAILURES as error:
            log.warning("a server was not greeted: %s", type(error).__name__)
            return
        await self._worker.run(self._bot.greeted, place)

    async def _on_command(self, interaction: Interaction) -> None:
        command = command_named(command_of(interaction)[0])
        audience = command.audience if command is not None else Audience.ASKER
        await self.answers.give(interaction, self._command(interaction), audience)

    async def _command(self, interaction: Interaction) -> Outcome:
        name, options = command_of(interaction)
        command = command_named(name)
        obstacle = ""
        if command is not None and command.posts:
            obstacle = obstacle_for(interaction, options.get("channel"))
        call = command_call(interaction, obstacle)
        return await self._worker.run(self._bot.run_command, call)

    async def _press(self, interaction: Interaction) -> Outcome:
        press = press_of(interaction)
        action = action_named(press.action)
        origin = origin_of(interaction)
        if action is not None and action.for_managers and origin:
            press = press_of(interaction, await self._rights(int(origin), interaction.user.id))
        return await self._worker.run(self._bot.press, press)

    async def _rights(self, guild_id: int, user_id: int) -> Rights:
        """Look up what somebody may do in a server now: a direct message does not tell."""
        guild = self.get_guild(guild_id)
        if guild is None:
            return Rights(are_known=False)
        try:
            member = await guild.fetch_member(user_id)
        except discord.NotFound:
            return Rights()
        except discord.HTTPException as error:
            log.info("a manager could not be looked up: %s %s", error.status, error.code)
            return Rights(are_known=False)
        return Rights(member.guild_permissions.manage_guild, roles_of(member))

    def _registration(self) -> str:
        return f"{self.application_id}:{commands_hash(self.tree.payload())}"


def _card_of(interaction: Interaction) -> tuple[int, int]:
    """Name whom a press is by and on which message: two of those must not overtake one another."""
    message = interaction.message
    return interaction.user.id, message.id if message is not None else interaction.id
