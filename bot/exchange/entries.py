"""What a reader found in a list: entries, and what it could not read."""

from dataclasses import dataclass
from typing import Final

from bot.drafts import Draft

FORMATS: Final = ("markdown", "csv", "json")
FILES: Final = "files"  # a format for export only: each question in a file of its own
OUR_TEAM: Final = "our-team"  # the pack of a workspace's own questions, unless another is named


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as a list has it, and the line where it begins (counted from 1).

    ``entry`` is its number where many may stand on one line; ``in_fields`` tells that its list
    names each field, and has no headings.
    """

    line: int
    draft: Draft
    entry: int = 0
    in_fields: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why."""

    line: int
    reason: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What was read, and perhaps not as its author meant it."""

    line: int
    remark: str
    entry: int = 0


Found = Entry | Unread | Note


def where(line: int, entry: int) -> str:
    """Name a place in a list."""
    return f"line {line}, entry {entry}" if entry else f"line {line}"
