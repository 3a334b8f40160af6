"""Use cases of reviewing: what is due today, one question after the other."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.members.people import Person, member_for
from bot.members.practice_choices import practice_choices
from bot.members.queries import lock_member
from bot.packs.asked import questions_of
from bot.practice import knowledge_queries as queries
from bot.practice import open_draws
from bot.practice import review_views as views
from bot.practice.answering import answered_card
from bot.practice.drawing import own_draw, question_named, still_open, store_draw
from bot.practice.due import Reviews, reviews_on
from bot.practice.queries import Ask, DrawRow

_TYPED_FOR: Final = timedelta(days=7)
_REVIEW: Final = Ask(is_review=True)


def show_review(ctx: Context) -> Outcome:
    """Put the most urgent question that is due before the member, or say when one will be."""
    return _next_review(ctx, member_for(ctx), None)


def next_review(ctx: Context, draw_id: str) -> Outcome:
    """Go on with the next question that is due."""
    person = member_for(ctx)
    return _next_review(ctx, person, own_draw(ctx, person, draw_id))


def reviews_today(ctx: Context, person: Person) -> Reviews:
    """Tell what waits for the member on their practice day."""
    today = person.today(ctx.now)
    return reviews_on(
        today,
        queries.questions_already_seen(ctx.connection, person.id),
        {
            question.id
            for question in questions_of(ctx.connection, ctx.questions, person.workspace_id)
        },
        done_today=queries.reviews_done(ctx.connection, person.id, today),
        a_day=practice_choices(ctx.connection, person.id).reviews_a_day,
    )


def _next_review(ctx: Context, person: Person, after: DrawRow | None) -> Outcome:
    # A twin of this request must find what this one draws.
    lock_member(ctx.connection, person.id)
    reviews = reviews_today(ctx, person)
    answered = _answered_and_not_rated(ctx, person, reviews)
    if answered is not None:
        return Reply(answered)
    if not reviews.due:
        return Reply(views.nothing_due_card(reviews.next_on))
    if not reviews.left_today:
        return Reply(views.enough_card(reviews))
    for draw in still_open(ctx, person, _REVIEW, after):
        if draw.question_id in reviews.due:
            question = question_named(ctx, person, draw.question_id)
            return Reply(views.review_card(question, draw.id, reviews.left_today))
    question = question_named(ctx, person, reviews.due[0])
    draw_id = store_draw(ctx, person, question, _REVIEW, after)
    return Reply(views.review_card(question, draw_id, reviews.left_today))


def _answered_and_not_rated(ctx: Context, person: Person, reviews: Reviews) -> Card | None:
    """Go on where the member typed an answer and has not rated it.

    What is not due waits until the reviews of the day are done.
    """
    since = ctx.now - _TYPED_FOR
    answered = open_draws.answered_since(ctx.connection, person.id, since)
    if not answered:
        return None
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    left = reviews.left_today
    for question_id in reviews.due if left else (*reviews.due, *answered):
        question = questions.get(question_id) if question_id in answered else None
        if question is not None:
            draw = own_draw(ctx, person, str(answered[question_id]))
            card = answered_card(ctx, person, question, draw, draw.words, draw.ticked)
            how_many = f" {views.left_with_this(left)}" if left else ""
            return replace(card, footer=f"{views.NOT_RATED_YET}{how_many} {card.footer}")
    return None
