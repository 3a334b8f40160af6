"""What follows when a platform refuses a post, keeps silent, or a process dies on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Reply
from bot.daily.posting import LEASE
from bot.daily.setbacks import DROPS_REPEATS_FOR
from bot.ports import Claim, Failure, PostedMessage, SendError
from bot.requests import Platform
from tests.conftest import MakeBot
from tests.core.player import Player, action_of, is_refusal, labels, somebody, words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, fail, posts, send, states, told
from tests.fakes.clock import FakeClock

NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)
SECOND = timedelta(seconds=1)
WINDOW = DROPS_REPEATS_FOR[Platform.DISCORD]


@pytest.fixture(params=["slack", "discord"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def lead_on(bot: PracticeBot, clock: FakeClock, platform: str) -> Player:
    """Schedule a daily on a platform and let it fall due."""
    clock.now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    lead = add_daily(bot, platform=platform)
    clock.now = NINE
    return lead


def claim_one(bot: PracticeBot) -> Claim:
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    return claim


def test_a_post_that_may_work_later_is_tried_again_after_a_wait(
    bot: PracticeBot, engine: Engine, clock: FakeClock, platform: str
) -> None:
    lead_on(bot, clock, platform)
    fail(bot, claim_one(bot), Failure.RETRYABLE)
    assert states(engine) == [(TODAY, "due")]
    assert bot.posting.claim_due(EVERYWHERE) == []
    clock.advance(timedelta(seconds=10))
    assert len(deliver(bot)) == 1
    assert states(engine) == [(TODAY, "sent")]


def test_the_wait_that_a_platform_asks_for_is_respected(bot: PracticeBot, clock: FakeClock) -> None:
    lead_on(bot, clock, "slack")
    fail(bot, claim_one(bot), Failure.RETRYABLE, wait=120)
    clock.advance(timedelta(seconds=119))
    assert bot.posting.claim_due(EVERYWHERE) == []
    clock.advance(SECOND)
    assert len(deliver(bot)) == 1


def test_waits_grow_and_stay_below_five_minutes(bot: PracticeBot, clock: FakeClock) -> None:
    lead_on(bot, clock, "slack")
    waits = []
    for _ in range(12):
        failed_at = clock.now
        fail(bot, claim_one(bot), Failure.RETRYABLE)
        while not (claims := bot.posting.claim_due(EVERYWHERE)):
            clock.advance(5 * SECOND)
        waits.append((clock.now - failed_at).total_seconds())
        clock.advance(LEASE)
        assert len(claims) == 1
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (5, 300)


def test_a_post_keeps_its_question_and_its_key_at_every_attempt(
    bot: PracticeBot, clock: FakeClock, platform: str
) -> None:
    lead_on(bot, clock, platform)
    first = claim_one(bot)
    fail(bot, first, Failure.RETRYABLE)
    clock.advance(timedelta(minutes=1))
    second = claim_one(bot)
    assert (second.key, second.card) == (first.key, first.card)
    assert second.attempt == first.attempt + 1
    assert len(first.key) <= 25


def test_a_platform_that_is_away_past_the_grace_costs_the_date_and_is_told_once(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "slack")
    for _ in range(8):
        for claim in bot.posting.claim_due(EVERYWHERE):
            fail(bot, claim, Failure.RETRYABLE)
        clock.advance(timedelta(hours=1))
    assert states(engine) == [(TODAY, "missed")]
    assert len(told(bot)) == 1
    assert told(bot) == []


def test_a_permanent_failure_pauses_that_daily_and_is_told_its_manager_once(
    bot: PracticeBot, engine: Engine, clock: FakeClock, platform: str
) -> None:
    lead = lead_on(bot, clock, platform)
    lead.types("/daily add 09:00 #C2")
    fail(bot, claim_one(bot), Failure.PERMANENT, "channel_not_found")
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    assert (notice.user_id, notice.place.workspace_id) == ("U-lea", "T1")
    assert "channel_not_found" in words_of(notice.card)
    assert bot.telling.claim_notices(EVERYWHERE) == []
    assert states(engine) == [(TODAY, "failed")]
    clock.now = NINE + timedelta(days=1)
    assert [claim.place.channel_id for claim in deliver(bot)] == ["C2"]


def test_after_a_failure_was_mended_the_post_can_be_made_by_hand(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = lead_on(bot, clock, "slack")
    fail(bot, claim_one(bot), Failure.PERMANENT)
    lead.types("/daily resume 1")
    assert deliver(bot) == []
    lead.types("/daily post")
    assert len(deliver(bot)) == 1


def test_a_failure_after_a_second_try_by_hand_is_told_again(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = lead_on(bot, clock, "slack")
    fail(bot, claim_one(bot), Failure.PERMANENT)
    assert len(told(bot)) == 1
    lead.types("/daily post 1")
    fail(bot, claim_one(bot), Failure.PERMANENT)
    assert len(told(bot)) == 1


def test_a_silent_slack_leaves_the_post_unknown_and_gives_its_manager_a_button(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = lead_on(bot, clock, "slack")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS, "timeout")
    clock.advance(timedelta(hours=1))
    assert deliver(bot) == []
    assert states(engine) == [(TODAY, "unknown")]
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    assert labels(notice.card) == ["Post it now"]
    assert action_of(lead.types("/daily post").card, "Post it now") == action_of(
        notice.card, "Post it now"
    )


def test_the_button_sends_an_unknown_post_once(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = lead_on(bot, clock, "slack")
    first = claim_one(bot)
    fail(bot, first, Failure.AMBIGUOUS)
    assert is_refusal(somebody(bot, "Bob").sends("pb1|post_again|1"))
    clock.advance(timedelta(days=1) - timedelta(minutes=1))
    for _ in range(2):
        outcome = lead.sends("pb1|post_again|1")
        assert isinstance(outcome, Reply)
        assert "on its way" in words_of(outcome.card)
    (claim,) = deliver(bot)
    assert (claim.key, claim.card) == (first.key, first.card)
    assert states(engine) == [(TODAY, "sent")]
    pressed_again = lead.sends("pb1|post_again|1")
    assert isinstance(pressed_again, Reply)
    assert "is out already" in words_of(pressed_again.card)
    assert deliver(bot) == []


def test_a_post_that_stays_unknown_twice_gives_the_button_twice(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = lead_on(bot, clock, "slack")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    assert len(told(bot)) == 1
    lead.sends("pb1|post_again|1")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    assert len(told(bot)) == 1


def test_a_silent_discord_is_asked_again_with_the_same_key_while_it_drops_repeats(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "discord")
    keys = set()
    while clock.now < NINE + 3 * WINDOW:
        for claim in bot.posting.claim_due(EVERYWHERE):
            assert clock.now - NINE < WINDOW
            keys.add(claim.key)
            fail(bot, claim, Failure.AMBIGUOUS)
        clock.advance(SECOND)
    assert len(keys) == 1
    assert posts(engine)[0].attempt > 5
    clock.advance(timedelta(minutes=10))
    assert bot.posting.claim_due(EVERYWHERE) == []
    assert states(engine) == [(TODAY, "unknown")]
    assert len(told(bot)) == 1


def test_the_window_begins_with_the_first_attempt_that_may_have_worked(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "discord")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    clock.advance(timedelta(seconds=50))
    fail(bot, claim_one(bot), Failure.RETRYABLE, wait=49)
    clock.advance(timedelta(seconds=49))
    fail(bot, claim_one(bot), Failure.RETRYABLE, wait=1)
    assert states(engine) == [(TODAY, "unknown")]


def test_a_claim_whose_worker_died_before_sending_is_taken_up_by_another(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock, platform: str
) -> None:
    lead_on(bot, clock, platform)
    dead = claim_one(bot)
    other = make_bot(engine, worker_id="other")
    clock.advance(LEASE - SECOND)
    assert other.posting.claim_due(EVERYWHERE) == []
    clock.advance(SECOND)
    taken = claim_one(other)
    assert (taken.post_id, taken.card) == (dead.post_id, dead.card)
    send(other, taken)
    assert states(engine) == [(TODAY, "sent")]


def test_a_worker_that_slept_past_its_lease_cannot_send(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "slack")
    asleep = claim_one(bot)
    clock.advance(LEASE)
    assert not bot.posting.start_sending(asleep)
    other = make_bot(engine, worker_id="other")
    taken = claim_one(other)
    assert not bot.posting.start_sending(asleep)
    assert other.posting.start_sending(taken)


def test_a_claim_that_was_taken_anew_by_the_same_worker_counts_no_more(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead_on(bot, clock, "slack")
    older = claim_one(bot)
    clock.advance(LEASE)
    newer = claim_one(bot)
    assert not bot.posting.start_sending(older)
    assert bot.posting.start_sending(newer)


def test_a_claim_of_one_worker_is_of_no_use_to_another(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "slack")
    claim = claim_one(bot)
    assert not make_bot(engine, worker_id="other").posting.start_sending(claim)
    assert bot.posting.start_sending(claim)


def test_a_worker_that_died_while_sending_leaves_a_slack_post_unknown(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "slack")
    assert bot.posting.start_sending(claim_one(bot))
    clock.advance(LEASE)
    assert deliver(bot) == []
    assert states(engine) == [(TODAY, "unknown")]
    assert len(told(bot)) == 1


def test_a_worker_that_died_while_sending_to_discord_is_followed_by_another(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "discord")
    dead = claim_one(bot)
    assert bot.posting.start_sending(dead)
    clock.advance(LEASE)
    (sent,) = deliver(make_bot(engine, worker_id="other"))
    assert sent.key == dead.key
    assert states(engine) == [(TODAY, "sent")]


def test_a_late_failure_of_an_old_attempt_changes_nothing(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    lead_on(bot, clock, "discord")
    asleep = claim_one(bot)
    assert bot.posting.start_sending(asleep)
    clock.advance(LEASE)
    other = make_bot(engine, worker_id="other")
    taken = claim_one(other)
    assert other.posting.start_sending(taken)
    bot.posting.record_failure(asleep, _failure(Failure.PERMANENT))
    assert states(engine) == [(TODAY, "sending")]
    other.posting.record_sent(taken, PostedMessage("m-1"))
    other.posting.record_failure(taken, _failure(Failure.PERMANENT))
    assert states(engine) == [(TODAY, "sent")]


def test_that_a_post_is_out_is_true_whoever_says_it_and_however_late(
    bot: PracticeBot, engine: Engine, clock: FakeClock, platform: str
) -> None:
    lead_on(bot, clock, platform)
    claim = claim_one(bot)
    assert bot.posting.start_sending(claim)
    clock.advance(LEASE)
    bot.posting.claim_due(EVERYWHERE)
    bot.posting.record_sent(claim, PostedMessage("m-1"))
    assert states(engine) == [(TODAY, "sent")]
    clock.advance(timedelta(hours=1))
    assert deliver(bot) == []


def _failure(failure: Failure) -> SendError:
    return SendError(failure, "x")
