"""A suggestion that a button names: found, and shown to a manager."""

from bot.cards import Card, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person
from bot.packs.asked import questions_of
from bot.packs.own_questions import content_as_it_is
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, queries, views
from bot.suggestions.closeness import closest
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


def show(ctx: Context, suggestion: SuggestionRow) -> Reply:
    """Answer with a suggestion as it is now."""
    return Reply(suggestion_card(ctx, suggestion), replaces_original=True)


def suggestion_card(ctx: Context, suggestion: SuggestionRow) -> Card:
    """Show a suggestion to a manager, with the questions that it is close to."""
    proposed = content_as_it_is(form_texts.UNSTORED, suggestion.content)
    asked = questions_of(ctx.connection, ctx.questions, suggestion.workspace_id)
    close = closest(proposed.text, asked) if suggestion.state is State.OPEN else None
    return views.suggestion_card(suggestion, proposed, close)
