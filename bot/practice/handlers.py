"""Use cases of practising: ask, hint, answer, tick, rate."""

from collections.abc import Mapping

from bot.cards import MAX_TYPED, Card, Outcome, Reply
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, ZoneSource, member_for
from bot.members.queries import lock_member, mark_zone_told
from bot.packs.asked import questions_of
from bot.practice import queries, views
from bot.practice.ratings import Rating, proposed_rating
from bot.practice.scoring import bonus_for, points_for
from bot.practice.selection import choose
from bot.progress.record import record_attempt
from bot.question_bank import Question
from bot.row_ids import read_row_id

_GONE = (
    "This question was taken out of the bank. What you did with it still counts; "
    "`/question` has another one."
)
_NOT_YOURS = (
    "This button belongs to somebody else's question. `/question` gives you one of your own."
)


def ask_question(ctx: Context, *, tier: str | None = None, topic: str | None = None) -> Outcome:
    """Put the best next question before the member."""
    return _draw_next(ctx, member_for(ctx), tier, topic)


def practise(ctx: Context) -> Outcome:
    """Put the best next question of any kind before the member."""
    return _draw_next(ctx, member_for(ctx), None, None)


def ask_another(ctx: Context, draw_id: str) -> Outcome:
    """Put one more question of the same kind before the member."""
    person = member_for(ctx)
    draw = _own_draw(ctx, person, draw_id)
    return _draw_next(ctx, person, draw.asked_tier, draw.asked_topic)


def give_hint(ctx: Context, draw_id: str) -> Outcome:
    """Help with a question of the member's own."""
    person = member_for(ctx)
    draw = _own_draw(ctx, person, draw_id)
    return Reply(views.hint_card(_question(ctx, person, draw.question_id), draw.id))


def give_hint_to_post(ctx: Context, post_id: str) -> Outcome:
    """Help with the question of a daily post."""
    person = member_for(ctx)
    draw = _draw_of_post(ctx, person, post_id)
    return Reply(views.hint_card(_question(ctx, person, draw.question_id), draw.id))


def open_form(ctx: Context, draw_id: str) -> Outcome:
    """Let the member type an answer; what they typed before is still there."""
    person = member_for(ctx)
    return _form(ctx, person, _own_draw(ctx, person, draw_id))


def open_form_of_post(ctx: Context, post_id: str) -> Outcome:
    """Let the member type an answer to a daily post."""
    person = member_for(ctx)
    return _form(ctx, person, _draw_of_post(ctx, person, post_id))


