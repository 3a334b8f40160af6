"""Boards: ranked members, page by page, and whoever stands next to one of them.

Among equals who got there first stands first; equal counts share a rank (1, 2, 2, 4).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.database.models import Member, Score, Streak
from bot.members.listing import LISTED


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place on a board."""

    rank: int
    member_id: int
    display_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """Which rows are ranked, by which count, and since when they have it."""

    member_id: InstrumentedAttribute[int]
    count: InstrumentedAttribute[int]
    since: InstrumentedAttribute[Any]
    where: ColumnElement[bool]


def points_board(workspace_id: int, period: str) -> Board:
    """Rank a workspace by the points of a period."""
    here = and_(
        Score.workspace_id == workspace_id, Score.period == period, Score.is_listed.is_(True)
    )
    return Board(Score.member_id, Score.points, Score.reached_at, here)


def streak_board(workspace_id: int, now: datetime) -> Board:
    """Rank a workspace by the streaks that are alive now."""
    # Correlated by hand: around it, members are joined for their names.
    listed = select(Member.id).where(Member.id == Streak.member_id, LISTED).correlate(Streak)
    here = and_(
        Streak.workspace_id == workspace_id,
        Streak.current > 0,
        Streak.alive_until > now,
        listed.exists(),
    )
    return Board(Streak.member_id, Streak.current, Streak.last_day, here)


def how_many(connection: Connection, board: Board, at_most: int) -> int:
    """Count the members on a board, up to a number: of a large one nobody needs more."""
    counted = select(board.member_id).where(board.where).limit(at_most).subquery()
    count: int = connection.execute(select(func.count()).select_from(counted)).scalar_one()
    return count


def page_of(connection: Connection, board: Board, *, offset: int, size: int) -> list[Standing]:
    """List one page of a board."""
    # Names are looked up for the page alone, not for those before it.
    ranked = (
        select(
            board.member_id.label("member_id"),
            board.count.label("count"),
            board.since.label("since"),
        )
        .where(board.where)
        .order_by(*_downwards(board))
        .limit(size)
        .offset(offset)
        .subquery()
    )
    rows = connection.execute(
        select(ranked.c.member_id, Member.display_name, ranked.c["count"])
        .join(Member, Member.id == ranked.c.member_id)
        .order_by(ranked.c["count"].desc(), ranked.c.since, ranked.c.member_id)
    ).all()
    page: list[Standing] = []
    for number, (member_id, name, count) in enumerate(rows, start=offset + 1):
        if not page:
            rank = _better_than(connection, board, count) + 1 if offset else 1
        elif count != page[-1].count:
            rank = number
        page.append(Standing(rank, member_id, name, count))
    return page


def around(connection: Connection, board: Board, member_id: int) -> list[Standing]:
    """Tell a member's own standing, between the one above and the one below.

    Nothing when the member is not on the board.
    """
    own = _first(connection, board, board.member_id == member_id, _downwards(board))
    if own is None:
        return []
    rank = _better_than(connection, board, own.count) + 1
    above, below = _above(connection, board, own, rank), _below(connection, board, own, rank)
    standings = (above, _standing(own, rank), below)
    return [standing for standing in standings if standing is not None]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A row of a board."""

    member_id: int
    display_name: str
    count: int
    since: Any


def _standing(row: _Ranked, rank: int) -> Standing:
    return Standing(rank, row.member_id, row.display_name, row.count)


def _above(connection: Connection, board: Board, own: _Ranked, rank: int) -> Standing | None:
    upwards = (board.count, board.since.desc(), board.member_id.desc())
    sooner = or_(
        board.since < own.since, and_(board.since == own.since, board.member_id < own.member_id)
    )
    equal = _first(connection, board, and_(board.count == own.count, sooner), upwards)
    if equal is not None:
        return _standing(equal, rank)
    better = _first(connection, board, board.count > own.count, upwards)
    if better is None:
        return None
    return _standing(better, rank - _as_many(connection, board, better.count))


def _below(connection: Connection, board: Board, own: _Ranked, rank: int) -> Standing | None:
    later = or_(
        board.since > own.since, and_(board.since == own.since, board.member_id > own.member_id)
    )
    equal = _first(connection, board, and_(board.count == own.count, later), _downwards(board))
    if equal is not None:
        return _standing(equal, rank)
    worse = _first(connection, board, board.count < own.count, _downwards(board))
    if worse is None:
        return None
    return _standing(worse, rank + _as_many(connection, board, own.count))


def _downwards(board: Board) -> tuple[Any, ...]:
    return (board.count.desc(), board.since, board.member_id)


def _first(
    connection: Connection, board: Board, condition: ColumnElement[bool], order: tuple[Any, ...]
) -> _Ranked | None:
    row = connection.execute(
        select(board.member_id, Member.display_name, board.count, board.since)
        .join(Member, Member.id == board.member_id)
        .where(board.where, condition)
        .order_by(*order)
        .limit(1)
    ).one_or_none()
    return _Ranked(*row) if row else None


def _better_than(connection: Connection, board: Board, count: int) -> int:
    return _number(connection, board, board.count > count)


def _as_many(connection: Connection, board: Board, count: int) -> int:
    return _number(connection, board, board.count == count)


def _number(connection: Connection, board: Board, condition: ColumnElement[bool]) -> int:
    number: int = connection.execute(
        select(func.count()).select_from(board.member_id.class_).where(board.where, condition)
    ).scalar_one()
    return number
