"""The Chromium of this machine, and pictures small enough for a repository."""

import io
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import simcord
from PIL import Image
from playwright.async_api import Browser, Page, Route, async_playwright

IMAGES: Final = Path(__file__).parents[1] / "images"
SCALE: Final = 2

FONT_FACES: Final = """
@font-face { font-family: Noto; src: url(/fonts/noto-sans-latin-v2.015.ttf); font-weight: 100 900 }
@font-face { font-family: "Noto Mono"; src: url(/fonts/noto-sans-mono-v2.014.ttf) }
@font-face { font-family: "Noto Emoji"; src: url(/fonts/noto-color-emoji-v2.051.ttf) }
"""
"""Fonts that come with simcord, so that a picture does not depend on those of the machine."""

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_COLOURS: Final = 256
_FONTS: Final = Path(simcord.__file__).parent / "preview/static/fonts"
_NOWHERE: Final = "http://pictures.invalid/"
_MAX_BYTES: Final = 400_000


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the browser that is installed on this machine."""
    paths = [path for name in _NAMES if (path := shutil.which(name))]
    if not paths:
        raise SystemExit("Chromium is missing: sudo apt install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=paths[0], args=_FLAGS)
        yield browser
        await browser.close()


async def new_page(browser: Browser, width: int, height: int, *, restyled: bool = False) -> Page:
    """Open a page of a size in CSS pixels, drawn larger; ``restyled`` pages take styles of ours."""
    return await browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=SCALE,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
        bypass_csp=restyled,
    )


async def serve_fonts(page: Page) -> None:
    """Let a page find the files of ``FONT_FACES`` beside it."""

    async def answer(route: Route) -> None:
        await route.fulfill(path=_FONTS / Path(urlsplit(route.request.url).path).name)

    await page.route("**/fonts/*", answer)


async def show(page: Page, html: str) -> None:
    """Open a page of our own, which needs nothing but the fonts."""
    await page.route(_NOWHERE, lambda route: route.fulfill(body=html, content_type="text/html"))
    await serve_fonts(page)
    await page.goto(_NOWHERE, wait_until="networkidle")


async def shot(page: Page) -> Image.Image:
    """Picture what a page shows."""
    png = await page.screenshot(animations="disabled", caret="hide")
    return Image.open(io.BytesIO(png)).convert("RGB")


def side_by_side(panes: Sequence[Image.Image], gap: int, colour: str) -> Image.Image:
    """Put pictures of one height into a row."""
    width = sum(pane.width for pane in panes) + gap * SCALE * (len(panes) - 1)
    row = Image.new("RGB", (width, panes[0].height), colour)
    left = 0
    for pane in panes:
        row.paste(pane, (left, 0))
        left += pane.width + gap * SCALE
    return row


def save(picture: Image.Image, name: str) -> Path:
    """Keep a picture with as few colours as its text needs."""
    path = IMAGES / f"{name}.png"
    IMAGES.mkdir(exist_ok=True)
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > _MAX_BYTES:
        raise SystemExit(f"{path}: {path.stat().st_size} bytes are more than {_MAX_BYTES}")
    return path
