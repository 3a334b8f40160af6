"""Questions that practising asks of the database."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.database.models import Attempt, Draw, Knowledge, Post, Workspace
from bot.database.upsert import Upsert
from bot.practice.ratings import Rating
from bot.practice.selection import Seen
from bot.requests import Place


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw and, once it was rated, what came of it."""

    id: int
    question_id: str
    post_id: int | None
    asked_tier: str | None
    asked_topic: str | None
    words: str
    ticked: frozenset[int]
    rating: Rating | None
    points: int | None


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt about to be stored."""

    workspace_id: int
    member_id: int
    draw: DrawRow
    rating: Rating
    points: int
    practice_day: date


_SEEN = select(Knowledge.question_id, Knowledge.drawn_at, Knowledge.rating).where(
    Knowledge.member_id == bindparam("member_id")
)
_DRAW = (
    select(
        Draw.id,
        Draw.question_id,
        Draw.post_id,
        Draw.asked_tier,
        Draw.asked_topic,
        Draw.words,
        Draw.ticked,
        Attempt.rating,
        Attempt.points,
    )
    .join(Attempt, Attempt.draw_id == Draw.id, isouter=True)
    .where(Draw.member_id == bindparam("member_id"))
)
_NEW_DRAW = insert(Draw).returning(Draw.id)
_NOW_SEEN = Upsert(Knowledge, ("member_id", "question_id"), lambda new: {"drawn_at": new.drawn_at})
_NEW_ATTEMPT = insert(Attempt)
_NOW_RATED = (
    update(Knowledge)
    .where(
        Knowledge.member_id == bindparam("of_member"),
        Knowledge.question_id == bindparam("of_question"),
    )
    .values(rating=bindparam("new_rating"))
)
_DRAW_BY_ID = _DRAW.where(Draw.id == bindparam("draw_id"))
_DRAW_BY_POST = _DRAW.where(Draw.post_id == bindparam("post_id"))
_TODAY = select(Attempt.question_id, Attempt.for_daily).where(
    Attempt.member_id == bindparam("member_id"),
    Attempt.practice_day == bindparam("day"),
    Attempt.points > 0,
)


def questions_already_seen(connection: Connection, member_id: int) -> dict[str, Seen]:
    """Tell what the member has seen, by question id."""
    rows = connection.execute(_SEEN, {"member_id": member_id})
    return {
        question_id: Seen(drawn_at, Rating(rating) if rating else None)
        for question_id, drawn_at, rating in rows
    }


def add_draw(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    question_id: str,
    now: datetime,
    post_id: int | None = None,
    tier: str | None = None,
    topic: str | None = None,
) -> int:
    """Store that a question was put before a member; the id of the draw comes back.

    IntegrityError when a twin of this request already drew this post's question.
    """
    draw_id: int = connection.execute(
        _NEW_DRAW,
        {
            "workspace_id": workspace_id,
            "member_id": member_id,
            "question_id": question_id,
            "post_id": post_id,
            "asked_tier": tier,
            "asked_topic": topic,
            "drawn_at": now,
            "words": "",
            "ticked": "",
        },
    ).scalar_one()
    seen = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "question_id": question_id,
        "drawn_at": now,
    }
    _NOW_SEEN.run(connection, seen)
    return draw_id


def draw_by_id(connection: Connection, member_id: int, draw_id: int) -> DrawRow | None:
    """Find a draw of this member, and of nobody else."""
    row = connection.execute(
        _DRAW_BY_ID, {"member_id": member_id, "draw_id": draw_id}
    ).one_or_none()
    return _draw_row(*row) if row else None


def draw_of_post(connection: Connection, member_id: int, post_id: int) -> DrawRow | None:
    """Find this member's draw of a daily post's question."""
    row = connection.execute(
        _DRAW_BY_POST, {"member_id": member_id, "post_id": post_id}
    ).one_or_none()
    return _draw_row(*row) if row else None


def question_posted(connection: Connection, workspace_id: int, post_id: int) -> str | None:
    """Tell which question a post of this workspace asked."""
    found: str | None = connection.execute(
        select(Post.question_id).where(Post.id == post_id, Post.workspace_id == workspace_id)
    ).scalar_one_or_none()
    return found


def keep_words(connection: Connection, draw_id: int, words: str) -> None:
    """Store what the member typed."""
    connection.execute(update(Draw).where(Draw.id == draw_id), {"words": words})


def keep_ticks(connection: Connection, draw_id: int, ticked: frozenset[int]) -> None:
    """Store which key points the member ticked."""
    connection.execute(update(Draw).where(Draw.id == draw_id), {"ticked": _ticks_as_text(ticked)})


def scored_today(connection: Connection, member_id: int, day: date) -> tuple[set[str], bool]:
    """Tell which questions earned points on a practice day, and whether a daily one did."""
    rows = connection.execute(_TODAY, {"member_id": member_id, "day": day}).all()
    return {row.question_id for row in rows}, any(row.for_daily for row in rows)


def add_attempt(connection: Connection, attempt: NewAttempt, now: datetime) -> None:
    """Store an attempt; IntegrityError when this draw was rated before."""
    draw = attempt.draw
    connection.execute(
        _NEW_ATTEMPT,
        {
            "workspace_id": attempt.workspace_id,
            "member_id": attempt.member_id,
            "draw_id": draw.id,
            "question_id": draw.question_id,
            "rating": attempt.rating,
            "ticked": _ticks_as_text(draw.ticked),
            "points": attempt.points,
            "for_daily": draw.post_id is not None,
            "practice_day": attempt.practice_day,
            "attempted_at": now,
        },
    )
    connection.execute(
        _NOW_RATED,
        {
            "of_member": attempt.member_id,
            "of_question": draw.question_id,
            "new_rating": attempt.rating,
        },
    )


def workspace_of_draw(connection: Connection, draw_id: int, place: Place) -> str | None:
    """Tell which workspace of the place's platform a draw belongs to, by its external id."""
    found: str | None = connection.execute(
        select(Workspace.external_id)
        .join(Draw, Draw.workspace_id == Workspace.id)
        .where(Draw.id == draw_id, Workspace.platform == place.platform)
    ).scalar_one_or_none()
    return found


def _draw_row(
    draw_id: int,
    question_id: str,
    post_id: int | None,
    tier: str | None,
    topic: str | None,
    words: str,
    ticked: str,
    rating: str | None,
    points: int | None,
) -> DrawRow:
    ticks = frozenset(int(number) for number in ticked.split(",") if number)
    known = Rating(rating) if rating else None
    return DrawRow(draw_id, question_id, post_id, tier, topic, words, ticks, known, points)


def _ticks_as_text(ticked: frozenset[int]) -> str:
    return ",".join(str(number) for number in sorted(ticked))
