"""Two processes on one database: a daily's date is posted by one of them, once."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.ports import Claim, PostedMessage
from tests.conftest import MakeBot
from tests.core.player import somebody
from tests.core.schedule import EVERYWHERE, add_daily, deliver, posts, states
from tests.fakes.clock import FakeClock

NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
ROUNDS = 5

_Found = TypeVar("_Found")


@pytest.fixture
def bots(shared_engine: Engine, make_bot: MakeBot, clock: FakeClock) -> list[PracticeBot]:
    clock.now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    return [make_bot(shared_engine, worker_id=name) for name in ("one", "two", "three")]


def together(bots: list[PracticeBot], do: Callable[[PracticeBot], _Found]) -> list[_Found]:
    """Let every process do the same at the same moment."""
    barrier = threading.Barrier(len(bots))

    def wait_and_do(bot: PracticeBot) -> _Found:
        barrier.wait(timeout=30)
        return do(bot)

    with ThreadPoolExecutor(len(bots)) as threads:
        return list(threads.map(wait_and_do, bots))


def claim(bot: PracticeBot) -> list[Claim]:
    return bot.posting.claim_due(EVERYWHERE)


def test_a_post_is_claimed_by_one_process_alone(
    bots: list[PracticeBot], shared_engine: Engine, clock: FakeClock
) -> None:
    for number in range(10):
        add_daily(bots[0], f"09:00 #C{number}")
    for day in range(ROUNDS):
        clock.now = NINE + timedelta(days=day)
        claims: list[Claim] = []
        while len(claims) < 10:
            claims += [one for found in together(bots, claim) for one in found]
        assert len({one.post_id for one in claims}) == len(claims) == 10
        clock.advance(timedelta(hours=5, minutes=58))
        deliver(bots[0])
    dates = Counter((post.daily_id, post.local_date) for post in posts(shared_engine))
    assert set(dates.values()) == {1}
    assert len(dates) == 10 * ROUNDS


def test_everything_that_is_due_is_sent_once_by_processes_that_race(
    bots: list[PracticeBot], shared_engine: Engine, clock: FakeClock
) -> None:
    for number in range(8):
        add_daily(bots[0], f"09:00 #C{number}")
    clock.now = NINE
    sent: list[int] = []

    def work(bot: PracticeBot) -> None:
        for _ in range(12):
            for one in claim(bot):
                if bot.posting.start_sending(one):
                    sent.append(one.post_id)
                    bot.posting.record_sent(one, PostedMessage(f"m-{one.post_id}"))

    together(bots, work)
    assert sorted(sent) == sorted({post.id for post in posts(shared_engine)})
    assert [state for _, state in states(shared_engine)] == ["sent"] * 8


def test_a_claim_is_started_once_even_by_threads_of_its_own_process(
    bots: list[PracticeBot], clock: FakeClock
) -> None:
    add_daily(bots[0])
    clock.now = NINE
    (claimed,) = claim(bots[0])
    started = together([bots[0]] * 4, lambda bot: bot.posting.start_sending(claimed))
    assert sorted(started) == [False, False, False, True]


def test_a_post_by_hand_and_the_scheduled_one_are_one_post(
    bots: list[PracticeBot], shared_engine: Engine, clock: FakeClock
) -> None:
    add_daily(bots[0])
    for day in range(ROUNDS):
        clock.now = NINE + timedelta(days=day)

        def by_hand_or_by_tick(bot: PracticeBot) -> list[Claim]:
            if bot is bots[0]:
                return claim(bot)
            somebody(bot, "Lea", manager=True).types("/daily post 1")
            return claim(bot)

        claims = [one for found in together(bots, by_hand_or_by_tick) for one in found]
        claims += claim(bots[0])
        assert len(claims) == 1
        bots[0].posting.record_sent(claims[0], PostedMessage("m"))
    assert [state for _, state in states(shared_engine)] == ["sent"] * ROUNDS


def test_a_notice_is_handed_to_one_process(bots: list[PracticeBot], clock: FakeClock) -> None:
    add_daily(bots[0])
    clock.now = NINE + timedelta(hours=7)
    claim(bots[0])
    notices = together(bots, lambda bot: bot.telling.claim_notices(EVERYWHERE))
    assert sum(len(found) for found in notices) == 1
