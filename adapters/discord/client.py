"""Discord as the composition root sees it: started, stopped, asked whether it is ready."""

import asyncio
import logging
from collections.abc import Awaitable
from functools import partial
from time import monotonic
from typing import Final

from adapters.discord.connection import PracticeClient
from adapters.discord.failures import NETWORK_FAILURES, REFUSED, code_of, start_failure
from adapters.discord.login import Pause, log_in, log_in_when_reachable
from adapters.discord.publisher import DiscordPublisher
from adapters.surface import StartError
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.requests import Platform

_ANSWER_SECONDS: Final = 1.8
_CLOSE_SECONDS: Final = 0.5
_CANCELLATIONS: Final = 10
_FIRST_WAIT_SECONDS: Final = 5.0
_LONGEST_WAIT_SECONDS: Final = 300.0
_LONG_SECONDS: Final = 3_600.0  # a connection that held for so long was a good one
_GOING_AWAY: Final = 1_000

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
        self._new_client = partial(
            PracticeClient,
            bot,
            worker,
            api_url=api_url,
            gateway_url=gateway_url,
            patience=patience,
        )
        self.client = self._new_client()
        self._publisher = DiscordPublisher(lambda: self.client)
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
        self._connection = first = asyncio.create_task(self.client.connect(), name="discord")
        ready = asyncio.create_task(self.client.wait_until_ready())
        try:
            await asyncio.wait({first, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if first.done():
            await self.client.close()
            raise start_failure(first.exception())
        self._connection = asyncio.create_task(self._stay_connected(first), name="discord")

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

    async def _stay_connected(self, connection: Awaitable[None]) -> None:
        """Connect again, with longer and longer waits, as long as Discord takes the token."""
        wait = _FIRST_WAIT_SECONDS
        since = monotonic()
        while str(start_failure(error := await _end_of(connection))) != REFUSED:
            wait = wait if monotonic() - since < _LONG_SECONDS else _FIRST_WAIT_SECONDS
            log.error("the connection to Discord ended (%s); again in %.0f s", code_of(error), wait)
            await self._hang_up()
            await self._pause(wait)
            wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
            since = monotonic()
            connection = self._connect_again()
        log.error(REFUSED)

    async def _connect_again(self) -> None:
        """Log in and connect as if started anew; until then the old client goes on speaking."""
        unused = self._new_client()
        try:
            await log_in_when_reachable(unused, self._token, self._pause)
            self.client, unused = unused, self.client
        finally:
            await unused.answers.finish(_ANSWER_SECONDS)
            await unused.close()
        await self.client.connect()

    async def _hang_up(self) -> None:
        """Let Discord know that nobody listens any more."""
        socket = self.client.ws
        if socket is not None and socket.open:
            await socket.close(code=_GOING_AWAY)


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


async def _end_of(connection: Awaitable[None]) -> Exception:
    """Wait until a connection ends, and tell what ended it."""
    try:
        await connection
    except Exception as error:  # whatever it was, members must not be without the bot for good
        return error
    return ConnectionAbortedError()
