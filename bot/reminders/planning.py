"""From a member's time of day to the notice that reminds them, a bounded batch at a time.

``next_reminder_at`` says when to look at a member, and ``reminded_on``, moved under the same lock,
keeps them from hearing twice on a local date, whatever clocks, processes and zones do.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.cards import Card
from bot.database.engine import is_race
from bot.database.models import Member
from bot.members.practice_days import DayClock
from bot.members.reminder_schedule import see_next
from bot.members.reminder_times import due_date, is_night
from bot.notices.queries import NoticeRow, add_notice
from bot.question_bank import QuestionBank
from bot.reminders import queries, views
from bot.reminders.queries import Reminded
from bot.reminders.reasons import reasons_for
from bot.requests import Platform

REMINDER: Final = "reminder"
"""The kind of a notice that reminds a member."""

_AGAIN_AFTER: Final = timedelta(hours=1)  # what is wrong is rarely put right within a tick

log = logging.getLogger(__name__)


def plan_reminders(
    connection: Connection,
    platforms: Collection[Platform],
    questions: QuestionBank,
    now: datetime,
    limit: int,
) -> None:
    """Let the next members hear whose time has come and who have a reason to."""
    for one in queries.to_be_seen(connection, platforms, now, limit):
        try:
            with connection.begin_nested():
                _plan(connection, one, questions, now)
                see_next(connection, Member.id == one.member_id, one.at, one.zone, now)
        except Exception as error:  # one member who cannot be judged must not silence the others
            if is_race(error):
                raise
            log.exception("whether to remind member %d cannot be told for now", one.member_id)
            queries.see_later(connection, one.member_id, now + _AGAIN_AFTER)


def reminder_card(
    connection: Connection, notice: NoticeRow, questions: QuestionBank, now: datetime
) -> Card | None:
    """Make a reminder when it is told; None when it has become pointless, or too late."""
    one = queries.reminded(connection, notice.workspace_id, notice.user_id)
    if one is None or is_night(now, one.zone):
        return None
    clock = DayClock(one.zone, one.day_ends_after)
    if clock.day_of(notice.made_at) != clock.day_of(now):
        return None
    reasons = reasons_for(connection, one, questions, now)
    return views.reminder_card(reasons) if reasons else None


def _plan(connection: Connection, one: Reminded, questions: QuestionBank, now: datetime) -> None:
    on = due_date(now, one.at, one.zone)
    was_reminded = one.reminded_on is not None and on is not None and one.reminded_on >= on
    if on is None or was_reminded or is_night(now, one.zone):
        return
    if reasons_for(connection, one, questions, now):
        queries.note_reminded(connection, one.member_id, on)
        add_notice(
            connection,
            workspace_id=one.workspace_id,
            kind=REMINDER,
            user_id=one.user_id,
            now=now,
        )
