"""Claims and notices on their way to a platform that takes them, refuses, or hangs."""

import asyncio
import threading
from collections.abc import Collection, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from adapters.delivery import ASKED, Delivery
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import Card
from bot.ports import STOPPED, Claim, Failure, Notice, PostedMessage, SendError
from bot.requests import Place, Platform
from tests.core.player import Player, somebody, words_of
from tests.core.schedule import add_daily, states
from tests.fakes.clock import FakeClock
from tests.fakes.publisher import FakePublisher


class HangingPublisher(FakePublisher):
    """Takes a post only once ``let_go`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = asyncio.Event()

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        await self.let_go.wait()
        return await super().publish(place, card, key)


class WaitingPublisher(FakePublisher):
    """Lets direct messages wait for a turn that never comes, as a platform's library may."""

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise SendError(Failure.RETRYABLE, STOPPED) from None


class BuggyPublisher(FakePublisher):
    """Breaks its promise to raise SendError only."""

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        raise ZeroDivisionError("a bug")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(1)
    yield worker
    worker.close()


@pytest.fixture
def due(bot: PracticeBot, clock: FakeClock) -> None:
    """Let two dailies fall due."""
    add_daily(bot, "13:00")
    add_daily(bot, "13:00 #random")
    clock.advance(timedelta(hours=1))


@pytest.mark.usefixtures("due")
async def test_what_is_due_is_delivered_once(
    bot: PracticeBot, worker: Worker, engine: Engine
) -> None:
    publisher = FakePublisher()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    for _ in range(3):
        await delivery.tick()
        await delivery.settle()
    assert sorted(place.channel_id for place, _, _ in publisher.published) == ["C1", "random"]
    assert {state for _, state in states(engine)} == {"sent"}


@pytest.mark.usefixtures("due")
async def test_a_tick_never_waits_for_a_platform(
    bot: PracticeBot, worker: Worker, engine: Engine
) -> None:
    publisher = HangingPublisher()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    async with asyncio.timeout(10):
        await delivery.tick()
        await delivery.tick()
        assert publisher.published == []
        publisher.let_go.set()
        await delivery.settle()
    assert len(publisher.published) == 2
    assert {state for _, state in states(engine)} == {"sent"}


@pytest.mark.usefixtures("due")
async def test_stopping_lets_a_post_under_way_go_out(
    bot: PracticeBot, worker: Worker, engine: Engine
) -> None:
    publisher = HangingPublisher()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    await delivery.tick()
    stopping = asyncio.create_task(delivery.stop())
    await asyncio.sleep(0)
    publisher.let_go.set()
    async with asyncio.timeout(10):
        await stopping
    assert {state for _, state in states(engine)} == {"sent"}


def want_a_reminder(bot: PracticeBot, clock: FakeClock) -> None:
    """Let the time of somebody's reminder come."""
    ada = somebody(bot, "Ada")
    ada.types("/settings me reminder=18:00")
    ada.practises()
    clock.now = clock.now.replace(hour=18) + timedelta(days=1)


