"""Parts of the sentences that an import or an export says."""

from typing import Final

from bot.texts import ELLIPSIS

_WIDEST_NAME: Final = 60  # signs: as many as an id may have


def shown(text: str, widest: int) -> str:
    """Show the first line, cut behind a word, without what a terminal would take for an order."""
    line = "".join(sign if sign.isprintable() else " " for sign in text.split("\n", 1)[0])
    if len(line) <= widest:
        return line
    start, blank, _ = line[:widest].rpartition(" ")
    return (start.rstrip() if blank and len(start) > widest // 2 else line[: widest - 1]) + ELLIPSIS


def counted(number: int, what: str) -> str:
    """Count things, such as 1 draft or 2 drafts."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def named(name: str) -> str:
    """Quote a name that somebody wrote, or the beginning of what can be none."""
    return repr(shown(name, _WIDEST_NAME))
