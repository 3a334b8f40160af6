"""The real client over real sockets: logging in, being slow, losing answers, stopping."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.http import Route
from sqlalchemy import Engine

from adapters.discord.client import DiscordSurface, sync_commands
from adapters.discord.inbound import Interaction
from adapters.discord.publisher import DiscordPublisher
from adapters.surface import StartError, UnreachableError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply
from bot.catalogue import top_level_names
from bot.ports import STOPPED, Failure, SendError
from bot.question_bank import QuestionBank
from bot.requests import Asker, Place, Platform, Press
from tests.adapters.discord.conftest import until
from tests.adapters.discord.loopback import (
    CHANNEL_ID,
    FIRST_INTERACTION,
    GUILD_ID,
    TOKEN,
    USER_ID,
    Fault,
    LoopbackDiscord,
)
from tests.adapters.discord.schema import check_requests
from tests.core.player import Player
from tests.fakes.clock import FakeClock

MEMBER = Asker(USER_ID, "Ada")
HERE = Place(Platform.DISCORD, GUILD_ID, CHANNEL_ID)
CARD = Card(title="A card")


@pytest.fixture
async def loopback() -> AsyncIterator[LoopbackDiscord]:
    loopback = LoopbackDiscord()
    await loopback.start()
    yield loopback
    await loopback.stop()


impatient = pytest.mark.parametrize("patience", [0.05])
"""For tests in which the core is kept busy: Discord is told so at once."""


class Pauses:
    """Remembers how long it was asked to wait, and lets nobody wait."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


