"""Slack as a platform of the bot: the app, its two ways to connect, its start and its end."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.web.async_client import AsyncWebClient

from adapters.pictures.studio import Studio
from adapters.slack.channels import Channels
from adapters.slack.failures import no_access_code, send_error
from adapters.slack.http_mode import answer_http
from adapters.slack.installation import REMOVED, Installation
from adapters.slack.kept import KeptWork
from adapters.slack.listeners import Identity, Listeners
from adapters.slack.outbound import SEND_SECONDS, SlackPublisher
from adapters.slack.people import People
from adapters.slack.socket_mode import SocketLink
from adapters.slack.voice import Voice
from adapters.surface import StartError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.ports import Publisher
from bot.requests import Platform

_CONNECT_SECONDS: Final = 10.0
_CLOSE_SECONDS: Final = 0.5
_MAX_WAIT_SECONDS: Final = 60.0
_TICKET: Final = re.compile(r"ticket=[^&\s'\")]+")

log = logging.getLogger(__name__)


class SlackSurface:
    """The bot in one Slack workspace: by Socket Mode with an app token, else by HTTP requests.

    ``api_url`` stands in for Slack's Web API.
    """

    def __init__(
        self,
        bot_token: str,
        bot: PracticeBot,
        worker: Worker,
        app_token: str | None = None,
        signing_secret: str | None = None,
        command_prefix: str = "",
        api_url: str | None = None,
    ) -> None:
        self._sdk_logger = _quiet_logger()
        self._client = self._make_client(bot_token, api_url)
        self._app_client = self._make_client(None, api_url)
        self._publisher = SlackPublisher(self._client, command_prefix)
        self._voice = Voice(self._client, self._publisher, self._sdk_logger, command_prefix)
        self._installation = Installation(bot, worker, bot_token)
        self._kept = KeptWork()
        self._studio = Studio()
        self._listeners = Listeners(
            bot=bot,
            worker=worker,
            people=People(self._client),
            channels=Channels(self._client),
            voice=self._voice,
            kept=self._kept,
            studio=self._studio,
            prefix=command_prefix,
        )
        self._app = self._make_app(bot_token, signing_secret or "")
        self._link = self._make_link(app_token) if app_token else None
        self._is_ready = False

    @property
    def platform(self) -> Platform:
        """Slack."""
        return Platform.SLACK

    @property
    def publisher(self) -> Publisher:
        """How the core speaks here unasked."""
        return self._publisher

    @property
    def handle_http(self) -> Callable[[web.Request], Awaitable[web.Response]] | None:
        """What answers ``POST /slack/events``; None in Socket Mode."""
        return None if self._link else self._handle_http

    async def start(self) -> None:
        """Learn who we are and connect; StartError when Slack refuses a token."""
        timeout = aiohttp.ClientTimeout(total=SEND_SECONDS, sock_connect=_CONNECT_SECONDS)
        session = aiohttp.ClientSession(timeout=timeout)
        self._client.session = self._app_client.session = session
        try:
            identity = self._listeners.identity = await self._identity()
            self._publisher.team_url = identity.team_url
            await self._installation.found(identity.team_id)
            if self._link:
                await self._link.start()
        except BaseException:
            await session.close()
            raise
        self._is_ready = True

    async def stop(self) -> None:
        """Take nothing new, let answers under way go out, and disconnect."""
        self._is_ready = False
        if self._link:
            self._link.take_nothing_new()
        await self._kept.settle()
        self._studio.close()
        if self._link:
            await _closed(self._link.stop())
        if self._client.session is not None:
            await _closed(self._client.session.close())

    def is_ready(self) -> bool:
        """Tell whether requests can arrive now."""
        return self._is_ready and (self._link is None or self._link.is_connected())

    async def _handle_http(self, request: web.Request) -> web.Response:
        if not self._is_ready:
            return web.Response(status=503)
        return await self._kept.start(answer_http(self._app, request))

    async def _identity(self) -> Identity:
        wait = 1.0
        while True:
            try:
                return _read_identity((await self._client.auth_test()).data)
            except Exception as error:  # every kind of failure is judged below
                if no_access_code(error) in REMOVED:
                    await self._installation.lost()
                _judge(error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _MAX_WAIT_SECONDS)

    def _make_client(self, token: str | None, api_url: str | None) -> AsyncWebClient:
        client = AsyncWebClient(
            token=token,
            base_url=api_url or AsyncWebClient.BASE_URL,
            logger=self._sdk_logger,
            retry_handlers=[],  # a repeated post would stand twice
        )
        if api_url:
            client.proxy = None  # the stand-in is reached directly
        return client

    def _make_app(self, bot_token: str, signing_secret: str) -> AsyncApp:
        app = AsyncApp(
            name="practice-bot",
            logger=self._sdk_logger,
            client=self._app_client,
            authorize=_Authorize(bot_token, self._listeners),
            signing_secret=signing_secret,
            process_before_response=True,
        )
        self._listeners.register(app)
        return app

    def _make_link(self, app_token: str) -> SocketLink:
        return SocketLink(
            self._app, app_token, self._app_client, self._sdk_logger, self._kept, self._voice
        )


async def _closed(closing: Coroutine[Any, Any, None]) -> None:
    """Wait for a connection to close; one that hangs is left to the end of the process."""
    task = asyncio.create_task(closing)
    await asyncio.wait({task}, timeout=_CLOSE_SECONDS)
    task.cancel()


class _Authorize(AsyncAuthorize):
    """Knows the one token there is, so that no request costs another one."""

    def __init__(self, bot_token: str, listeners: Listeners) -> None:
        self._bot_token = bot_token
        self._listeners = listeners

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        """Give the token, and who the bot is."""
        identity = self._listeners.identity
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            bot_token=self._bot_token,
        )


def _read_identity(answer: Any) -> Identity:
    return Identity(
        team_id=answer.get("team_id") or "",
        bot_id=answer.get("bot_id") or "",
        bot_user_id=answer.get("user_id") or "",
        bot_name=answer.get("user") or "",
        team_url=answer.get("url") or "",
    )


def _judge(error: Exception) -> None:
    code = no_access_code(error)
    if code:
        raise StartError(
            f"SLACK_BOT_TOKEN: Slack refuses it ({code}); it should be the Bot User OAuth "
            "Token (xoxb-...) of the installed app."
        ) from error
    log.warning("Slack cannot be reached (%s); trying again", send_error(error).code)


def _quiet_logger() -> logging.Logger:
    """Make the SDK's logger: below errors it quotes requests, and so what people typed."""
    logger = logging.getLogger("adapters.slack.sdk")
    logger.setLevel(logging.ERROR)
    logger.addFilter(_without_secrets)
    return logger


def _without_secrets(record: logging.LogRecord) -> bool:
    record.msg = _TICKET.sub("ticket=...", record.getMessage())
    record.args = record.exc_info = None
    return True
