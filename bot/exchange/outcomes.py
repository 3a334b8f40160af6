"""What an import does, or would do, with each thing in a list."""

from dataclasses import dataclass
from pathlib import Path

from bot.drafts import Draft
from bot.exchange.entries import Note, Unread


@dataclass(frozen=True, slots=True)
class Addition:
    """A new question; it is a draft as long as something is missing or wrong."""

    line: int
    path: Path
    draft: Draft
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A question that is there and would say something else in these fields.

    ``before`` is its file as it was when this was planned; ``cautions`` are what an author may not
    expect of the change.
    """

    line: int
    path: Path
    draft: Draft
    fields: tuple[str, ...]
    before: bytes
    cautions: tuple[str, ...]
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An entry that asks nearly what another question asks."""

    line: int
    text: str
    other_id: str
    score: float
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A question that is there, word for word."""

    line: int
    question_id: str
    entry: int = 0


Outcome = Addition | Change | Duplicate | Unchanged | Unread | Note