def surface_at(
    loopback: LoopbackDiscord,
    bot: PracticeBot,
    worker: Worker,
    patience: float,
    token: str = TOKEN,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> DiscordSurface:
    surface = DiscordSurface(
        token, bot, worker, loopback.api_url, loopback.gateway_url, patience=patience, pause=pause
    )
    # The library waits two seconds for more servers to arrive.
    surface.client._connection.guild_ready_timeout = 0
    return surface


@pytest.fixture
async def connected(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> AsyncIterator[DiscordSurface]:
    surface = surface_at(loopback, bot, worker, patience)
    await surface.start()
    yield surface
    await surface.stop()


class SlowRecorder(PracticeBot):
    """Notes which ticks reach the core; the first one takes until the gate is open."""

    def __init__(self, engine: Engine, bank: QuestionBank, clock: FakeClock) -> None:
        super().__init__(engine, bank, clock, random.Random(1), "worker")
        self.gate = threading.Event()
        self.begun: list[tuple[int, ...] | None] = []

    def press(self, press: Press) -> Outcome:
        """Note a tick."""
        self.begun.append(press.ticked)
        if len(self.begun) == 1:
            self.gate.wait()
        return Reply(CARD, replaces_original=True)


@asynccontextmanager
async def busy(worker: Worker) -> AsyncIterator[None]:
    """Keep the only thread of the core busy."""
    gate = threading.Event()
    holding = asyncio.create_task(worker.run(gate.wait))
    try:
        yield
    finally:
        gate.set()
        await holding


async def test_a_command_is_answered_in_private(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    assert connected.is_ready()
    assert connected.platform is Platform.DISCORD
    await loopback.command("question", tier="advanced")
    await until(lambda: bool(loopback.bodies("POST", "/callback")))
    (answer,) = loopback.bodies("POST", "/callback")
    assert answer["type"] == 4
    assert answer["data"]["flags"] == 64
    assert check_requests(loopback.heard) == 2


async def test_other_clients_still_go_to_discord(connected: DiscordSurface) -> None:
    assert connected.is_ready()
    assert Route("GET", "/users/@me").url == "https://discord.com/api/v10/users/@me"
    assert str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"


async def test_a_surface_that_stopped_is_not_ready(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> None:
    surface = surface_at(loopback, bot, worker, patience)
    assert not surface.is_ready()
    await surface.start()
    await surface.stop()
    assert not surface.is_ready()


async def test_a_wrong_token_is_named_and_not_shown(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> None:
    for token in ("a.wrong.token", "broken\ntoken"):
        with pytest.raises(StartError, match=r"^DISCORD_TOKEN: ") as raised:
            await surface_at(loopback, bot, worker, patience, token).start()
        assert token not in str(raised.value)
        assert "\n" not in str(raised.value)


async def test_a_token_that_only_the_gateway_refuses_is_named(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> None:
    loopback.close_code = 4004
    surface = surface_at(loopback, bot, worker, patience)
    with pytest.raises(StartError, match=r"^DISCORD_TOKEN: "):
        await surface.start()
    await surface.stop()


HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        pytest.param(Fault(503), 1.0, id="not available"),
        pytest.param(Fault(429, headers={"Retry-After": "7"}), 7.0, id="banned for a while"),
        pytest.param(Fault(429, headers={"Retry-After": "9999"}), 300.0, id="banned for hours"),
        pytest.param(
            Fault(429, '{"retry_after": 40}', {"Via": "1.1 google"}), 40.0, id="told to wait"
        ),
        pytest.param(Fault(401, "<html>", HTML), 1.0, id="a proxy wants to know who we are"),
        pytest.param(Fault(403, "<html>", HTML), 1.0, id="turned away by a proxy"),
        pytest.param(Fault(200, "{"), 1.0, id="half an answer"),
    ],
)
async def test_a_start_waits_until_discord_is_there(
    loopback: LoopbackDiscord,
    bot: PracticeBot,
    worker: Worker,
    patience: float,
    fault: Fault,
    waited: float,
) -> None:
    loopback.faults.append(fault)
    pauses = Pauses()
    surface = surface_at(loopback, bot, worker, patience, pause=pauses)
    await surface.start()
    assert surface.is_ready()
    assert pauses.seconds == [waited]
    await surface.stop()


async def test_a_bot_that_discord_turns_away_is_told_in_one_line(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> None:
    loopback.faults.append(Fault(403, '{"code": 40002}'))
    with pytest.raises(StartError, match=r"^DISCORD_TOKEN: .*40002"):
        await surface_at(loopback, bot, worker, patience).start()


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(429, headers={"Retry-After": "7"}), id="banned for a while"),
        pytest.param(
            Fault(429, '{"retry_after": 40}', {"Via": "1.1 google"}), id="told to wait for long"
        ),
        pytest.param(Fault(503), id="not available"),
    ],
)
async def test_a_registration_that_is_put_off_keeps_nobody_from_connecting(
    loopback: LoopbackDiscord,
    bot: PracticeBot,
    worker: Worker,
    patience: float,
    fault: Fault,
    caplog: pytest.LogCaptureFixture,
) -> None:
    loopback.faults_of["/commands"] = fault
    surface = surface_at(loopback, bot, worker, patience)
    await surface.start()
    assert surface.is_ready()
    assert "the commands were not registered" in caplog.text
    await surface.stop()


@pytest.mark.parametrize("path", ["/users/@me", "/commands"])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(429, headers={"Retry-After": "7"}), id="banned for a while"),
        pytest.param(
            Fault(429, '{"retry_after": 40}', {"Via": "1.1 google"}), id="told to wait for long"
        ),
        pytest.param(Fault(503), id="not available"),
        pytest.param(Fault(403, "<html>", HTML), id="turned away by a proxy"),
        pytest.param(Fault(breaks=True), id="the line breaks"),
    ],
)
async def test_commands_that_cannot_be_registered_now_are_told_in_one_line(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, path: str, fault: Fault
) -> None:
    loopback.faults_of[path] = fault
    with pytest.raises(UnreachableError, match=r"^Discord .*\.$") as raised:
        await sync_commands(TOKEN, bot, worker, api_url=loopback.api_url)
    assert "\n" not in str(raised.value)


async def test_commands_that_discord_refuses_are_told_in_one_line(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker
) -> None:
    loopback.faults_of["/commands"] = Fault(403, '{"code": 50001}')
    with pytest.raises(StartError, match=r"^DISCORD_TOKEN: .*50001"):
        await sync_commands(TOKEN, bot, worker, api_url=loopback.api_url)


