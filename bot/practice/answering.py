"""A member's own words beside the reference answer, with hints on wording where they are on."""

from bot.cards import Card
from bot.context import Context
from bot.members.people import Person
from bot.members.practice_choices import practice_choices
from bot.practice import views
from bot.practice.queries import DrawRow
from bot.practice.wording import points_with_nothing_close
from bot.question_bank import Question
from bot.ratings import proposed_rating


def answered_card(
    ctx: Context,
    person: Person,
    question: Question,
    draw: DrawRow,
    words: str,
    ticked: frozenset[int],
) -> Card:
    """Make the card on which a member compares, ticks and rates."""
    # An edited file may have fewer points than when they were ticked.
    ticks = ticked & frozenset(range(len(question.key_points)))
    proposed = proposed_rating(len(ticks), len(question.key_points), has_words=bool(words))
    hints = _nothing_close(ctx, person, question, words) - ticks
    return views.answer_card(question, draw.id, words, ticks, proposed, hints)


def _nothing_close(ctx: Context, person: Person, question: Question, words: str) -> frozenset[int]:
    """Number the points that deserve a hint, for a member who wants hints."""
    if not words or not practice_choices(ctx.connection, person.id).wording_hints:
        return frozenset()
    of_the_bank = (one.key_points for one in ctx.questions)
    return points_with_nothing_close(words, question.key_points, of_the_bank)
