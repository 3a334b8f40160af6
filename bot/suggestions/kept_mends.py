"""What managers typed to mend a question and was not taken: each one's own, until it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.database.models import KeptMend
from bot.database.upsert import Upsert
from bot.errors import BadInput
from bot.suggestions.form_texts import QUESTION
from bot.suggestions.marks import is_mark

UNKNOWN: Final = "unknown"
"""What a form carries that began with nobody knows what."""

_Column = Literal["suggestion_id", "own_number"]
_KEPT: Final[Mapping[_Column, Upsert]] = {
    column: Upsert(
        KeptMend,
        ("member_id", column),
        lambda new: {"typed": new.typed, "began_with": new.began_with},
    )
    for column in ("suggestion_id", "own_number")
}


@dataclass(frozen=True, slots=True)
class About:
    """What a manager was mending: a suggestion, or a question of the workspace's own."""

    column: _Column
    row_id: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What a manager typed, and a mark of the content that they began with where it is known."""

    typed: Mapping[str, str]
    began_with: str | None

    @property
    def seen(self) -> str:
        """Mark what they have seen; what is not known fits no content, and they are told once."""
        return self.began_with or UNKNOWN


class Overtaken(BadInput):
    """Somebody changed it meanwhile; who was told so may put theirs in its place."""


def overtaken(what: str, seen: str) -> Overtaken:
    """Tell a manager that somebody may have changed what their form began with."""
    kept = "What you typed is kept: close this, press Mend again, and it stands in the form."
    if is_mark(seen):
        return Overtaken(
            QUESTION,
            f"Another manager changed this {what} meanwhile. {kept} Send it to put it in the place "
            "of theirs.",
        )
    return Overtaken(
        QUESTION,
        f"This form is from before an update, and another manager may have changed the {what} "
        f"since. {kept}",
    )


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
    kept: Kept,
) -> None:
    """Keep what a manager typed, in place of what they typed before about the same."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        about.column: about.row_id,
        "typed": json.dumps(kept.typed, ensure_ascii=False),
        "began_with": kept.began_with,
    }
    _KEPT[about.column].run(connection, row)


def refused(bad: BadInput, typed: Mapping[str, str], seen: str, mark_now: str) -> Kept:
    """Tell what to keep of a mend that was not taken; ``seen`` marks what its form began with.

    Who was told of another's change has seen that there is one; everybody else has not.
    """
    began_with = seen if is_mark(seen) else None  # a forged one may be anything
    return Kept(typed, mark_now if isinstance(bad, Overtaken) else began_with)


def kept(connection: Connection, member_id: int, about: About) -> Kept | None:
    """Find what a manager typed that was not taken; None when nothing is kept."""
    row = connection.execute(
        select(KeptMend.typed, KeptMend.began_with).where(*_this(member_id, about))
    ).one_or_none()
    return None if row is None else Kept(json.loads(row.typed), row.began_with)


def drop(connection: Connection, member_id: int, about: About) -> None:
    """Forget what a manager typed; it was taken."""
    connection.execute(delete(KeptMend).where(*_this(member_id, about)))


def _this(member_id: int, about: About) -> tuple[ColumnElement[bool], ...]:
    column: Any = getattr(KeptMend, about.column)
    return (KeptMend.member_id == member_id, column == about.row_id)
