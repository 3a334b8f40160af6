"""Questions about what members know: the table ``knowledge`` and the log it can be built from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.database.models import Attempt, Draw, Knowledge, Member
from bot.database.upsert import Upsert
from bot.members.queries import locked_members
from bot.memory import Memory
from bot.practice.selection import Seen
from bot.progress.memories import MEMORY, memory_in
from bot.ratings import Rating


@dataclass(frozen=True, slots=True)
class Known:
    """A row of ``knowledge``: which member knows which question how well."""

    workspace_id: int
    member_id: int
    question_id: str
    seen: Seen


_RATINGS: Final = {rating.value: rating for rating in Rating}
_SEEN = select(
    Knowledge.question_id,
    Knowledge.drawn_at,
    Knowledge.rating,
    Knowledge.rated_at,
    Knowledge.first_rating,
    Knowledge.first_rated_at,
    *MEMORY,
).where(Knowledge.member_id == bindparam("member_id"))
_ONE_MEMORY = select(*MEMORY).where(
    Knowledge.member_id == bindparam("member_id"),
    Knowledge.question_id == bindparam("question_id"),
)
_NOW_SEEN = Upsert(Knowledge, ("member_id", "question_id"), lambda new: {"drawn_at": new.drawn_at})
_NOW_RATED = (
    update(Knowledge)
    .where(
        Knowledge.member_id == bindparam("of_member"),
        Knowledge.question_id == bindparam("of_question"),
    )
    .values(
        rating=bindparam("new_rating"),
        rated_at=bindparam("new_rated_at"),
        first_rating=func.coalesce(Knowledge.first_rating, bindparam("new_rating")),
        first_rated_at=func.coalesce(Knowledge.first_rated_at, bindparam("new_rated_at")),
        **{column.key: bindparam(f"new_{column.key}") for column in MEMORY},
    )
)
_REVIEWS_DONE = select(func.count()).where(
    Attempt.member_id == bindparam("member_id"),
    Attempt.practice_day == bindparam("day"),
    Attempt.was_due,
)
_MEMBERS_AFTER = (
    select(Member.id)
    .where(Member.id > bindparam("after"))
    .order_by(Member.id)
    .limit(bindparam("size"))
)
_WITHOUT_MEMORY = (
    select(Knowledge.member_id)
    .where(
        Knowledge.rating.is_not(None),
        Knowledge.stability.is_(None),
        Knowledge.member_id > bindparam("after"),
    )
    .distinct()
    .order_by(Knowledge.member_id)
    .limit(bindparam("size"))
)
_OF_MEMBERS: Final[BindParameter[list[int]]] = bindparam("member_ids", expanding=True)
_DRAWN = (
    select(Draw.workspace_id, Draw.member_id, Draw.question_id, Draw.drawn_at)
    .where(Draw.member_id.in_(_OF_MEMBERS))
    .order_by(Draw.id)
)
_RATED = (
    select(
        Attempt.member_id,
        Attempt.question_id,
        Attempt.rating,
        Attempt.practice_day,
        Attempt.attempted_at,
    )
    .where(Attempt.member_id.in_(_OF_MEMBERS))
    .order_by(Attempt.id)
)


def questions_already_seen(connection: Connection, member_id: int) -> dict[str, Seen]:
    """Tell what the member has seen, by question id."""
    rows = connection.execute(_SEEN, {"member_id": member_id})
    # Taken apart by place: by name it would be the most expensive part of a request.
    return {
        question_id: Seen(
            drawn_at,
            _RATINGS[rating] if rating else None,
            rated_at,
            memory_in(stability, difficulty, last_review_on, due_on),
            (first_rated_at, _RATINGS[first_rating]) if first_rating and first_rated_at else None,
        )
        for (
            question_id,
            drawn_at,
            rating,
            rated_at,
            first_rating,
            first_rated_at,
            stability,
            difficulty,
            last_review_on,
            due_on,
        ) in rows
    }


def memory_of(connection: Connection, member_id: int, question_id: str) -> Memory | None:
    """Tell how well the member remembers a question; None before their first rating of it."""
    row = connection.execute(
        _ONE_MEMORY, {"member_id": member_id, "question_id": question_id}
    ).one_or_none()
    return memory_in(*row) if row else None


def note_seen(
    connection: Connection, workspace_id: int, member_id: int, question_id: str, now: datetime
) -> None:
    """Note that a question was put before the member."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "question_id": question_id,
        "drawn_at": now,
    }
    _NOW_SEEN.run(connection, row)


