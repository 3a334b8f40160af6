"""Why somebody is reminded now; nobody is without a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.members.practice_choices import practice_choices
from bot.members.practice_days import DayClock
from bot.packs.asked import questions_of
from bot.progress.ledger_queries import ledgers
from bot.progress.memories import memories_of
from bot.progress.streaks import look_at
from bot.progress.unpractised import Cause, is_rest_day
from bot.question_bank import QuestionBank
from bot.reminders.queries import Reminded

PAUSE: Final = timedelta(days=14)
"""Who has not practised for so long hears nothing until they practise again."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The streak that today is about, and how many reviews are due; zero where it is none.

    ``freezes`` are those that the member holds: with one, a missed day costs it, else the streak.
    """

    streak: int
    reviews: int
    freezes: int = 0

    def __bool__(self) -> bool:
        return bool(self.streak or self.reviews)


_NONE: Final = Reasons(0, 0)


def reasons_for(
    connection: Connection, one: Reminded, questions: QuestionBank, now: datetime
) -> Reasons:
    """Tell why a member is reminded now.

    Nobody is who practised today, is in a pause, or has a rest day: reviews wait until after it.
    """
    clock = DayClock(one.zone, one.day_ends_after)
    today = clock.day_of_at_least(now, one.reached_on)
    ledger = ledgers(connection, {one.member_id: one.workspace_id}, now).get(one.member_id)
    if ledger is None:
        return _NONE
    last = ledger.days[-1].day
    is_over = last >= today or today - last > PAUSE
    if is_over or is_rest_day(ledger.rules, today, clock):
        return _NONE
    look = look_at(ledger, today, clock)
    asked = {question.id for question in questions_of(connection, questions, one.workspace_id)}
    due = min(
        practice_choices(connection, one.member_id).reviews_a_day,
        sum(
            name in asked and memory.due_on <= today
            for name, memory in memories_of(connection, one.member_id).items()
        ),
    )
    is_at_stake = look.fate is Cause.MISSED or (look.fate is Cause.FREEZE and look.tally.freezes)
    return Reasons(look.tally.length if is_at_stake else 0, due, look.tally.freezes)
