"""From "due" to "sent": the life of a post, one short transaction a step.

    due -> claimed -> sending -> sent
     ^        |          |-- certainly not out, later it may work --> due, not before a while
     |        |          |-- certainly not out, nor later ----------> failed, the daily is paused
     |        |          '-- it may be out -------------------------> due again while the platform
     |        |                                                       drops repeats, else unknown
     '--------'-- the lease ended before a byte was sent
    due and later than the grace -> missed

Every step forward is fenced by attempt, worker and lease, so that a process that was asleep changes
nothing. ``sending`` is committed before the first byte goes out.
"""

import logging
import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from bot.clock import Clock
from bot.daily import post_queries, queries, views
from bot.daily.due import next_due
from bot.daily.picking import pick_question
from bot.daily.post_queries import OpenPost
from bot.daily.queries import DailyRow, PostState
from bot.database.engine import is_race
from bot.ports import Claim, Failure, Notice, PostedMessage, SendError
from bot.question_bank import Question, QuestionBank
from bot.requests import Platform

LEASE: Final = timedelta(seconds=60)
BATCH: Final = 20  # no more than can be sent within a lease
DROPS_REPEATS_FOR: Final[Mapping[Platform, timedelta]] = {
    # Discord drops a second message with the same nonce for about two minutes.
    Platform.DISCORD: timedelta(seconds=100),
}

