"""Carries claimed posts and notices to their platforms; the tick that finds them never waits."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any, Final

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.ports import Claim, Notice, Publisher, SendError
from bot.requests import Platform

SENDERS: Final = 5  # posts under way at once on one platform
STOP_SECONDS: Final = 6.0

log = logging.getLogger(__name__)


class Delivery:
    """One queue and a few senders for each platform, so that a slow one holds up nobody else."""

    def __init__(
        self, bot: PracticeBot, worker: Worker, publishers: Mapping[Platform, Publisher]
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._publishers = publishers
        self._slots = {platform: asyncio.Semaphore(SENDERS) for platform in publishers}
        self._under_way: set[asyncio.Task[None]] = set()

    async def tick(self) -> None:
        """Claim what is due and hand it to the senders."""
        platforms = tuple(self._publishers)
        for claim in await self._worker.run(self._bot.posting.claim_due, platforms):
            self._keep(self._send(claim))
        for notice in await self._worker.run(self._bot.posting.claim_notices, platforms):
            self._keep(self._tell(notice))

    async def settle(self) -> None:
        """Wait until everything handed over so far has been sent or given up."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def stop(self) -> None:
        """Wait for what is under way, for a bounded time; the rest is taken up by its lease."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=STOP_SECONDS)
        for task in tuple(self._under_way):
            task.cancel()

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._logged(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:  # one broken post must not stop the others; its lease brings it back
            log.exception("a delivery ended unexpectedly")

    async def _send(self, claim: Claim) -> None:
        publisher = self._publishers[claim.place.platform]
        async with self._slots[claim.place.platform]:
            if not await self._worker.run(self._bot.posting.start_sending, claim):
                return
            try:
                message = await publisher.publish(claim.place, claim.card, claim.key)
            except SendError as error:
                log.warning("post %d is not out: %s", claim.post_id, error)
                await self._worker.run(self._bot.posting.record_failure, claim, error)
                return
            await self._worker.run(self._bot.posting.record_sent, claim, message)

    async def _tell(self, notice: Notice) -> None:
        publisher = self._publishers[notice.place.platform]
        try:
            await publisher.direct_message(notice.place, notice.user_id, notice.card)
        except SendError as error:
            log.warning("notice %d reached nobody: %s", notice.notice_id, error)
