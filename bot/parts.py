"""The platforms that the settings switch on, and what they share."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

from aiohttp import web
from pydantic import SecretStr

from adapters.delivery import Delivery
from adapters.surface import Surface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock
from bot.database.engine import is_race
from bot.settings import Settings

PLAYGROUND_OFFSET: Final = "playground.offset"
_AGAIN_AFTER_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


def follow_playground(clock: ShiftedClock, remembered: str | None) -> None:
    """Set a clock ahead by as much as the playground is remembered to be."""
    seconds = float(remembered or 0)
    if seconds > 0:
        clock.advance_to(clock() + timedelta(seconds=seconds))


class Parts:
    """The platforms of one process, and what they share."""

    def __init__(self, bot: PracticeBot, worker: Worker, clock: ShiftedClock) -> None:
        self._bot = bot
        self._worker = worker
        self._clock = clock
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
        ready = {surface.platform: surface.is_ready for surface in self.surfaces}
        self.delivery = Delivery(
            self._bot, self._worker, publishers, is_ready=lambda platform: ready[platform]()
        )

    async def start(self) -> None:
        """Connect every platform at once; one that refuses us ends the start of the others."""
        starts = [asyncio.create_task(_start(surface)) for surface in self.surfaces]
        try:
            await asyncio.gather(*starts)
        finally:
            for start in starts:
                start.cancel()

    async def missing(self) -> list[str]:
        """Say what keeps this process from answering requests; nothing when it can."""
        try:
            await self._worker.run(self._bot.check_database)
        except Exception:  # whatever the driver raises, the answer is the same
            log.exception("the database does not answer")
            return ["the database does not answer"]
        return [
            f"{surface.platform.value} is not connected"
            for surface in self.surfaces
            if not surface.is_ready()
        ]

    async def beat(self) -> None:
        """Record that this process is up, and bring the streaks up to date with what changed."""
        await self._worker.run(self._bot.beat)
        is_more = True
        while is_more:
            # A batch at a time, so that requests get their turn in between.
            is_more = await self._worker.run(self._bot.refresh_streaks)

    async def tidy(self) -> None:
        """Delete what nobody will ask for any more, part by part, so that requests come between."""
        while await self._worker.run(self._bot.purge_some):
            log.info("a part of a workspace that the bot left long ago is deleted")
        while await self._worker.run(self._bot.telling.forget_told):
            log.info("what people were told long ago is forgotten")

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
        follow_playground(self._clock, remembered)
        surface = PlaygroundSurface(self._bot, self._worker, self._clock, self._tick)
        self.routes.extend(surface.routes())
        return surface


async def _start(surface: Surface) -> None:
    """Start a platform, again while another process keeps the database for itself."""
    while True:
        try:
            await surface.start()
        except Exception as error:
            if not is_race(error):
                raise
            log.warning("the database is busy; starting %s again", surface.platform.value)
            await asyncio.sleep(_AGAIN_AFTER_SECONDS)
        else:
            return


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