async def test_commands_can_be_registered_without_connecting(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker
) -> None:
    count = await sync_commands(TOKEN, bot, worker, api_url=loopback.api_url)
    assert count == len(top_level_names())
    assert len(loopback.bodies("PUT", "/commands")) == 1
    assert bot.remembered("discord.commands")
    with pytest.raises(StartError, match=r"^DISCORD_TOKEN: "):
        await sync_commands("a.wrong.token", bot, worker, api_url=loopback.api_url)


@impatient
async def test_a_slow_command_is_deferred_and_then_answered(
    loopback: LoopbackDiscord, connected: DiscordSurface, worker: Worker
) -> None:
    assert connected.is_ready()
    async with busy(worker):
        await loopback.command("question")
        await until(lambda: bool(loopback.bodies("POST", "/callback")))
        assert loopback.bodies("POST", "/callback") == [{"type": 5, "data": {"flags": 64}}]
    await until(lambda: bool(loopback.bodies("PATCH", "/@original")))
    (late,) = loopback.bodies("PATCH", "/@original")
    assert late["embeds"][0]["title"]
    assert late["components"]


@impatient
async def test_a_slow_public_command_stays_public(
    loopback: LoopbackDiscord, connected: DiscordSurface, worker: Worker
) -> None:
    assert connected.is_ready()
    async with busy(worker):
        await loopback.command("leaderboard")
        await until(lambda: bool(loopback.bodies("POST", "/callback")))
        (deferred,) = loopback.bodies("POST", "/callback")
        assert not deferred.get("data")
    await until(lambda: bool(loopback.bodies("PATCH", "/@original")))


@impatient
async def test_a_slow_refusal_of_a_public_command_is_still_private(
    loopback: LoopbackDiscord, connected: DiscordSurface, worker: Worker
) -> None:
    assert connected.is_ready()
    async with busy(worker):
        await loopback.command("leaderboard", period="century")
        await until(lambda: bool(loopback.bodies("POST", "/callback")))
    await until(lambda: bool(loopback.bodies("POST", "/an-interaction")))
    assert len(loopback.bodies("DELETE", "/@original")) == 1
    assert loopback.bodies("PATCH", "/@original") == []
    (refused,) = loopback.bodies("POST", "/an-interaction")
    assert refused["flags"] == 64


@impatient
async def test_a_form_that_comes_too_late_is_offered_by_a_button(
    loopback: LoopbackDiscord, connected: DiscordSurface, bot: PracticeBot, worker: Worker
) -> None:
    assert connected.is_ready()
    Player(bot, MEMBER, HERE).draws("beginner")
    async with busy(worker):
        await loopback.press("pb1|answer|1")
        await until(lambda: len(loopback.bodies("POST", "/callback")) == 1)
    await until(lambda: bool(loopback.bodies("POST", "/an-interaction")))
    assert loopback.bodies("PATCH", "/@original") == []  # the card stays
    (late,) = loopback.bodies("POST", "/an-interaction")
    assert late["flags"] == 64
    (button,) = late["components"][0]["components"]
    assert (button["label"], button["custom_id"]) == ("Open the form", "pb1|answer|1")


@impatient
async def test_a_slow_press_redraws_its_private_card(
    loopback: LoopbackDiscord, connected: DiscordSurface, bot: PracticeBot, worker: Worker
) -> None:
    assert connected.is_ready()
    member = Player(bot, MEMBER, HERE)
    member.presses("Show answer", member.draws("beginner"))
    async with busy(worker):
        await loopback.press("pb1|rate|1|good")
        await until(lambda: len(loopback.bodies("POST", "/callback")) == 1)
        assert loopback.bodies("POST", "/callback") == [{"type": 6}]
    await until(lambda: bool(loopback.bodies("PATCH", "/@original")))
    (late,) = loopback.bodies("PATCH", "/@original")
    assert late["embeds"]
    assert [row["components"] for row in late["components"]]
    assert loopback.bodies("POST", "/an-interaction") == []
    assert check_requests(loopback.heard) == 2


