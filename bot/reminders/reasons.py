"""Why somebody is reminded now; nobody is without a reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.members.practice_days import practice_day
from bot.packs.asked import questions_of
from bot.progress.overview import reviews
from bot.progress.queries import days_practised, questions_rated
from bot.progress.recall import next_look
from bot.progress.streaks import current_streak
from bot.question_bank import QuestionBank
from bot.reminders.queries import Reminded

PAUSE: Final = timedelta(days=14)
"""Who has not practised for so long hears nothing until they practise again."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """The streak that breaks today, and how many reviews are due; zero where it is none."""

    streak: int
    reviews: int

    def __bool__(self) -> bool:
        return bool(self.streak or self.reviews)


_NONE: Final = Reasons(0, 0)


def reasons_for(
    connection: Connection, one: Reminded, questions: QuestionBank, now: datetime
) -> Reasons:
    """Tell why a member is reminded now: none once they practised today, and none in a pause."""
    today = practice_day(now, one.zone)
    days = days_practised(connection, one.member_id)
    last = max(days, default=None)
    if last is None or last >= today or today - last > PAUSE:
        return _NONE
    asked = questions_of(connection, questions, one.workspace_id)
    due = [
        next_look(rated.rating, practice_day(rated.seen_at, one.zone))
        for rated in questions_rated(connection, one.member_id)
        if asked.get(rated.question_id) is not None
    ]
    return Reasons(current_streak(days, today), reviews(due, today).today)
