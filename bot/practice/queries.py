"""Questions that practising asks of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bot.database.models import Attempt, Draw, Post, Workspace
from bot.practice.knowledge_queries import note_seen
from bot.ratings import Rating
from bot.requests import Place


@dataclass(frozen=True, slots=True)
class Ask:
    """What a member asked for; Another and Next review keep to it."""

    tier: str | None = None
    topic: str | None = None
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw and, once it was rated, what came of it."""

    id: int
    question_id: str
    post_id: int | None
    asked: Ask
    words: str
    ticked: frozenset[int]
    rating: Rating | None
    points: int | None
    was_due: bool


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """An attempt about to be stored."""

    workspace_id: int
    member_id: int
    draw: DrawRow
    rating: Rating
    points: int
    was_due: bool
    practice_day: date


_DRAW = (
    select(
        Draw.id,
        Draw.question_id,
        Draw.post_id,
        Draw.asked_tier,
        Draw.asked_topic,
        Draw.is_review,
        Draw.words,
        Draw.ticked,
        Attempt.rating,
        Attempt.points,
        Attempt.was_due,
    )
    .join(Attempt, Attempt.draw_id == Draw.id, isouter=True)
    .where(Draw.member_id == bindparam("member_id"))
)
_ANYTHING = Ask()
_NEW_DRAW = insert(Draw).returning(Draw.id)
_NEW_ATTEMPT = insert(Attempt)
_DRAW_BY_ID = _DRAW.where(Draw.id == bindparam("draw_id"))
_DRAW_BY_POST = _DRAW.where(Draw.post_id == bindparam("post_id"))
_TODAY = select(Attempt.question_id, Attempt.for_daily).where(
    Attempt.member_id == bindparam("member_id"),
    Attempt.practice_day == bindparam("day"),
    Attempt.points > 0,
)


def add_draw(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    question_id: str,
    now: datetime,
    post_id: int | None = None,
    asked: Ask = _ANYTHING,
    after_draw_id: int | None = None,
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
            "asked_tier": asked.tier,
            "asked_topic": asked.topic,
            "is_review": asked.is_review,
            "after_draw_id": after_draw_id,
            "drawn_at": now,
            "words": "",
            "ticked": "",
        },
    ).scalar_one()
    note_seen(connection, workspace_id, member_id, question_id, now)
    return draw_id


def draw_by_id(connection: Connection, member_id: int, draw_id: int) -> DrawRow | None:
    """Find a draw of this member, and of nobody else."""
    row = connection.execute(
        _DRAW_BY_ID, {"member_id": member_id, "draw_id": draw_id}
    ).one_or_none()
    return _draw_row(row) if row else None


def draw_of_post(connection: Connection, member_id: int, post_id: int) -> DrawRow | None:
    """Find this member's draw of a daily post's question."""
    row = connection.execute(
        _DRAW_BY_POST, {"member_id": member_id, "post_id": post_id}
    ).one_or_none()
    return _draw_row(row) if row else None


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
            "was_due": attempt.was_due,
            "practice_day": attempt.practice_day,
            "attempted_at": now,
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


def _draw_row(row: Row[*tuple[Any, ...]]) -> DrawRow:
    return DrawRow(
        id=row.id,
        question_id=row.question_id,
        post_id=row.post_id,
        asked=Ask(row.asked_tier, row.asked_topic, row.is_review),
        words=row.words,
        ticked=frozenset(int(number) for number in row.ticked.split(",") if number),
        rating=Rating(row.rating) if row.rating else None,
        points=row.points,
        was_due=bool(row.was_due),
    )


def _ticks_as_text(ticked: frozenset[int]) -> str:
    return ",".join(str(number) for number in sorted(ticked))
