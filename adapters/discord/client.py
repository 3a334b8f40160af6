"""Discord as the composition root sees it: started, stopped, asked whether it is ready."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
import discord
from discord.utils import MISSING

from adapters.discord.connection import PracticeClient
from adapters.discord.publisher import DiscordPublisher
from adapters.surface import StartError
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.requests import Platform

_REFUSED: Final = (
    "DISCORD_TOKEN: Discord does not accept this token. The right one is shown once by the "
    "developer portal under Bot, after Reset Token."
)
_CLOSED_FOR_GOOD: Final = (
    "DISCORD_TOKEN: Discord closed the connection for good (code {code}). See that the bot of this "
    "token is in good standing in the developer portal."
)
_AUTHENTICATION_FAILED: Final = 4_004
_ANSWER_SECONDS: Final = 2.0
_CLOSE_SECONDS: Final = 1.0
_CANCELLATIONS: Final = 10
_LONGEST_WAIT_SECONDS: Final = 60.0

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
    ) -> None:
        self._token = token
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
        await _until_reachable(self.client, lambda: _log_in(self.client, self._token))
        self._connection = asyncio.create_task(self.client.connect(), name="discord")
        ready = asyncio.create_task(self.client.wait_until_ready())
        try:
            await asyncio.wait({self._connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if self._connection.done():
            await self.client.close()
            raise _start_error(self._connection.exception())
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
    """Register the commands now and tell how many; StartError for a refused token."""
    client = PracticeClient(bot, worker, api_url=api_url, registers_at_login=False)
    try:
        await _log_in(client, token)
        return await client.register_commands()
    finally:
        await client.close()


async def _cancelled(connection: asyncio.Task[None]) -> None:
    """End the connection's task; a cancellation that meets a failing reconnect can get lost."""
    for _ in range(_CANCELLATIONS):
        connection.cancel()
        done, _ = await asyncio.wait({connection}, timeout=_CLOSE_SECONDS / _CANCELLATIONS)
        if done:
            return


async def _log_in(client: PracticeClient, token: str) -> None:
    try:
        await client.login(token)
    except (discord.LoginFailure, ValueError) as error:
        await client.close()
        # A token that cannot even stand in a header is a ValueError, which would quote it.
        raise StartError(_REFUSED) from (error if isinstance(error, discord.LoginFailure) else None)


async def _until_reachable(client: PracticeClient, log_in: Callable[[], Awaitable[None]]) -> None:
    """Log in, again and again while Discord cannot be reached: a machine may start offline."""
    wait = 1.0
    while True:
        try:
            await log_in()
        except (aiohttp.ClientError, OSError, discord.DiscordServerError) as error:
            log.warning("Discord is out of reach (%s); again in %.0f s", type(error).__name__, wait)
        else:
            return
        # The failed login leaves a session behind, and its connections.
        await client.http.close()
        client.http.clear()
        client.http.connector = MISSING
        await asyncio.sleep(wait)
        wait = min(2 * wait, _LONGEST_WAIT_SECONDS)


def _start_error(error: BaseException | None) -> StartError:
    code = error.code if isinstance(error, discord.ConnectionClosed) else "unknown"
    if code == _AUTHENTICATION_FAILED:
        return StartError(_REFUSED)
    return StartError(_CLOSED_FOR_GOOD.format(code=code))


def _report_end(connection: asyncio.Task[None]) -> None:
    if not connection.cancelled() and (error := connection.exception()) is not None:
        log.error("the connection to Discord ended: %s", type(error).__name__)
