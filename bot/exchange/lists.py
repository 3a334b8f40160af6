"""The entries of a list on lines: what an entry has below its first line is indented."""

from collections.abc import Iterable, Iterator
from typing import Final

INDENT: Final = "  "


def lines_of(entries: Iterable[str], mark: str = "") -> Iterator[str]:
    """Write entries as lines, each entry's first behind a mark."""
    for entry in entries:
        first, *others = entry.split("\n")
        yield mark + first
        yield from (INDENT + line for line in others)


def entries_of(lines: Iterable[str], mark: str = "") -> list[str]:
    """Read entries back; a line with neither mark nor indent begins one, too."""
    entries: list[str] = []
    for line in lines:
        if entries and (line.startswith(INDENT) or not line.strip()):
            entries[-1] += "\n" + line.removeprefix(INDENT)
        elif line.strip():
            entries.append(line.removeprefix(mark))
    return entries
