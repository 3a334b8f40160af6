"""Connections that end while the bot runs: whatever ended them, there is another one."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.discord.client import DiscordSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import Card
from bot.ports import Failure, SendError
from bot.requests import Place, Platform
from tests.adapters.discord.conftest import until
from tests.adapters.discord.loopback import CHANNEL_ID, GUILD_ID, TOKEN, Fault, LoopbackDiscord

HERE = Place(Platform.DISCORD, GUILD_ID, CHANNEL_ID)
CARD = Card(title="A card")


class HeldPause:
    """Remembers how long it was asked to wait, and lets go when told to."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.gate = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await self.gate.wait()
        await asyncio.sleep(0)


@pytest.fixture
async def loopback() -> AsyncIterator[LoopbackDiscord]:
    loopback = LoopbackDiscord()
    await loopback.start()
    yield loopback
    await loopback.stop()


@pytest.fixture
def pause() -> HeldPause:
    return HeldPause()


@pytest.fixture
async def connected(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, pause: HeldPause
) -> AsyncIterator[DiscordSurface]:
    surface = DiscordSurface(
        TOKEN, bot, worker, loopback.api_url, loopback.gateway_url, pause=pause
    )
    surface.client._connection.guild_ready_timeout = 0
    await surface.start()
    yield surface
    await surface.stop()


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_after_a_payload_that_cannot_be_read_the_bot_connects_again(
    loopback: LoopbackDiscord, connected: DiscordSurface, pause: HeldPause
) -> None:
    assert connected.is_ready()
    await loopback.tell_nonsense()
    await until(lambda: bool(pause.seconds))
    assert not connected.is_ready()
    posted = await connected.publisher.publish(HERE, CARD, "key")
    assert posted.message_id  # speaking does not need the gateway
    pause.gate.set()
    await until(connected.is_ready)
    assert len(loopback.bodies("GET", "/users/@me")) == 2
    await loopback.command("streak")
    await until(lambda: bool(loopback.bodies("POST", "/callback")))
    assert (await connected.publisher.publish(HERE, CARD, "another key")).message_id


async def test_the_bot_waits_longer_each_time_and_never_gives_up(
    loopback: LoopbackDiscord, connected: DiscordSurface, pause: HeldPause
) -> None:
    loopback.talks_nonsense = True
    pause.gate.set()
    await loopback.tell_nonsense()
    await until(lambda: len(pause.seconds) >= 9)
    assert pause.seconds[:9] == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    loopback.talks_nonsense = False
    await until(connected.is_ready)


async def test_a_new_login_waits_until_discord_is_there(
    loopback: LoopbackDiscord, connected: DiscordSurface, pause: HeldPause
) -> None:
    pause.gate.set()
    loopback.faults.append(Fault(429, headers={"Retry-After": "7"}))
    await loopback.tell_nonsense()
    await until(lambda: pause.seconds == [5, 7])
    await until(connected.is_ready)


async def test_a_token_that_is_refused_after_the_start_is_named_once(
    loopback: LoopbackDiscord,
    connected: DiscordSurface,
    pause: HeldPause,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await loopback.hang_up(4004)
    await until(lambda: bool(errors_in(caplog)))
    assert not connected.is_ready()
    (line,) = errors_in(caplog)
    assert line.startswith("DISCORD_TOKEN: ")
    assert pause.seconds == []
    with pytest.raises(SendError) as raised:
        await connected.publisher.publish(HERE, CARD, "key")
    assert raised.value.failure is Failure.RETRYABLE


async def test_a_token_that_a_new_login_finds_refused_is_named(
    loopback: LoopbackDiscord,
    connected: DiscordSurface,
    pause: HeldPause,
    caplog: pytest.LogCaptureFixture,
) -> None:
    pause.gate.set()
    loopback.faults_of["/users/@me"] = Fault(401, '{"code": 0}')
    await loopback.tell_nonsense()
    await until(lambda: any(line.startswith("DISCORD_TOKEN: ") for line in errors_in(caplog)))
    assert not connected.is_ready()


async def test_a_bot_that_waits_to_connect_again_can_be_stopped(
    loopback: LoopbackDiscord, connected: DiscordSurface, pause: HeldPause
) -> None:
    await loopback.tell_nonsense()
    await until(lambda: bool(pause.seconds))
    async with asyncio.timeout(5):
        await connected.stop()
    assert not connected.is_ready()
