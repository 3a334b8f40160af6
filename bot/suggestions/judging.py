"""Use cases of managers who decide about suggestions."""

from typing import Final

from bot.action_ids import ActionId
from bot.cards import MAX_TYPED, Outcome
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.members.queries import lock_workspace
from bot.packs.own_questions import readable_content
from bot.suggestions import form_texts, own_queries, queries, views
from bot.suggestions.form_rules import read_question
from bot.suggestions.marks import mark_of
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.showing import close_question, find_suggestion, show
from bot.suggestions.telling import tell_proposer

_CHANGED: Final = "This changed since you looked, so it was not approved. Here is how it is now."
_NOT_SENT: Final = "Somebody decided about this suggestion meanwhile. Your reason was not sent."


def approve(ctx: Context, suggestion_id: str, seen: str) -> Outcome:
    """Make a suggestion one of the workspace's own questions, as the manager has seen it.

    ``seen`` marks what was shown: one that somebody changed since is shown again instead. One that
    is close to another question is asked about once more.
    """
    person = _alone(ctx)
    suggestion = find_suggestion(ctx, person, suggestion_id)
    if seen == mark_of(suggestion.content):
        if close_question(ctx, suggestion):
            return show(ctx, suggestion, is_asked_again=True)
        _approve(ctx, person, suggestion)
        return show(ctx, find_suggestion(ctx, person, suggestion_id))
    return show(ctx, suggestion, _CHANGED)


def approve_anyway(ctx: Context, suggestion_id: str, seen: str) -> Outcome:
    """Approve a suggestion although it is close to another question.

    ``seen`` marks both of them: where one is another by now, they are shown again instead.
    """
    person = _alone(ctx)
    suggestion = find_suggestion(ctx, person, suggestion_id)
    close = close_question(ctx, suggestion)
    if close is not None and seen == mark_of(suggestion.content, close):
        _approve(ctx, person, suggestion)
        return show(ctx, find_suggestion(ctx, person, suggestion_id))
    return show(ctx, suggestion, _CHANGED)


def open_decline(ctx: Context, suggestion_id: str) -> Outcome:
    """Ask the manager for the reason that the proposer will read."""
    suggestion = find_suggestion(ctx, member_for(ctx), suggestion_id)
    if suggestion.state is not State.OPEN:
        return show(ctx, suggestion)
    return views.reason_form(
        "Decline",
        ActionId("send_decline", (suggestion_id,)),
        ActionId("decline", (suggestion_id,)),
        "Why? The proposer reads it",
    )


def decline(ctx: Context, suggestion_id: str, *, reason: str) -> Outcome:
    """Turn a suggestion down, with a reason."""
    person = member_for(ctx)
    suggestion = find_suggestion(ctx, person, suggestion_id)
    words = reason.strip()[:MAX_TYPED]
    if not words:
        raise BadInput(views.REASON, "Give the proposer a reason.")
    if not _decide(ctx, suggestion, State.DECLINED, words):
        raise Refusal(_NOT_SENT)
    return show(ctx, find_suggestion(ctx, person, suggestion_id))


def _alone(ctx: Context) -> Person:
    """Find the manager, and let others who approve here wait: of two close ones one is first."""
    person = member_for(ctx)
    lock_workspace(ctx.connection, person.workspace_id)
    return person


def _approve(ctx: Context, person: Person, suggestion: SuggestionRow) -> None:
    if suggestion.state is State.OPEN and not _keeps_the_rules(ctx, suggestion):
        raise Refusal("This one breaks a rule that came since. *Mend* says which: send it there.")
    if _decide(ctx, suggestion, State.APPROVED):
        own_queries.add_own_question(
            ctx.connection,
            suggestion,
            ctx.now,
            manager=person.display_name,
            manager_id=ctx.asker.user_id,
        )


def _decide(ctx: Context, suggestion: SuggestionRow, to: State, reason: str | None = None) -> bool:
    """Decide once: whoever comes later sees what was decided."""
    values = {"state": to, "judged_at": ctx.now, "reason": reason}
    if not queries.change_suggestion(ctx.connection, suggestion, values):
        return False
    tell_proposer(ctx, suggestion)
    return True


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
