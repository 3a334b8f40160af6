"""Use cases of managers who decide about suggestions."""

import json
from collections.abc import Mapping
from typing import Final

from bot.action_ids import ActionId
from bot.cards import MAX_TYPED, Card, Outcome, Reply
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.packs.asked import questions_of
from bot.packs.own_questions import content_as_it_is, content_of, own_id, readable_content
from bot.question_bank import OwnQuestion
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, queries, views
from bot.suggestions.closeness import closest
from bot.suggestions.form_rules import read_question
from bot.suggestions.proposing import not_taken
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.telling import tell_proposer

_GONE = "This suggestion is not there any more."
_DECIDED = "Somebody decided about this suggestion meanwhile."
_CHANGED: Final = (
    "Another manager changed this suggestion meanwhile. What you typed is kept: close this, press "
    "Mend again, and it stands in the form."
)
_NOTHING_TYPED: Final[Mapping[str, object]] = {"typed": "", "typed_by": None}


def approve(ctx: Context, suggestion_id: str, seen: str) -> Outcome:
    """Make a suggestion one of the workspace's own questions, as the manager has seen it.

    ``seen`` marks what was shown: one that somebody changed since is shown again instead.
    """
    person = member_for(ctx)
    suggestion = _suggestion(ctx, person, suggestion_id)
    is_seen = seen == views.mark_of(suggestion.content)
    if is_seen and suggestion.state is State.OPEN and not _keeps_the_rules(ctx, suggestion):
        raise Refusal("This one breaks a rule that came since. *Mend* says which: send it there.")
    if is_seen and _decide(ctx, suggestion, State.APPROVED):
        queries.add_own_question(
            ctx.connection,
            person.workspace_id,
            suggestion.content,
            ctx.now,
            manager=person.display_name,
            manager_id=ctx.asker.user_id,
        )
    return _shown(ctx, _suggestion(ctx, person, suggestion_id))


def open_decline(ctx: Context, suggestion_id: str) -> Outcome:
    """Ask the manager for the reason that the proposer will read."""
    suggestion = _suggestion(ctx, member_for(ctx), suggestion_id)
    if suggestion.state is not State.OPEN:
        return _shown(ctx, suggestion)
    return views.reason_form(
        "Decline",
        ActionId("send_decline", (suggestion_id,)),
        ActionId("decline", (suggestion_id,)),
        "Why? The proposer reads it",
    )


def decline(ctx: Context, suggestion_id: str, *, reason: str) -> Outcome:
    """Turn a suggestion down, with a reason."""
    person = member_for(ctx)
    suggestion = _suggestion(ctx, person, suggestion_id)
    words = reason.strip()[:MAX_TYPED]
    if not words:
        raise BadInput(views.REASON, "Give the proposer a reason.")
    if not _decide(ctx, suggestion, State.DECLINED, words):
        raise Refusal(f"{_DECIDED} Your reason was not sent.")
    return _shown(ctx, _suggestion(ctx, person, suggestion_id))


def open_mend(ctx: Context, suggestion_id: str) -> Outcome:
    """Let a manager change a suggestion before it is decided."""
    suggestion = _suggestion(ctx, member_for(ctx), suggestion_id)
    if suggestion.state is not State.OPEN:
        return _shown(ctx, suggestion)
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
    suggestion = _suggestion(ctx, person, suggestion_id)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    try:
        changed = read_question(typed, ctx.questions)
        if seen != views.mark_of(suggestion.content):
            raise BadInput(form_texts.QUESTION, _CHANGED)
    except BadInput as bad:
        if not queries.change_suggestion(ctx.connection, suggestion, _kept(ctx, typed)):
            raise Refusal(_DECIDED) from None
        return not_taken(bad, ActionId("mend", (suggestion_id,)))
    values = {"content": content_of(changed), **_NOTHING_TYPED, "mended": True}
    if not queries.change_suggestion(ctx.connection, suggestion, values):
        raise Refusal(_DECIDED)
    return _shown(ctx, _suggestion(ctx, person, suggestion_id))


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
    row = _own(ctx, member_for(ctx), number)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    try:
        changed = read_question(typed, ctx.questions)
    except BadInput as bad:
        kept = _kept(ctx, typed)
        queries.change_own_question(ctx.connection, row.id, kept)
        return not_taken(bad, ActionId("mend_own", (number,)))
    values = {"content": content_of(changed), **_NOTHING_TYPED}
    queries.change_own_question(ctx.connection, row.id, values)
    return Reply(views.mended_card(own_id(row.id)), replaces_original=True)


def _decide(ctx: Context, suggestion: SuggestionRow, to: State, reason: str | None = None) -> bool:
    """Decide once: whoever comes later sees what was decided."""
    values = {"state": to, "judged_at": ctx.now, "reason": reason, **_NOTHING_TYPED}
    if not queries.change_suggestion(ctx.connection, suggestion, values):
        return False
    tell_proposer(ctx, suggestion)
    return True


def _suggestion(ctx: Context, person: Person, suggestion_id: str) -> SuggestionRow:
    row_id = read_row_id(suggestion_id)
    found = (
        None
        if row_id is None
        else queries.suggestion_by_id(ctx.connection, person.workspace_id, row_id)
    )
    if found is None:
        raise Refusal(_GONE)
    return found


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


def _shown(ctx: Context, suggestion: SuggestionRow) -> Reply:
    return Reply(suggestion_card(ctx, suggestion), replaces_original=True)


def suggestion_card(ctx: Context, suggestion: SuggestionRow) -> Card:
    """Show a suggestion to a manager, with the questions that it is close to."""
    proposed = proposed_question(suggestion)
    asked = questions_of(ctx.connection, ctx.questions, suggestion.workspace_id)
    close = closest(proposed.text, asked) if suggestion.state is State.OPEN else None
    return views.suggestion_card(suggestion, proposed, close)


def proposed_question(suggestion: SuggestionRow) -> OwnQuestion:
    """Read what was proposed, also where it breaks a rule that came since."""
    return content_as_it_is(form_texts.UNSTORED, suggestion.content)


def _keeps_the_rules(ctx: Context, suggestion: SuggestionRow) -> bool:
    """Tell whether the form would still take what was proposed."""
    question = readable_content(form_texts.UNSTORED, suggestion.content)
    if question is None:
        return False
    try:
        read_question(form_texts.form_texts(question), ctx.questions)
    except BadInput:
        return False
    return True


def _kept(ctx: Context, typed: Mapping[str, str]) -> dict[str, str]:
    """What the asking manager typed and was not taken, as their own."""
    return {"typed": json.dumps(typed, ensure_ascii=False), "typed_by": ctx.asker.user_id}


def _typed_or(ctx: Context, row: SuggestionRow | queries.OwnRow, content: str) -> Mapping[str, str]:
    """What this manager typed last and was not taken, else the question as it is."""
    if row.typed and row.typed_by == ctx.asker.user_id:
        kept: Mapping[str, str] = json.loads(row.typed)
        return kept
    return form_texts.form_texts(content_as_it_is(form_texts.UNSTORED, content))
