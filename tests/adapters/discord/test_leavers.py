"""Members who left a server: Discord is asked for those who were shown, and they are gone."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.delivery import Delivery
from adapters.discord.client import DiscordSurface
from adapters.discord.publisher import DiscordPublisher
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.requests import Asker, Place, Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.loopback import CHANNEL_ID, GUILD_ID, USER_ID, Fault, LoopbackDiscord
from tests.adapters.discord.test_loopback import surface_at
from tests.core.player import Player
from tests.fakes.clock import FakeClock

HERE = Place(Platform.DISCORD, GUILD_ID, CHANNEL_ID)


@pytest.fixture
async def loopback() -> AsyncIterator[LoopbackDiscord]:
    loopback = LoopbackDiscord()
    await loopback.start()
    yield loopback
    await loopback.stop()


@pytest.fixture
async def connected(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> AsyncIterator[DiscordSurface]:
    surface = surface_at(loopback, bot, worker, patience)
    await surface.start()
    yield surface
    await surface.stop()


async def test_who_left_the_server_is_off_the_board_after_it_was_shown_once(
    server: Server, worker: Worker, clock: FakeClock
) -> None:
    here = Place(Platform.DISCORD, str(server.guild.id), str(server.channel.id))
    for person, name in ((server.ada, "Ada"), (server.bob, "bob")):
        Player(server.bot, Asker(str(person.id), name), here).practises()
    delivery = Delivery(server.bot, worker, {Platform.DISCORD: server.surface.publisher})
    clock.advance(timedelta(days=1))
    server.guild.remove_member(server.ada)
    shown = text_of(answer_of(await server.manager.slash(server.channel, "leaderboard")))
    assert "Ada" in shown
    await delivery.tick()
    await delivery.settle()
    shown = text_of(answer_of(await server.manager.slash(server.channel, "leaderboard")))
    assert "Ada" not in shown
    assert "bob" in shown


@pytest.mark.parametrize(
    ("fault", "there"),
    [
        pytest.param(Fault(404, '{"code": 10007, "message": "Unknown Member"}'), False, id="left"),
        pytest.param(
            Fault(404, '{"code": 10013, "message": "Unknown User"}'), False, id="deleted account"
        ),
        pytest.param(
            Fault(404, '{"code": 10004, "message": "Unknown Guild"}'), None, id="no such server"
        ),
        pytest.param(
            Fault(404, "<html>", {"Content-Type": "text/html"}), None, id="a proxy's not found"
        ),
        pytest.param(Fault(403, '{"code": 50001}'), None, id="shut out"),
        pytest.param(Fault(503), None, id="not available"),
        pytest.param(Fault(breaks=True), None, id="the line breaks"),
        pytest.param(Fault(hangs=True), None, id="no answer"),
    ],
)
async def test_only_discord_s_own_word_says_that_somebody_left(
    loopback: LoopbackDiscord, connected: DiscordSurface, fault: Fault, there: bool | None
) -> None:
    loopback.faults_of[f"/members/{USER_ID}"] = fault
    publisher = DiscordPublisher(lambda: connected.client, seconds=0.3)
    assert await publisher.is_member(HERE, USER_ID) is there


@pytest.mark.parametrize("workspace_id", ["601", "not a number"])
async def test_of_a_server_that_the_bot_is_not_in_nothing_is_known(
    loopback: LoopbackDiscord, connected: DiscordSurface, workspace_id: str
) -> None:
    elsewhere = Place(Platform.DISCORD, workspace_id, CHANNEL_ID)
    assert await connected.publisher.is_member(elsewhere, USER_ID) is None
    assert not any("members" in path for _, path, _ in loopback.heard)
