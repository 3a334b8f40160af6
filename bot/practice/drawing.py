"""Put a question before a member: the best next one, the same on every device."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person
from bot.members.queries import lock_member
from bot.packs.asked import questions_of
from bot.practice import open_draws, queries, views
from bot.practice.knowledge_queries import questions_already_seen
from bot.practice.open_draws import OpenDraw
from bot.practice.queries import Ask, DrawRow
from bot.practice.selection import Moment, Seen, choose, tier_reached
from bot.question_bank import Question
from bot.row_ids import read_row_id

SAME_AGAIN_FOR: Final = timedelta(minutes=10)
_GONE: Final = (
    "This question was taken out of the bank. What you did with it still counts; "
    "`/question` has another one."
)
_NOT_YOURS: Final = (
    "This button belongs to somebody else's question, or to one that was deleted with its data. "
    "`/question` gives you one of your own."
)


def draw_next(ctx: Context, person: Person, asked: Ask, after: DrawRow | None = None) -> Outcome:
    """Put the best next question before the member, or the one that is still open.

    ``after`` is the draw whose Another was pressed.
    """
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    candidates = {one.id: one for one in questions.matching(asked.tier, asked.topic)}
    # A twin of this request must find what this one draws.
    lock_member(ctx.connection, person.id)
    seen = questions_already_seen(ctx.connection, person.id)
    for draw in still_open(ctx, person, asked, after):
        # What is not asked any more, such as of a pack that is off, is not put before them again.
        question = candidates.get(draw.question_id)
        if question is not None and not _rated_since(draw, seen):
            return Reply(views.question_card(question, draw.id, footer=views.STILL_OPEN))
    chosen = choose(
        tuple(candidates.values()),
        seen,
        Moment(ctx.now, person.today(ctx.now)),
        ctx.rng,
        reached=tier_reached(questions, seen),
        besides=after.question_id if after else None,
    )
    if chosen is None:
        raise Refusal(questions.nothing_fits(asked.tier, asked.topic))
    draw_id = store_draw(ctx, person, chosen, asked, after)
    return Reply(views.question_card(chosen, draw_id, footer=_seen_before(seen.get(chosen.id))))


def _seen_before(look: Seen | None) -> str:
    if look is None:
        return ""
    return views.NOT_ANSWERED_YET if look.rating is None else views.SEEN_THEM_ALL


def still_open(ctx: Context, person: Person, asked: Ask, after: DrawRow | None) -> list[OpenDraw]:
    """List what the same ask led to already and is still open, the newest first."""
    if after is None:
        since = ctx.now - SAME_AGAIN_FOR
        found = open_draws.drawn_since(ctx.connection, person.id, since)
    else:
        found = open_draws.drawn_after(ctx.connection, after.id)
    return [draw for draw in found if draw.asked == asked]


def store_draw(
    ctx: Context, person: Person, question: Question, asked: Ask, after: DrawRow | None
) -> int:
    """Store that the member was asked a question; the id of the draw comes back."""
    return queries.add_draw(
        ctx.connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        question_id=question.id,
        now=ctx.now,
        asked=asked,
        after_draw_id=after.id if after else None,
    )


def draw_another(ctx: Context, person: Person, draw: DrawRow) -> Outcome:
    """Put one more question of the same kind before the member."""
    return draw_next(ctx, person, replace(draw.asked, is_review=False), after=draw)


def own_draw(ctx: Context, person: Person, draw_id: str) -> DrawRow:
    """Find the draw that a button names among the member's own; Refusal when it is not there."""
    row_id = read_row_id(draw_id)
    draw = None if row_id is None else queries.draw_by_id(ctx.connection, person.id, row_id)
    if draw is None:
        raise Refusal(_NOT_YOURS)
    return draw


def draw_of_post(ctx: Context, person: Person, post_id: str) -> DrawRow:
    """Find the member's draw of a daily post's question, or make it."""
    row_id = read_row_id(post_id)
    if row_id is None:
        raise Refusal(_GONE)
    draw = queries.draw_of_post(ctx.connection, person.id, row_id)
    if draw is not None:
        return draw
    # What is worked out anew meanwhile would not know of this draw, and forget that it was seen.
    lock_member(ctx.connection, person.id)
    question_id = queries.question_posted(ctx.connection, person.workspace_id, row_id)
    question = question_named(ctx, person, question_id or "")
    draw_id = queries.add_draw(
        ctx.connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        question_id=question.id,
        now=ctx.now,
        post_id=row_id,
    )
    return own_draw(ctx, person, str(draw_id))


def question_named(ctx: Context, person: Person, question_id: str) -> Question:
    """Find a question of the packs or of the workspace's own; Refusal when it was taken out."""
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    question = questions.get(question_id)
    if question is None:
        raise Refusal(_GONE)
    return question


def _rated_since(draw: OpenDraw, seen: dict[str, Seen]) -> bool:
    """Tell whether its question was answered by another way meanwhile."""
    look = seen.get(draw.question_id)
    return look is not None and look.rated_at is not None and look.rated_at >= draw.drawn_at
