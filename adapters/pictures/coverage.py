"""Which letters a font has, read from the table of the font file that says so."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

_COLLECTION: Final = b"ttcf"
_PREFERRED: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Platform and encoding of tables in Unicode, those with every plane first."""

_SEGMENTS: Final = 4  # two bytes for a letter
_GROUPS: Final = 12  # four bytes for a letter

Span = tuple[int, int]


class CodePoints:
    """A set of code points, held as spans."""

    def __init__(self, spans: Iterator[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def __contains__(self, code_point: int) -> bool:
        """Tell whether a code point lies in a span."""
        place = bisect_right(self._starts, code_point) - 1
        return place >= 0 and code_point <= self._ends[place]


def code_points(path: Path) -> CodePoints:
    """Read which letters a font has, the first one of a collection.

    OSError, ValueError or struct.error for a file that is no such font.
    """
    with path.open("rb") as file:
        table = _character_map(file)
    (count,) = struct.unpack_from(">H", table, 2)
    records = (struct.unpack_from(">HHI", table, 4 + 8 * number) for number in range(count))
    offsets = {(platform, encoding): offset for platform, encoding, offset in records}
    for kind in _PREFERRED:
        if kind in offsets:
            return CodePoints(_spans(table, offsets[kind]))
    raise ValueError(f"{path.name} has no table of Unicode letters")


def _character_map(file: BinaryIO) -> bytes:
    start = 0
    if file.read(4) == _COLLECTION:
        file.seek(12)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    directory = file.read(16 * count)
    for tag, _, offset, length in struct.iter_unpack(">4sIII", directory):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    raise ValueError("the font has no table of letters")


def _spans(table: bytes, offset: int) -> Iterator[Span]:
    (kind,) = struct.unpack_from(">H", table, offset)
    match kind:
        case _ if kind == _SEGMENTS:
            return chain.from_iterable(_segments(table, offset))
        case _ if kind == _GROUPS:
            return _groups(table, offset)
        case _:
            raise ValueError(f"a table of letters of the kind {kind} is not known")


def _groups(table: bytes, offset: int) -> Iterator[Span]:
    (count,) = struct.unpack_from(">I", table, offset + 12)
    for number in range(count):
        start, end, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        yield (start, end) if glyph else (start + 1, end)


def _segments(table: bytes, offset: int) -> Iterator[list[Span]]:
    (doubled,) = struct.unpack_from(">H", table, offset + 6)
    ends, starts = offset + 14, offset + 16 + doubled
    for place in range(0, doubled, 2):
        (end,) = struct.unpack_from(">H", table, ends + place)
        (start,) = struct.unpack_from(">H", table, starts + place)
        at = starts + 2 * doubled + place
        (indirect,) = struct.unpack_from(">H", table, at)
        if start == 0xFFFF:
            continue  # the mark at the end of the table
        if not indirect:
            yield [(start, end)]
            continue
        glyphs = struct.unpack_from(f">{end - start + 1}H", table, at + indirect)
        yield [(start + step,) * 2 for step, glyph in enumerate(glyphs) if glyph]