@impatient
async def test_a_slow_press_on_a_card_that_all_see_is_answered_beside_it(
    loopback: LoopbackDiscord, connected: DiscordSurface, worker: Worker
) -> None:
    assert connected.is_ready()
    async with busy(worker):
        await loopback.press("pb1|board|week|1", private=False)
        await until(lambda: bool(loopback.bodies("POST", "/callback")))
        assert loopback.bodies("POST", "/callback") == [{"type": 5, "data": {"flags": 64}}]
    await until(lambda: bool(loopback.bodies("PATCH", "/@original")))


async def test_two_quick_ticks_are_stored_in_their_order(
    loopback: LoopbackDiscord,
    engine: Engine,
    bank: QuestionBank,
    clock: FakeClock,
    patience: float,
) -> None:
    worker, recorder = Worker(2), SlowRecorder(engine, bank, clock)
    surface = surface_at(loopback, recorder, worker, patience)
    await surface.start()
    try:
        await loopback.tick("pb1|tick|1", "0")
        await until(lambda: recorder.begun == [(0,)])
        await loopback.tick("pb1|tick|1", "0", "1")
        await loopback.tick("pb1|tick|2", "3", message_id="905")
        await until(lambda: recorder.begun == [(0,), (3,)])  # another card does not wait
        recorder.gate.set()
        await until(lambda: recorder.begun == [(0,), (3,), (0, 1)])
    finally:
        recorder.gate.set()
        await surface.stop()
        worker.close()


async def test_a_command_that_cannot_even_be_read_is_answered_with_an_id(
    loopback: LoopbackDiscord, connected: DiscordSurface, caplog: pytest.LogCaptureFixture
) -> None:
    assert connected.is_ready()
    await loopback.command("daily add", time="09:00", channel="9" * 5_000)
    await until(lambda: bool(loopback.bodies("POST", "/callback")))
    (answer,) = loopback.bodies("POST", "/callback")
    assert answer["data"]["flags"] == 64
    assert "tell whoever runs this bot" in str(answer)
    assert "incident" in caplog.text


