"""Puts the parts together for ``practice-bot run`` and takes them down again in order."""

import asyncio
import logging
import os
import random
import secrets
import signal
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any, Final

from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import Engine

from adapters.clockwork import Clockwork
from adapters.delivery import Delivery
from adapters.surface import StartError, Surface
from adapters.web import WebServer
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock, system_clock
from bot.data_files import questions_folder
from bot.database.choice import open_database
from bot.database.engine import worker_threads
from bot.database.migrations import upgrade
from bot.question_bank import QuestionBank
from bot.question_check import check
from bot.settings import Settings

PLAYGROUND_OFFSET: Final = "playground.offset"

log = logging.getLogger(__name__)


def load_questions() -> QuestionBank:
    """Load the packs; a question that is broken or fits no card is left out and reported."""
    bank, problems = check((questions_folder(),))
    for problem in problems:
        log.warning("left out: %s", problem)
    log.info("%d questions are loaded", len(bank))
    return bank


def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; an error of the settings or of the start says why it cannot."""
    settings.check_runnable()
    engine = open_database(settings)
    try:
        asyncio.run(serve(settings, engine))
    finally:
        engine.dispose()


async def serve(settings: Settings, engine: Engine) -> None:
    """Start every part, wait until somebody asks to stop, and take the parts down in order."""
    stop = _stop_requested()
    await asyncio.to_thread(upgrade, engine)
    questions = load_questions()
    worker = Worker(worker_threads(engine))
    clock = ShiftedClock(system_clock)
    bot = PracticeBot(engine, questions, clock, random.Random(), secrets.token_hex(8))
    parts = _Parts(bot, worker, clock)
    async with AsyncExitStack() as stack:
        stack.callback(worker.close)
        await parts.switch_on(settings)
        server = WebServer(settings.http_host, settings.http_port, parts.missing, parts.routes)
        await _listen(server, settings)
        stack.push_async_callback(server.stop)
        for surface in parts.surfaces:
            stack.push_async_callback(surface.stop)
        stack.push_async_callback(parts.delivery.stop)
        if await _finished_before(stop, parts.start()):
            clockwork = Clockwork(parts.delivery.tick, parts.beat)
            clockwork.start()
            stack.push_async_callback(clockwork.stop)
            _say_where(server, settings)
            await stop.wait()
        log.info("stopping")


class _Parts:
    """The platforms of one process, and what they share."""

    def __init__(self, bot: PracticeBot, worker: Worker, clock: ShiftedClock) -> None:
        self._bot = bot
        self._worker = worker
        self._clock = clock
        self._started = False
        self.surfaces: list[Surface] = []
        self.routes: list[web.AbstractRouteDef] = []
        self.delivery = Delivery(bot, worker, {})

    async def switch_on(self, settings: Settings) -> None:
        """Make every platform that has a token; without any, the playground."""
        if settings.discord_token:
            self.surfaces.append(self._discord(settings, settings.discord_token))
        if settings.slack_bot_token:
            self.surfaces.append(self._slack(settings, settings.slack_bot_token))
        if not settings.has_platform and settings.is_loopback:
            self.surfaces.append(await self._playground())
        publishers = {surface.platform: surface.publisher for surface in self.surfaces}
        self.delivery = Delivery(self._bot, self._worker, publishers)

    async def start(self) -> None:
        """Connect every platform at once."""
        await asyncio.gather(*(surface.start() for surface in self.surfaces))
        self._started = True

    async def missing(self) -> list[str]:
        """Say what keeps this process from answering requests; nothing when it can."""
        try:
            await self._worker.run(self._bot.check_database)
        except Exception:  # whatever the driver raises, the answer is the same
            log.exception("the database does not answer")
            return ["the database does not answer"]
        away = [one.platform.value for one in self.surfaces if not one.is_ready()]
        return [f"{name} is not connected" for name in away] or (
            [] if self._started else ["still starting"]
        )

    async def beat(self) -> None:
        """Record that this process is up."""
        await self._worker.run(self._bot.beat)

    async def _tick(self) -> None:
        await self.delivery.tick()
        await self.delivery.settle()

    # Each platform's library is imported only where it is switched on: that is most of a start.

    def _discord(self, settings: Settings, token: SecretStr) -> Surface:
        from adapters.discord.client import DiscordSurface

        return DiscordSurface(
            token.get_secret_value(),
            self._bot,
            self._worker,
            api_url=settings.discord_api_url,
            gateway_url=settings.discord_gateway_url,
        )

    def _slack(self, settings: Settings, token: SecretStr) -> Surface:
        from adapters.slack.app import SlackSurface

        surface = SlackSurface(
            token.get_secret_value(),
            self._bot,
            self._worker,
            app_token=_revealed(settings.slack_app_token),
            signing_secret=_revealed(settings.slack_signing_secret),
            command_prefix=settings.slack_command_prefix,
            api_url=settings.slack_api_url,
        )
        if surface.handle_http is not None:
            self.routes.append(web.post("/slack/events", surface.handle_http))
        return surface

    async def _playground(self) -> Surface:
        from adapters.playground.surface import PlaygroundSurface

        remembered: str | None = await self._worker.run(self._bot.remembered, PLAYGROUND_OFFSET)
        seconds = float(remembered or 0)
        if seconds > 0:
            self._clock.advance_to(self._clock() + timedelta(seconds=seconds))
        surface = PlaygroundSurface(self._bot, self._worker, self._clock, self._tick)
        self.routes.extend(surface.routes())
        return surface


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _stop_requested() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _finished_before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work unless somebody asks to stop first; what the work raises comes through."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait((task,))
        return False
    await task
    return True


async def _listen(server: WebServer, settings: Settings) -> None:
    try:
        await server.start()
    except OSError as error:
        await server.stop()
        reason = os.strerror(error.errno or 0)
        raise StartError(
            f"HTTP_PORT: cannot listen on {settings.http_host}:{settings.http_port} "
            f"({reason}); choose a free port, for instance HTTP_PORT=8081"
        ) from None


def _say_where(server: WebServer, settings: Settings) -> None:
    if settings.has_platform:
        log.info("ready; health is at %s/readyz", server.address)
    elif settings.is_loopback:
        sys.stdout.write(
            f"The playground is at {server.address} (on this machine only). Ctrl+C stops it.\n"
        )
        sys.stdout.flush()
    else:
        log.warning(
            "no token is set, and HTTP_HOST is not this machine alone, so the playground is off: "
            "only %s/healthz is there",
            server.address,
        )
