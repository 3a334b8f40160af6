"""A suggestion that a button names: found, and shown to a manager."""

from bot.cards import Card, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person
from bot.packs.asked import questions_of
from bot.packs.own_questions import content_as_it_is
from bot.question_bank import OwnQuestion
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, queries, views
from bot.suggestions.closeness import Close, closest
from bot.suggestions.queries import State, SuggestionRow


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


def show(ctx: Context, suggestion: SuggestionRow, *, is_asked_again: bool = False) -> Reply:
    """Answer with a suggestion as it is now; ``is_asked_again`` where it is close to another."""
    card = suggestion_card(ctx, suggestion, is_asked_again=is_asked_again)
    return Reply(card, replaces_original=True)


def suggestion_card(
    ctx: Context, suggestion: SuggestionRow, *, is_asked_again: bool = False
) -> Card:
    """Show a suggestion to a manager, with the question that it is close to."""
    return views.suggestion_card(
        suggestion,
        _proposed(suggestion),
        close_question(ctx, suggestion),
        is_asked_again=is_asked_again,
    )


def close_question(ctx: Context, suggestion: SuggestionRow) -> Close | None:
    """Find what is in use and asks nearly the same as an open suggestion."""
    if suggestion.state is not State.OPEN:
        return None
    asked = questions_of(ctx.connection, ctx.questions, suggestion.workspace_id)
    return closest(_proposed(suggestion).text, asked)


def _proposed(suggestion: SuggestionRow) -> OwnQuestion:
    return content_as_it_is(form_texts.UNSTORED, suggestion.content)
