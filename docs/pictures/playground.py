"""The picture of the playground: its real page, with a team that has practised for weeks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page, expect

from adapters.delivery import Delivery
from adapters.playground.room import MEMBERS, place_of
from adapters.playground.surface import PlaygroundSurface
from adapters.web import WebServer
from bot.clock import ShiftedClock
from bot.requests import Platform
from docs.pictures.browser import FONT_FACES, new_page, save, serve_fonts, shot
from docs.pictures.past import play_past
from docs.pictures.stage import MORNING, UNTIL_DAILY, Stage, stage

_WIDTH: Final = 1040
_HEIGHT: Final = 1172
_CHANNEL: Final = "interview-prep"
_STREAKS: Final = (12, 5, 9, 2, 2)
_TICKED: Final = (0, 1, 2)
_WORDS: Final = "Start with what goes in and what comes out, then say what is learned in between."
_STYLE: Final = f"""
    {FONT_FACES}
    :root, button, input {{ font-family: Noto, "Noto Emoji" !important }}
    code, pre, .examples button {{ font-family: "Noto Mono", Noto !important }}
    .scroller {{ mask: linear-gradient(transparent, #000 28px) }}
"""


async def draw(browser: Browser) -> Path:
    """Answer a question, see the daily one arrive and look at the streak."""
    with stage() as scene:
        streaks = dict(zip((one.asker() for one in MEMBERS), _STREAKS, strict=True))
        play_past(scene, place_of(_CHANNEL), streaks)
        async with _served(scene) as (address, delivery):
            page = await new_page(browser, _WIDTH, _HEIGHT, restyled=True)
            await serve_fonts(page)
            await page.goto(f"{address}/#{_CHANNEL}")
            await page.add_style_tag(content=_STYLE)
            await _answer(page)
            scene.clock.now += UNTIL_DAILY
            await delivery.tick()
            await delivery.settle()
            await expect(page.get_by_text("Daily question")).to_be_visible()
            await _type(page, "/streak", "Your streak")
            return save(await shot(page), "playground")


@asynccontextmanager
async def _served(scene: Stage) -> AsyncIterator[tuple[str, Delivery]]:
    async def tick() -> None:
        """Nobody moves the clock here."""

    async def check() -> list[str]:
        return []

    surface = PlaygroundSurface(scene.bot, scene.worker, ShiftedClock(scene.clock), tick)
    delivery = Delivery(scene.poster, scene.worker, {Platform.PLAYGROUND: surface.publisher})
    server = WebServer("127.0.0.1", 0, check, surface.routes())
    await surface.start()
    await server.start()
    yield server.address, delivery
    await surface.stop()
    await server.stop()


async def _answer(page: Page) -> None:
    at = MORNING + UNTIL_DAILY + timedelta(hours=1)  # the manager's zone is an hour ahead of UTC
    await _type(page, f"/daily add {at:%H:%M}", "Added daily")
    await _type(page, "/question beginner", "Beginner")
    await page.get_by_role("button", name="Answer", exact=True).click()
    await page.get_by_label("In your own words").fill(_WORDS)
    await page.get_by_role("button", name="Submit").click()
    boxes = page.locator(".checklist input")
    for number in _TICKED:
        await boxes.nth(number).check()
    await expect(page.get_by_text("Your ticks say good")).to_be_visible()


async def _type(page: Page, line: str, answer: str) -> None:
    await page.get_by_role("combobox", name="Command line").fill(line)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message", has_text=answer).last).to_be_visible()
