"""Calls that share a key, on a real event loop."""

import asyncio

import pytest

from adapters.in_order import InOrder


class Desk:
    """Notes what is done; a piece of work takes until it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}

    def let_go(self, name: str) -> None:
        """Let a piece of work end."""
        self._gates.setdefault(name, asyncio.Event()).set()

    async def work(self, name: str) -> str:
        """Be at work until let go."""
        self.begun.append(name)
        await self._gates.setdefault(name, asyncio.Event()).wait()
        self.ended.append(name)
        return name

    async def fail(self, name: str) -> str:
        """Be at work and fail."""
        raise LookupError(await self.work(name))


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_calls_that_share_a_key_run_one_after_the_other_as_they_came() -> None:
    in_order, desk = InOrder(), Desk()
    names = ["first", "second", "third"]
    tasks = [asyncio.create_task(in_order.run("card", desk.work, name)) for name in names]
    await _settle()
    assert desk.begun == ["first"]
    for name in reversed(names):
        desk.let_go(name)
    assert await asyncio.gather(*tasks) == names
    assert desk.ended == names


async def test_calls_with_other_keys_do_not_wait() -> None:
    in_order, desk = InOrder(), Desk()
    slow = asyncio.create_task(in_order.run("card", desk.work, "slow"))
    desk.let_go("quick")
    assert await in_order.run("another card", desk.work, "quick") == "quick"
    desk.let_go("slow")
    assert await slow == "slow"


async def test_the_next_call_has_its_turn_when_one_fails_and_the_failure_is_told() -> None:
    in_order, desk = InOrder(), Desk()
    failing = asyncio.create_task(in_order.run("card", desk.fail, "failing"))
    following = asyncio.create_task(in_order.run("card", desk.work, "following"))
    desk.let_go("failing")
    desk.let_go("following")
    with pytest.raises(LookupError, match="failing"):
        await failing
    assert await following == "following"


async def test_a_call_keeps_its_turn_when_nobody_waits_for_it_any_more() -> None:
    in_order, desk = InOrder(), Desk()
    left = asyncio.create_task(in_order.run("card", desk.fail, "left"))
    following = asyncio.create_task(in_order.run("card", desk.work, "following"))
    await _settle()
    left.cancel()
    await _settle()
    assert desk.begun == ["left"]
    desk.let_go("left")
    desk.let_go("following")
    assert await following == "following"
    assert desk.ended == ["left", "following"]


async def test_nothing_is_kept_of_calls_that_have_ended() -> None:
    in_order, desk = InOrder(), Desk()
    for name in ("one", "two"):
        desk.let_go(name)
        await in_order.run(name, desk.work, name)
    await _settle()
    assert len(in_order) == 0
