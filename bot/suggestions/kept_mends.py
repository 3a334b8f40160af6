"""What managers typed to mend a question and was not taken: each one's own, until it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.database.models import KeptMend
from bot.database.upsert import Upsert

_Column = Literal["suggestion_id", "own_number"]
_KEPT: Final[Mapping[_Column, Upsert]] = {
    column: Upsert(KeptMend, ("member_id", column), lambda new: {"typed": new.typed})
    for column in ("suggestion_id", "own_number")
}


@dataclass(frozen=True, slots=True)
class About:
    """What a manager was mending: a suggestion, or a question of the workspace's own."""

    column: _Column
    row_id: int


def about_suggestion(suggestion_id: int) -> About:
    """Name a suggestion."""
    return About("suggestion_id", suggestion_id)


def about_own(number: int) -> About:
    """Name a question of the workspace's own."""
    return About("own_number", number)


def keep(
    connection: Connection,
    workspace_id: int,
    member_id: int,
    about: About,
    typed: Mapping[str, str],
) -> None:
    """Keep what a manager typed, in place of what they typed before about the same."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        about.column: about.row_id,
        "typed": json.dumps(typed, ensure_ascii=False),
    }
    _KEPT[about.column].run(connection, row)


def kept(connection: Connection, member_id: int, about: About) -> Mapping[str, str] | None:
    """Find what a manager typed that was not taken; None when nothing is kept."""
    typed = connection.execute(
        select(KeptMend.typed).where(*_this(member_id, about))
    ).scalar_one_or_none()
    if typed is None:
        return None
    texts: Mapping[str, str] = json.loads(typed)
    return texts


def drop(connection: Connection, member_id: int, about: About) -> None:
    """Forget what a manager typed; it was taken."""
    connection.execute(delete(KeptMend).where(*_this(member_id, about)))


def _this(member_id: int, about: About) -> tuple[ColumnElement[bool], ...]:
    column: Any = getattr(KeptMend, about.column)
    return (KeptMend.member_id == member_id, column == about.row_id)
