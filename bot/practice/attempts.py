"""Use case of rating: the attempt counts, once, and the reply says what it brought."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person, ZoneSource, locked, member_for
from bot.members.queries import mark_zone_told
from bot.memory import Memory, after_rating, is_due
from bot.practice import queries, views
from bot.practice.drawing import own_draw, question_named
from bot.practice.knowledge_queries import memory_of, note_rated
from bot.practice.queries import DrawRow, NewAttempt
from bot.practice.rebuilding import rebuild_for
from bot.practice.review_views import left_words, next_look
from bot.practice.reviewing import reviews_today
from bot.practice.scoring import bonus_for, points_for
from bot.progress.counting import Counted
from bot.progress.record import record_attempt
from bot.question_bank import Question
from bot.ratings import Rating


def rate_attempt(ctx: Context, draw_id: str, rating: str) -> Outcome:
    """Count the attempt, once; a repeated press shows what it brought."""
    # What earned points today must not change between the look and the entry.
    person = locked(ctx, member_for(ctx))
    draw = own_draw(ctx, person, draw_id)
    question = question_named(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(as_rated(ctx, person, question, draw), replaces_original=True)
    chosen = _rating(rating)
    today = person.today(ctx.now)
    points, bonus = _earned(ctx, person, question, draw, chosen, today)
    memory, was_due = _count(ctx, person, draw, chosen, points, today)
    streak = record_attempt(ctx, person, points)
    earned = _points(points) + (f", {bonus} of them for the daily question" if bonus else "")
    result = (
        f"**{chosen.capitalize()}.** Day {streak.length}. {earned}. {_streak_news(streak)}"
        f"Next look at this one: {next_look(memory.due_on, today)}.{_zone_told(ctx, person)}"
    )
    card = _rated_card(ctx, person, question, replace(draw, was_due=was_due), result, just_now=True)
    return Reply(card, replaces_original=True)


def as_rated(ctx: Context, person: Person, question: Question, draw: DrawRow) -> Card:
    """Show a draw that was rated before."""
    result = f"You rated this one **{draw.rating}** already: {_points(draw.points or 0)}."
    return _rated_card(ctx, person, question, draw, result, just_now=False)


def _rated_card(
    ctx: Context, person: Person, question: Question, draw: DrawRow, result: str, *, just_now: bool
) -> Card:
    reviews = reviews_today(ctx, person)
    is_review = draw.asked.is_review or draw.was_due
    return views.rated_card(
        question,
        draw.id,
        draw.words,
        result,
        just_now=just_now,
        more_reviews=reviews.left_today > 0,
        review_first=is_review,
        footer=left_words(reviews) if is_review or reviews.left_today else "",
    )


def _earned(
    ctx: Context, person: Person, question: Question, draw: DrawRow, rating: Rating, today: date
) -> tuple[int, int]:
    """Count the points of an attempt, and those among them for the daily question."""
    scored, had_bonus = queries.scored_today(ctx.connection, person.id, today)
    is_daily = draw.post_id is not None
    points = points_for(
        question.tier,
        rating,
        scored_today=question.id in scored,
        is_daily=is_daily,
        had_bonus_today=had_bonus,
    )
    return points, bonus_for(rating, is_daily=is_daily, had_bonus_today=had_bonus)


def _count(
    ctx: Context, person: Person, draw: DrawRow, rating: Rating, points: int, today: date
) -> tuple[Memory, bool]:
    """Store an attempt; what the member remembers from now on, and whether it was due."""
    before = memory_of(ctx.connection, person.id, draw.question_id)
    memory = after_rating(before, rating, today)
    was_due = is_due(before, today)
    attempt = NewAttempt(person.workspace_id, person.id, draw, rating, points, was_due, today)
    queries.add_attempt(ctx.connection, attempt, ctx.now)
    if note_rated(ctx.connection, person.id, draw.question_id, rating, memory, ctx.now):
        return memory, was_due
    # What was known of it got lost, and may have been more than this: the log tells all of it.
    rebuild_for(ctx.connection, [person.id])
    return memory_of(ctx.connection, person.id, draw.question_id) or memory, was_due


def _rating(text: str) -> Rating:
    ratings: Mapping[str, Rating] = {rating.value: rating for rating in Rating}
    if text not in ratings:
        raise Refusal("That is no rating this bot knows. Press one of the four below the answer.")
    return ratings[text]


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def _streak_news(streak: Counted) -> str:
    """Say at the first attempt of a day what nobody should have to look for."""
    said = []
    if streak.spent == 1:
        said.append("A freeze bridged the day you missed. ")
    elif streak.spent:
        said.append(f"{streak.spent} freezes bridged the days you missed. ")
    if streak.ended > 1:
        said.append(f"Your streak of {streak.ended} days had ended: `/streak why` tells when. ")
    if streak.has_earned:
        said.append("You earned a freeze. ")
    return "".join(said)


def _zone_told(ctx: Context, person: Person) -> str:
    """Say once which zone decides a member's days, at their first counted attempt."""
    if person.zone_told:
        return ""
    mark_zone_told(ctx.connection, person.id, ctx.now)
    reason = {
        ZoneSource.CHOSEN: "as you chose",
        ZoneSource.PROFILE: "from your profile",
        ZoneSource.TEAM: "the team's zone",
        ZoneSource.NOBODY: "as no zone is known yet",
    }[person.zone_source]
    return (
        f"\nYour days are counted in **{person.zone}** ({reason}); "
        "`/settings me` changes it for the days to come."
    )