_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(minutes=5)
_NOTHING_FITS: Final = "no question fits"

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

    def claim_due(self, platforms: Collection[Platform]) -> list[Claim]:
        """Plan what has become due on these platforms and claim what may be sent now."""
        now = self._clock()
        try:
            with self._engine.begin() as connection:
                for daily in post_queries.dailies_due(connection, platforms, now, BATCH):
                    self._plan_or_pause(connection, daily, now)
                self._recover(connection, platforms, now)
                open_posts = post_queries.posts_due(connection, platforms, now, BATCH)
                claims = [self._claim(connection, post, now) for post in open_posts]
        except Exception as error:
            if not is_race(error):
                raise
            log.info("another process was faster; the next tick looks again")
            return []
        return [claim for claim in claims if claim is not None]

    def start_sending(self, claim: Claim) -> bool:
        """Note that the first byte is about to go out; False when the claim is no longer ours."""
        now = self._clock()
        with self._engine.begin() as connection:
            return post_queries.advance(
                connection,
                claim,
                self._worker_id,
                now,
                {"state": PostState.SENDING, "sending_since": now},
                expected=PostState.CLAIMED,
            )

    def record_sent(self, claim: Claim, message: PostedMessage) -> None:
        """Note that the platform took the post."""
        now = self._clock()
        with self._engine.begin() as connection:
            # No fence by lease here: that it is out is true whoever asks.
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
                    self._fail(connection, post, error.code, now)
                case Failure.RETRYABLE:
                    wait = max(_backoff(post.attempt), timedelta(seconds=error.retry_after))
                    self._try_later(connection, post, now + wait, error.code, now)
                case Failure.AMBIGUOUS:
                    doubtful = replace(
                        post, uncertain_since=post.uncertain_since or post.sending_since
                    )
                    self._try_later(connection, doubtful, now + _FIRST_WAIT, error.code, now)

    def claim_notices(self, platforms: Collection[Platform]) -> list[Notice]:
        """Take what managers have to be told; each notice is handed out once."""
        now = self._clock()
        with self._engine.begin() as connection:
            rows = post_queries.take_notices(connection, platforms, now, BATCH)
        return [
            Notice(row.id, row.post.place, row.user_id, views.notice_card(row.kind, row.post))
            for row in rows
        ]

    def _plan_or_pause(self, connection: Connection, daily: DailyRow, now: datetime) -> None:
        try:
            with connection.begin_nested():
                self._plan(connection, daily, now)
        except Exception as error:  # one broken daily must not starve the others
            if is_race(error):
                raise
            log.exception("daily #%d is paused: it could not be planned", daily.number)
            queries.change_daily(connection, daily.id, _paused(now))

    def _plan(self, connection: Connection, daily: DailyRow, now: datetime) -> None:
        last_missed: int | None = None
        while daily.next_run_at is not None and daily.next_run_at <= now and daily.next_date:
            if queries.post_on(connection, daily.id, daily.next_date) is None:
                last_missed = (
                    self._plan_date(connection, daily, daily.next_date, now) or last_missed
                )
            day, instant = next_due(
                daily.next_run_at, daily.at, daily.timezone, daily.weekdays, {daily.next_date}
            )
            daily = replace(daily, next_date=day, next_run_at=instant)
        values = {"next_date": daily.next_date, "next_run_at": daily.next_run_at}
        queries.change_daily(connection, daily.id, values)
        if last_missed is not None:
            post_queries.add_notice(connection, daily, last_missed, PostState.MISSED, now)

    def _plan_date(
        self, connection: Connection, daily: DailyRow, day: date, now: datetime
    ) -> int | None:
        """Store the post of a date; its id when the date had to be left out."""
        planned_at = daily.next_run_at or now
        late = now - planned_at > timedelta(minutes=daily.grace_minutes)
        question = None if late else pick_question(connection, self._questions, self._rng, daily)
        post_id = queries.add_post(
            connection,
            daily,
            day=day,
            planned_at=planned_at,
            question_id=question.id if question else None,
            state=PostState.MISSED if late else PostState.DUE,
            now=now,
        )
        return post_id if late else None

    def _recover(
        self, connection: Connection, platforms: Collection[Platform], now: datetime
    ) -> None:
        """Take up what a process left behind whose lease has ended."""
        for post in post_queries.leases_ended(connection, platforms, now):
            if post.state is PostState.CLAIMED:
                post_queries.set_state(connection, post.id, PostState.DUE, not_before=now)
            else:
                doubtful = replace(post, uncertain_since=post.uncertain_since or post.sending_since)
                self._try_later(connection, doubtful, now, "lease ended", now)

    def _try_later(
        self, connection: Connection, post: OpenPost, at: datetime, code: str, now: datetime
    ) -> None:
        """Make a post due again, unless it may be out and the platform would not drop a repeat."""
        values: dict[str, object] = {"error_code": code, "uncertain_since": post.uncertain_since}
        called_off = _is_called_off(post)
        window = DROPS_REPEATS_FOR.get(post.place.platform, timedelta())
        if post.uncertain_since is not None and (called_off or at - post.uncertain_since >= window):
            post_queries.set_state(connection, post.id, PostState.UNKNOWN, **values)
            post_queries.add_notice(connection, post.daily, post.id, PostState.UNKNOWN, now)
            return
        state = PostState.MISSED if called_off else PostState.DUE
        post_queries.set_state(connection, post.id, state, not_before=at, **values)

    def _fail(self, connection: Connection, post: OpenPost, code: str, now: datetime) -> None:
        post_queries.set_state(connection, post.id, PostState.FAILED, error_code=code)
        queries.change_daily(connection, post.daily.id, _paused(now))
        post_queries.add_notice(connection, post.daily, post.id, PostState.FAILED, now)
        log.warning("daily #%d is paused: %s", post.daily.number, code)

    def _claim(self, connection: Connection, post: OpenPost, now: datetime) -> Claim | None:
        window = DROPS_REPEATS_FOR.get(post.place.platform, timedelta())
        if post.uncertain_since is not None and now - post.uncertain_since >= window:
            self._try_later(connection, post, now, post.error_code or "", now)
            return None
        if now - post.planned_at > timedelta(minutes=post.daily.grace_minutes):
            post_queries.set_state(connection, post.id, PostState.MISSED)
            post_queries.add_notice(connection, post.daily, post.id, PostState.MISSED, now)
            return None
        question = self._question_of(connection, post)
        if question is None:
            self._fail(connection, post, _NOTHING_FITS, now)
            return None
        lease_until = now + LEASE
        post_queries.set_claimed(connection, post, question.id, self._worker_id, lease_until)
        return Claim(
            post_id=post.id,
            attempt=post.attempt + 1,
            place=post.place,
            local_date=post.local_date,
            card=views.post_card(question, post.id),
            lease_until=lease_until,
        )

    def _question_of(self, connection: Connection, post: OpenPost) -> Question | None:
        question = self._questions.get(post.question_id or "")
        if question is None:
            # Nothing fitted when it was planned, or the question was taken out since.
            question = pick_question(connection, self._questions, self._rng, post.daily)
        return question


def _paused(now: datetime) -> dict[str, object]:
    return {"paused_at": now, "next_date": None, "next_run_at": None}


def _backoff(attempt: int) -> timedelta:
    doublings = max(0, min(attempt, 10) - 1)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def _is_called_off(post: OpenPost) -> bool:
    """Tell whether the daily was paused or removed while this post was under way."""
    ended_at = post.daily.removed_at or post.daily.paused_at
    return ended_at is not None and post.planned_at <= ended_at
