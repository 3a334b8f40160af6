"""What waits for managers, shown to one: a suggestion, or a question with its reports."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Card, Reply, Section
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person
from bot.packs.asked import known_to, questions_of
from bot.packs.own_questions import content_as_it_is, number_of
from bot.packs.queries import left_out_of
from bot.question_bank import OwnQuestion
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, queries, report_views, views
from bot.suggestions.closeness import Close, closest
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.turns import Item, Reported, Turn, to_next, turn_of, waiting


def find_suggestion(ctx: Context, person: Person, suggestion_id: str) -> SuggestionRow:
    """Find the suggestion of this workspace that a button names; Refusal when it is gone."""
    row_id = read_row_id(suggestion_id)
    found = (
        None
        if row_id is None
        else queries.suggestion_by_id(ctx.connection, person.workspace_id, row_id)
    )
    if found is None:
        raise Refusal("This suggestion is not there any more.")
    return found


def show(
    ctx: Context, suggestion: SuggestionRow, changed: str = "", *, is_asked_again: bool = False
) -> Reply:
    """Answer with a suggestion as it is now; ``is_asked_again`` where it is close to another.

    ``changed`` says, of one that is still open, why a press did not do what it says.
    """
    close = close_question(ctx, suggestion)
    card = views.suggestion_card(
        suggestion, _proposed(suggestion), close, is_asked_again=is_asked_again
    )
    items = waiting(ctx.connection, suggestion.workspace_id)
    if suggestion.state is State.OPEN:
        if changed:
            card = replace(card, sections=(Section((changed,)), *card.sections))
        return _in_place(ctx, suggestion.workspace_id, card, items, turn_of(suggestion))
    onward = (to_next(turn_of(suggestion)),) if items else ()
    return Reply(replace(card, buttons=onward), replaces_original=True)


def show_item(
    ctx: Context, person: Person, items: Sequence[Item], at: int, said: str = ""
) -> Reply:
    """Answer with something that waits, in its place; ``said`` tells what became of a press."""
    match items[at]:
        case SuggestionRow() as suggestion:
            return show(ctx, suggestion)
        case Reported(question_id, reports) as reported:
            questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
            left_out = left_out_of(ctx.connection, person.workspace_id)
            card = report_views.reports_card(
                question_id,
                questions.get(question_id),
                reports,
                turn_of(reported),
                number_of(question_id),
                said,
                is_left_out=question_id in left_out,
            )
            return _in_place(ctx, person.workspace_id, card, items, turn_of(reported))


def close_question(ctx: Context, suggestion: SuggestionRow) -> Close | None:
    """Find what is there and asks nearly the same as an open suggestion."""
    if suggestion.state is not State.OPEN:
        return None
    known = known_to(ctx.connection, ctx.questions, suggestion.workspace_id)
    return closest(_proposed(suggestion).text, known)


def _in_place(
    ctx: Context, workspace_id: int, card: Card, items: Sequence[Item], turn: Turn
) -> Reply:
    """Tell where in the list of what waits a card stands, and lead on.

    Somebody may have decided about it since it was read: then its place is where it stood.
    """
    at = bisect_left([turn_of(item) for item in items], turn)
    left_out = len(left_out_of(ctx.connection, workspace_id))
    leading = report_views.to_left_out(left_out)
    if len(items) > 1:
        leading = (to_next(turn), *leading)
    count = max(at + 1, len(items))
    return Reply(views.in_queue(card, at + 1, count, leading), replaces_original=True)


def _proposed(suggestion: SuggestionRow) -> OwnQuestion:
    return content_as_it_is(form_texts.UNSTORED, suggestion.content)
