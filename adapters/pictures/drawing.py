"""A member's progress as a PNG: who, the facts, the calendar, and how well things are known."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from adapters.pictures.fonts import Fonts
from adapters.pictures.sheet import STRONG, Box, Sheet
from adapters.pictures.themes import COLOURS, Colours
from bot.pictures import Bar, Day, DayKind, Estimate, Fact, Group, Picture, Theme

WIDTH: Final = 760
_EDGE: Final = 36
_INNER: Final = WIDTH - 2 * _EDGE
_HEADER: Final = 96
_TILE_HEIGHT: Final = 62
_TILES: Final = 5
_TILE_GAP: Final = 12
_AFTER_PART: Final = 34
_WEEKDAYS: Final = {0: "Mon", 2: "Wed", 4: "Fri"}
_WEEKDAY_ROOM: Final = 36
_CELL_GAP: Final = 5
_CALENDAR_TOP: Final = 46  # its heading and the names of the months
_COLUMNS: Final = 3
_COLUMN_GAP: Final = 30
_COLUMN: Final = (_INNER - (_COLUMNS - 1) * _COLUMN_GAP) / _COLUMNS
_HEADING: Final = 28
_ROW: Final = 38
_BAR: Final = 8
_MARKER: Final = 3
_NAME: Final = 12
_COUNT: Final = 10.5
_GROUP_GAP: Final = 18
_REMARK: Final = 26
_LEGEND: Final = {
    DayKind.MISSED: "not practised",
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
        self._weeks = -(-len(picture.days) // 7)
        self._pitch = (_INNER - _WEEKDAY_ROOM + _CELL_GAP) / self._weeks
        self._sheet = Sheet(WIDTH, self._height(), colours.ground, fonts)

    def png(self) -> bytes:
        """Draw everything from top to bottom."""
        self._header()
        y = float(_HEADER)
        self._facts(y)
        y += _TILE_HEIGHT + _AFTER_PART
        self._calendar(y)
        y += self._calendar_height() + _AFTER_PART
        for group in self._picture.groups:
            self._group(y, group)
            y += _group_height(group) + _GROUP_GAP
        if self._picture.remark:
            quiet = self._colours.quiet
            self._sheet.write(_EDGE, y + 6, self._picture.remark, 11.5, quiet, room=_INNER)
        return self._sheet.png()

    def _height(self) -> int:
        height = _HEADER + _TILE_HEIGHT + _AFTER_PART + self._calendar_height() + _EDGE
        groups = self._picture.groups
        if groups or self._picture.remark:
            height += _AFTER_PART - _GROUP_GAP
        height += sum(_group_height(group) + _GROUP_GAP for group in groups)
        height += _REMARK if self._picture.remark else 0
        return round(height)

    def _header(self) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(_EDGE, 43, self._picture.subtitle, 12.5, colours.quiet, room=_INNER)
        title = self._picture.title
        sheet.write(_EDGE, 74, title, 26, colours.text, weight=STRONG, room=_INNER)

    def _facts(self, y: float) -> None:
        width = (_INNER - (_TILES - 1) * _TILE_GAP) / _TILES
        for number, fact in enumerate(self._picture.facts):
            self._tile(Box(_EDGE + number * (width + _TILE_GAP), y, width, _TILE_HEIGHT), fact)

    def _tile(self, box: Box, fact: Fact) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.fill(box, colours.panel, radius=9)
        x = box.x + 14
        sheet.write(x, box.y + 29, fact.value, 19, colours.text, weight=STRONG)
        sheet.write(x, box.y + 48, fact.name, 11.5, colours.quiet)

    def _calendar_height(self) -> float:
        return _CALENDAR_TOP + 7 * self._pitch - _CELL_GAP

    def _calendar(self, y: float) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(_EDGE, y + 12, "Practice", 14, colours.text, weight=STRONG)
        self._legend(y + 12)
        top, side = y + _CALENDAR_TOP, self._pitch - _CELL_GAP
        for week, name in _months(self._picture.days):
            sheet.write(self._column_x(week), top - 9, name, 11, colours.quiet)
        for row, name in _WEEKDAYS.items():
            middle = top + row * self._pitch + side / 2
            sheet.write(_EDGE, middle + 4, name, 11, colours.quiet)
        for number, day in enumerate(self._picture.days):
            week, row = divmod(number, 7)
            self._cell(Box(self._column_x(week), top + row * self._pitch, side, side), day.kind)

    def _column_x(self, week: int) -> float:
        return _EDGE + _WEEKDAY_ROOM + week * self._pitch

    def _cell(self, box: Box, kind: DayKind) -> None:
        colours, radius = self._colours, box.width / 5
        match kind:
            case DayKind.PRACTISED:
                self._sheet.fill(box, colours.practised, radius=radius)
            case DayKind.MISSED:
                self._sheet.fill(box, colours.missed, radius=radius)
            case DayKind.OPEN:
                self._sheet.frame(box, colours.practised, radius=radius, line=1.5)

    def _legend(self, y: float) -> None:
        x = float(WIDTH - _EDGE)
        shown = {day.kind for day in self._picture.days}
        for kind in reversed([kind for kind in _LEGEND if kind in shown]):
            x -= self._sheet.write_before(x, y, _LEGEND[kind], 11, self._colours.quiet) + 17
            self._cell(Box(x, y - 10, 12, 12), kind)
            x -= 16

    def _group(self, y: float, group: Group) -> None:
        sheet, colours = self._sheet, self._colours
        sheet.write(_EDGE, y + 12, group.heading, 14, colours.text, weight=STRONG)
        for number, bar in enumerate(group.bars):
            row, column = divmod(number, _COLUMNS)
            x = _EDGE + column * (_COLUMN + _COLUMN_GAP)
            self._bar(x, y + _HEADING + row * _ROW, bar)

    def _bar(self, x: float, y: float, bar: Bar) -> None:
        colours = self._colours
        count = f"{bar.met} of {bar.total}"
        if bar.known is None:
            self._sheet.write(x, y + 13, bar.name, _NAME, colours.text, room=_COLUMN)
            self._sheet.write(x, y + 28, f"too few to say: {count}", _COUNT, colours.quiet)
            return
        value, right = f"{bar.known.share:.0%}", x + _COLUMN
        right -= 8 + self._sheet.write_before(
            right, y + 13, value, _NAME, colours.text, weight=STRONG
        )
        right -= 8 + self._sheet.write_before(right, y + 13, count, _COUNT, colours.quiet)
        self._sheet.write(x, y + 13, bar.name, _NAME, colours.text, room=right - x)
        self._estimate(Box(x, y + 20, _COLUMN, _BAR), bar.known)

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


def _group_height(group: Group) -> float:
    return _HEADING + -(-len(group.bars) // _COLUMNS) * _ROW


def _months(days: tuple[Day, ...]) -> Iterator[tuple[int, str]]:
    """Name each month above its first whole week, where there is room before the next one."""
    first = [days[start].on for start in range(0, len(days), 7)]
    turns = [
        week for week, day in enumerate(first) if not week or day.month != first[week - 1].month
    ]
    for week, following in zip(turns, [*turns[1:], len(first) + 1], strict=True):
        if following - week > 1:
            yield week, f"{first[week]:%b}"
