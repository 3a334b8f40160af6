"""From "due" to "sent": the life of a post, one short transaction a step.

    due -> claimed -> sending -> sent
     ^        |          |-- certainly not out, later it may work --> due, not before a while
     |        |          |-- certainly not out, nor later ----------> failed, the daily is paused
     |        |          '-- it may be out -------------------------> due again while the platform
     |        |                                                       drops repeats, else unknown
     '--------'-- the lease ended before a byte was sent
    due and later than the grace -> missed

Every step forward names the state and the attempt that it starts from, so that a process that was
asleep changes nothing; sending begins only under a lease of one's own, and is committed before the
first byte goes out. That a post is out is recorded whoever learns it.
"""

import logging
import random
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from bot.clock import Clock
from bot.daily import notices, post_queries, queries, setbacks
from bot.daily.notice_views import NOTHING_FITS
from bot.daily.picking import pick_question
from bot.daily.planning import Planner
from bot.daily.post_queries import OpenPost
from bot.daily.queries import DailyRow, PostState
from bot.daily.views import post_card
from bot.database.engine import is_race, reading
from bot.packs.asked import questions_of
from bot.ports import Claim, Failure, PostedMessage, SendError
from bot.question_bank import Question, QuestionBank
from bot.requests import Platform

LEASE: Final = timedelta(seconds=60)
BATCH: Final = 20  # schedules planned in one transaction

_AFTER_DOUBT: Final = timedelta(seconds=5)

log = logging.getLogger(__name__)


class Posting:
    """Decides, in the database, which process sends which post when."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        rng: random.Random,
        questions: QuestionBank,
        worker_id: str,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._rng = rng
        self._questions = questions
        self._worker_id = worker_id
        self._planner = Planner(questions, rng)

    def claim_due(self, platforms: Collection[Platform], limit: int = BATCH) -> list[Claim]:
        """Plan what has become due on these platforms and claim up to ``limit`` posts to send."""
        now = self._clock()
        # Most ticks find nothing, and then nobody has to wait for them.
        with reading(self._engine).begin() as connection:
            if not post_queries.is_anything_due(connection, platforms, now):
                return []
        try:
            with self._engine.begin() as connection:
                for daily in post_queries.dailies_due(connection, platforms, now, BATCH):
                    self._plan_or_pause(connection, daily, now)
                self._recover(connection, platforms, now)
                open_posts = post_queries.posts_due(connection, platforms, now, limit)
                claims = [self._claim(connection, post, now) for post in open_posts]
        except Exception as error:
            if not is_race(error):
                raise
            log.info("another process was faster; the next tick looks again")
            return []
        return [claim for claim in claims if claim is not None]

    def next_due(self, platforms: Collection[Platform]) -> datetime | None:
        """Tell when the next schedule on these platforms is due; None when none is."""
        with reading(self._engine).begin() as connection:
            return post_queries.next_due(connection, platforms)

    def start_sending(self, claim: Claim) -> bool:
        """Note that the first byte is about to go out, under a fresh lease; False when it must not.

        It must not when the claim is no longer ours, or when a repeat would no longer be dropped.
        """
        now = self._clock()
        with self._engine.begin() as connection:
            post = post_queries.open_post(connection, claim.post_id)
            if post is None or post.attempt != claim.attempt or post.state is not PostState.CLAIMED:
                return False
            if setbacks.may_stand_twice(post, now):
                setbacks.leave_uncertain(connection, post, post.error_code or "too late", now)
                return False
            return post_queries.start(connection, claim, self._worker_id, now, now + LEASE)

    def record_sent(self, claim: Claim, message: PostedMessage) -> None:
        """Note that the platform took the post."""
        now = self._clock()
        with self._engine.begin() as connection:
            post_queries.mark_sent(connection, claim.post_id, message, now)

    def record_failure(self, claim: Claim, error: SendError) -> None:
        """Note that the platform did not confirm the post, and decide what follows."""
        now = self._clock()
        with self._engine.begin() as connection:
            post = post_queries.open_post(connection, claim.post_id)
            if post is None or post.attempt != claim.attempt or post.state is not PostState.SENDING:
                return
            match error.failure:
                case Failure.PERMANENT:
                    setbacks.give_up(connection, post, error.code, now)
                case Failure.RETRYABLE:
                    asked = timedelta(seconds=error.retry_after)
                    wait = max(setbacks.wait_after(post.attempt), asked)
                    setbacks.try_later(connection, post, now + wait, error.code, now)
                case Failure.AMBIGUOUS:
                    setbacks.try_later(
                        connection, _in_doubt(post), now + _AFTER_DOUBT, error.code, now
                    )

    def _plan_or_pause(self, connection: Connection, daily: DailyRow, now: datetime) -> None:
        try:
            with connection.begin_nested():
                self._planner.plan(connection, daily, now)
        except Exception as error:  # one broken daily must not starve the others
            if is_race(error):
                raise
            log.exception("daily #%d is paused: it could not be planned", daily.number)
            queries.change_daily(connection, daily.id, queries.paused(now))
            notices.add_notice_of_daily(connection, daily, now)

    def _recover(
        self, connection: Connection, platforms: Collection[Platform], now: datetime
    ) -> None:
        """Take up what a process left behind whose lease has ended."""
        for post in post_queries.leases_ended(connection, platforms, now):
            left = post if post.state is PostState.CLAIMED else _in_doubt(post)
            setbacks.try_later(connection, left, now, "lease ended", now)

    def _claim(self, connection: Connection, post: OpenPost, now: datetime) -> Claim | None:
        if setbacks.may_stand_twice(post, now):
            setbacks.leave_uncertain(connection, post, post.error_code or "too late", now)
            return None
        if now - post.planned_at > timedelta(minutes=post.daily.grace_minutes):
            setbacks.leave_out(connection, post, now)
            return None
        question = self._question_of(connection, post)
        if question is None:
            setbacks.give_up(connection, post, NOTHING_FITS, now)
            return None
        claimed = post_queries.claim(connection, post, question.id, self._worker_id, now + LEASE)
        if not claimed:
            return None
        card = post_card(question, post.id)
        return Claim(post.id, post.attempt + 1, post.place, post.local_date, card)

    def _question_of(self, connection: Connection, post: OpenPost) -> Question | None:
        questions = questions_of(connection, self._questions, post.daily.workspace_id)
        question = questions.get(post.question_id or "")
        if question is None:
            # Nothing fitted when it was planned, or the question was taken out since.
            question = pick_question(connection, self._questions, self._rng, post.daily)
        return question


def _in_doubt(post: OpenPost) -> OpenPost:
    return replace(post, uncertain_since=post.uncertain_since or post.sending_since)
