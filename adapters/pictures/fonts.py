"""The fonts that there are: two that come along, and those of the machine for other letters."""

import logging
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ImageFont, features

from adapters.pictures.coverage import CodePoints, code_points
from adapters.pictures.letters import bare

_FOLDER: Final = Path(__file__).parent / "fonts"
_VARIABLE: Final = "Inter.ttf"
_OWN: Final = (_FOLDER / _VARIABLE, _FOLDER / "DejaVuSans.ttf")
_OF_MACHINE: Final = ("wqy-microhei.ttc", "NotoSansCJK-Regular.ttc")
_EMOJI: Final = "NotoColorEmoji.ttf"
EMOJI_PIXELS: Final = 109
"""The one size in which the coloured emoji are drawn."""

MACHINE_FOLDERS: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
REGULAR: Final = 400

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Font:
    """A font file, and which letters it has."""

    path: Path
    covers: CodePoints
    has_weights: bool = False

    def has(self, letter: str) -> bool:
        """Tell whether a letter can be shown, with all its marks."""
        return all(ord(sign) in self.covers for sign in bare(letter))


class Fonts:
    """Fonts for text, the preferred one first, and one for emoji where there is one.

    ``shapes`` tells whether letters can be joined and turned as Arabic needs it. Not for use by
    two threads at a time.
    """

    def __init__(self, texts: Sequence[Font], emoji: Font | None, *, shapes: bool) -> None:
        self.texts = tuple(texts)
        self.emoji = emoji
        self.shapes = shapes
        self._faces: dict[tuple[Path, int, int], ImageFont.FreeTypeFont] = {}

    def face(self, font: Font, pixels: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
        """Open a font at a size; ``weight`` is for fonts that have more than one."""
        key = (font.path, pixels, weight)
        if key not in self._faces:
            layout = ImageFont.Layout.RAQM if self.shapes else ImageFont.Layout.BASIC
            face = ImageFont.truetype(font.path, pixels, layout_engine=layout)
            if font.has_weights:
                face.set_variation_by_axes([min(32, max(14, pixels / 2)), weight])
            self._faces[key] = face
        return self._faces[key]


def find_fonts(folders: Iterable[Path] = MACHINE_FOLDERS) -> Fonts:
    """Open the fonts that come along, and look for others in the machine's folders."""
    found = _files_in(folders)
    texts = [Font(path, code_points(path), path.name == _VARIABLE) for path in _OWN]
    texts += _usable(found[name] for name in _OF_MACHINE if name in found)
    emoji = _usable(found[name] for name in (_EMOJI,) if name in found)
    shapes = bool(features.check("raqm"))
    if not shapes:
        log.warning("FriBiDi is not installed: pictures show signs instead of Arabic letters")
    return Fonts(texts, emoji[0] if emoji else None, shapes=shapes)


def _files_in(folders: Iterable[Path]) -> dict[str, Path]:
    wanted = {*_OF_MACHINE, _EMOJI}
    return {
        path.name: path
        for folder in folders
        for path in sorted(folder.rglob("*.tt[cf]"), reverse=True)
        if path.name in wanted
    }


def _usable(paths: Iterable[Path]) -> list[Font]:
    """Leave out what cannot be opened: the picture comes without it."""
    fonts = []
    for path in paths:
        try:
            font = Font(path, code_points(path))
            ImageFont.truetype(path, EMOJI_PIXELS)
        except (OSError, ValueError, struct.error) as error:
            log.warning("the font %s cannot be used: %s", path, error)
        else:
            fonts.append(font)
    return fonts
