"""The picture of a member's progress, light and dark: the bot's own, not drawn anew."""

import io
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Browser

from adapters.pictures.drawing import draw as draw_progress
from adapters.pictures.fonts import find_fonts
from bot.pictures import Theme
from bot.requests import Asker, Place, Platform
from docs.pictures.acting import Member
from docs.pictures.browser import SCALE, save, side_by_side
from docs.pictures.past import play_past
from docs.pictures.stage import CHANNEL, stage

_ADA: Final = Asker("U1", "Ada", timezone="Europe/Amsterdam")
_PLACE: Final = Place(Platform.DISCORD, "1", CHANNEL)
_STREAK: Final = 12


async def draw(_browser: Browser) -> Path:
    """Let a member practise for weeks and ask for the picture."""
    with stage() as scene:
        play_past(scene, _PLACE, {_ADA: _STREAK})
        card = Member(scene.bot, _ADA, _PLACE).types("progress")
    if card.picture is None:
        raise SystemExit("/progress has no picture")
    fonts = find_fonts()
    panes = [
        Image.open(io.BytesIO(draw_progress(card.picture, theme, fonts))).convert("RGB")
        for theme in Theme
    ]
    halves = [
        pane.resize((pane.width // SCALE, pane.height // SCALE), Image.Resampling.LANCZOS)
        for pane in panes
    ]
    return save(side_by_side(halves, 8, "#808898"), "progress")
