"""Deleting a member: their row with all that hangs on it, and what names them elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Executable, delete, func, select, update

from bot.database.models import (
    ApprovedQuestion,
    Daily,
    LeftOut,
    Member,
    NamedManager,
    Notice,
    Repair,
)
from bot.members.managers import ManagerKind
from bot.mydata.holdings import Owner

NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A column outside a member's own rows that names them, and what takes the name away.

    ``along`` lists the columns that are blanked with it.
    """

    column: Any
    forget: Callable[[Owner], Executable]
    along: tuple[Any, ...] = ()


def _blanked(column: Any, **values: object) -> Callable[[Owner], Executable]:
    table = column.class_

    def forget(owner: Owner) -> Executable:
        return (
            update(table)
            .where(table.workspace_id == owner.workspace_id, column == owner.external_id)
            .values(**values)
        )

    return forget


def _handed_over(owner: Owner) -> Executable:
    """Let the manager who was seen last and is there hear of trouble with a daily, or nobody."""
    successor = (
        select(Member.external_id)
        .where(
            Member.workspace_id == owner.workspace_id,
            Member.id != owner.member_id,
            Member.manager_seen_at.is_not(None),
            Member.gone_at.is_(None),
        )
        .order_by(Member.manager_seen_at.desc(), Member.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        update(Daily)
        .where(Daily.workspace_id == owner.workspace_id, Daily.added_by == owner.external_id)
        .values(added_by=func.coalesce(successor, NOBODY))
    )


def _untold(owner: Owner) -> Executable:
    return delete(Notice).where(
        Notice.workspace_id == owner.workspace_id, Notice.user_id == owner.external_id
    )


def _no_manager(owner: Owner) -> Executable:
    return delete(NamedManager).where(
        NamedManager.workspace_id == owner.workspace_id,
        NamedManager.kind == ManagerKind.PERSON,
        NamedManager.external_id == owner.external_id,
    )


TRACES: Final[tuple[Trace, ...]] = (
    Trace(Notice.user_id, _untold),
    Trace(NamedManager.external_id, _no_manager),
    Trace(Daily.added_by, _handed_over),
    Trace(
        ApprovedQuestion.approved_by_id,
        _blanked(ApprovedQuestion.approved_by_id, approved_by=NOBODY, approved_by_id=None),
        along=(ApprovedQuestion.approved_by,),
    ),
    Trace(
        Repair.by_external_id,
        _blanked(Repair.by_external_id, by_name=NOBODY, by_external_id=NOBODY),
        along=(Repair.by_name,),
    ),
    Trace(
        LeftOut.left_out_by_id,
        _blanked(LeftOut.left_out_by_id, left_out_by=NOBODY, left_out_by_id=None),
        along=(LeftOut.left_out_by,),
    ),
)


def forget(connection: Connection, owner: Owner) -> None:
    """Delete everything held about a member."""
    for trace in TRACES:
        connection.execute(trace.forget(owner))
    connection.execute(delete(Member).where(Member.id == owner.member_id))
