"""A workspace's own questions as their rows keep them."""

import json
import re
from functools import lru_cache
from typing import Final

from pydantic import ValidationError

from bot.question_bank import OWN, OwnQuestion
from bot.row_ids import read_row_id

_OWN_ID: Final = re.compile(r"own-(\d+)")
_KEPT: Final = 4_096  # questions read lately, of all workspaces


def own_id(number: int) -> str:
    """Name a question of a workspace's own by the number of its row."""
    return f"own-{number}"


def number_of(question_id: str) -> int | None:
    """Tell the row of a workspace's own question; None for a question of a pack."""
    found = _OWN_ID.fullmatch(question_id)
    return read_row_id(found[1]) if found else None


def content_of(question: OwnQuestion) -> str:
    """Write what a question says as JSON; its row knows the rest."""
    return question.model_dump_json(exclude={"id", "pack"}, exclude_defaults=True)


@lru_cache(maxsize=_KEPT)
def read_content(question_id: str, content: str) -> OwnQuestion:
    """Read a question back from its row; ValidationError when its rules have changed since."""
    return OwnQuestion(id=question_id, pack=OWN, **json.loads(content))


def readable_content(question_id: str, content: str) -> OwnQuestion | None:
    """Read a question back from its row; None when its rules have changed since."""
    try:
        return read_content(question_id, content)
    except ValidationError:  # such as a topic that is none any more
        return None


def content_as_it_is(question_id: str, content: str) -> OwnQuestion:
    """Read a question back for those who may mend it, whatever rule it breaks by now."""
    readable = readable_content(question_id, content)
    if readable is not None:
        return readable
    return OwnQuestion.model_construct(id=question_id, pack=OWN, **json.loads(content))
