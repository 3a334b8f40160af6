"""A Markdown list as rows to compare: what was read in it, and what was not."""

from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import Entry, Note, Unread

Row = tuple[int, str, str, str]
WHY = "Why does dropout help?"
ADAM = "Explain Adam."


def rows(text: str) -> list[Row]:
    """Read a list in which all can be read, and nothing has to be told."""
    found = list(read_any_markdown(text))
    assert [one for one in found if not isinstance(one, Entry)] == []
    entries = [one for one in found if isinstance(one, Entry)]
    return [(one.line, one.draft.tier, one.draft.text, one.draft.answer) for one in entries]


def read(text: str) -> list[tuple[str, str]]:
    """Read the questions of a list, each with its answer, whatever else is told of it."""
    found = read_any_markdown(text)
    return [(one.draft.text, one.draft.answer) for one in found if isinstance(one, Entry)]


def notes(text: str) -> list[tuple[int, str]]:
    """List what was read, and perhaps not as it was meant."""
    return [(one.line, one.remark) for one in read_any_markdown(text) if isinstance(one, Note)]


def unread(text: str) -> list[tuple[int, str]]:
    """List what was not read, and why."""
    return [(one.line, one.reason) for one in read_any_markdown(text) if isinstance(one, Unread)]
