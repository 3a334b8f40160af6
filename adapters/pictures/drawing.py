"""A member's progress as a PNG: who, the facts, the calendar, and how well things are known."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from adapters.pictures.fonts import Fonts
from adapters.pictures.layout import (
    CALENDAR_TOP,
    CELL_GAP,
    COLUMN,
    COLUMN_GAP,
    COLUMNS,
    EDGE,
    HEADING,
    INNER,
    ROW,
    TILE,
    TILE_GAP,
    TILE_HEIGHT,
    WEEKDAY_ROOM,
    WIDTH,
    Box,
    layout_of,
)
from adapters.pictures.sheet import STRONG, Sheet
from adapters.pictures.themes import COLOURS, Colours
from bot.pictures import Bar, Day, DayKind, Estimate, Fact, Group, Picture, Theme

_WEEKDAYS: Final = {0: "Mon", 2: "Wed", 4: "Fri"}
_BAR: Final = 8
_MARKER: Final = 3
_NAME: Final = 12
_COUNT: Final = 10.5
_LEGEND: Final = {
    DayKind.MISSED: "not practised",
    DayKind.BRIDGED: "rest, freeze, protected or repaired",
    DayKind.PRACTISED: "practised",
    DayKind.OPEN: "today, still open",
}


def draw(picture: Picture, theme: Theme, fonts: Fonts) -> bytes:
    """Draw a picture; the same one looks the same every time, byte for byte."""
    return _Drawing(picture, COLOURS[theme], fonts).png()


class _Drawing:
    """One picture under way."""

    def __init__(self, picture: Picture, colours: Colours, fonts: Fonts) -> None:
        self._picture = picture
        self._colours = colours
        self._layout = layout_of(picture)
        self._sheet = Sheet(WIDTH, self._layout.height, colours.ground, fonts)

    def png(self) -> bytes:
        """Draw everything from top to bottom."""
        picture, layout = self._picture, self._layout
        self._header()
        for number, fact in enumerate(picture.facts):
            x = EDGE + number * (TILE + TILE_GAP)
            self._tile(Box(x, layout.facts, TILE, TILE_HEIGHT), fact)
        self._calendar(layout.calendar)
        for y, group in zip(layout.groups, picture.groups, strict=True):
            self._group(y, group)
        if picture.remark:
            quiet = self._colours.quiet
            self._sheet.write(EDGE, layout.remark, picture.remark, 11.5, quiet, room=INNER)
        return self._sheet.png()

    def _header(self) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(EDGE, 43, self._picture.subtitle, 12.5, colours.quiet, room=INNER)
        title = self._picture.title
        sheet.write(EDGE, 74, title, 26, colours.text, weight=STRONG, room=INNER)

    def _tile(self, box: Box, fact: Fact) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.fill(box, colours.panel, radius=9)
        x = box.x + 14
        sheet.write(x, box.y + 29, fact.value, 19, colours.text, weight=STRONG)
        sheet.write(x, box.y + 48, fact.name, 11.5, colours.quiet)

    def _calendar(self, y: float) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(EDGE, y + 12, "Practice", 14, colours.text, weight=STRONG)
        self._legend(y + 12)
        top, side = y + CALENDAR_TOP, self._layout.pitch - CELL_GAP
        for week, name in _months(self._picture.days):
            sheet.write(self._column_x(week), top - 9, name, 11, colours.quiet)
        for row, name in _WEEKDAYS.items():
            middle = top + row * self._layout.pitch + side / 2
            sheet.write(EDGE, middle + 4, name, 11, colours.quiet)
        for number, day in enumerate(self._picture.days):
            week, row = divmod(number, 7)
            self._cell(
                Box(self._column_x(week), top + row * self._layout.pitch, side, side), day.kind
            )

    def _column_x(self, week: int) -> float:
        return EDGE + WEEKDAY_ROOM + week * self._layout.pitch

    def _cell(self, box: Box, kind: DayKind) -> None:
        colours, radius = self._colours, box.width / 5
        match kind:
            case DayKind.PRACTISED:
                self._sheet.fill(box, colours.practised, radius=radius)
            case DayKind.MISSED:
                self._sheet.fill(box, colours.missed, radius=radius)
            case DayKind.BRIDGED:
                self._sheet.fill(box, colours.missed, radius=radius)
                side = box.width / 3
                inner = Box(box.x + side, box.y + side, side, side)
                self._sheet.fill(inner, colours.practised, radius=radius / 3)
            case DayKind.OPEN:
                self._sheet.frame(box, colours.practised, radius=radius, line=1.5)
            case DayKind.BEFORE:
                self._sheet.frame(box, colours.missed, radius=radius, line=1)

    def _legend(self, y: float) -> None:
        x = float(WIDTH - EDGE)
        shown = {day.kind for day in self._picture.days}
        for kind in reversed([kind for kind in _LEGEND if kind in shown]):
            x -= self._sheet.write_before(x, y, _LEGEND[kind], 11, self._colours.quiet) + 17
            self._cell(Box(x, y - 10, 12, 12), kind)
            x -= 16

    def _group(self, y: float, group: Group) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(EDGE, y + 12, group.heading, 14, colours.text, weight=STRONG)
        for number, bar in enumerate(group.bars):
            row, column = divmod(number, COLUMNS)
            x = EDGE + column * (COLUMN + COLUMN_GAP)
            self._bar(x, y + HEADING + row * ROW, bar)

    def _bar(self, x: float, y: float, bar: Bar) -> None:
        colours = self._colours
        count = f"{bar.met} of {bar.total}"
        if bar.known is None:
            self._sheet.write(x, y + 13, bar.name, _NAME, colours.text, room=COLUMN)
            self._sheet.write(x, y + 28, f"too few to say: {count}", _COUNT, colours.quiet)
            return
        value, right = f"{bar.known.share:.0%}", x + COLUMN
        right -= 8 + self._sheet.write_before(
            right, y + 13, value, _NAME, colours.text, weight=STRONG
        )
        right -= 8 + self._sheet.write_before(right, y + 13, count, _COUNT, colours.quiet)
        self._sheet.write(x, y + 13, bar.name, _NAME, colours.text, room=right - x)
        self._estimate(Box(x, y + 20, COLUMN, _BAR), bar.known)

    def _estimate(self, track: Box, known: Estimate) -> None:
        colours, sheet = self._colours, self._sheet
        sheet.fill(track, colours.missed, radius=_BAR / 2)
        self._part(track, known.high, colours.unsure)
        self._part(track, known.low, colours.known)
        x = track.x + known.share * (track.width - _MARKER)
        mark = Box(x, track.y - 3, _MARKER, track.height + 6)
        sheet.fill(mark, colours.text, radius=_MARKER / 2)

    def _part(self, track: Box, end: float, colour: str) -> None:
        width = end * track.width
        if width >= track.height:
            self._sheet.fill(replace(track, width=width), colour, radius=_BAR / 2)


def _months(days: tuple[Day, ...]) -> Iterator[tuple[int, str]]:
    """Name each month above its first whole week, where there is room before the next one."""
    first = [days[start].on for start in range(0, len(days), 7)]
    turns = [
        week for week, day in enumerate(first) if not week or day.month != first[week - 1].month
    ]
    for week, following in zip(turns, [*turns[1:], len(first) + 1], strict=True):
        if following - week > 1:
            yield week, f"{first[week]:%b}"
