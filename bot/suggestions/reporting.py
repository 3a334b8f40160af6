"""Use cases of reports: a member says what is wrong, a manager looks and decides."""

from typing import Final

from bot.action_ids import ActionId
from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import BadInput, Refusal
from bot.members.people import Person, member_for
from bot.members.queries import lock_member
from bot.packs.asked import questions_of
from bot.packs.queries import HOLDS_BACK, left_out_of
from bot.question_bank import Question
from bot.row_ids import read_row_id
from bot.suggestions import report_queries as queries
from bot.suggestions import report_views, views
from bot.suggestions.report_queries import ReportOutcome
from bot.suggestions.telling import tell_managers, tell_reporters
from bot.suggestions.turns import BEGINNING, onward, read_turn

MAX_REASON: Final = 500
MOST_REPORTS: Final = 10

_GONE: Final = "This question was taken out of the bank; there is nothing left to report."
_NOT_THERE: Final = "This report is not there any more."


def open_report(ctx: Context, draw_id: str) -> Outcome:
    """Ask what is wrong with a question of the member's own."""
    person = member_for(ctx)
    send, opener = ActionId("send_report", (draw_id,)), ActionId("report", (draw_id,))
    return _form(ctx, person, _drawn(ctx, person, draw_id), send, opener)


def open_report_of_post(ctx: Context, post_id: str) -> Outcome:
    """Ask what is wrong with the question of a daily post."""
    person = member_for(ctx)
    send, opener = ActionId("send_report_post", (post_id,)), ActionId("report_post", (post_id,))
    return _form(ctx, person, _posted(ctx, person, post_id), send, opener)


def send_report(ctx: Context, draw_id: str, *, reason: str) -> Outcome:
    """Take a report of a question that was put before the member."""
    person = member_for(ctx)
    return _take(ctx, person, _drawn(ctx, person, draw_id), reason)


def send_report_of_post(ctx: Context, post_id: str, *, reason: str) -> Outcome:
    """Take a report of the question of a daily post."""
    person = member_for(ctx)
    return _take(ctx, person, _posted(ctx, person, post_id), reason)


def keep_asking(ctx: Context, report_id: str, turn: str = "") -> Outcome:
    """Decide that a question is fine as far as its reports were read up to this one."""
    person = member_for(ctx)
    at = read_turn(turn) or BEGINNING
    newest, question_id = _reported(ctx, person, report_id)
    closed = queries.close_reports(
        ctx.connection,
        person.workspace_id,
        question_id,
        ctx.now,
        ReportOutcome.KEPT,
        up_to=newest,
    )
    if not closed:
        is_left_out = question_id in left_out_of(ctx.connection, person.workspace_id)
        buttons = onward(ctx.connection, person.workspace_id, at)
        card = report_views.decided_card(question_id, buttons, is_left_out=is_left_out)
        return Reply(card, replaces_original=True)
    tell_reporters(ctx, person.workspace_id, closed)
    # Reports that came in after it was left out: their card offers to ask it again.
    queries.bring_back(ctx.connection, person.workspace_id, question_id)
    buttons = onward(ctx.connection, person.workspace_id, at)
    return Reply(report_views.kept_card(question_id, buttons), replaces_original=True)


def leave_out(ctx: Context, report_id: str, turn: str = "") -> Outcome:
    """Decide that a reported question is not asked here any more."""
    person = member_for(ctx)
    at = read_turn(turn) or BEGINNING
    _, question_id = _reported(ctx, person, report_id)
    closed = queries.close_reports(
        ctx.connection, person.workspace_id, question_id, ctx.now, ReportOutcome.LEFT_OUT
    )
    is_left_out = question_id in left_out_of(ctx.connection, person.workspace_id)
    if not (closed or is_left_out):
        buttons = onward(ctx.connection, person.workspace_id, at)
        card = report_views.decided_card(question_id, buttons, is_left_out=False)
        return Reply(card, replaces_original=True)
    tell_reporters(ctx, person.workspace_id, closed)
    queries.leave_out(
        ctx.connection,
        person.workspace_id,
        question_id,
        ctx.now,
        manager=person.display_name,
        manager_id=ctx.asker.user_id,
    )
    buttons = onward(ctx.connection, person.workspace_id, at)
    return Reply(report_views.left_out_card(question_id, at, buttons), replaces_original=True)


