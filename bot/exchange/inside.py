"""Lines of an answer that look like something of their own, which their author hears of."""

import re
from typing import Final

from bot.exchange import wording
from bot.exchange.asked import Asked, Style
from bot.exchange.items import item_in

_FIELD: Final = re.compile(
    r"(?:[-*+]\s+)?(?:\*\*|__)?(?:Hint|Key points?|Topics?|Tier|Follow-ups?|References?|Sources?"
    r"|Misconception)(?:\*\*|__)?:",
    re.IGNORECASE,
)
_QUESTION: Final = (
    "stays in the answer above; if it is a question of its own, write it like the one above"
)
_LABEL: Final = "stays in the answer above; if it is a question of its own, end it with ?"
_FIELDS: Final = "stays in the answer; CSV, JSON and what `questions export` writes have fields"


def remark_on(question: Asked, line: str) -> str | None:
    """Tell what an author may have meant by a line of an answer; None for an ordinary one."""
    if question.answer is None:
        return None
    if _FIELD.match(line.lstrip()):
        return _FIELDS
    if line[:1].isspace():
        return None
    item = item_in(line)
    words = item.text if item else wording.in_bold(line) or ""
    if _asks(words) or (item and _is_listed_below_a_title(question) and item.asks):
        return _QUESTION
    parts = wording.asked_and_answered(line)
    is_in_line = question.opening.indent is None and question.opening.answer is not None
    return _LABEL if parts and is_in_line else None


def _asks(words: str) -> bool:
    return (wording.in_bold(words) or words).rstrip().endswith("?")


def _is_listed_below_a_title(question: Asked) -> bool:
    """Tell a heading that may be no question, but the name of a section."""
    return question.style is Style.HEADING and "?" not in question.opening.text
