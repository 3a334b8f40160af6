"""Discord as the composition root sees it: started, stopped, asked whether it is ready."""

import asyncio
import logging
from typing import Final

from adapters.discord.connection import PracticeClient
from adapters.discord.failures import NETWORK_FAILURES, start_failure
from adapters.discord.login import Pause, log_in, log_in_when_reachable
from adapters.discord.publisher import DiscordPublisher
from adapters.surface import StartError
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.requests import Platform

_ANSWER_SECONDS: Final = 1.8
_CLOSE_SECONDS: Final = 0.5
_CANCELLATIONS: Final = 10

log = logging.getLogger(__name__)


class DiscordSurface:
    """The bot on Discord; see adapters.surface.Surface."""

    def __init__(
        self,
        token: str,
        bot: PracticeBot,
        worker: Worker,
        api_url: str | None = None,
        gateway_url: str | None = None,
        *,
        patience: float = FIRST_ANSWER_SECONDS,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._token = token
        self._pause = pause
        self.client = PracticeClient(
            bot, worker, api_url=api_url, gateway_url=gateway_url, patience=patience
        )
        self._publisher = DiscordPublisher(self.client)
        self._connection: asyncio.Task[None] | None = None

    @property
    def platform(self) -> Platform:
        """Which platform this is."""
        return Platform.DISCORD

    @property
    def publisher(self) -> DiscordPublisher:
        """How the core speaks here unasked."""
        return self._publisher

    async def start(self) -> None:
        """Log in and connect, and come back once connected; StartError for a refused token."""
        try:
            await log_in_when_reachable(self.client, self._token, self._pause)
        except StartError:
            await self.client.close()
            raise
        self._connection = asyncio.create_task(self.client.connect(), name="discord")
        ready = asyncio.create_task(self.client.wait_until_ready())
        try:
            await asyncio.wait({self._connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if self._connection.done():
            await self.client.close()
            raise start_failure(self._connection.exception())
        self._connection.add_done_callback(_report_end)

    async def stop(self) -> None:
        """Hear nothing new, let the answers under way end, and disconnect."""
        if self._connection is not None:
            await _cancelled(self._connection)
        await self.client.answers.finish(_ANSWER_SECONDS)
        closing = asyncio.create_task(self.client.close())
        await asyncio.wait({closing}, timeout=_CLOSE_SECONDS)

    def is_ready(self) -> bool:
        """Tell whether requests can arrive now."""
        socket = self.client.ws
        return self.client.is_ready() and socket is not None and socket.open


async def sync_commands(
    token: str, bot: PracticeBot, worker: Worker, api_url: str | None = None
) -> int:
    """Register the commands now and tell how many.

    StartError for a refused token, UnreachableError when Discord cannot be reached now.
    """
    client = PracticeClient(bot, worker, api_url=api_url, registers_at_login=False)
    try:
        await log_in(client, token)
        return await client.register_commands()
    except NETWORK_FAILURES as error:
        raise start_failure(error) from error
    finally:
        await client.close()


async def _cancelled(connection: asyncio.Task[None]) -> None:
    """End the connection's task; a cancellation that meets a failing reconnect can get lost."""
    for _ in range(_CANCELLATIONS):
        connection.cancel()
        done, _ = await asyncio.wait({connection}, timeout=_CLOSE_SECONDS / _CANCELLATIONS)
        if done:
            return


def _report_end(connection: asyncio.Task[None]) -> None:
    if not connection.cancelled() and (error := connection.exception()) is not None:
        log.error("the connection to Discord ended: %s", type(error).__name__)
