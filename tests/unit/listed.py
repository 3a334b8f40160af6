"""A Markdown list as rows to compare: what was read in it, and what was not."""

from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import Entry, Unread

Row = tuple[int, str, str, str]
WHY = "Why does dropout help?"
ADAM = "Explain Adam."


def rows(text: str) -> list[Row]:
    """Read a list in which all can be read."""
    found = list(read_any_markdown(text))
    assert [one for one in found if isinstance(one, Unread)] == []
    entries = [one for one in found if isinstance(one, Entry)]
    return [(one.line, one.draft.tier, one.draft.text, one.draft.answer) for one in entries]


def unread(text: str) -> list[tuple[int, str]]:
    """List what was not read, and why."""
    return [(one.line, one.reason) for one in read_any_markdown(text) if isinstance(one, Unread)]
