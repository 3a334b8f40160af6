"""Boards: ranked members, page by page, and whoever stands next to one of them.

Among equals who got there first stands first; equal counts share a rank (1, 2, 2, 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
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
class _Side:
    """Who stands above or below a row: first those with the same count, else the nearest other."""

    equal: Select[*tuple[Any, ...]]
    others: Select[*tuple[Any, ...]]
    step: int  # from a rank to the next on this side


class _Questions:
    """What is asked of boards of one kind, built once: building costs more than answering."""

    def __init__(
        self,
        member_id: InstrumentedAttribute[int],
        count: InstrumentedAttribute[int],
        since: InstrumentedAttribute[Any],
        where: ColumnElement[bool],
    ) -> None:
        downwards = (count.desc(), since, member_id)
        upwards = (count, since.desc(), member_id.desc())
        # Names are looked up for a page alone, not for those before it.
        page = (
            select(member_id.label("member_id"), count.label("count"), since.label("since"))
            .where(where)
            .order_by(*downwards)
            .limit(bindparam("size"))
            .offset(bindparam("offset"))
            .subquery()
        )
        self.page = (
            select(page.c.member_id, Member.display_name, page.c["count"])
            .join(Member, Member.id == page.c.member_id)
            .order_by(page.c["count"].desc(), page.c.since, page.c.member_id)
        )
        some = select(member_id).where(where).limit(bindparam("at_most")).subquery()
        self.how_many = select(func.count()).select_from(some)
        one = (
            select(member_id, Member.display_name, count, since)
            .join(Member, Member.id == member_id)
            .where(where)
            .limit(1)
        )
        own_count: Any = bindparam("count")
        own_since: Any = bindparam("since")
        own_id: Any = bindparam("member_id")
        # The first condition says nothing new: it lets an index begin where the others hold.
        sooner = and_(since <= own_since, or_(since < own_since, member_id < own_id))
        later = and_(since >= own_since, or_(since > own_since, member_id > own_id))
        self.own = one.where(member_id == own_id)
        self.above = _Side(
            one.where(count == own_count, sooner).order_by(*upwards),
            one.where(count > own_count).order_by(*upwards),
            step=-1,
        )
        self.below = _Side(
            one.where(count == own_count, later).order_by(*downwards),
            one.where(count < own_count).order_by(*downwards),
            step=1,
        )
        number = select(func.count()).select_from(member_id.class_).where(where)
        self.how_many_better = number.where(count > own_count)
        self.how_many_equal = number.where(count == own_count)


_POINTS: Final = _Questions(
    Score.member_id,
    Score.points,
    Score.reached_at,
    and_(
        Score.workspace_id == bindparam("workspace_id"),
        Score.period == bindparam("period"),
        Score.is_listed.is_(True),
    ),
)
_STREAKS: Final = _Questions(
    Streak.member_id,
    Streak.current,
    Streak.reached_at,
    and_(
        Streak.workspace_id == bindparam("workspace_id"),
        Streak.current > 0,
        Streak.alive_until > bindparam("now"),
        # Correlated by hand: around it, members are joined for their names.
        select(Member.id).where(Member.id == Streak.member_id, LISTED).correlate(Streak).exists(),
    ),
)


@dataclass(frozen=True, slots=True)
class Board:
    """One board: what can be asked of it, and what names it."""

    questions: _Questions
    named: Mapping[str, Any]


def points_board(workspace_id: int, period: str) -> Board:
    """Rank a workspace by the points of a period."""
    return Board(_POINTS, {"workspace_id": workspace_id, "period": period})


def streak_board(workspace_id: int, now: datetime) -> Board:
    """Rank a workspace by the streaks that are alive now."""
    return Board(_STREAKS, {"workspace_id": workspace_id, "now": now})


def how_many(connection: Connection, board: Board, at_most: int) -> int:
    """Count the members on a board, up to a number: of a large one nobody needs more."""
    return _number(connection, board, board.questions.how_many, at_most=at_most)


def page_of(connection: Connection, board: Board, *, offset: int, size: int) -> list[Standing]:
    """List one page of a board."""
    named = {**board.named, "offset": offset, "size": size}
    page: list[Standing] = []
    rows = connection.execute(board.questions.page, named).all()
    for number, (member_id, name, count) in enumerate(rows, start=offset + 1):
        if not page:
            rank = _rank_of(connection, board, count) if offset else 1
        elif count != page[-1].count:
            rank = number
        page.append(Standing(rank, member_id, name, count))
    return page


def around(connection: Connection, board: Board, member_id: int) -> list[Standing]:
    """Tell a member's own standing, between the one above and the one below.

    Nothing when the member is not on the board.
    """
    own = _first(connection, board, board.questions.own, member_id=member_id)
    if own is None:
        return []
    rank = _rank_of(connection, board, own.count)
    above = _beside(connection, board, own, rank, board.questions.above)
    below = _beside(connection, board, own, rank, board.questions.below)
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


def _beside(
    connection: Connection, board: Board, own: _Ranked, rank: int, side: _Side
) -> Standing | None:
    """Tell who stands next to a row, on one side of it."""
    equal = _first(
        connection,
        board,
        side.equal,
        count=own.count,
        since=own.since,
        member_id=own.member_id,
    )
    if equal is not None:
        return _standing(equal, rank)
    other = _first(connection, board, side.others, count=own.count)
    if other is None:
        return None
    # Between the two ranks lie all who have the greater count of the two.
    tied = _number(
        connection, board, board.questions.how_many_equal, count=max(own.count, other.count)
    )
    return _standing(other, rank + side.step * tied)


def _first(
    connection: Connection, board: Board, question: Select[*tuple[Any, ...]], **named: Any
) -> _Ranked | None:
    row = connection.execute(question, {**board.named, **named}).one_or_none()
    return _Ranked(*row) if row else None


def _rank_of(connection: Connection, board: Board, count: int) -> int:
    return 1 + _number(connection, board, board.questions.how_many_better, count=count)


def _number(
    connection: Connection, board: Board, question: Select[*tuple[Any, ...]], **named: Any
) -> int:
    number: int = connection.execute(question, {**board.named, **named}).scalar_one()
    return number
