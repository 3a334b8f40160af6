"""Carries claimed posts and notices to their platforms; the tick that finds them never waits."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, ParamSpec, TypeVar

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.ports import Claim, Doubt, Failure, Notice, Publisher, SendError
from bot.requests import Platform

SENDERS: Final = 5  # posts under way at once on one platform
CLAIMS: Final = 2 * SENDERS  # claimed at once: no more than can be begun within a lease
ASKED: Final = 5  # members of whom one platform is asked at once
STOP_SECONDS: Final = 3.0
CALL_OFF_SECONDS: Final = 0.4

_RECORD_WAITS: Final = (0.2, 1.0, 3.0, 10.0)  # seconds; together less than a lease

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")

log = logging.getLogger(__name__)


def _always(_platform: Platform) -> bool:
    return True


class Delivery:
    """A few senders for each platform, so that a slow one holds up nobody else.

    ``is_ready`` tells whether a platform can be reached now: what is due on another one waits.
    """

    def __init__(
        self,
        bot: PracticeBot,
        worker: Worker,
        publishers: Mapping[Platform, Publisher],
        is_ready: Callable[[Platform], bool] = _always,
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._publishers = publishers
        self._is_ready = is_ready
        self._slots = {platform: asyncio.Semaphore(SENDERS) for platform in publishers}
        self._posts = dict.fromkeys(publishers, 0)
        self._doubts = dict.fromkeys(publishers, 0)
        self._under_way: set[asyncio.Task[None]] = set()

    async def tick(self) -> None:
        """Claim what is due and hand it to the senders."""
        for platform in self._publishers:
            room = CLAIMS - self._posts[platform]
            if room <= 0 or not self._is_ready(platform):
                continue
            try:
                await self._hand_over(platform, room)
            except Exception:  # what is broken on one platform must not stop the next one
                log.exception("nothing could be claimed for %s", platform)

    async def _hand_over(self, platform: Platform, room: int) -> None:
        for claim in await self._worker.run(self._bot.posting.claim_due, (platform,), room):
            self._posts[platform] += 1
            self._keep(self._send(claim))
        # What is claimed is told, even when the tick ends early: no lease brings a reminder back.
        taking = asyncio.create_task(self._take_notices(platform))
        self._under_way.add(taking)
        taking.add_done_callback(self._under_way.discard)
        await asyncio.shield(taking)
        await self._ask_for_members(platform)

    async def _take_notices(self, platform: Platform) -> None:
        for notice in await self._worker.run(self._bot.telling.claim_notices, (platform,)):
            self._keep(self._tell(notice))

    async def settle(self) -> None:
        """Wait until everything handed over so far has been sent or given up."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    async def stop(self) -> None:
        """Wait a bounded time for what is under way, and call off the rest.

        What had not left yet is recorded as such. A lease takes up what had, but no reminder.
        """
        now = asyncio.get_running_loop().time
        deadline = now() + STOP_SECONDS
        while self._under_way and now() < deadline:
            await asyncio.wait(set(self._under_way), timeout=deadline - now())
        late = set(self._under_way)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=CALL_OFF_SECONDS)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._logged(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:  # one must not stop the others; a lease brings back all but reminders
            log.exception("a delivery ended unexpectedly")

    async def _send(self, claim: Claim) -> None:
        platform, posting = claim.place.platform, self._bot.posting
        try:
            async with self._slots[platform]:
                if not await self._worker.run(posting.start_sending, claim):
                    return
                try:
                    message = await self._publishers[platform].publish(
                        claim.place, claim.card, claim.key
                    )
                except SendError as error:
                    log.warning("post %d is not out: %s", claim.post_id, error)
                    await self._recorded(posting.record_failure, claim, error)
                    return
                await self._recorded(posting.record_sent, claim, message)
        finally:
            self._posts[platform] -= 1

    async def _tell(self, notice: Notice) -> None:
        telling, publisher = self._bot.telling, self._publishers[notice.place.platform]
        try:
            await publisher.direct_message(notice.place, notice.user_id, notice.card)
        except SendError as error:
            log.warning("notice %d did not arrive: %s", notice.notice_id, error)
            if error.failure is Failure.RETRYABLE:
                await self._recorded(telling.tell_later, notice)
                return
        await self._recorded(telling.record_told, notice)

    async def _ask_for_members(self, platform: Platform) -> None:
        room = ASKED - self._doubts[platform]
        if room <= 0:
            return
        for doubt in await self._worker.run(self._bot.presence.claim_doubts, (platform,), room):
            self._doubts[platform] += 1
            self._keep(self._ask(doubt))

    async def _ask(self, doubt: Doubt) -> None:
        platform = doubt.place.platform
        try:
            is_there = await self._publishers[platform].is_member(doubt.place, doubt.user_id)
            # Who cannot be asked for now stays where they are until the next day they are shown.
            if is_there is False:
                await self._recorded(self._bot.presence.record_gone, doubt)
        finally:
            self._doubts[platform] -= 1

    async def _recorded(
        self,
        record: Callable[_Parameters, _Result],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Result:
        """Record what a platform said, again and again while the database is busy."""
        for wait in _RECORD_WAITS:
            try:
                return await self._worker.run(record, *args, **kwargs)
            except Exception as error:  # whatever the driver raises: what was said must not be lost
                log.warning("not recorded yet: %s", type(error).__name__)
                await asyncio.sleep(wait)
        return await self._worker.run(record, *args, **kwargs)
