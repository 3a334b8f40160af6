"""docs/architecture.md walks through a command on Discord; here it is held against what happens."""

import asyncio

from adapters.discord.client import DiscordSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from tests.adapters.discord.loopback import TOKEN, LoopbackDiscord
from tests.adapters.walk import documented_walk, missing_hops, recorded_walk

_DEADLINE_SECONDS = 20.0


async def test_the_documented_walk_on_discord_is_the_one_that_happens(
    bot: PracticeBot, worker: Worker, discord_here: LoopbackDiscord
) -> None:
    documented = documented_walk("`/question advanced` on Discord")
    assert len(documented) > 10
