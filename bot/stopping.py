"""Takes a process down within a time that none of its parts can stretch."""

import asyncio
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

STOP_SECONDS: Final = 8.3
"""What all parts may take together; whoever asked to stop often kills after 10 s."""
LEAVE_AFTER_SECONDS: Final = 8.8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stage:
    """Parts that stop at once, and the share of the time that they may take if they must."""

    name: str
    share: float
    stops: tuple[Callable[[], Awaitable[None]], ...]


async def stop_in_order(stages: Sequence[Stage], seconds: float = STOP_SECONDS) -> None:
    """Stop one stage after the other; a part that takes too long, or fails, holds up nobody.

    What a stage leaves of its time is shared by those behind it.
    """
    now = asyncio.get_running_loop().time
    deadline = now() + seconds
    for number, stage in enumerate(stages):
        share = stage.share / sum(later.share for later in stages[number:])
        await _stop(stage, max(0.0, (deadline - now()) * share))


def leave_at_the_latest(seconds: float = LEAVE_AFTER_SECONDS) -> None:
    """Let the process end soon, even if a thread of it hangs for ever."""
    timer = threading.Timer(seconds, _leave)
    timer.daemon = True
    timer.start()


async def _stop(stage: Stage, seconds: float) -> None:
    tasks = [asyncio.create_task(_logged(stage.name, stop)) for stop in stage.stops]
    if not tasks:
        return
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        log.warning("%s did not stop in time", stage.name)
        # Not waited for: whatever hangs may hang here, too.
        task.cancel()


async def _logged(name: str, stop: Callable[[], Awaitable[None]]) -> None:
    try:
        await stop()
    except Exception:  # the other parts still have to stop
        log.exception("%s did not stop cleanly", name)


def _leave() -> None:
    log.error("something hangs and does not end; leaving without it")
    os._exit(1)
