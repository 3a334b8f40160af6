"""What notices about suggestions say, made when they are told."""

from sqlalchemy import Connection

from bot.cards import Card
from bot.notices.queries import NoticeRow
from bot.packs.asked import questions_of
from bot.packs.queries import left_out_of
from bot.question_bank import QuestionBank
from bot.suggestions import judged_views, queries, report_queries, report_views, views
from bot.suggestions.turns import waiting


def judged_card(connection: Connection, notice: NoticeRow) -> Card | None:
    """Tell a proposer what became of their suggestion; None when it is gone."""
    found = (
        None
        if notice.suggestion_id is None
        else queries.suggestion_by_id(connection, notice.workspace_id, notice.suggestion_id)
    )
    return None if found is None else judged_views.judged_card(found)


def looked_at_card(
    connection: Connection, notice: NoticeRow, questions: QuestionBank
) -> Card | None:
    """Tell who reported a question what a manager made of it; None when the report is gone."""
    report = (
        None
        if notice.report_id is None
        else report_queries.closed_report(connection, notice.workspace_id, notice.report_id)
    )
    if report is None:
        return None
    known = questions_of(connection, questions, notice.workspace_id)
    is_left_out = report.question_id in left_out_of(connection, notice.workspace_id)
    return report_views.looked_at_card(
        report, known.get(report.question_id), is_left_out=is_left_out
    )


def waiting_card(connection: Connection, notice: NoticeRow) -> Card | None:
    """Tell a manager that something waits; None when it was decided, or they manage no more."""
    if not queries.is_seen_as_manager(connection, notice.workspace_id, notice.user_id):
        return None
    count = len(waiting(connection, notice.workspace_id))
    return views.waiting_card(count) if count else None
