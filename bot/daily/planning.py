"""From a schedule to its posts: every nominal date that has come gets its one row."""

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.daily import notices, planned_posts, queries
from bot.daily.due import next_due
from bot.daily.picking import pick_question
from bot.daily.queries import DailyRow, PostState
from bot.question_bank import QuestionBank


@dataclass(frozen=True, slots=True)
class Planner:
    """What planning needs: the bank to choose from, and chance."""

    questions: QuestionBank
    rng: random.Random

    def plan(self, connection: Connection, daily: DailyRow, now: datetime) -> DailyRow:
        """Store a post for each date that has come, and move the schedule on to the next one.

        A date that is later than the grace is left out; of several the manager hears once.
        """
        last_missed: int | None = None
        while daily.next_run_at is not None and daily.next_run_at <= now and daily.next_date:
            if planned_posts.post_on(connection, daily.id, daily.next_date) is None:
                missed = self._plan_date(connection, daily, daily.next_date, daily.next_run_at, now)
                last_missed = missed or last_missed
            day, instant = next_due(
                daily.next_run_at, daily.at, daily.timezone, daily.weekdays, {daily.next_date}
            )
            daily = replace(daily, next_date=day, next_run_at=instant)
        values = {"next_date": daily.next_date, "next_run_at": daily.next_run_at}
        queries.change_daily(connection, daily.id, values)
        if last_missed is not None:
            notices.add_notice(connection, daily, last_missed, PostState.MISSED, now)
        return daily

    def _plan_date(
        self, connection: Connection, daily: DailyRow, day: date, at: datetime, now: datetime
    ) -> int | None:
        """Store the post of a date; its id when the date had to be left out."""
        late = now - at > timedelta(minutes=daily.grace_minutes)
        question = None if late else pick_question(connection, self.questions, self.rng, daily)
        post_id = planned_posts.add_post(
            connection,
            daily,
            day=day,
            planned_at=at,
            question_id=question.id if question else None,
            state=PostState.MISSED if late else PostState.DUE,
            now=now,
        )
        return post_id if late else None
