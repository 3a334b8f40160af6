"""Questions about suggestions, and about who decides about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.database.models import Member, Suggestion


class State(StrEnum):
    """How far a suggestion has come."""

    DRAFT = "draft"  # typed and not taken yet
    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion with the name of who made it."""

    id: int
    workspace_id: int
    state: State
    content: str
    proposed: str | None  # what was proposed at first; None while nobody has changed it
    typed: str
    made_at: datetime
    mended: bool
    reason: str | None
    proposer_id: str
    proposer_name: str


_SUGGESTION = select(
    Suggestion.id,
    Suggestion.workspace_id,
    Suggestion.state,
    Suggestion.content,
    Suggestion.proposed,
    Suggestion.typed,
    Suggestion.made_at,
    Suggestion.mended,
    Suggestion.reason,
    Member.external_id,
    Member.display_name,
).join(Member, Member.id == Suggestion.member_id)


def draft_of(connection: Connection, member_id: int) -> SuggestionRow | None:
    """Find what a member typed that was not taken yet."""
    return _one(connection, Suggestion.member_id == member_id, Suggestion.state == State.DRAFT)


def suggestion_by_id(
    connection: Connection, workspace_id: int, suggestion_id: int
) -> SuggestionRow | None:
    """Find a suggestion of this workspace that is past being a draft."""
    return _one(
        connection,
        Suggestion.workspace_id == workspace_id,
        Suggestion.id == suggestion_id,
        Suggestion.state != State.DRAFT,
    )


def suggestions_of_member(
    connection: Connection, member_id: int, limit: int
) -> list[SuggestionRow]:
    """List a member's newest suggestions."""
    rows = connection.execute(
        _SUGGESTION.where(Suggestion.member_id == member_id, Suggestion.state != State.DRAFT)
        .order_by(Suggestion.id.desc())
        .limit(limit)
    )
    return [_row(row) for row in rows]


def open_suggestions(connection: Connection, workspace_id: int) -> list[SuggestionRow]:
    """List what waits for a manager, the oldest first."""
    rows = connection.execute(
        _SUGGESTION.where(
            Suggestion.workspace_id == workspace_id, Suggestion.state == State.OPEN
        ).order_by(Suggestion.id)
    )
    return [_row(row) for row in rows]


def open_counts(connection: Connection, workspace_id: int, member_id: int) -> tuple[int, int]:
    """Count the open suggestions of a member, and of the whole workspace."""
    mine, all_of_them = connection.execute(
        select(
            func.count().filter(Suggestion.member_id == member_id),
            func.count(),
        ).where(Suggestion.workspace_id == workspace_id, Suggestion.state == State.OPEN)
    ).one()
    return mine, all_of_them


def is_open_already(connection: Connection, member_id: int, content: str) -> bool:
    """Tell whether a member has proposed exactly this, and it still waits."""
    found = connection.execute(
        select(Suggestion.id)
        .where(
            Suggestion.member_id == member_id,
            Suggestion.state == State.OPEN,
            Suggestion.content == content,
        )
        .limit(1)
    )
    return found.first() is not None


def keep_draft(
    connection: Connection, workspace_id: int, member_id: int, typed: str, now: datetime
) -> None:
    """Keep what a member typed, in place of what they typed before."""
    changed = connection.execute(
        update(Suggestion)
        .where(Suggestion.member_id == member_id, Suggestion.state == State.DRAFT)
        .values(typed=typed)
    )
    if not changed.rowcount:
        _add(connection, workspace_id, member_id, State.DRAFT, "", typed, now)


def drop_draft(connection: Connection, member_id: int) -> None:
    """Forget what a member typed; it was taken."""
    connection.execute(
        delete(Suggestion).where(Suggestion.member_id == member_id, Suggestion.state == State.DRAFT)
    )


def add_suggestion(
    connection: Connection, workspace_id: int, member_id: int, content: str, now: datetime
) -> int:
    """Store a suggestion that waits for a manager; its id comes back."""
    return _add(connection, workspace_id, member_id, State.OPEN, content, "", now)


def change_suggestion(
    connection: Connection, seen: SuggestionRow, values: Mapping[str, object]
) -> bool:
    """Store new values of an open suggestion.

    False when somebody decided meanwhile, or changed what was ``seen``.
    """
    changed = connection.execute(
        update(Suggestion)
        .where(
            Suggestion.id == seen.id,
            Suggestion.state == State.OPEN,
            Suggestion.content == seen.content,
        )
        .values(**values)
    )
    return changed.rowcount == 1


def managers_seen(connection: Connection, workspace_id: int, since: datetime) -> list[str]:
    """Name who is there and was called a manager since then, by their external ids."""
    return list(
        connection.scalars(
            select(Member.external_id)
            .where(
                Member.workspace_id == workspace_id,
                Member.manager_seen_at >= since,
                Member.gone_at.is_(None),
            )
            .order_by(Member.manager_seen_at.desc(), Member.id)
        )
    )


def is_seen_as_manager(connection: Connection, workspace_id: int, user_id: str) -> bool:
    """Tell whether somebody is there and managed when that was last found out."""
    found = connection.execute(
        select(Member.id).where(
            Member.workspace_id == workspace_id,
            Member.external_id == user_id,
            Member.manager_seen_at.is_not(None),
            Member.gone_at.is_(None),
        )
    )
    return found.first() is not None


def _one(connection: Connection, *conditions: ColumnElement[bool]) -> SuggestionRow | None:
    row = connection.execute(_SUGGESTION.where(*conditions)).one_or_none()
    return _row(row) if row else None


def _row(row: Row[*tuple[Any, ...]]) -> SuggestionRow:
    suggestion_id, workspace_id, state, *others = row
    return SuggestionRow(suggestion_id, workspace_id, State(state), *others)


def _add(
    connection: Connection,
    workspace_id: int,
    member_id: int,
    state: State,
    content: str,
    typed: str,
    now: datetime,
) -> int:
    new_id: int = connection.execute(
        insert(Suggestion).returning(Suggestion.id),
        {
            "workspace_id": workspace_id,
            "member_id": member_id,
            "state": state,
            "content": content,
            "typed": typed,
            "made_at": now,
            "mended": False,
        },
    ).scalar_one()
    return new_id