def list_left_out(ctx: Context, page: str) -> Outcome:
    """List the questions that are not asked here any more, some at a time."""
    person = member_for(ctx)
    left_out = left_out_of(ctx.connection, person.workspace_id)
    size = report_views.LEFT_OUT_AT_ONCE
    pages = max(1, -(-len(left_out) // size))
    number = read_row_id(page) or 1
    number = number if number <= pages else 1
    shown = left_out[(number - 1) * size : number * size]
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    listed = {question_id: questions.get(question_id) for question_id in shown}
    card = report_views.left_out_list_card(listed, number, pages)
    return Reply(card, replaces_original=True)


def bring_back(ctx: Context, question_id: str, turn: str = "") -> Outcome:
    """Let a question be asked here again."""
    person = member_for(ctx)
    at = read_turn(turn) or BEGINNING
    queries.bring_back(ctx.connection, person.workspace_id, question_id)
    left_out = len(left_out_of(ctx.connection, person.workspace_id))
    buttons = onward(ctx.connection, person.workspace_id, at) + report_views.to_left_out(left_out)
    return Reply(report_views.brought_back_card(question_id, buttons), replaces_original=True)


def _form(
    ctx: Context, person: Person, question: Question, action: ActionId, opener: ActionId
) -> Outcome:
    """Ask for the reason; that of a report which is still open stands there to be changed."""
    waiting = queries.open_report_of(ctx.connection, person.id, question.id)
    return views.reason_form(
        "Report this question",
        action,
        opener,
        "What is wrong with it? Managers read it",
        intro=question.shown(question.text),
        max_length=MAX_REASON,
        value=waiting[1] if waiting else "",
    )


def _take(ctx: Context, person: Person, question: Question, reason: str) -> Outcome:
    words = reason.strip()[:MAX_REASON]
    if not words:
        raise BadInput(views.REASON, "Say in a few words what is wrong.")
    # Two submissions at once are one report.
    lock_member(ctx.connection, person.id)
    known = queries.open_report_of(ctx.connection, person.id, question.id)
    if known is not None:
        queries.change_reason(ctx.connection, known[0], words)
        return Reply(report_views.reported_card(again=True))
    if queries.count_open_reports(ctx.connection, person.id) >= MOST_REPORTS:
        raise BadInput(
            views.REASON,
            f"{MOST_REPORTS} reports of yours wait for a manager; send this one when they looked.",
        )
    queries.add_report(ctx.connection, person.workspace_id, person.id, question.id, words, ctx.now)
    tell_managers(ctx, person.workspace_id)
    reports = queries.count_reports_of(ctx.connection, person.workspace_id, question.id)
    return Reply(report_views.reported_card(again=False, held_back=reports >= HOLDS_BACK))


def _drawn(ctx: Context, person: Person, draw_id: str) -> Question:
    row_id = read_row_id(draw_id)
    found = None if row_id is None else queries.question_of_draw(ctx.connection, person.id, row_id)
    if found is None:
        raise Refusal(
            "This button belongs to somebody else's question. `/question` gives you one of yours."
        )
    return _question(ctx, person, found)


def _posted(ctx: Context, person: Person, post_id: str) -> Question:
    row_id = read_row_id(post_id)
    found = (
        None
        if row_id is None
        else queries.question_of_post(ctx.connection, person.workspace_id, row_id)
    )
    return _question(ctx, person, found or "")


def _question(ctx: Context, person: Person, question_id: str) -> Question:
    question = questions_of(ctx.connection, ctx.questions, person.workspace_id).get(question_id)
    if question is None:
        raise Refusal(_GONE)
    return question


def _reported(ctx: Context, person: Person, report_id: str) -> tuple[int, str]:
    row_id = read_row_id(report_id)
    found = (
        None
        if row_id is None
        else queries.question_reported(ctx.connection, person.workspace_id, row_id)
    )
    if row_id is None or found is None:
        raise Refusal(_NOT_THERE)
    return row_id, found
