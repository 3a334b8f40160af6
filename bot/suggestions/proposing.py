"""Use cases of members who propose a question."""

import json
from collections.abc import Mapping
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Outcome, Rejected, Reply
from bot.context import Context
from bot.errors import BadInput
from bot.members.people import Person, member_for
from bot.members.queries import lock_member
from bot.packs.asked import known_to
from bot.packs.own_questions import content_of
from bot.suggestions import form_texts, queries, views
from bot.suggestions.closeness import closest
from bot.suggestions.form_rules import read_question
from bot.suggestions.telling import tell_managers

MINE: Final = "mine"
MOST_OF_A_MEMBER: Final = 5
MOST_OF_A_WORKSPACE: Final = 100
AGAIN: Final = ActionId("suggest")

_LISTED: Final = 10


def suggest(ctx: Context, *, view: str | None = None) -> Outcome:
    """Let a member propose a question, or list what they proposed."""
    person = member_for(ctx)
    if view == MINE:
        mine = queries.suggestions_of_member(ctx.connection, person.id, _LISTED)
        return Reply(views.mine_card(mine))
    draft = queries.draft_of(ctx.connection, person.id)
    typed = json.loads(draft.typed) if draft else {}
    return views.question_form("Suggest a question", ActionId("send_suggestion"), AGAIN, typed)


def suggest_again(ctx: Context) -> Outcome:
    """Open the form once more, with what was typed before and not taken."""
    return suggest(ctx)


def send_suggestion(
    ctx: Context, *, question: str, answer: str, points: str, kind: str, more: str
) -> Outcome:
    """Take a proposed question, or keep what was typed and say what is missing."""
    person = member_for(ctx)
    # Two submissions at once must not pass the limit together.
    lock_member(ctx.connection, person.id)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    try:
        proposed = read_question(typed, ctx.questions)
        content = content_of(proposed)
        if queries.is_open_already(ctx.connection, person.id, content):
            queries.drop_draft(ctx.connection, person.id)
            return Reply(views.taken_card(manager_known=True))
        _check_limits(ctx, person)
    except BadInput as bad:
        keep_typed(ctx, person, typed)
        return not_taken(bad, AGAIN)
    queries.drop_draft(ctx.connection, person.id)
    queries.add_suggestion(ctx.connection, person.workspace_id, person.id, content, ctx.now)
    known = known_to(ctx.connection, ctx.questions, person.workspace_id)
    manager_known = tell_managers(ctx, person.workspace_id)
    close = closest(proposed.text, known)
    return Reply(views.taken_card(manager_known=manager_known, close=close))


def keep_typed(ctx: Context, person: Person, typed: Mapping[str, str]) -> None:
    """Keep what a member typed as their draft, in place of what they typed before."""
    kept = json.dumps(typed, ensure_ascii=False)
    queries.keep_draft(ctx.connection, person.workspace_id, person.id, kept, ctx.now)


def not_taken(bad: BadInput, opener: ActionId) -> Rejected:
    """Say what does not fit; the form opens again with everything that was typed."""
    return Rejected(bad.problems, views.not_taken_card(bad.sentence, opener))


def _check_limits(ctx: Context, person: Person) -> None:
    mine, everybodys = queries.open_counts(ctx.connection, person.workspace_id, person.id)
    if mine >= MOST_OF_A_MEMBER:
        raise BadInput(
            form_texts.QUESTION,
            f"{mine} suggestions of yours wait for a manager; when one is decided, send this one.",
        )
    if everybodys >= MOST_OF_A_WORKSPACE:
        raise BadInput(
            form_texts.QUESTION,
            f"{everybodys} suggestions wait for a manager here; please send this one later.",
        )
