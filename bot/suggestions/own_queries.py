"""Questions about what became of suggestions: the questions of a workspace's own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.database.models import ApprovedQuestion, Suggestion
from bot.suggestions.queries import SuggestionRow


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A question of the workspace's own."""

    id: int
    content: str


def add_own_question(
    connection: Connection,
    suggestion: SuggestionRow,
    now: datetime,
    *,
    manager: str,
    manager_id: str,
) -> int:
    """Store what was suggested as a question of the workspace's own; its number comes back."""
    number: int = connection.execute(
        insert(ApprovedQuestion).returning(ApprovedQuestion.id),
        {
            "workspace_id": suggestion.workspace_id,
            "content": suggestion.content,
            "approved_by": manager,
            "approved_by_id": manager_id,
            "approved_at": now,
        },
    ).scalar_one()
    connection.execute(
        update(Suggestion).where(Suggestion.id == suggestion.id).values(own_number=number)
    )
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


def own_question_of(connection: Connection, workspace_id: int, suggestion_id: int) -> OwnRow | None:
    """Find the question of this workspace's own that a suggestion became."""
    row = connection.execute(
        select(ApprovedQuestion.id, ApprovedQuestion.content)
        .join(Suggestion, Suggestion.own_number == ApprovedQuestion.id)
        .where(Suggestion.workspace_id == workspace_id, Suggestion.id == suggestion_id)
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
