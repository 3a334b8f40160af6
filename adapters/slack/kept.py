"""Work that goes on after Slack got its first answer."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

STOP_SECONDS: Final = 1.8

_Result = TypeVar("_Result")

log = logging.getLogger(__name__)


class KeptWork:
    """Holds on to tasks until they end, so that none is lost half done."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()
        self._last_of: dict[str, asyncio.Task[Any]] = {}

    def start(self, work: Coroutine[Any, Any, _Result]) -> asyncio.Task[_Result]:
        """Begin a piece of work now."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._end)
        return task

    def start_in_order(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        """Begin a piece of work once the last one of the same key has ended."""
        task = self.start(_after(self._last_of.get(key), work))
        self._last_of[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))

    async def settle(self) -> None:
        """Wait until everything has ended, what it begins itself included, for a bounded time."""
        deadline = asyncio.get_running_loop().time() + STOP_SECONDS
        while self._under_way and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._under_way, timeout=left)
        for task in tuple(self._under_way):
            log.warning("an answer was given up")
            task.cancel()

    def _end(self, done: asyncio.Task[Any]) -> None:
        self._under_way.discard(done)
        error = None if done.cancelled() else done.exception()
        if error is not None:
            log.error("kept work broke", exc_info=error)

    def _forget(self, key: str, done: asyncio.Task[Any]) -> None:
        if self._last_of.get(key) is done:
            del self._last_of[key]


async def _after(previous: asyncio.Task[Any] | None, work: Coroutine[Any, Any, None]) -> None:
    if previous is not None:
        await asyncio.wait([previous])
    await work
