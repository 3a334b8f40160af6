"""Where pictures are drawn: on a thread of its own, one at a time."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.cards import Card, Section
from bot.pictures import Picture, Theme

if TYPE_CHECKING:
    from adapters.pictures.fonts import Fonts

FILE_NAME: Final = "progress.png"
_UNDRAWN: Final = "The picture could not be drawn this time. The words say the same."

log = logging.getLogger(__name__)


class Studio:
    """Draws pictures beside the event loop.

    Neither Pillow nor a font is loaded before the first picture.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._fonts: Fonts | None = None

    async def draw(self, picture: Picture, theme: Theme) -> bytes | None:
        """Draw a picture as a PNG; None, and a word in the log, where that went wrong."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, self._draw, picture, theme)
        except Exception:  # the boundary: the words say the same, and go out in any case
            log.exception("a picture could not be drawn")
            return None

    def close(self) -> None:
        """Take nothing new."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _draw(self, picture: Picture, theme: Theme) -> bytes:
        # Most bots draw their first picture long after the start, some never.
        from adapters.pictures.drawing import draw
        from adapters.pictures.fonts import find_fonts

        start = time.perf_counter()
        if self._fonts is None:
            self._fonts = find_fonts()
        png = draw(picture, theme, self._fonts)
        log.debug("a picture of %d bytes took %.3f s", len(png), time.perf_counter() - start)
        return png


def undrawn(card: Card) -> Card:
    """Say on a card that its picture does not come."""
    return replace(card, picture=None, sections=(*card.sections, Section((_UNDRAWN,))))
