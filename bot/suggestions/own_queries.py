"""Questions about what became of suggestions: the questions of a workspace's own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.database.models import ApprovedQuestion


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A question of the workspace's own."""

    id: int
    content: str


def add_own_question(
    connection: Connection,
    workspace_id: int,
    content: str,
    now: datetime,
    *,
    manager: str,
    manager_id: str,
) -> int:
    """Store a question of the workspace's own; the number of its id comes back."""
    number: int = connection.execute(
        insert(ApprovedQuestion).returning(ApprovedQuestion.id),
        {
            "workspace_id": workspace_id,
            "content": content,
            "approved_by": manager,
            "approved_by_id": manager_id,
            "approved_at": now,
        },
    ).scalar_one()
    return number


def own_question(connection: Connection, workspace_id: int, number: int) -> OwnRow | None:
    """Find a question of this workspace's own."""
    row = connection.execute(
        select(
            ApprovedQuestion.id,
            ApprovedQuestion.content,
        ).where(ApprovedQuestion.workspace_id == workspace_id, ApprovedQuestion.id == number)
    ).one_or_none()
    return OwnRow(*row) if row else None


def own_question_saying(connection: Connection, workspace_id: int, content: str) -> OwnRow | None:
    """Find a question of this workspace's own by what it says."""
    row = connection.execute(
        select(ApprovedQuestion.id, ApprovedQuestion.content)
        .where(ApprovedQuestion.workspace_id == workspace_id, ApprovedQuestion.content == content)
        .order_by(ApprovedQuestion.id.desc())
        .limit(1)
    ).one_or_none()
    return OwnRow(*row) if row else None


def change_own_question(connection: Connection, seen: OwnRow, content: str) -> bool:
    """Let a question of the workspace's own say something else.

    False when somebody changed meanwhile what was ``seen``.
    """
    changed = connection.execute(
        update(ApprovedQuestion)
        .where(ApprovedQuestion.id == seen.id, ApprovedQuestion.content == seen.content)
        .values(content=content)
    )
    return changed.rowcount == 1
