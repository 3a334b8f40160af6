"""Moving the playground's clock: only forward, and through everything that lies between."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.playground.inbound import UnreadableError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock
from bot.requests import Platform

LONGEST_JUMP: Final = timedelta(days=31)
OFFSET: Final = "playground.offset"
"""The name under which the bot remembers how many seconds its clock is ahead."""

_MORNING: Final = time(9)


def read_target(body: Mapping[str, object], now: datetime, zone: ZoneInfo) -> datetime:
    """Read where the clock should go: some whole hours ahead, or to the next morning at 09:00."""
    match body:
        case {"to": "morning"}:
            return next_morning(now, zone)
        case {"hours": int(hours)} if hours is not True:
            if not 0 < hours <= LONGEST_JUMP // timedelta(hours=1):
                raise UnreadableError(
                    f"The clock moves forward only, by at most {LONGEST_JUMP.days} days at a time."
                )
            return now + timedelta(hours=hours)
        case _:
            raise UnreadableError("Say how far the clock should move.")


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Find 09:00 of tomorrow in a zone."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, _MORNING, zone).astimezone(UTC)


class TimeTravel:
    """Moves the clock, and lets the bot live through the time that is skipped."""

    def __init__(
        self,
        bot: PracticeBot,
        worker: Worker,
        clock: ShiftedClock,
        tick: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._clock = clock
        self._tick = tick
        self._one_at_a_time = asyncio.Lock()

    async def go_to(self, target: datetime) -> None:
        """Move to a moment, by way of each at which something is due.

        What becomes due on the way is posted at its own time then, as if nobody had jumped.
        """
        async with self._one_at_a_time:
            while self._clock() < target:
                await self._hop(await self._next_stop(target))

    async def _next_stop(self, target: datetime) -> datetime:
        here, now = (Platform.PLAYGROUND,), self._clock()
        post = await self._worker.run(self._bot.posting.next_due, here)
        reminder = await self._worker.run(self._bot.telling.next_due, here)
        return min((target, *(due for due in (post, reminder) if due and due > now)))

    async def _hop(self, stop: datetime) -> None:
        before = self._clock()
        # First of all: a heartbeat in between would take the jump for an outage.
        await self._worker.run(self._bot.fill_heartbeats, before, stop)
        if stop > self._clock():
            self._clock.advance_to(stop)
        seconds = math.ceil(self._clock.offset.total_seconds())
        await self._worker.run(self._bot.remember, OFFSET, str(seconds))
        await self._tick()