async def test_a_command_that_breaks_inside_the_library_is_answered_with_an_id(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    async def break_down(interaction: Interaction) -> None:
        raise LookupError

    broken: app_commands.Command[Any, ..., None] = app_commands.Command(
        name="broken", description="Breaks down", callback=break_down
    )
    connected.client.tree.add_command(broken)
    await loopback.command("broken")
    await until(lambda: bool(loopback.bodies("POST", "/callback")))
    (answer,) = loopback.bodies("POST", "/callback")
    assert "tell whoever runs this bot" in str(answer)


async def test_completing_a_command_that_is_gone_does_not_run_it(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    assert connected.is_ready()
    await loopback.complete("a-command-of-long-ago", "top")
    await loopback.command("streak")
    await until(lambda: bool(loopback.bodies("POST", "/callback")))
    assert [path for _, path, _ in loopback.heard if path.endswith("/callback")] == [
        f"/interactions/{FIRST_INTERACTION + 1}/an-interaction/callback"
    ]


@impatient
async def test_stopping_lets_the_answers_under_way_end(
    loopback: LoopbackDiscord, bot: PracticeBot, worker: Worker, patience: float
) -> None:
    surface = surface_at(loopback, bot, worker, patience)
    await surface.start()
    async with busy(worker):
        await loopback.command("question")
        await until(lambda: bool(loopback.bodies("POST", "/callback")))
        stopping = asyncio.create_task(surface.stop())
        connection = surface._connection
        assert connection is not None
        await until(connection.done)
        assert not stopping.done()
        await loopback.command("streak")  # nothing new is heard
    await stopping
    assert len(loopback.bodies("POST", "/callback")) == 1
    assert loopback.bodies("PATCH", "/@original")


@pytest.mark.parametrize(
    ("fault", "failure", "code", "wait"),
    [
        pytest.param(
            Fault(429, '{"retry_after": 7}', {"Retry-After": "7"}),
            Failure.RETRYABLE,
            "429",
            7.0,
            id="told to wait",
        ),
        pytest.param(
            Fault(403, '{"code": 50013}'), Failure.PERMANENT, "50013", 0.0, id="not allowed"
        ),
        pytest.param(
            Fault(403, "<html>", {"Content-Type": "text/html"}),
            Failure.RETRYABLE,
            "403",
            0.0,
            id="turned away by a proxy",
        ),
        pytest.param(Fault(503), Failure.AMBIGUOUS, "503", 0.0, id="not available"),
        pytest.param(
            Fault(breaks=True),
            Failure.AMBIGUOUS,
            "ServerDisconnectedError",
            0.0,
            id="the line breaks after the message left",
        ),
    ],
)
async def test_a_failed_post_tells_whether_it_may_be_out(
    loopback: LoopbackDiscord,
    connected: DiscordSurface,
    fault: Fault,
    failure: Failure,
    code: str,
    wait: float,
) -> None:
    loopback.faults.append(fault)
    with pytest.raises(SendError) as raised:
        await connected.publisher.publish(HERE, CARD, "key")
    error = raised.value
    assert (error.failure, error.code, error.retry_after) == (failure, code, wait)


@pytest.mark.parametrize("status", [500, 502, 504, 524])
async def test_a_lost_answer_is_remembered_through_the_librarys_own_retries(
    loopback: LoopbackDiscord, connected: DiscordSurface, status: int
) -> None:
    loopback.faults += [Fault(status), Fault(403, '{"code": 50013}')]
    with pytest.raises(SendError) as raised:
        await connected.publisher.publish(HERE, CARD, "key")
    assert raised.value.failure is Failure.AMBIGUOUS


async def test_what_is_called_off_before_it_left_is_certainly_not_out(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    """The library sends one message of a channel after the other: the second one waits."""
    loopback.faults.append(Fault(hangs=True))
    first, second = (
        asyncio.create_task(connected.publisher.publish(HERE, CARD, key)) for key in "ab"
    )
    await until(lambda: bool(loopback.bodies("POST", "/messages")))
    second.cancel()
    with pytest.raises(SendError) as called_off:
        await second
    assert (called_off.value.failure, called_off.value.code) == (Failure.RETRYABLE, STOPPED)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_conversation_that_cannot_be_opened_is_no_message_in_doubt(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    loopback.faults.append(Fault(503))
    with pytest.raises(SendError) as raised:
        await connected.publisher.direct_message(HERE, USER_ID, CARD)
    assert (raised.value.failure, raised.value.code) == (Failure.RETRYABLE, "503")


async def test_a_post_without_an_answer_is_not_waited_for_for_ever(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    loopback.faults.append(Fault(hangs=True))
    publisher = DiscordPublisher(lambda: connected.client, seconds=0.1)
    with pytest.raises(SendError) as raised:
        await publisher.publish(HERE, CARD, "key")
    assert (raised.value.failure, raised.value.code) == (Failure.AMBIGUOUS, "TimeoutError")
    posted = await connected.publisher.publish(HERE, CARD, "another key")
    assert posted.message_id


async def test_a_wait_for_a_global_rate_limit_that_is_given_up_holds_up_nobody(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    told = {"Via": "1.1 google", "X-RateLimit-Remaining": "1"}
    loopback.faults.append(Fault(429, '{"retry_after": 20, "global": true}', told))
    publisher = DiscordPublisher(lambda: connected.client, seconds=0.1)
    with pytest.raises(SendError) as raised:
        await publisher.publish(HERE, CARD, "key")
    assert raised.value.failure is Failure.RETRYABLE  # it is certainly not out
    posted = await connected.publisher.publish(HERE, CARD, "key")
    assert posted.message_id


async def test_a_post_that_never_left_can_be_tried_again(
    loopback: LoopbackDiscord, connected: DiscordSurface
) -> None:
    await loopback.stop()
    with pytest.raises(SendError) as raised:
        await connected.publisher.direct_message(HERE, USER_ID, CARD)
    assert raised.value.failure is Failure.RETRYABLE
