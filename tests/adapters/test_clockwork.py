"""The second hand on a real scheduler."""

import asyncio

import pytest

from adapters.clockwork import Clockwork

_DEADLINE_SECONDS = 10.0


async def _nothing() -> None:
    """Be a job that has nothing to do."""


async def test_it_beats_at_once_and_ticks_on() -> None:
    ticked, beaten = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        ticked.set()

    async def beat() -> None:
        beaten.set()

    clockwork = Clockwork(tick, beat, _nothing)
    clockwork.start()
    async with asyncio.timeout(_DEADLINE_SECONDS):
        await beaten.wait()
        await ticked.wait()
    await clockwork.stop()


async def test_it_tidies_up_at_once_and_then_each_hour() -> None:
    tidied = asyncio.Event()

    async def tidy() -> None:
        tidied.set()

    clockwork = Clockwork(_nothing, _nothing, tidy)
    clockwork.start()
    async with asyncio.timeout(_DEADLINE_SECONDS):
        await tidied.wait()
    hours = [job.trigger.interval.total_seconds() for job in clockwork._scheduler.get_jobs()]
    assert sorted(hours) == [1, 60, 3600]
    await clockwork.stop()


async def test_a_tick_that_fails_is_not_the_last_one(caplog: pytest.LogCaptureFixture) -> None:
    ticks = 0
    twice = asyncio.Event()

    async def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks > 1:
            twice.set()
        raise RuntimeError("the database is away")

    clockwork = Clockwork(tick, _nothing, _nothing)
    clockwork.start()
    async with asyncio.timeout(_DEADLINE_SECONDS):
        await twice.wait()
    await clockwork.stop()
    assert "a tick failed" in caplog.text


async def test_stopping_lets_the_tick_under_way_end(caplog: pytest.LogCaptureFixture) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()
    ended = False

    async def tick() -> None:
        nonlocal ended
        begun.set()
        await may_end.wait()
        ended = True

    clockwork = Clockwork(tick, _nothing, _nothing)
    clockwork.start()
    async with asyncio.timeout(_DEADLINE_SECONDS):
        await begun.wait()
        stopping = asyncio.create_task(clockwork.stop())
        await asyncio.sleep(0)
        may_end.set()
        await stopping
    assert ended
    assert caplog.text == ""
