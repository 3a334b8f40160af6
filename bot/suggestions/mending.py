"""Use cases of managers who change a suggestion before it is decided."""

from collections.abc import Mapping
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Outcome
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.packs.own_questions import content_as_it_is, content_of
from bot.suggestions import form_texts, kept_mends, own_queries, queries, views
from bot.suggestions.form_rules import read_question
from bot.suggestions.form_texts import QUESTION
from bot.suggestions.kept_mends import Kept, about_own, about_suggestion, overtaken
from bot.suggestions.marks import mark_of
from bot.suggestions.mending_own import form_of_own
from bot.suggestions.proposing import keep_typed, not_taken, suggest
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.showing import find_suggestion, show

_TOO_LATE: Final[Mapping[State, str]] = {
    State.APPROVED: (
        "Somebody approved this suggestion meanwhile. Press Mend again to change the question "
        "that came of it."
    ),
    State.DECLINED: (
        "Somebody declined this suggestion meanwhile. Press Mend again to propose what you typed "
        "as a question of your own."
    ),
}
_OWN_DRAFT_FIRST: Final = (
    "This suggestion was decided. What you typed is kept, but `/suggest` holds another draft of "
    "yours: send that one first, then press Mend again."
)


def open_mend(ctx: Context, suggestion_id: str) -> Outcome:
    """Let a manager change a suggestion, or use what they typed when it was decided already."""
    person = member_for(ctx)
    suggestion = find_suggestion(ctx, person, suggestion_id)
    kept = kept_mends.kept(ctx.connection, person.id, about_suggestion(suggestion.id))
    if suggestion.state is not State.OPEN:
        return show(ctx, suggestion) if kept is None else _late(ctx, person, suggestion, kept)
    proposed = content_as_it_is(form_texts.UNSTORED, suggestion.content)
    seen = kept.seen if kept else mark_of(suggestion.content)
    return views.question_form(
        "Mend the suggestion",
        ActionId("send_mend", (suggestion_id, seen)),
        ActionId("mend", (suggestion_id,)),
        kept.typed if kept else form_texts.form_texts(proposed),
    )


def mend(
    ctx: Context,
    suggestion_id: str,
    seen: str,
    *,
    question: str,
    answer: str,
    points: str,
    kind: str,
    more: str,
) -> Outcome:
    """Store what a manager changed; it still waits to be approved.

    ``seen`` marks what the form began with: nobody's change takes the place of another's unseen.
    """
    person = member_for(ctx)
    suggestion = find_suggestion(ctx, person, suggestion_id)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    about = about_suggestion(suggestion.id)
    try:
        _change(ctx, suggestion, seen, typed)
    except BadInput as bad:
        mark_now = mark_of(suggestion.content)
        kept = kept_mends.refused(bad, typed, seen, mark_now)
        kept_mends.keep(ctx.connection, person.workspace_id, person.id, about, kept)
        return not_taken(bad, ActionId("mend", (suggestion_id,)))
    kept_mends.drop(ctx.connection, person.id, about)
    return show(ctx, find_suggestion(ctx, person, suggestion_id))


def _change(ctx: Context, suggestion: SuggestionRow, seen: str, typed: Mapping[str, str]) -> None:
    """Store a change, or tell by BadInput why it is none."""
    if suggestion.state is not State.OPEN:
        raise BadInput(QUESTION, _TOO_LATE[suggestion.state])
    content = content_of(read_question(typed, ctx.questions))
    if content == suggestion.content:
        return  # sent twice
    values = {
        "content": content,
        "proposed": suggestion.proposed or suggestion.content,
        "mended": True,
    }
    is_seen = seen == mark_of(suggestion.content)
    if not (is_seen and queries.change_suggestion(ctx.connection, suggestion, values)):
        raise overtaken("suggestion", seen)


def _late(ctx: Context, person: Person, suggestion: SuggestionRow, kept: Kept) -> Outcome:
    """Put what was typed too late where it still can be sent: nothing of it is lost."""
    about = about_suggestion(suggestion.id)
    own = own_queries.own_question_of(ctx.connection, person.workspace_id, suggestion.id)
    if own is not None:
        if kept_mends.kept(ctx.connection, person.id, about_own(own.id)) is None:
            kept_mends.drop(ctx.connection, person.id, about)
            kept_mends.keep(ctx.connection, person.workspace_id, person.id, about_own(own.id), kept)
        # What they typed about the question itself comes first; after it this one's turn comes.
        return form_of_own(ctx, person, own)
    if queries.draft_of(ctx.connection, person.id) is not None:
        raise Refusal(_OWN_DRAFT_FIRST)
    kept_mends.drop(ctx.connection, person.id, about)
    keep_typed(ctx, person, kept.typed)
    return suggest(ctx)
