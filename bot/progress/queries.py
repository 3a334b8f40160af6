"""Questions about days and points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from bot.database.models import Knowledge, Member, PracticeDay, Score
from bot.database.upsert import Upsert


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place on a leaderboard; equal points share a rank (1, 2, 2, 4)."""

    rank: int
    member_id: int
    display_name: str
    points: int


@dataclass(frozen=True, slots=True)
class Rated:
    """How a member rated a question last, and when they last saw it."""

    question_id: str
    rating: str
    seen_at: datetime


_RATED = select(Knowledge.question_id, Knowledge.rating, Knowledge.drawn_at).where(
    Knowledge.member_id == bindparam("member_id"), Knowledge.rating.is_not(None)
)
_DAY_COUNTS = Upsert(PracticeDay, ("member_id", "day"))
_MORE_POINTS = Upsert(
    Score,
    ("member_id", "period"),
    lambda new: {"points": Score.points + new.points, "reached_at": new.reached_at},
)
_DAYS = select(PracticeDay.day).where(PracticeDay.member_id == bindparam("member_id"))
_ON_BOARD = (
    Score.workspace_id == bindparam("workspace_id"),
    Score.period == bindparam("period"),
)
_PAGE = (
    select(Score.member_id, Member.display_name, Score.points)
    .join(Member, Member.id == Score.member_id)
    .where(*_ON_BOARD)
    .order_by(Score.points.desc(), Score.reached_at, Score.member_id)
    .limit(bindparam("size"))
    .offset(bindparam("offset"))
)
_OWN_POINTS = select(Score.points).where(*_ON_BOARD, Score.member_id == bindparam("member_id"))
_BETTER = select(func.count()).where(*_ON_BOARD, Score.points > bindparam("points"))
_RANKED = select(func.count()).where(*_ON_BOARD)


def days_practised(connection: Connection, member_id: int) -> set[date]:
    """Tell all practice days of a member."""
    return set(connection.scalars(_DAYS, {"member_id": member_id}))


def questions_rated(connection: Connection, member_id: int) -> list[Rated]:
    """List the questions that a member has rated."""
    rows = connection.execute(_RATED, {"member_id": member_id})
    return [Rated(one, rating, seen_at) for one, rating, seen_at in rows if rating is not None]


def add_practice_day(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    day: date,
    zone: str,
    now: datetime,
) -> None:
    """Count a day; a day that counts already stays as it is."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "day": day,
        "timezone": zone,
        "counted_at": now,
    }
    _DAY_COUNTS.run(connection, row)


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
    rows = [
        {
            "workspace_id": workspace_id,
            "member_id": member_id,
            "period": period,
            "points": points,
            "reached_at": now,
        }
        for period in periods
    ]
    _MORE_POINTS.run(connection, rows)


def standings(
    connection: Connection, workspace_id: int, period: str, *, offset: int, size: int
) -> list[Standing]:
    """List one page of a workspace's board; among equals who got there first stands first."""
    board = {"workspace_id": workspace_id, "period": period}
    rows = connection.execute(_PAGE, {**board, "offset": offset, "size": size}).all()
    page: list[Standing] = []
    for number, (member_id, name, points) in enumerate(rows, start=offset + 1):
        if not page:
            rank = rank_of(connection, workspace_id, period, points)
        elif points != page[-1].points:
            rank = number
        page.append(Standing(rank, member_id, name, points))
    return page


def own_points(
    connection: Connection, workspace_id: int, period: str, member_id: int
) -> int | None:
    """Tell a member's points in a period; None when they have none."""
    found: int | None = connection.execute(
        _OWN_POINTS, {"workspace_id": workspace_id, "period": period, "member_id": member_id}
    ).scalar_one_or_none()
    return found


def rank_of(connection: Connection, workspace_id: int, period: str, points: int) -> int:
    """Tell the rank that a number of points has."""
    better: int = connection.execute(
        _BETTER, {"workspace_id": workspace_id, "period": period, "points": points}
    ).scalar_one()
    return better + 1


def how_many_ranked(connection: Connection, workspace_id: int, period: str) -> int:
    """Count the members on a board."""
    count: int = connection.execute(
        _RANKED, {"workspace_id": workspace_id, "period": period}
    ).scalar_one()
    return count
