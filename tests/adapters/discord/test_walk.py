"""docs/architecture.md walks through a command on Discord; here it is held against what happens."""

from adapters.discord.client import DiscordSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from tests.adapters.discord.conftest import until
from tests.adapters.discord.loopback import TOKEN, LoopbackDiscord
from tests.adapters.walk import documented_walk, missing_hops, recorded_walk


async def test_the_documented_walk_on_discord_is_the_one_that_happens(
    bot: PracticeBot, worker: Worker
) -> None:
    documented = documented_walk("`/question advanced` on Discord")
    assert len(documented) > 10
    loopback = LoopbackDiscord()
    await loopback.start()
    surface = DiscordSurface(TOKEN, bot, worker, loopback.api_url, loopback.gateway_url)
    with recorded_walk() as walked:
        await surface.start()
        await loopback.command("question", tier="advanced")
        await until(lambda: bool(loopback.bodies("POST", "callback")))
    await surface.stop()
    await loopback.stop()
    assert missing_hops(documented, walked) == []
