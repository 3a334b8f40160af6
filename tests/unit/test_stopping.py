"""Stopping: in order, the parts of a stage at once, and never longer than it may take."""

import asyncio
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from bot.stopping import LEAVE_AFTER_SECONDS, STOP_SECONDS, Stage, stop_in_order

SLACK_SECONDS = 0.3


async def hangs() -> None:
    await asyncio.Event().wait()


async def fails() -> None:
    raise ZeroDivisionError("a bug")


async def test_when_everything_hangs_the_time_is_kept_and_every_part_was_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[str] = []

    def hanging(name: str) -> Stage:
        async def stop() -> None:
            asked.append(name)
            await hangs()

        return Stage(name, 1.0, (stop, stop))

    start = time.monotonic()
    await stop_in_order([hanging(name) for name in ("one", "two", "three")], seconds=0.3)
    assert time.monotonic() - start < 0.3 + SLACK_SECONDS
    assert asked == ["one", "one", "two", "two", "three", "three"]
    assert caplog.text.count("did not stop in time") == 6


async def test_a_part_that_will_not_be_cancelled_holds_up_nobody() -> None:
    let_go, stopped = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        while not let_go.is_set():
            with suppress(asyncio.CancelledError):
                await let_go.wait()

    async def stop() -> None:
        stopped.set()

    start = time.monotonic()
    await stop_in_order(
        [Stage("stubborn", 1.0, (stubborn,)), Stage("last", 1.0, (stop,))], seconds=0.2
    )
    assert stopped.is_set()
    assert time.monotonic() - start < 0.2 + SLACK_SECONDS
    let_go.set()


async def test_a_part_that_fails_is_told_and_the_others_stop(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stopped: list[str] = []

    async def stop() -> None:
        stopped.append("last")

    await stop_in_order([Stage("broken", 1.0, (fails,)), Stage("last", 1.0, (stop,))])
    assert stopped == ["last"]
    assert "broken did not stop cleanly" in caplog.text


async def test_the_time_that_a_stage_leaves_is_there_for_the_next() -> None:
    may_end = asyncio.Event()
    ended: list[str] = []

    async def quick() -> None:
        asyncio.get_running_loop().call_later(0.25, may_end.set)

    async def slow() -> None:
        await may_end.wait()
        ended.append("slow")

    stages = [Stage("quick", 9.0, (quick,)), Stage("slow", 1.0, (slow,))]
    await stop_in_order(stages, seconds=1.0)
    assert ended == ["slow"]


def test_a_thread_that_hangs_does_not_keep_the_process() -> None:
    program = (
        "import threading; from bot.stopping import leave_at_the_latest; "
        "leave_at_the_latest(0.1); threading.Event().wait()"
    )
    ended = subprocess.run(
        (sys.executable, "-c", program), check=False, timeout=30, capture_output=True, text=True
    )
    assert (ended.returncode, "something hangs" in ended.stderr) == (1, True)


def test_everything_together_takes_less_than_nine_seconds() -> None:
    assert STOP_SECONDS < LEAVE_AFTER_SECONDS < 9
