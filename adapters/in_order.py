"""Calls that must not overtake one another: those that share a key wait for their turn."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any, ParamSpec, TypeVar

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class InOrder:
    """Runs calls that share a key one after the other, in the order they came; others freely."""

    def __init__(self) -> None:
        self._last: dict[Hashable, asyncio.Task[Any]] = {}

    def __len__(self) -> int:
        """Count the keys that have a call under way."""
        return len(self._last)

    async def run(
        self,
        key: Hashable,
        function: Callable[_Parameters, Awaitable[_Result]],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Result:
        """Call when all earlier calls with this key have ended, however they ended.

        A call goes on when who waits for it is cancelled, and the next one still waits for it.
        """
        turn = _turn(self._last.get(key), partial(function, *args, **kwargs))
        task = self._last[key] = asyncio.create_task(turn)
        task.add_done_callback(partial(self._forget, key))
        return await asyncio.shield(task)

    def _forget(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        if self._last.get(key) is task:
            del self._last[key]
        if not task.cancelled():
            task.exception()  # read here, too: who waited for it may be gone


async def _turn(
    before: asyncio.Task[Any] | None, call: Callable[[], Awaitable[_Result]]
) -> _Result:
    if before is not None:
        await asyncio.wait({before})
    return await call()
