"""Socket Mode: a connection that Slack answers through, kept alive."""

import asyncio
import logging
from functools import partial
from typing import Final

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import no_access_code, send_error
from adapters.slack.kept import KeptWork
from adapters.slack.turned_away import RESTARTING, first_answer
from adapters.slack.voice import Voice
from adapters.surface import StartError

_CONNECT_SECONDS: Final = 15.0
_CLOSE_SECONDS: Final = 2.0
_WATCH_SECONDS: Final = 10.0
_GIVE_UP_AFTER: Final = 4  # looks in a row; the client heals most cuts by itself before
_MAX_WAIT_SECONDS: Final = 60.0

log = logging.getLogger(__name__)


class SocketLink:
    """One connection of the app to Slack; a fresh one replaces it when it does not come back."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        client: AsyncWebClient,
        sdk_logger: logging.Logger,
        kept: KeptWork,
        voice: Voice,
        watch_seconds: float = _WATCH_SECONDS,
        connect_seconds: float = _CONNECT_SECONDS,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._client = client
        self._sdk_logger = sdk_logger
        self._kept = kept
        self._voice = voice
        self._watch_seconds = watch_seconds
        self._connect_seconds = connect_seconds
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None
        self._takes_requests = False

    async def start(self) -> None:
        """Connect, for as long as it takes; StartError when Slack refuses the token."""
        self._takes_requests = True
        self._handler = await self._connected()
        self._watch = asyncio.create_task(self._watch_over())

    def take_nothing_new(self) -> None:
        """Tell people who still ask to come back; only events are brought to another process."""
        self._takes_requests = False

    async def stop(self) -> None:
        """Disconnect."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait([self._watch])
        if self._handler is not None:
            await _close(self._handler)

    def is_connected(self) -> bool:
        """Tell whether requests can arrive now."""
        client = _socket_client(self._handler)
        session = client.current_session if client else None
        return session is not None and not session.closed

    async def _connected(self) -> AsyncSocketModeHandler:
        wait = 1.0
        while True:
            handler = await self._try_once()
            if handler is not None:
                return handler
            await asyncio.sleep(wait)
            wait = min(2 * wait, _MAX_WAIT_SECONDS)

    async def _try_once(self) -> AsyncSocketModeHandler | None:
        try:
            async with asyncio.timeout(self._connect_seconds):
                response = await self._client.apps_connections_open(app_token=self._app_token)
        except Exception as error:  # every kind of failure is judged below
            _judge(error)
            return None
        handler = AsyncSocketModeHandler(
            self._app,
            self._app_token,
            logger=self._sdk_logger,
            web_client=self._client,
            proxy=self._client.proxy,
        )
        client = handler.client
        client.wss_uri = str(response["url"])
        client.socket_mode_request_listeners = [partial(self._on_request, handler)]
        try:
            async with asyncio.timeout(self._connect_seconds):
                await handler.connect_async()  # type: ignore[no-untyped-call]
        except TimeoutError:
            log.warning("Slack gave an address that does not answer; asking for another")
            await _close(handler)
            return None
        return handler

    async def _on_request(
        self,
        handler: AsyncSocketModeHandler,
        _client: AsyncBaseSocketModeClient,
        request: SocketModeRequest,
    ) -> None:
        if self._takes_requests:
            await self._kept.start(handler.handle(handler.client, request))
        else:
            await self._turn_away(handler.client, request)

    async def _turn_away(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        answer = first_answer(request.type, request.payload, self._voice.message(RESTARTING))
        if answer is None:
            return
        envelope_id = request.envelope_id
        await client.send_socket_mode_response(SocketModeResponse(envelope_id, answer or None))
        response_url = request.payload.get("response_url")
        if not answer and response_url:
            await self._voice.say(str(response_url), RESTARTING)

    async def _watch_over(self) -> None:
        silent = 0
        while True:
            await asyncio.sleep(self._watch_seconds)
            client = _socket_client(self._handler)
            silent = 0 if client and await client.is_connected() else silent + 1
            if silent >= _GIVE_UP_AFTER:
                silent = 0
                await self._replace()

    async def _replace(self) -> None:
        log.warning("the connection to Slack does not come back; making a fresh one")
        if self._handler is not None:
            await _close(self._handler)
        try:
            self._handler = await self._connected()
        except StartError as error:
            log.error("%s", error)


async def _close(handler: AsyncSocketModeHandler) -> None:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await handler.close_async()  # type: ignore[no-untyped-call]
    except Exception as error:  # it was broken anyway
        log.info("a connection to Slack did not close cleanly: %s", type(error).__name__)


def _judge(error: Exception) -> None:
    code = no_access_code(error)
    if code:
        raise StartError(
            f"SLACK_APP_TOKEN: Slack refuses it ({code}); it should be an app-level token "
            "(xapp-...) with the scope connections:write."
        ) from error
    log.warning("Slack cannot be reached (%s); trying again", send_error(error).code)


def _socket_client(handler: AsyncSocketModeHandler | None) -> SocketModeClient | None:
    return handler.client if handler is not None else None
