"""What notices about suggestions say, made when they are told."""

from sqlalchemy import Connection

from bot.cards import Card
from bot.notices.queries import NoticeRow
from bot.suggestions import queries, views
from bot.suggestions.queue import waiting


def judged_card(connection: Connection, notice: NoticeRow) -> Card | None:
    """Tell a proposer what became of their suggestion; None when it is gone."""
    found = (
        None
        if notice.suggestion_id is None
        else queries.suggestion_by_id(connection, notice.workspace_id, notice.suggestion_id)
    )
    return None if found is None else views.judged_card(found)


def waiting_card(connection: Connection, notice: NoticeRow) -> Card | None:
    """Tell a manager that something waits; None when somebody decided meanwhile."""
    count = sum(1 for _ in waiting(connection, notice.workspace_id))
    return views.waiting_card(count) if count else None
