"""What members did with a question before it was renamed counts for it ever after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BindParameter, Connection, bindparam, case, delete, func, select, update

from bot.database.models import Attempt, Draw, Knowledge, LeftOut, Member, Post, Report
from bot.database.upsert import Upsert
from bot.members.queries import locked_members

_REMEMBER_A_QUESTION: Final = (Draw, Attempt, Post, Report)
_OLD: Final[BindParameter[str]] = bindparam("old", expanding=True)
_KNOW_IT: Final = (
    select(Member.id)
    .where(Member.id.in_(select(Knowledge.member_id).where(Knowledge.question_id.in_(_OLD))))
    .order_by(Member.id)
)
_LEFT_OUT: Final = select(
    LeftOut.workspace_id,
    LeftOut.question_id,
    LeftOut.left_out_by,
    LeftOut.left_out_by_id,
    LeftOut.left_out_at,
).where(LeftOut.question_id.in_(_OLD))
_NO_LONGER_LEFT_OUT: Final = delete(LeftOut).where(LeftOut.question_id.in_(_OLD))
_LEAVE_OUT: Final = Upsert(LeftOut, ("workspace_id", "question_id"))


@dataclass(frozen=True, slots=True)
class Followed:
    """How many rows got another id, and whose knowledge has to be worked out anew."""

    rows: int
    member_ids: list[int]


def follow_renames(connection: Connection, renamed: Mapping[str, str]) -> Followed:
    """Give every row that carries a former id the id of today.

    ``renamed`` maps former ids to those of today. What members know is only a summary of draws and
    attempts: it still has the former ids, and is worked out anew by whoever asked. Until then the
    members are locked.
    """
    # Who rates meanwhile, in a process that still runs, must not be put back to before that.
    # Locked first of all, as a press does it: in another order the two could block each other.
    members = locked_members(connection, _KNOW_IT, {"old": list(renamed)})
    count = _follow_in_left_out(connection, renamed)
    _close_doubled_reports(connection, renamed)
    for table in _REMEMBER_A_QUESTION:
        changed = connection.execute(
            update(table)
            .where(table.question_id.in_(list(renamed)))
            .values(question_id=case(renamed, value=table.question_id))
        )
        count += changed.rowcount
    return Followed(count, members)


def _follow_in_left_out(connection: Connection, renamed: Mapping[str, str]) -> int:
    old = {"old": list(renamed)}
    rows = [dict(row) for row in connection.execute(_LEFT_OUT, old).mappings()]
    if rows:
        connection.execute(_NO_LONGER_LEFT_OUT, old)
        _LEAVE_OUT.run(
            connection, [row | {"question_id": renamed[row["question_id"]]} for row in rows]
        )
    return len(rows)


def _close_doubled_reports(connection: Connection, renamed: Mapping[str, str]) -> None:
    """Keep one open report of a member who reported a question under several of its ids."""
    today = case(renamed, value=Report.question_id, else_=Report.question_id)
    newest = (
        select(func.max(Report.id))
        .where(
            Report.closed_at.is_(None),
            Report.question_id.in_([*renamed, *renamed.values()]),
        )
        .group_by(Report.member_id, today)
    )
    connection.execute(
        update(Report)
        .where(
            Report.closed_at.is_(None),
            Report.question_id.in_([*renamed, *renamed.values()]),
            Report.id.not_in(newest),
        )
        .values(closed_at=Report.made_at)
    )
