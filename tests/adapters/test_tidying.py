"""The hourly tidying, from the clockwork's job to the rows that are gone."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, insert, select

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock
from bot.database.models import Member, Notice, Workspace
from bot.members.leaving import BATCH, KEPT_FOR
from bot.notices.queries import TIDIED_AT_ONCE, TOLD_KEPT_FOR
from bot.parts import Parts
from bot.question_bank import QuestionBank
from bot.requests import Asker
from tests.core.player import GENERAL, Player
from tests.fakes.clock import FakeClock


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(1)
    yield worker
    worker.close()


async def test_what_was_told_is_forgotten_after_ninety_days_and_what_waits_is_not(
    shared_engine: Engine, bank: QuestionBank, clock: FakeClock, worker: Worker
) -> None:
    bot = PracticeBot(shared_engine, bank, clock, random.Random(1), "worker")
    Player(bot, Asker("U1", "Somebody")).types("/help")
    with shared_engine.begin() as connection:
        workspace_id = connection.execute(select(Workspace.id)).scalar_one()
        row = {"workspace_id": workspace_id, "kind": "reminder", "user_id": "U1", "tries": 0}
        row |= {"made_at": clock.now, "not_before": clock.now}
        told = [{**row, "told_at": clock.now} for _ in range(TIDIED_AT_ONCE + 1)]
        connection.execute(insert(Notice), told)
        later = clock.now + timedelta(hours=1)
        connection.execute(insert(Notice), [{**row, "told_at": at} for at in (later, None)])
    parts = Parts(bot, worker, ShiftedClock(clock))
    for wait, left in ((TOLD_KEPT_FOR - timedelta(seconds=1), 503), (timedelta(seconds=1), 2)):
        clock.advance(wait)
        await parts.tidy()
        with shared_engine.begin() as connection:
            assert connection.execute(select(func.count(Notice.id))).scalar_one() == left


async def test_all_parts_of_what_was_left_are_deleted_in_one_tidying(
    shared_engine: Engine, bank: QuestionBank, clock: FakeClock, worker: Worker
) -> None:
    bot = PracticeBot(shared_engine, bank, clock, random.Random(1), "worker")
    for number in range(BATCH + 1):
        Player(bot, Asker(f"U{number}", "Somebody")).types("/help")
    bot.left(GENERAL)
    parts = Parts(bot, worker, ShiftedClock(clock))
    await parts.tidy()
    with shared_engine.begin() as connection:
        assert connection.execute(select(func.count(Member.id))).scalar_one() == BATCH + 1
    clock.advance(KEPT_FOR)
    await parts.tidy()
    with shared_engine.begin() as connection:
        assert connection.execute(select(func.count(Member.id))).scalar_one() == 0
        assert connection.execute(select(func.count(Workspace.id))).scalar_one() == 0
