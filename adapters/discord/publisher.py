"""How the core speaks on Discord unasked, and how sure it can be that it was heard."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from typing import Any, Final, TypeVar

import aiohttp
import discord

from adapters.discord.failures import NETWORK_FAILURES, asked_to_wait, code_of, is_discords
from adapters.discord.outbound import message_of
from bot.cards import Card
from bot.ports import STOPPED, Failure, PostedMessage, SendError
from bot.requests import Place

SEND_SECONDS: Final = 30.0
"""After this long nobody waits for Discord's word any more."""

_NOT_TOLD: Final = 500  # from here on an answer says nothing about whether a message was made
_UNAUTHORISED: Final = 401
_RATE_LIMITED: Final = 429
_UNKNOWN_PEOPLE: Final = frozenset({10_007, 10_013})  # Discord's codes: member, user

_Answer = TypeVar("_Answer")

log = logging.getLogger(__name__)


class DiscordPublisher:
    """Posts to channels and writes to people; see bot.ports.Publisher.

    ``client`` tells which client is logged in now.
    """

    def __init__(self, client: Callable[[], discord.Client], seconds: float = SEND_SECONDS) -> None:
        self._client = client
        self._seconds = seconds

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Post a public card; Discord drops a second one with the same key for two minutes."""
        channel = self._open_client().get_partial_messageable(
            int(place.channel_id), guild_id=int(place.workspace_id)
        )
        message = await self._answered(channel.send(**message_of(card), nonce=key))
        return PostedMessage(str(message.id), message.jump_url)

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Write to one person; the buttons remember which server it is about."""
        message = message_of(card, origin=place.workspace_id)
        try:
            opening = self._open_client().create_dm(discord.Object(int(user_id)))
            channel = await self._answered(opening)
        except SendError as error:
            raise error.before_the_message() from error
        await self._answered(channel.send(**message))

    async def is_member(self, place: Place, user_id: str) -> bool | None:
        """Look a person up in a server; Discord's word that it does not know them counts."""
        try:
            guild = self._open_client().get_guild(int(place.workspace_id))
            if guild is None:
                return None
            async with asyncio.timeout(self._seconds):
                await guild.fetch_member(int(user_id))
        except discord.NotFound as error:
            return False if error.code in _UNKNOWN_PEOPLE else None
        except (*NETWORK_FAILURES, SendError, ValueError) as error:
            log.info("whether somebody is still there is not known: %s", type(error).__name__)
            return None
        return True

    def _open_client(self) -> discord.Client:
        client = self._client()
        if client.is_closed():
            raise SendError(Failure.RETRYABLE, "closed")
        return client

    async def _answered(self, request: Coroutine[Any, Any, _Answer]) -> _Answer:
        attempts = _Attempts()
        token = _attempts.set(attempts)
        try:
            async with asyncio.timeout(self._seconds):
                return await request
        except NETWORK_FAILURES as error:
            raise _as_send_error(error, may_be_out=attempts.may_be_out) from error
        except asyncio.CancelledError:
            if attempts.may_be_out:
                raise
            raise SendError(Failure.RETRYABLE, STOPPED) from None
        finally:
            _attempts.reset(token)


def sending_trace() -> aiohttp.TraceConfig:
    """Watch the requests of a client, for publishers to know what left this machine."""
    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(_on_headers_sent)
    trace.on_request_end.append(_on_end)
    trace.on_request_exception.append(_on_exception)
    return trace


class _Attempts:
    """What became of the requests of one message: the library repeats some by itself."""

    def __init__(self) -> None:
        self.under_way = False
        self.unanswered = False

    @property
    def may_be_out(self) -> bool:
        return self.under_way or self.unanswered


_attempts: ContextVar[_Attempts | None] = ContextVar("attempts", default=None)


async def _on_headers_sent(_session: object, _context: object, _params: object) -> None:
    if (attempts := _attempts.get()) is not None:
        attempts.under_way = True


async def _on_end(
    _session: object, _context: object, params: aiohttp.TraceRequestEndParams
) -> None:
    if (attempts := _attempts.get()) is not None:
        attempts.under_way = False
        attempts.unanswered |= params.response.status >= _NOT_TOLD


async def _on_exception(_session: object, _context: object, _params: object) -> None:
    if (attempts := _attempts.get()) is not None:
        attempts.unanswered |= attempts.under_way
        attempts.under_way = False


def _as_send_error(error: Exception, *, may_be_out: bool) -> SendError:
    code = code_of(error)
    if may_be_out:
        return SendError(Failure.AMBIGUOUS, code)
    match error:
        case discord.HTTPException(status=status) if status >= _NOT_TOLD:
            return SendError(Failure.AMBIGUOUS, code)
        case discord.HTTPException(status=status) if status in {
            _RATE_LIMITED,
            _UNAUTHORISED,
        } or not is_discords(error):
            return SendError(Failure.RETRYABLE, code, asked_to_wait(error))
        case discord.HTTPException():
            return SendError(Failure.PERMANENT, code)
        case _:  # not a byte of it left this machine
            return SendError(Failure.RETRYABLE, code, asked_to_wait(error))
