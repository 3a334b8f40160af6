"""Use cases of managers who change a suggestion, or a question of the workspace's own."""

import json
from collections.abc import Mapping
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.packs.own_questions import content_as_it_is, content_of, own_id
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, queries, report_queries, views
from bot.suggestions.form_rules import read_question
from bot.suggestions.proposing import not_taken
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.showing import find_suggestion, show, show_item
from bot.suggestions.turns import BEGINNING, reports_at, to_next, waiting

_DECIDED: Final = "Somebody decided about this suggestion meanwhile."
_CHANGED: Final = (
    "Another manager changed this suggestion meanwhile. What you typed is kept: close this, press "
    "Mend again, and it stands in the form."
)
_NOTHING_TYPED: Final[Mapping[str, object]] = {"typed": "", "typed_by": None}


def open_mend(ctx: Context, suggestion_id: str) -> Outcome:
    """Let a manager change a suggestion before it is decided."""
    suggestion = find_suggestion(ctx, member_for(ctx), suggestion_id)
    if suggestion.state is not State.OPEN:
        return show(ctx, suggestion)
    return views.question_form(
        "Mend the suggestion",
        ActionId("send_mend", (suggestion_id, views.mark_of(suggestion.content))),
        ActionId("mend", (suggestion_id,)),
        _typed_or(ctx, suggestion, suggestion.content),
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
    try:
        changed = read_question(typed, ctx.questions)
        if seen != views.mark_of(suggestion.content):
            raise BadInput(form_texts.QUESTION, _CHANGED)
    except BadInput as bad:
        if not queries.change_suggestion(ctx.connection, suggestion, _kept(ctx, typed)):
            raise Refusal(_DECIDED) from None
        return not_taken(bad, ActionId("mend", (suggestion_id,)))
    values = {
        "content": content_of(changed),
        "proposed": suggestion.proposed or suggestion.content,
        "mended": True,
        **_NOTHING_TYPED,
    }
    if not queries.change_suggestion(ctx.connection, suggestion, values):
        raise Refusal(_DECIDED)
    return show(ctx, find_suggestion(ctx, person, suggestion_id))


def open_mend_own(ctx: Context, number: str) -> Outcome:
    """Let a manager change one of the workspace's own questions."""
    row = _own(ctx, member_for(ctx), number)
    return views.question_form(
        "Mend the question",
        ActionId("send_mend_own", (number,)),
        ActionId("mend_own", (number,)),
        _typed_or(ctx, row, row.content),
    )


def mend_own(
    ctx: Context,
    number: str,
    *,
    question: str,
    answer: str,
    points: str,
    kind: str,
    more: str,
) -> Outcome:
    """Store what a manager changed; members are asked the question as it is now."""
    person = member_for(ctx)
    row = _own(ctx, person, number)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    try:
        changed = read_question(typed, ctx.questions)
    except BadInput as bad:
        kept = _kept(ctx, typed)
        queries.change_own_question(ctx.connection, row.id, kept)
        return not_taken(bad, ActionId("mend_own", (number,)))
    values = {"content": content_of(changed), **_NOTHING_TYPED}
    queries.change_own_question(ctx.connection, row.id, values)
    report_queries.note_mended(ctx.connection, person.workspace_id, own_id(row.id))
    return _mended(ctx, person, own_id(row.id))


def _mended(ctx: Context, person: Person, question_id: str) -> Outcome:
    """Go back to the reports of a question that was changed, where it has any."""
    items = waiting(ctx.connection, person.workspace_id)
    at = reports_at(items, question_id)
    if at is not None:
        said = f"`{question_id}` is changed. Its reports stay open until you decide about them."
        return show_item(ctx, person, items, at, said)
    onward = (to_next(BEGINNING),) if items else ()
    return Reply(views.mended_card(question_id, onward), replaces_original=True)


def _own(ctx: Context, person: Person, number: str) -> queries.OwnRow:
    row_id = read_row_id(number)
    row = (
        None
        if row_id is None
        else queries.own_question(ctx.connection, person.workspace_id, row_id)
    )
    if row is None:
        raise Refusal("This question is not one of your own.")
    return row


def _kept(ctx: Context, typed: Mapping[str, str]) -> dict[str, str]:
    """What the asking manager typed and was not taken, as their own."""
    return {"typed": json.dumps(typed, ensure_ascii=False), "typed_by": ctx.asker.user_id}


def _typed_or(ctx: Context, row: SuggestionRow | queries.OwnRow, content: str) -> Mapping[str, str]:
    """What this manager typed last and was not taken, else the question as it is."""
    if row.typed and row.typed_by == ctx.asker.user_id:
        kept: Mapping[str, str] = json.loads(row.typed)
        return kept
    return form_texts.form_texts(content_as_it_is(form_texts.UNSTORED, content))
