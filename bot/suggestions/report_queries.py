"""Questions about reports, and about what a workspace is not asked any more."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from bot.database.models import Draw, LeftOut, Member, Notice, Post, Report
from bot.database.upsert import Upsert


class ReportOutcome(StrEnum):
    """What a manager made of a reported question."""

    KEPT = "kept"
    MENDED = "mended"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What one member says is wrong with a question."""

    id: int
    question_id: str
    reason: str
    reporter_name: str


@dataclass(frozen=True, slots=True)
class ClosedReport:
    """A report that a manager has looked at; ``reporter_id`` is the platform's."""

    id: int
    question_id: str
    reason: str
    outcome: ReportOutcome | None
    reporter_id: str


_OPEN_REPORT = Report.closed_at.is_(None)
_CLOSED = select(
    Report.id, Report.question_id, Report.reason, Report.outcome, Member.external_id
).join(Member, Member.id == Report.member_id)
_LEFT_OUT = Upsert(LeftOut, ("workspace_id", "question_id"))


def question_of_draw(connection: Connection, member_id: int, draw_id: int) -> str | None:
    """Tell which question was put before this member by a draw."""
    found: str | None = connection.execute(
        select(Draw.question_id).where(Draw.id == draw_id, Draw.member_id == member_id)
    ).scalar_one_or_none()
    return found


def question_of_post(connection: Connection, workspace_id: int, post_id: int) -> str | None:
    """Tell which question a post of this workspace asked."""
    found: str | None = connection.execute(
        select(Post.question_id).where(Post.id == post_id, Post.workspace_id == workspace_id)
    ).scalar_one_or_none()
    return found


def open_report_of(
    connection: Connection, member_id: int, question_id: str
) -> tuple[int, str] | None:
    """Find a member's open report of a question: its number, and the reason."""
    row = connection.execute(
        select(Report.id, Report.reason).where(
            Report.member_id == member_id, Report.question_id == question_id, _OPEN_REPORT
        )
    ).one_or_none()
    return None if row is None else (row.id, row.reason)


def count_open_reports(connection: Connection, member_id: int) -> int:
    """Count a member's open reports."""
    count: int = connection.execute(
        select(func.count()).where(Report.member_id == member_id, _OPEN_REPORT)
    ).scalar_one()
    return count


def count_reports_of(connection: Connection, workspace_id: int, question_id: str) -> int:
    """Count the open reports of a question in a workspace."""
    count: int = connection.execute(
        select(func.count()).where(
            Report.workspace_id == workspace_id, Report.question_id == question_id, _OPEN_REPORT
        )
    ).scalar_one()
    return count


def question_reported(connection: Connection, workspace_id: int, report_id: int) -> str | None:
    """Tell which question a report of this workspace is about."""
    found: str | None = connection.execute(
        select(Report.question_id).where(
            Report.id == report_id, Report.workspace_id == workspace_id
        )
    ).scalar_one_or_none()
    return found


def add_report(
    connection: Connection,
    workspace_id: int,
    member_id: int,
    question_id: str,
    reason: str,
    now: datetime,
) -> None:
    """Store a report; IntegrityError when a twin of this request was faster."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "question_id": question_id,
        "reason": reason,
        "made_at": now,
    }
    connection.execute(insert(Report), row)


def change_reason(connection: Connection, report_id: int, reason: str) -> None:
    """Give an open report another reason."""
    connection.execute(update(Report).where(Report.id == report_id).values(reason=reason))


def open_reports(connection: Connection, workspace_id: int) -> list[ReportRow]:
    """List the open reports of a workspace, the oldest first."""
    rows = connection.execute(
        select(Report.id, Report.question_id, Report.reason, Member.display_name)
        .join(Member, Member.id == Report.member_id)
        .where(Report.workspace_id == workspace_id, _OPEN_REPORT)
        .order_by(Report.id)
    )
    return [ReportRow(*row) for row in rows]


def close_reports(
    connection: Connection,
    workspace_id: int,
    question_id: str,
    now: datetime,
    outcome: ReportOutcome,
    *,
    up_to: int | None = None,
) -> list[ClosedReport]:
    """Note what a manager made of a question; the reports that closed come back.

    ``up_to`` is the newest report that they saw; None for whatever there is.
    """
    these = [*_open_reports_of(workspace_id, question_id)]
    if up_to is not None:
        these.append(Report.id <= up_to)
    closed = connection.scalars(
        update(Report)
        .where(*these)
        .values(
            closed_at=now,
            # It may have been mended before; whether it is left out is known of the question.
            outcome=func.coalesce(Report.outcome, outcome),
        )
        .returning(Report.id)
    ).all()
    rows = connection.execute(_CLOSED.where(Report.id.in_(closed)).order_by(Report.id))
    return [_closed(row) for row in rows]


def note_mended(connection: Connection, workspace_id: int, question_id: str) -> None:
    """Note that a question was mended since: about reports that are open, or wait to be told."""
    untold = select(Notice.report_id).where(
        Notice.workspace_id == workspace_id,
        Notice.report_id.is_not(None),
        Notice.told_at.is_(None),
    )
    connection.execute(
        update(Report)
        .where(
            Report.workspace_id == workspace_id,
            Report.question_id == question_id,
            or_(_OPEN_REPORT, Report.id.in_(untold)),
        )
        .values(outcome=ReportOutcome.MENDED)
    )


def closed_report(connection: Connection, workspace_id: int, report_id: int) -> ClosedReport | None:
    """Find a report of this workspace that a manager has looked at."""
    row = connection.execute(
        _CLOSED.where(
            Report.workspace_id == workspace_id,
            Report.id == report_id,
            Report.closed_at.is_not(None),
        )
    ).one_or_none()
    return None if row is None else _closed(row)


def _open_reports_of(workspace_id: int, question_id: str) -> tuple[ColumnElement[bool], ...]:
    return (Report.workspace_id == workspace_id, Report.question_id == question_id, _OPEN_REPORT)


def _closed(row: Row[*tuple[Any, ...]]) -> ClosedReport:
    report_id, question_id, reason, outcome, reporter_id = row
    said = None if outcome is None else ReportOutcome(outcome)
    return ClosedReport(report_id, question_id, reason, said, reporter_id)


def leave_out(
    connection: Connection,
    workspace_id: int,
    question_id: str,
    now: datetime,
    *,
    manager: str,
    manager_id: str,
) -> None:
    """Let a workspace not be asked a question any more."""
    row = {
        "workspace_id": workspace_id,
        "question_id": question_id,
        "left_out_by": manager,
        "left_out_by_id": manager_id,
        "left_out_at": now,
    }
    _LEFT_OUT.run(connection, row)


def bring_back(connection: Connection, workspace_id: int, question_id: str) -> None:
    """Let a workspace be asked a question again."""
    connection.execute(
        delete(LeftOut).where(
            LeftOut.workspace_id == workspace_id, LeftOut.question_id == question_id
        )
    )
