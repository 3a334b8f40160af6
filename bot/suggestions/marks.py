"""Short marks of what was shown, by which a later press knows it again."""

import hashlib
import re
from typing import Final

from bot.suggestions.closeness import Close

_LENGTH: Final = 12
_MARK: Final = re.compile(rf"[0-9a-f]{{{_LENGTH}}}")


def mark_of(content: str, close: Close | None = None) -> str:
    """Mark what a suggestion says.

    With ``close`` the mark is of both: that question, as it was shown beside it.
    """
    beside = () if close is None else (close.question_id, close.text)
    return hashlib.sha256("\n".join((content, *beside)).encode()).hexdigest()[:_LENGTH]


def is_mark(text: str) -> bool:
    """Tell what can be a mark from anything else that a button carries."""
    return _MARK.fullmatch(text) is not None
