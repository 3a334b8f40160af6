"""What waits for a manager, one after the other: questions held back, suggestions, reports."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person, member_for
from bot.packs.asked import questions_of
from bot.packs.own_questions import number_of
from bot.packs.queries import HOLDS_BACK
from bot.suggestions import queries, report_queries, report_views, views
from bot.suggestions.queries import SuggestionRow
from bot.suggestions.report_queries import ReportRow
from bot.suggestions.showing import suggestion_card


@dataclass(frozen=True, slots=True)
class Reported:
    """A question with its open reports."""

    question_id: str
    reports: tuple[ReportRow, ...]


Item = SuggestionRow | Reported


def show_queue(ctx: Context, position: str) -> Outcome:
    """Show what waits at a position, counted from 1; past the end it begins anew."""
    person = member_for(ctx)
    if not (position.isascii() and position.isdecimal() and 0 < len(position) < 7):
        raise Refusal("That place in the list is not there. `/suggestions` shows the first.")
    items = list(waiting(ctx.connection, person.workspace_id))
    left_out = len(report_queries.left_out(ctx.connection, person.workspace_id))
    if not items:
        return Reply(report_views.nothing_waits_card(left_out), replaces_original=True)
    number = int(position) if 1 <= int(position) <= len(items) else 1
    card = views.in_queue(_card(ctx, person, items[number - 1]), number, len(items))
    shown = replace(card, buttons=(*card.buttons, *report_views.to_left_out(left_out)))
    return Reply(shown, replaces_original=True)


def list_suggestions(ctx: Context) -> Outcome:
    """Show the first of what waits for a manager."""
    return show_queue(ctx, "1")


def waiting(connection: Connection, workspace_id: int) -> Iterator[Item]:
    """List what waits for a manager, what keeps a question from being asked first."""
    by_question: dict[str, list[ReportRow]] = {}
    for report in report_queries.open_reports(connection, workspace_id):
        by_question.setdefault(report.question_id, []).append(report)
    reported = [Reported(name, tuple(reports)) for name, reports in by_question.items()]
    yield from (one for one in reported if len(one.reports) >= HOLDS_BACK)
    yield from queries.open_suggestions(connection, workspace_id)
    yield from (one for one in reported if len(one.reports) < HOLDS_BACK)


def _card(ctx: Context, person: Person, item: Item) -> Card:
    match item:
        case SuggestionRow():
            return suggestion_card(ctx, item)
        case Reported(question_id, reports):
            questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
            question = questions.get(question_id)
            own_number = number_of(question_id)
            return report_views.reports_card(question_id, question, reports, own_number)