def keep_words(ctx: Context, draw_id: str, *, words: str) -> Outcome:
    """Keep what the member typed and show it beside the reference answer."""
    person = member_for(ctx)
    draw = _own_draw(ctx, person, draw_id)
    question = _question(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(_as_rated(question, draw))
    typed = words.strip()[:MAX_TYPED]
    if not typed:
        raise BadInput(views.WORDS, "Type a few words first, or close this and press Show answer.")
    queries.keep_words(ctx.connection, draw.id, typed)
    return Reply(_answer(question, draw, words=typed, ticked=draw.ticked))


def show_answer(ctx: Context, draw_id: str) -> Outcome:
    """Show the reference answer without asking for words first."""
    person = member_for(ctx)
    return _shown(ctx, person, _own_draw(ctx, person, draw_id))


def show_answer_of_post(ctx: Context, post_id: str) -> Outcome:
    """Show the reference answer to a daily post, to this member alone."""
    person = member_for(ctx)
    return _shown(ctx, person, _draw_of_post(ctx, person, post_id))


def tick_points(ctx: Context, draw_id: str, *, ticked: tuple[int, ...]) -> Outcome:
    """Keep which key points the member ticked, and propose a rating."""
    person = member_for(ctx)
    draw = _own_draw(ctx, person, draw_id)
    question = _question(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(_as_rated(question, draw), replaces_original=True)
    ticks = frozenset(ticked) & frozenset(range(len(question.key_points)))
    queries.keep_ticks(ctx.connection, draw.id, ticks)
    card = _answer(question, draw, words=draw.words, ticked=ticks)
    return Reply(card, replaces_original=True)


def rate_attempt(ctx: Context, draw_id: str, rating: str) -> Outcome:
    """Count the attempt, once; a repeated press shows what it brought."""
    person = member_for(ctx)
    # What earned points today must not change between the look and the entry.
    lock_member(ctx.connection, person.id)
    draw = _own_draw(ctx, person, draw_id)
    question = _question(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(_as_rated(question, draw), replaces_original=True)
    chosen = _rating(rating)
    today = person.today(ctx.now)
    scored, had_bonus = queries.scored_today(ctx.connection, person.id, today)
    is_daily = draw.post_id is not None
    points = points_for(
        question.tier,
        chosen,
        scored_today=question.id in scored,
        is_daily=is_daily,
        had_bonus_today=had_bonus,
    )
    bonus = bonus_for(chosen, is_daily=is_daily, had_bonus_today=had_bonus)
    attempt = queries.NewAttempt(person.workspace_id, person.id, draw, chosen, points, today)
    queries.add_attempt(ctx.connection, attempt, ctx.now)
    streak = record_attempt(ctx, person, points)
    earned = _points(points) + (f", {bonus} of them for the daily question" if bonus else "")
    result = f"**{chosen.capitalize()}.** Day {streak}. {earned}.{_zone_told(ctx, person)}"
    card = views.rated_card(question, draw.id, draw.words, result, just_now=True)
    return Reply(card, replaces_original=True)


def _draw_next(ctx: Context, person: Person, tier: str | None, topic: str | None) -> Outcome:
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    candidates = questions.matching(tier, topic)
    # A twin of this request must not draw the same question at the same moment.
    lock_member(ctx.connection, person.id)
    seen = queries.questions_already_seen(ctx.connection, person.id)
    question = choose(candidates, seen, ctx.rng)
    if question is None:
        raise Refusal(questions.nothing_fits(tier, topic))
    draw_id = queries.add_draw(
        ctx.connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        question_id=question.id,
        now=ctx.now,
        tier=tier,
        topic=topic,
    )
    return Reply(views.question_card(question, draw_id, seen_before=question.id in seen))


def _own_draw(ctx: Context, person: Person, draw_id: str) -> queries.DrawRow:
    row_id = read_row_id(draw_id)
    draw = None if row_id is None else queries.draw_by_id(ctx.connection, person.id, row_id)
    if draw is None:
        raise Refusal(_NOT_YOURS)
    return draw


def _draw_of_post(ctx: Context, person: Person, post_id: str) -> queries.DrawRow:
    row_id = read_row_id(post_id)
    if row_id is None:
        raise Refusal(_GONE)
    draw = queries.draw_of_post(ctx.connection, person.id, row_id)
    if draw is not None:
        return draw
    question_id = queries.question_posted(ctx.connection, person.workspace_id, row_id)
    question = _question(ctx, person, question_id or "")
    draw_id = queries.add_draw(
        ctx.connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        question_id=question.id,
        now=ctx.now,
        post_id=row_id,
    )
    return _own_draw(ctx, person, str(draw_id))


def _question(ctx: Context, person: Person, question_id: str) -> Question:
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    question = questions.get(question_id)
    if question is None:
        raise Refusal(_GONE)
    return question


def _form(ctx: Context, person: Person, draw: queries.DrawRow) -> Outcome:
    question = _question(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(_as_rated(question, draw))
    return views.answer_form(question, draw.id, draw.words)


def _shown(ctx: Context, person: Person, draw: queries.DrawRow) -> Outcome:
    question = _question(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(_as_rated(question, draw))
    return Reply(_answer(question, draw, words=draw.words, ticked=draw.ticked))


def _answer(
    question: Question, draw: queries.DrawRow, *, words: str, ticked: frozenset[int]
) -> Card:
    # An edited file may have fewer points than when they were ticked.
    ticks = ticked & frozenset(range(len(question.key_points)))
    proposed = proposed_rating(len(ticks), len(question.key_points), has_words=bool(words))
    return views.answer_card(question, draw.id, words, ticks, proposed)


def _as_rated(question: Question, draw: queries.DrawRow) -> Card:
    result = f"You rated this one **{draw.rating}** already: {_points(draw.points or 0)}."
    return views.rated_card(question, draw.id, draw.words, result, just_now=False)


def _rating(text: str) -> Rating:
    ratings: Mapping[str, Rating] = {rating.value: rating for rating in Rating}
    if text not in ratings:
        raise Refusal("That is no rating this bot knows. Press one of the four below the answer.")
    return ratings[text]


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


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
