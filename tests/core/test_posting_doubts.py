"""What nobody knows, what comes in between, and what must not get lost on the way."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from bot.app import PracticeBot
from bot.daily.posting import LEASE
from bot.daily.setbacks import DROPS_REPEATS_FOR
from bot.database.models import Daily, Notice
from bot.ports import Claim, Failure, SendError
from bot.requests import Platform
from tests.conftest import MakeBot
from tests.core.player import Player, labels, somebody, words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, fail, posts, send, states, told
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

SECOND = timedelta(seconds=1)
WINDOW = DROPS_REPEATS_FOR[Platform.DISCORD]


def due_now(bot: PracticeBot, clock: FakeClock, platform: str = "slack", words: str = "") -> Player:
    """Schedule a daily for an hour from now and let it fall due, not yet planned."""
    lead = add_daily(bot, f"13:00 {words}".strip(), platform)
    clock.advance(timedelta(hours=1))
    return lead


def claim_one(bot: PracticeBot) -> Claim:
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    return claim


@pytest.mark.parametrize("change", ["beginner", "#random", "14:00", "weekdays"])
def test_a_change_at_the_due_moment_loses_no_date(
    bot: PracticeBot, engine: Engine, clock: FakeClock, change: str
) -> None:
    lead = due_now(bot, clock)
    lead.types(f"/daily change 1 {change}")
    deliver(bot)
    assert [state for _, state in states(engine)] == ["sent"]


def test_a_change_of_questions_alone_leaves_the_time_as_it_is(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot, "13:00")
    clock.advance(timedelta(minutes=30))
    lead.types("/daily change 1 advanced")
    with engine.connect() as connection:
        due = connection.execute(select(Daily.next_run_at)).scalar_one()
    assert due == clock.now + timedelta(minutes=30)


def test_post_now_leaves_the_post_of_an_earlier_date_to_come(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot, "23:00")
    clock.advance(timedelta(hours=13))
    lead.types("/daily post 1")
    assert len(deliver(bot)) == 2
    assert [state for _, state in states(engine)] == ["sent", "sent"]


def test_sending_begins_under_a_fresh_lease(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    due_now(bot, clock)
    claim = claim_one(bot)
    clock.advance(LEASE - SECOND)
    assert bot.posting.start_sending(claim)
    clock.advance(2 * SECOND)
    assert bot.posting.claim_due(EVERYWHERE) == []
    assert [state for _, state in states(engine)] == ["sending"]


def test_a_claim_that_waited_for_too_long_is_not_repeated_on_discord(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    due_now(bot, clock, "discord")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    clock.advance(WINDOW - SECOND)
    waiting = claim_one(bot)
    clock.advance(2 * SECOND)
    assert not bot.posting.start_sending(waiting)
    assert [state for _, state in states(engine)] == ["unknown"]
    assert "never said whether it took" in told(bot)[0]


def test_a_post_that_may_be_out_is_never_called_failed(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = due_now(bot, clock, "discord")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    clock.advance(timedelta(seconds=10))
    again = claim_one(bot)
    fail(bot, again, Failure.PERMANENT, "50013")
    assert [state for _, state in states(engine)] == ["unknown"]
    assert "paused" in words_of(lead.types("/daily list").card)
    shown = lead.types("/daily post 1").card
    assert labels(shown) == ["Post it now"]
    assert posts(engine)[0].question_id is not None


def test_pausing_a_daily_whose_post_may_be_out_asks_its_manager(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = due_now(bot, clock, "discord")
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    lead.types("/daily pause 1")
    assert [state for _, state in states(engine)] == ["unknown"]
    (words,) = told(bot)
    assert "never said whether it took" in words


def test_post_it_now_says_what_became_of_the_post_meanwhile(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = due_now(bot, clock)
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    lead.presses("Post it now", notice.card)
    fail(bot, claim_one(bot), Failure.PERMANENT)
    pressed = lead.presses("Post it now", notice.card)
    assert "was given up meanwhile" in str(pressed)


def test_post_it_now_links_to_a_post_that_is_out(bot: PracticeBot, clock: FakeClock) -> None:
    lead = due_now(bot, clock)
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    lead.presses("Post it now", notice.card)
    send(bot, claim_one(bot), link="https://chat.example/1")
    pressed = lead.presses("Post it now", notice.card)
    assert "https://chat.example/1" in str(pressed)


def test_what_is_out_is_told_with_the_channel_it_is_in(bot: PracticeBot, clock: FakeClock) -> None:
    lead = due_now(bot, clock)
    deliver(bot)
    lead.types("/daily change 1 #random")
    assert "out already in #C1" in words_of(lead.types("/daily post 1").card)


def test_a_notice_waits_until_the_platform_is_back(bot: PracticeBot, clock: FakeClock) -> None:
    add_daily(bot, "13:00")
    clock.advance(timedelta(hours=12))
    bot.posting.claim_due(EVERYWHERE)
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    assert bot.telling.claim_notices(EVERYWHERE) == []
    bot.telling.tell_later(notice)
    assert bot.telling.claim_notices(EVERYWHERE) == []
    clock.advance(timedelta(seconds=5))
    (again,) = bot.telling.claim_notices(EVERYWHERE)
    assert (again.notice_id, again.tries) == (notice.notice_id, 1)
    bot.telling.record_told(again)
    clock.advance(timedelta(days=1))
    assert [one.notice_id for one in bot.telling.claim_notices(EVERYWHERE)] == []


def test_a_notice_that_a_crash_took_along_comes_again(bot: PracticeBot, clock: FakeClock) -> None:
    add_daily(bot, "13:00")
    clock.advance(timedelta(hours=12))
    bot.posting.claim_due(EVERYWHERE)
    (lost,) = bot.telling.claim_notices(EVERYWHERE)
    clock.advance(timedelta(minutes=2))
    (again,) = bot.telling.claim_notices(EVERYWHERE)
    assert again.notice_id == lost.notice_id


def test_a_daily_that_cannot_be_planned_tells_its_manager_and_resume_says_why(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = due_now(bot, clock)
    with engine.begin() as connection:
        connection.execute(update(Daily).values(timezone="Mars/Olympus_Mons"))
    bot.posting.claim_due(EVERYWHERE)
    (words,) = told(bot)
    assert "could not be planned in its time zone Mars/Olympus_Mons" in words
    assert "is not known any more" in words_of(lead.types("/daily resume 1").card)
    with engine.connect() as connection:
        assert connection.execute(select(Notice.kind)).scalars().all() == ["broken"]


def test_a_removed_daily_tells_nobody_that_it_was_paused(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = due_now(bot, clock)
    claim = claim_one(bot)
    assert bot.posting.start_sending(claim)
    lead.types("/daily remove 1")
    bot.posting.record_failure(claim, SendError(Failure.PERMANENT, "channel_not_found"))
    assert told(bot) == []


def test_a_post_that_never_went_out_does_not_count_as_posted(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    bot = make_bot(engine, a_bank(a_question("q-0"), a_question("q-1")))
    lead = due_now(bot, clock)
    deliver(bot)
    clock.advance(timedelta(days=1))
    fail(bot, claim_one(bot), Failure.PERMANENT)
    lead.types("/daily resume 1")
    clock.advance(timedelta(days=1))
    deliver(bot)
    first, failed, third = (post.question_id for post in posts(engine))
    assert third == failed != first


def test_a_wait_that_a_platform_asks_for_is_believed_for_an_hour_at_most() -> None:
    waits = [SendError(Failure.RETRYABLE, "429", wait).retry_after for wait in (-1, 7, 1e12)]
    assert waits == [0, 7, 3600]
    assert SendError(Failure.RETRYABLE, "429", float("inf")).retry_after == 3600


def test_somebody_else_than_the_manager_cannot_post_again(
    bot: PracticeBot, clock: FakeClock
) -> None:
    due_now(bot, clock)
    fail(bot, claim_one(bot), Failure.AMBIGUOUS)
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    pressed = somebody(bot, "Bob").presses("Post it now", notice.card)
    assert "Only managers" in str(pressed)
