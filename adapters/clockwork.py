"""The second hand: APScheduler says that time has passed; the database says what is due."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)


class Clockwork:
    """Calls ``every_second`` each second and ``every_minute`` each minute, never twice at once."""

    def __init__(
        self,
        every_second: Callable[[], Awaitable[None]],
        every_minute: Callable[[], Awaitable[None]],
    ) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(_logged, "interval", (every_second,), seconds=1)
        # The first heartbeat comes at once: a minute that has begun counts.
        now = datetime.now(UTC)
        self._scheduler.add_job(_logged, "interval", (every_minute,), minutes=1, next_run_time=now)

    def start(self) -> None:
        """Begin to tick; needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking; what a tick handed over goes on."""
        self._scheduler.shutdown(wait=False)


async def _logged(job: Callable[[], Awaitable[None]]) -> None:
    try:
        await job()
    except Exception:  # a tick that fails must not be the last one
        log.exception("a tick failed; the next one tries again")