def note_rated(
    connection: Connection,
    member_id: int,
    question_id: str,
    rating: Rating,
    memory: Memory,
    now: datetime,
) -> bool:
    """Note how the member rated a question and what they remember of it now.

    False when nothing is known of it: only the log can tell then what to note.
    """
    noted = connection.execute(
        _NOW_RATED,
        {
            "of_member": member_id,
            "of_question": question_id,
            "new_rating": rating,
            "new_rated_at": now,
            **{f"new_{name}": value for name, value in _columns(memory).items()},
        },
    )
    return noted.rowcount == 1


def reviews_done(connection: Connection, member_id: int, day: date) -> int:
    """Count the attempts of a practice day at questions that were due."""
    count: int = connection.execute(
        _REVIEWS_DONE, {"member_id": member_id, "day": day}
    ).scalar_one()
    return count


def members_after(connection: Connection, member_id: int, size: int) -> list[int]:
    """List the next members in the order of their ids, and keep them from rating meanwhile."""
    return locked_members(connection, _MEMBERS_AFTER, {"after": member_id, "size": size})


def is_memory_missing(connection: Connection) -> bool:
    """Tell whether there are ratings of which no memory is kept."""
    return connection.execute(_WITHOUT_MEMORY, {"after": 0, "size": 1}).first() is not None


def members_without_memory(connection: Connection, member_id: int, size: int) -> list[int]:
    """List the next members with ratings of which no memory is kept, as ``members_after`` does."""
    ids = list(connection.scalars(_WITHOUT_MEMORY, {"after": member_id, "size": size}))
    chosen = select(Member.id).where(Member.id.in_(_OF_MEMBERS)).order_by(Member.id)
    return locked_members(connection, chosen, {"member_ids": ids}) if ids else []


def questions_drawn(
    connection: Connection, member_ids: Sequence[int], question_ids: Collection[str] | None
) -> dict[tuple[int, str], tuple[int, datetime]]:
    """Tell the workspace and the last draw of every question that these members ever drew.

    Of some questions, or of all.
    """
    drawn = _DRAWN if question_ids is None else _DRAWN.where(Draw.question_id.in_(question_ids))
    rows = connection.execute(drawn, {"member_ids": member_ids})
    return {
        (member_id, question_id): (workspace_id, drawn_at)
        for workspace_id, member_id, question_id, drawn_at in rows
    }


def ratings_given(
    connection: Connection, member_ids: Sequence[int], question_ids: Collection[str] | None
) -> dict[tuple[int, str], list[tuple[Rating, date, datetime]]]:
    """List the ratings of these members with their days and instants, in their order.

    Those of some questions, or of all.
    """
    rated = _RATED if question_ids is None else _RATED.where(Attempt.question_id.in_(question_ids))
    given: dict[tuple[int, str], list[tuple[Rating, date, datetime]]] = {}
    for member_id, question_id, rating, day, at in connection.execute(
        rated, {"member_ids": member_ids}
    ):
        given.setdefault((member_id, question_id), []).append((Rating(rating), day, at))
    return given


def replace_knowledge(
    connection: Connection,
    member_ids: Sequence[int],
    question_ids: Collection[str] | None,
    rows: Sequence[Known],
) -> None:
    """Put these rows in the place of what these members knew of some questions, or of all."""
    known = delete(Knowledge).where(Knowledge.member_id.in_(member_ids))
    if question_ids is not None:
        known = known.where(Knowledge.question_id.in_(question_ids))
    connection.execute(known)
    if rows:
        connection.execute(insert(Knowledge), [_row(one) for one in rows])


def _row(known: Known) -> dict[str, Any]:
    first_rated_at, first_rating = known.seen.first or (None, None)
    return {
        "workspace_id": known.workspace_id,
        "member_id": known.member_id,
        "question_id": known.question_id,
        "drawn_at": known.seen.drawn_at,
        "rating": known.seen.rating,
        "rated_at": known.seen.rated_at,
        "first_rating": first_rating,
        "first_rated_at": first_rated_at,
        **_columns(known.seen.memory),
    }


def _columns(memory: Memory | None) -> dict[str, Any]:
    return {
        "stability": memory and memory.stability,
        "difficulty": memory and memory.difficulty,
        "last_review_on": memory and memory.last_review_on,
        "due_on": memory and memory.due_on,
    }