async def test_a_reminder_that_was_being_claimed_when_the_ticks_stopped_comes_all_the_same(
    bot: PracticeBot, worker: Worker, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    want_a_reminder(bot, clock)
    claim_notices, claiming, let_go = bot.telling.claim_notices, asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def claim_slowly(platforms: Collection[Platform]) -> list[Notice]:
        loop.call_soon_threadsafe(claiming.set)
        let_go.wait(timeout=10)
        return claim_notices(platforms)

    monkeypatch.setattr(bot.telling, "claim_notices", claim_slowly)
    publisher = FakePublisher()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    ticking = asyncio.create_task(delivery.tick())
    await claiming.wait()
    ticking.cancel()
    await asyncio.wait({ticking})
    let_go.set()
    async with asyncio.timeout(10):
        await delivery.stop()
    assert [user_id for _, user_id, _ in publisher.told] == ["U-ada"]


async def test_a_reminder_that_had_not_left_when_the_process_stopped_comes_after_all(
    bot: PracticeBot, worker: Worker, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    want_a_reminder(bot, clock)
    monkeypatch.setattr("adapters.delivery.STOP_SECONDS", 0.01)
    stopping = Worker(1)
    stopped = Delivery(bot, stopping, {Platform.SLACK: WaitingPublisher()})
    async with asyncio.timeout(10):
        await stopped.tick()
        await stopped.stop()
    stopping.close()
    publisher = FakePublisher()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        await delivery.tick()
        await delivery.settle()
    assert [user_id for _, user_id, _ in publisher.told] == ["U-ada"]


@pytest.mark.usefixtures("due")
async def test_a_refused_post_is_recorded_and_its_manager_is_told(
    bot: PracticeBot, worker: Worker, engine: Engine
) -> None:
    publisher = FakePublisher(broken=SendError(Failure.PERMANENT, "channel_not_found"))
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    await delivery.tick()
    await delivery.settle()
    assert {state for _, state in states(engine)} == {"failed"}
    publisher.broken = None
    await delivery.tick()
    await delivery.settle()
    assert {user_id for _, user_id, _ in publisher.told} == {"U-lea"}
    assert len(publisher.told) == 2


async def test_a_notice_that_reaches_nobody_stops_nothing(
    bot: PracticeBot, worker: Worker, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    add_daily(bot, "13:00")
    clock.advance(timedelta(hours=12))
    publisher = FakePublisher(broken=SendError(Failure.PERMANENT, "cannot_dm_bot"))
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    await delivery.tick()
    await delivery.settle()
    assert "did not arrive" in caplog.text


@pytest.mark.usefixtures("due")
async def test_a_bug_in_one_delivery_leaves_the_post_to_its_lease(
    bot: PracticeBot,
    worker: Worker,
    engine: Engine,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    delivery = Delivery(bot, worker, {Platform.SLACK: BuggyPublisher()})
    await delivery.tick()
    await delivery.settle()
    assert "a delivery ended unexpectedly" in caplog.text
    clock.advance(timedelta(minutes=2))
    await delivery.tick()
    await delivery.settle()
    # Slack would not drop a repeat, so nobody sends it again by himself.
    assert {state for _, state in states(engine)} == {"unknown"}


@pytest.fixture
def shown_yesterdays(bot: PracticeBot, clock: FakeClock) -> Player:
    """Seven members who practised a day ago and are shown now, to the one who comes back."""
    for number in range(7):
        somebody(bot, f"M{number}").practises()
    clock.advance(timedelta(days=1))
    viewer = somebody(bot, "Viewer")
    viewer.types("/leaderboard all")
    return viewer


async def test_members_who_were_shown_are_asked_for_a_few_at_once_and_leavers_are_gone(
    bot: PracticeBot, worker: Worker, shown_yesterdays: Player
) -> None:
    publisher = FakePublisher(members={"U-m3": False, "U-m4": None})
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    for _ in range(3):
        await delivery.tick()
        assert len(publisher.asked_for) <= ASKED
        await delivery.settle()
        publisher.asked_for.sort()
        if len(publisher.asked_for) == 7:
            break
    assert publisher.asked_for == [f"U-m{number}" for number in range(7)]
    shown = words_of(shown_yesterdays.types("/leaderboard all").card)
    assert [name for name in (f"M{number}" for number in range(7)) if name not in shown] == ["M3"]


async def test_a_platform_that_breaks_while_it_is_asked_for_members_drops_nobody(
    bot: PracticeBot, worker: Worker, shown_yesterdays: Player, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(FakePublisher):
        async def is_member(self, place: Place, user_id: str) -> bool | None:
            raise ZeroDivisionError("a bug")

    delivery = Delivery(bot, worker, {Platform.SLACK: Broken()})
    for _ in range(3):
        await delivery.tick()
        await delivery.settle()
    assert caplog.text.count("a delivery ended unexpectedly") == 7
    shown = words_of(shown_yesterdays.types("/leaderboard all").card)
    assert all(f"M{number}" in shown for number in range(7))


async def test_no_transaction_is_open_while_a_platform_is_asked(
    bot: PracticeBot, worker: Worker, engine: Engine, shown_yesterdays: Player
) -> None:
    class Writing(FakePublisher):
        async def is_member(self, place: Place, user_id: str) -> bool | None:
            await worker.run(bot.beat)  # which an open transaction would not let in
            return await super().is_member(place, user_id)

    publisher = Writing()
    delivery = Delivery(bot, worker, {Platform.SLACK: publisher})
    async with asyncio.timeout(10):
        await delivery.tick()
        await delivery.settle()
    assert len(publisher.asked_for) == ASKED


async def test_what_is_broken_for_one_platform_does_not_hold_up_the_next(
    bot: PracticeBot,
    worker: Worker,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add_daily(bot, "13:00")
    clock.advance(timedelta(hours=1))
    claim_due = bot.posting.claim_due

    def broken_on_discord(platforms: Collection[Platform], most: int) -> list[Claim]:
        if Platform.DISCORD in platforms:
            raise ZeroDivisionError("a bug")
        return claim_due(platforms, most)

    monkeypatch.setattr(bot.posting, "claim_due", broken_on_discord)
    publisher = FakePublisher()
    publishers = {Platform.DISCORD: FakePublisher(), Platform.SLACK: publisher}
    delivery = Delivery(bot, worker, publishers)
    await delivery.tick()
    await delivery.settle()
    assert len(publisher.published) == 1
    assert "nothing could be claimed for discord" in caplog.text
