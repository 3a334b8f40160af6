"""Lines of text: each letter in the first font that has it, cut to the room there is."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from PIL import Image, ImageDraw

from adapters.pictures.fonts import EMOJI_PIXELS, REGULAR, Font, Fonts
from adapters.pictures.letters import (
    begins_at_the_right,
    is_emoji,
    is_neutral,
    is_right_to_left,
    letters,
)

NO_LETTER: Final = "•"
"""Stands for each letter that no font has."""

_ELLIPSIS: Final = "…"
_EMOJI_HEIGHT: Final = 1.12  # of the size of the letters beside it
_EMOJI_WIDTH: Final = 1.25
_EMOJI_DROP: Final = 0.2  # below the line that letters stand on
_STEPS: Final = 7
_SHADES: Final = [round(round(value * _STEPS / 255) * 255 / _STEPS) for value in range(256)]
_THIN: Final = 64  # of the size of letters: the line around those that should be stronger


@dataclass(frozen=True, slots=True)
class Hand:
    """How a line is written: its size in pixels, its weight and its colour."""

    pixels: int
    weight: int
    colour: str


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that follow each other in one font."""

    font: Font
    letters: tuple[str, ...]
    is_emoji: bool = False
    direction: str | None = None  # of the whole line; None where nothing can be turned

    @property
    def text(self) -> str:
        """The letters as one text."""
        return "".join(self.letters)


class Writer:
    """Writes lines on an image."""

    def __init__(self, image: Image.Image, fonts: Fonts) -> None:
        self._image = image
        self._fonts = fonts

    def write(self, at: tuple[float, float], text: str, hand: Hand, *, room: float) -> float:
        """Write a line that begins at ``at``, a point of its base line; gives its width."""
        return self._put(at, self._fitted(text, hand, room), hand)

    def write_before(self, at: tuple[float, float], text: str, hand: Hand, *, room: float) -> float:
        """Write a line that ends at ``at``; gives its width."""
        runs = self._fitted(text, hand, room)
        return self._put((at[0] - self._width(runs, hand), at[1]), runs, hand)

    def _put(self, at: tuple[float, float], runs: list[Run], hand: Hand) -> float:
        x, y = at
        for run in runs:
            if run.is_emoji:
                self._paste(run, x, y, hand)
            else:
                self._print(run, x, y, hand)
            x += self._width([run], hand)
        return x - at[0]

    def _fitted(self, text: str, hand: Hand, room: float) -> list[Run]:
        """Cut a line after as many letters as there is room for."""
        line = letters(text)
        whole = runs_of(line, self._fonts)
        if self._width(whole, hand) <= room:
            return whole
        fits, too_many = 0, len(line)
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            shorter = runs_of([*line[:middle], _ELLIPSIS], self._fonts)
            if self._width(shorter, hand) <= room:
                fits = middle
            else:
                too_many = middle
        return runs_of([*line[:fits], _ELLIPSIS], self._fonts)

    def _width(self, runs: list[Run], hand: Hand) -> float:
        return sum(
            len(run.letters) * hand.pixels * _EMOJI_WIDTH
            if run.is_emoji
            else self._fonts.face(run.font, hand.pixels, hand.weight).getlength(
                run.text, direction=run.direction
            )
            for run in runs
        )

    def _print(self, run: Run, x: float, y: float, hand: Hand) -> None:
        face = self._fonts.face(run.font, hand.pixels, hand.weight)
        # Fonts of the machine have one weight: a thin line around makes their letters stronger.
        is_thin = hand.weight > REGULAR and not run.font.has_weights
        stroke = hand.pixels / _THIN if is_thin else 0
        box = face.getbbox(run.text, direction=run.direction, stroke_width=stroke, anchor="ls")
        left, top, right, bottom = floor(box[0]), floor(box[1]), ceil(box[2]), ceil(box[3])
        if right <= left or bottom <= top:
            return  # a space
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).text(
            (-left, -top),
            run.text,
            255,
            face,
            anchor="ls",
            direction=run.direction,
            stroke_width=stroke,
        )
        # Letters that begin on whole pixels, in few shades, look alike: that halves the file.
        at = (round(x) + left, round(y) + top)
        self._image.paste(hand.colour, (*at, at[0] + mask.width, at[1] + mask.height), shaded(mask))

    def _paste(self, run: Run, x: float, y: float, hand: Hand) -> None:
        size = round(hand.pixels * _EMOJI_HEIGHT)
        top = round(y + hand.pixels * _EMOJI_DROP) - size
        for number, letter in enumerate(run.letters):
            drawn = self._emoji(run.font, letter, size)
            left = round(x + (number + 0.5) * hand.pixels * _EMOJI_WIDTH - drawn.width / 2)
            self._image.paste(drawn, (left, top + (size - drawn.height) // 2), drawn)

    def _emoji(self, font: Font, letter: str, size: int) -> Image.Image:
        face = self._fonts.face(font, EMOJI_PIXELS)
        shown = letter if self._fonts.shapes else letter[0]  # joined ones need to be shaped
        left, top, right, bottom = (round(edge) for edge in face.getbbox(shown))
        drawn = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(drawn).text((-left, -top), shown, font=face, embedded_color=True)
        drawn.thumbnail((size, size), Image.Resampling.LANCZOS)
        return drawn


def shaded(mask: Image.Image) -> Image.Image:
    """Leave a few shades between nothing and all."""
    return mask.point(_SHADES)


def runs_of(line: list[str], fonts: Fonts) -> list[Run]:
    """Give each letter a font, and put letters that share one together, from left to right."""
    turns = fonts.shapes and any(is_right_to_left(letter) for letter in line)
    from_right = turns and begins_at_the_right(line)
    direction = ("rtl" if from_right else "ltr") if fonts.shapes else None
    order = _for_right_to_left(line, fonts) if turns else fonts.texts
    chosen = []
    last: Font | None = None
    for letter in line:
        font, shown = _font_for(letter, order, fonts, last)
        chosen.append((font, shown))
        last = font
    runs: list[Run] = []
    for font, shown in chosen:
        in_colour = font is fonts.emoji
        if runs and runs[-1].font is font:
            runs[-1] = Run(font, (*runs[-1].letters, shown), in_colour, direction)
        else:
            runs.append(Run(font, (shown,), in_colour, direction))
    return runs[::-1] if from_right else runs


def _for_right_to_left(line: list[str], fonts: Fonts) -> tuple[Font, ...]:
    """Prefer a font that has all letters that turn: what stands in one run is ordered as one."""
    turning = [letter for letter in line if is_right_to_left(letter)]
    return tuple(sorted(fonts.texts, key=lambda font: not all(map(font.has, turning))))


def _font_for(
    letter: str, order: tuple[Font, ...], fonts: Fonts, last: Font | None
) -> tuple[Font, str]:
    if fonts.emoji is not None and is_emoji(letter) and fonts.emoji.has(letter):
        return fonts.emoji, letter
    if is_right_to_left(letter) and not fonts.shapes:
        return order[0], NO_LETTER
    if is_neutral(letter) and last is not None and last is not fonts.emoji and last.has(letter):
        return last, letter
    for font in order:
        if font.has(letter):
            return font, letter
    if fonts.emoji is not None and fonts.emoji.has(letter):
        return fonts.emoji, letter
    for font in order:
        if font.has(letter[0]) and not is_emoji(letter):
            return font, letter[0]
    return order[0], NO_LETTER
