"""The second hand: APScheduler says that time has passed; the database says what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

_STOP_SECONDS: Final = 1.5

log = logging.getLogger(__name__)


class Clockwork:
    """Calls each job each second, minute or hour, and none of them twice at once."""

    def __init__(
        self,
        every_second: Callable[[], Awaitable[None]],
        every_minute: Callable[[], Awaitable[None]],
        every_hour: Callable[[], Awaitable[None]],
    ) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(self._call, "interval", (every_second,), seconds=1)
        # The first heartbeat comes at once: a minute that has begun counts.
        now = datetime.now(UTC)
        self._scheduler.add_job(
            self._call, "interval", (every_minute,), minutes=1, next_run_time=now
        )
        self._scheduler.add_job(self._call, "interval", (every_hour,), hours=1, next_run_time=now)

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, once the tick that is under way has ended."""
        # Shutting down cancels running jobs: what a tick has just claimed would be lost on the way.
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(set(self._running), timeout=_STOP_SECONDS)
        self._scheduler.shutdown(wait=False)

    async def _call(self, job: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await job()
        except Exception:  # a tick that fails must not be the last one
            log.exception("a tick failed; the next one tries again")
