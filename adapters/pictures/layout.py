"""Where things stand on a picture, in points; known without drawing anything."""

from dataclasses import dataclass
from typing import Final

from bot.pictures import Group, Picture

WIDTH: Final = 760
EDGE: Final = 36
INNER: Final = WIDTH - 2 * EDGE
HEADER: Final = 96
TILE_HEIGHT: Final = 62
TILE_GAP: Final = 12
TILE: Final = (INNER - 4 * TILE_GAP) / 5
WEEKDAY_ROOM: Final = 36
CELL_GAP: Final = 5
CALENDAR_TOP: Final = 46  # its heading and the names of the months
COLUMNS: Final = 3
COLUMN_GAP: Final = 30
COLUMN: Final = (INNER - (COLUMNS - 1) * COLUMN_GAP) / COLUMNS
HEADING: Final = 28
ROW: Final = 38
_AFTER_PART: Final = 34
_GROUP_GAP: Final = 18


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a picture begin, from top to bottom."""

    facts: float
    calendar: float
    pitch: float  # from one day of the calendar to the next
    groups: tuple[float, ...]
    remark: float
    height: int


def layout_of(picture: Picture) -> Layout:
    """Find the place of every part."""
    weeks = -(-len(picture.days) // 7)
    pitch = (INNER - WEEKDAY_ROOM + CELL_GAP) / weeks
    calendar = HEADER + TILE_HEIGHT + _AFTER_PART
    y = calendar + CALENDAR_TOP + 7 * pitch - CELL_GAP
    end, groups = y, []
    y += _AFTER_PART
    for group in picture.groups:
        groups.append(y)
        end = y + _height_of(group)
        y = end + _GROUP_GAP
    remark = y + 6
    if picture.remark:
        end = remark
    return Layout(HEADER, calendar, pitch, tuple(groups), remark, round(end + EDGE))


def _height_of(group: Group) -> float:
    return HEADING + -(-len(group.bars) // COLUMNS) * ROW
