"""Servers that the bot was taken out of while it did not run are known at the next start."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Engine, select

from adapters.discord.client import DiscordSurface
from adapters.discord.connection import APPLICATION
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.database.models import Workspace
from bot.requests import Asker, CommandCall, Place, Platform
from tests.adapters.discord.conftest import until
from tests.adapters.discord.loopback import (
    APPLICATION_ID,
    CHANNEL_ID,
    GUILD_ID,
    TOKEN,
    LoopbackDiscord,
)

OTHER = str(int(GUILD_ID) + (1 << 22))  # of two shards it has the second


@pytest.fixture
async def loopback() -> AsyncIterator[LoopbackDiscord]:
    loopback = LoopbackDiscord()
    await loopback.start()
    yield loopback
    await loopback.stop()


@pytest.fixture
async def surface(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker
) -> AsyncIterator[DiscordSurface]:
    surface = DiscordSurface(TOKEN, bot, worker, loopback.api_url, loopback.gateway_url)
    surface.client._connection.guild_ready_timeout = 0.05
    yield surface
    await surface.stop()


@pytest.fixture(autouse=True)
def two_servers(bot: PracticeBot) -> None:
    """Let somebody in two servers and in a Slack workspace have used this very application."""
    bot.remember(APPLICATION, APPLICATION_ID)
    places = (Place(Platform.DISCORD, guild_id, CHANNEL_ID) for guild_id in (GUILD_ID, OTHER))
    for place in (*places, Place(Platform.SLACK, OTHER, "C1")):
        bot.run_command(CommandCall("streak", Asker("1", "Ada"), place))


def marked(engine: Engine) -> set[tuple[str, str]]:
    asked = select(Workspace.platform, Workspace.external_id)
    with engine.begin() as connection:
        rows = connection.execute(asked.where(Workspace.removed_at.is_not(None)))
        return {(platform, external_id) for platform, external_id in rows}


async def test_a_server_that_discord_does_not_name_any_more_is_marked(
    surface: DiscordSurface, engine: Engine
) -> None:
    await surface.start()
    await until(lambda: marked(engine) == {("discord", OTHER)})


async def test_the_first_connection_of_another_application_takes_the_bot_out_of_nowhere(
    surface: DiscordSurface,
    loopback: LoopbackDiscord,
    bot: PracticeBot,
    worker: Worker,
    engine: Engine,
) -> None:
    bot.remember(APPLICATION, "of another token")
    await surface.start()
    await until(lambda: bot.remembered(APPLICATION) == APPLICATION_ID)
    assert marked(engine) == set()
    await surface.stop()
    again = DiscordSurface(TOKEN, bot, worker, loopback.api_url, loopback.gateway_url)
    await again.start()
    await until(lambda: marked(engine) == {("discord", OTHER)})
    await again.stop()


async def test_a_server_that_is_back_is_unmarked(
    surface: DiscordSurface, bot: PracticeBot, engine: Engine
) -> None:
    bot.left(Place(Platform.DISCORD, GUILD_ID, ""))
    await surface.start()
    await until(lambda: marked(engine) == {("discord", OTHER)})


async def test_a_server_with_an_outage_is_not_taken_for_one_that_was_left(
    surface: DiscordSurface, loopback: LoopbackDiscord, bot: PracticeBot, engine: Engine
) -> None:
    loopback.has_outage = True
    bot.left(Place(Platform.SLACK, OTHER, ""))
    await surface.start()
    await until(lambda: ("discord", OTHER) in marked(engine))
    assert ("discord", GUILD_ID) not in marked(engine)


async def test_a_shard_tells_nothing_of_the_servers_of_another(
    surface: DiscordSurface, loopback: LoopbackDiscord, engine: Engine
) -> None:
    loopback.guild_ids = []
    surface.client.shard_id, surface.client.shard_count = 0, 2
    await surface.start()
    await until(lambda: marked(engine) == {("discord", GUILD_ID)})
