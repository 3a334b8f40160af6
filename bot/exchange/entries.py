"""What a reader found in a list: entries, and what it could not read."""

from dataclasses import dataclass, replace
from typing import Final

from bot.drafts import Draft

FORMATS: Final = ("markdown", "csv", "json")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as a list has it, and the line where it begins (counted from 1)."""

    line: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read, and why."""

    line: int
    reason: str


Found = Entry | Unread


def with_tier(found: Found, tier: str) -> Found:
    """Give an entry a tier when its list says none."""
    match found:
        case Entry(line, draft) if not draft.tier:
            return Entry(line, replace(draft, tier=tier))
        case _:
            return found
