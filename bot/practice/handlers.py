"""Use cases of practising: ask, hint, answer, tick."""

from bot.cards import MAX_TYPED, Outcome, Reply
from bot.context import Context
from bot.errors import BadInput
from bot.members.people import Person, member_for
from bot.practice import queries, views
from bot.practice.answering import answered_card
from bot.practice.attempts import as_rated
from bot.practice.drawing import draw_another, draw_next, draw_of_post, own_draw, question_named
from bot.practice.queries import Ask, DrawRow


def ask_question(ctx: Context, *, tier: str | None = None, topic: str | None = None) -> Outcome:
    """Put the best next question before the member."""
    return draw_next(ctx, member_for(ctx), Ask(tier, topic))


def practise(ctx: Context) -> Outcome:
    """Put the best next question of any kind before the member."""
    return draw_next(ctx, member_for(ctx), Ask())


def ask_another(ctx: Context, draw_id: str) -> Outcome:
    """Put one more question of the same kind before the member."""
    person = member_for(ctx)
    return draw_another(ctx, person, own_draw(ctx, person, draw_id))


def give_hint(ctx: Context, draw_id: str) -> Outcome:
    """Help with a question of the member's own."""
    person = member_for(ctx)
    draw = own_draw(ctx, person, draw_id)
    return Reply(views.hint_card(question_named(ctx, person, draw.question_id), draw.id))


def give_hint_to_post(ctx: Context, post_id: str) -> Outcome:
    """Help with the question of a daily post."""
    person = member_for(ctx)
    draw = draw_of_post(ctx, person, post_id)
    return Reply(views.hint_card(question_named(ctx, person, draw.question_id), draw.id))


def open_form(ctx: Context, draw_id: str) -> Outcome:
    """Let the member type an answer; what they typed before is still there."""
    person = member_for(ctx)
    return _form(ctx, person, own_draw(ctx, person, draw_id))


def open_form_of_post(ctx: Context, post_id: str) -> Outcome:
    """Let the member type an answer to a daily post."""
    person = member_for(ctx)
    return _form(ctx, person, draw_of_post(ctx, person, post_id))


def keep_words(ctx: Context, draw_id: str, *, words: str) -> Outcome:
    """Keep what the member typed and show it beside the reference answer."""
    person = member_for(ctx)
    draw = own_draw(ctx, person, draw_id)
    question = question_named(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(as_rated(ctx, person, question, draw))
    typed = words.strip()[:MAX_TYPED]
    if not typed:
        raise BadInput(views.WORDS, "Type a few words first, or close this and press Show answer.")
    queries.keep_words(ctx.connection, draw.id, typed)
    return Reply(answered_card(ctx, person, question, draw, typed, draw.ticked))


def show_answer(ctx: Context, draw_id: str) -> Outcome:
    """Show the reference answer without asking for words first."""
    person = member_for(ctx)
    return _shown(ctx, person, own_draw(ctx, person, draw_id))


def show_answer_of_post(ctx: Context, post_id: str) -> Outcome:
    """Show the reference answer to a daily post, to this member alone."""
    person = member_for(ctx)
    return _shown(ctx, person, draw_of_post(ctx, person, post_id))


def tick_points(ctx: Context, draw_id: str, *, ticked: tuple[int, ...]) -> Outcome:
    """Keep which key points the member ticked, and propose a rating."""
    person = member_for(ctx)
    draw = own_draw(ctx, person, draw_id)
    question = question_named(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(as_rated(ctx, person, question, draw), replaces_original=True)
    ticks = frozenset(ticked) & frozenset(range(len(question.key_points)))
    queries.keep_ticks(ctx.connection, draw.id, ticks)
    card = answered_card(ctx, person, question, draw, draw.words, ticks)
    return Reply(card, replaces_original=True)


def _form(ctx: Context, person: Person, draw: DrawRow) -> Outcome:
    question = question_named(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(as_rated(ctx, person, question, draw))
    return views.answer_form(question, draw.id, draw.words)


def _shown(ctx: Context, person: Person, draw: DrawRow) -> Outcome:
    question = question_named(ctx, person, draw.question_id)
    if draw.rating is not None:
        return Reply(as_rated(ctx, person, question, draw))
    return Reply(answered_card(ctx, person, question, draw, draw.words, draw.ticked))
