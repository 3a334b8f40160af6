"""A sheet to draw on: sizes are told in points, of which each has two pixels a side."""

import io
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageDraw

from adapters.pictures.fonts import REGULAR, Fonts
from adapters.pictures.layout import Box
from adapters.pictures.writing import Hand, Writer, shaded

SCALE: Final = 2
_FINER: Final = 4  # shapes are drawn larger and made smaller: that smooths their edges
_PALETTES: Final = (128, 64, 32)
_EFFORTS: Final = (6, 9)  # of zlib; the second takes five times as long for a sixth less
MAX_BYTES: Final = 60_000
STRONG: Final = 640


@dataclass
class Sheet:
    """An image under way, on opaque ground."""

    width: int
    height: int
    ground: str
    fonts: Fonts
    _image: Image.Image = field(init=False)
    _masks: dict[tuple[int, int, int], Image.Image] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._image = Image.new("RGB", (_pixels(self.width), _pixels(self.height)), self.ground)
        self._writer = Writer(self._image, self.fonts)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        weight: int = REGULAR,
        room: float = 10_000,
    ) -> float:
        """Write a line from ``x`` on, on the base line ``y``; gives the width."""
        hand = Hand(_pixels(size), weight, colour)
        at = (_pixels(x), _pixels(y))
        return self._writer.write(at, text, hand, room=room * SCALE) / SCALE

    def write_before(
        self, x: float, y: float, text: str, size: float, colour: str, *, weight: int = REGULAR
    ) -> float:
        """Write a line that ends at ``x``; gives the width."""
        hand = Hand(_pixels(size), weight, colour)
        at = (_pixels(x), _pixels(y))
        return self._writer.write_before(at, text, hand, room=10_000) / SCALE

    def fill(self, box: Box, colour: str, *, radius: float) -> None:
        """Paint a rectangle with round corners."""
        left, top = _pixels(box.x), _pixels(box.y)
        width = max(1, _pixels(box.x + box.width) - left)
        height = max(1, _pixels(box.y + box.height) - top)
        mask = self._mask(width, height, _pixels(radius))
        self._image.paste(colour, (left, top, left + width, top + height), mask)

    def frame(self, box: Box, colour: str, *, radius: float, line: float) -> None:
        """Paint the outline of a rectangle with round corners."""
        self.fill(box, colour, radius=radius)
        inner = Box(box.x + line, box.y + line, box.width - 2 * line, box.height - 2 * line)
        self.fill(inner, self.ground, radius=radius - line)

    def png(self) -> bytes:
        """Write the image as a small file: with more effort, then fewer colours, if need be."""
        packed, written = self._in_colours(_PALETTES[0]), b""
        for effort in _EFFORTS:
            written = _written(packed, effort)
            if len(written) <= MAX_BYTES:
                return written
        for colours in _PALETTES[1:]:
            written = _written(self._in_colours(colours), _EFFORTS[-1])
            if len(written) <= MAX_BYTES:
                return written
        return written

    def _in_colours(self, count: int) -> Image.Image:
        return self._image.quantize(
            count, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )

    def _mask(self, width: int, height: int, radius: int) -> Image.Image:
        key = (width, height, radius)
        if key not in self._masks:
            large = Image.new("L", (width * _FINER, height * _FINER))
            corner = (width * _FINER - 1, height * _FINER - 1)
            ImageDraw.Draw(large).rounded_rectangle((0, 0, *corner), radius * _FINER, 255)
            smooth = large.resize((width, height), Image.Resampling.LANCZOS)
            self._masks[key] = shaded(smooth)
        return self._masks[key]


def _written(image: Image.Image, effort: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=effort)
    return file.getvalue()


def _pixels(points: float) -> int:
    return round(points * SCALE)
