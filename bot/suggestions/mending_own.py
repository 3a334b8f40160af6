"""Use cases of managers who change a question of the workspace's own."""

from collections.abc import Mapping

from bot.action_ids import ActionId
from bot.cards import Form, Outcome, Reply
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.packs.own_questions import content_as_it_is, content_of, own_id
from bot.row_ids import read_row_id
from bot.suggestions import form_texts, kept_mends, own_queries, report_queries, views
from bot.suggestions.form_rules import read_question
from bot.suggestions.kept_mends import about_own, overtaken
from bot.suggestions.marks import mark_of
from bot.suggestions.own_queries import OwnRow
from bot.suggestions.proposing import not_taken
from bot.suggestions.showing import show_item
from bot.suggestions.turns import BEGINNING, reports_at, to_next, waiting


def open_mend_own(ctx: Context, number: str) -> Outcome:
    """Let a manager change one of the workspace's own questions."""
    person = member_for(ctx)
    return form_of_own(ctx, person, _own(ctx, person, number))


def form_of_own(ctx: Context, person: Person, row: OwnRow) -> Form:
    """Ask how a question shall be; what this manager typed and was not taken stands there."""
    kept = kept_mends.kept(ctx.connection, person.id, about_own(row.id))
    number = str(row.id)
    own = content_as_it_is(form_texts.UNSTORED, row.content)
    seen = kept.seen if kept else mark_of(row.content)
    return views.question_form(
        "Mend the question",
        ActionId("send_mend_own", (number, seen)),
        ActionId("mend_own", (number,)),
        kept.typed if kept else form_texts.form_texts(own),
    )


def mend_own(
    ctx: Context,
    number: str,
    seen: str = "",
    *,
    question: str,
    answer: str,
    points: str,
    kind: str,
    more: str,
) -> Outcome:
    """Store what a manager changed; members are asked the question as it is now.

    ``seen`` marks what the form began with: nobody's change takes the place of another's unseen.
    """
    person = member_for(ctx)
    row = _own(ctx, person, number)
    typed = form_texts.as_typed(question, answer, points, kind, more)
    try:
        _change(ctx, person, row, seen, typed)
    except BadInput as bad:
        kept = kept_mends.refused(bad, typed, seen, mark_of(row.content))
        kept_mends.keep(ctx.connection, person.workspace_id, person.id, about_own(row.id), kept)
        return not_taken(bad, ActionId("mend_own", (number,)))
    kept_mends.drop(ctx.connection, person.id, about_own(row.id))
    return _mended(ctx, person, own_id(row.id))


def _change(ctx: Context, person: Person, row: OwnRow, seen: str, typed: Mapping[str, str]) -> None:
    """Store a change, or tell by BadInput why it is none."""
    content = content_of(read_question(typed, ctx.questions))
    if content == row.content:
        return  # sent twice
    is_seen = seen == mark_of(row.content)
    if not (is_seen and own_queries.change_own_question(ctx.connection, row, content)):
        raise overtaken("question", seen)
    report_queries.note_mended(ctx.connection, person.workspace_id, own_id(row.id))


def _mended(ctx: Context, person: Person, question_id: str) -> Outcome:
    """Go back to the reports of a question that was changed, where it has any."""
    items = waiting(ctx.connection, person.workspace_id)
    at = reports_at(items, question_id)
    if at is not None:
        said = f"`{question_id}` is changed. Its reports stay open until you decide about them."
        return show_item(ctx, person, items, at, said)
    onward = (to_next(BEGINNING),) if items else ()
    return Reply(views.mended_card(question_id, onward), replaces_original=True)


def _own(ctx: Context, person: Person, number: str) -> OwnRow:
    row_id = read_row_id(number)
    row = (
        None
        if row_id is None
        else own_queries.own_question(ctx.connection, person.workspace_id, row_id)
    )
    if row is None:
        raise Refusal("This question is not one of your own.")
    return row
