"""Questions about draws that are still open: asked and not rated, nor left behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, exists, select
from sqlalchemy.orm import aliased

from bot.database.models import Attempt, Draw
from bot.practice.queries import Ask


@dataclass(frozen=True, slots=True)
class OpenDraw:
    """A draw without words and without a rating, from which the member has not moved on."""

    id: int
    question_id: str
    asked: Ask
    drawn_at: datetime


_A_DAY_OF_ANY_ZONE: Final = timedelta(days=2)

_NEXT = aliased(Draw)
_LATER = aliased(Attempt)
_OPEN = (
    select(
        Draw.id,
        Draw.question_id,
        Draw.post_id,
        Draw.asked_tier,
        Draw.asked_topic,
        Draw.is_review,
        Draw.drawn_at,
    )
    .join(Attempt, Attempt.draw_id == Draw.id, isouter=True)
    .where(
        Draw.words == "",
        Attempt.id.is_(None),
        ~exists().where(_NEXT.after_draw_id == Draw.id),
    )
    .order_by(Draw.id.desc())
)
_OPEN_SINCE = _OPEN.where(
    Draw.member_id == bindparam("member_id"), Draw.drawn_at >= bindparam("since")
)
_ANSWERED_SINCE = (
    select(Draw.id, Draw.question_id)
    .join(Attempt, Attempt.draw_id == Draw.id, isouter=True)
    .where(
        Draw.member_id == bindparam("member_id"),
        Draw.drawn_at >= bindparam("since"),
        Draw.words != "",
        Attempt.id.is_(None),
        # Rated by another draw since, the old words are no answer to be rated any more.
        ~exists().where(
            _LATER.member_id == Draw.member_id,
            _LATER.question_id == Draw.question_id,
            _LATER.practice_day >= bindparam("since_day"),  # or the whole history would be read
            _LATER.attempted_at >= Draw.drawn_at,
        ),
    )
    .order_by(Draw.id.desc())
)
_OPEN_AFTER = _OPEN.where(Draw.after_draw_id == bindparam("draw_id"))


def drawn_since(connection: Connection, member_id: int, since: datetime) -> list[OpenDraw]:
    """List what a member drew since then and is still open, the newest first."""
    return _open(connection.execute(_OPEN_SINCE, {"member_id": member_id, "since": since}))


def answered_since(connection: Connection, member_id: int, since: datetime) -> dict[str, int]:
    """Find by question what a member drew since then and answered in words, but did not rate."""
    named = {"member_id": member_id, "since": since, "since_day": since.date() - _A_DAY_OF_ANY_ZONE}
    rows = connection.execute(_ANSWERED_SINCE, named)
    found: dict[str, int] = {}
    for draw_id, question_id in rows:
        found.setdefault(question_id, draw_id)
    return found


def drawn_after(connection: Connection, draw_id: int) -> list[OpenDraw]:
    """List what a draw led its member to and is still open, the newest first."""
    return _open(connection.execute(_OPEN_AFTER, {"draw_id": draw_id}))


def _open(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[OpenDraw]:
    # A condition on post_id would lead SQLite to the wrong index, and through the whole history.
    return [
        OpenDraw(
            row.id,
            row.question_id,
            Ask(row.asked_tier, row.asked_topic, row.is_review),
            row.drawn_at,
        )
        for row in rows
        if row.post_id is None
    ]
