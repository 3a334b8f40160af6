"""Questions about points, and about who may see what the team is weakest at."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select, update

from bot.database.models import Knowledge, Member, Score, Streak, Workspace
from bot.database.upsert import Upsert
from bot.members.listing import is_listed

_MORE_POINTS: Final = Upsert(
    Score,
    ("member_id", "period"),
    lambda new: {"points": Score.points + new.points, "reached_at": new.reached_at},
)


def add_points(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    periods: Sequence[str],
    points: int,
    now: datetime,
) -> None:
    """Add points to a member's counters."""
    listed = is_listed(connection, member_id)
    rows = [
        {
            "workspace_id": workspace_id,
            "member_id": member_id,
            "period": period,
            "points": points,
            "reached_at": now,
            "is_listed": listed,
        }
        for period in periods
    ]
    _MORE_POINTS.run(connection, rows)


def last_ratings(
    connection: Connection, workspace_id: int, most_members: int, *, besides: int | None = None
) -> list[tuple[int, str, str]]:
    """Tell how members last rated each question: member, question, rating.

    Of so many members who practised last, of none who has left, and not of the one ``besides``.
    """
    members = (
        select(Streak.member_id)
        .join(Member, Member.id == Streak.member_id)
        .where(
            Streak.workspace_id == workspace_id,
            Member.gone_at.is_(None),
            *(() if besides is None else (Streak.member_id != besides,)),
        )
        .order_by(Streak.alive_until.desc(), Streak.member_id)
        .limit(most_members)
        .subquery()
    )
    rows = connection.execute(
        select(Knowledge.member_id, Knowledge.question_id, Knowledge.rating)
        .join(members, members.c.member_id == Knowledge.member_id)
        .where(Knowledge.rating.is_not(None))
    )
    return [(member_id, question_id, str(rating)) for member_id, question_id, rating in rows]


def weak_spots_are_for_all(connection: Connection, workspace_id: int) -> bool:
    """Tell whether every member may see what the team is weakest at."""
    found = connection.execute(
        select(Workspace.id).where(
            Workspace.id == workspace_id, Workspace.weak_spots_for_all.is_(True)
        )
    )
    return found.first() is not None


def show_weak_spots_to(connection: Connection, workspace_id: int, *, everyone: bool) -> None:
    """Let everyone see what the team is weakest at, or managers alone."""
    connection.execute(
        update(Workspace).where(Workspace.id == workspace_id).values(weak_spots_for_all=everyone)
    )
