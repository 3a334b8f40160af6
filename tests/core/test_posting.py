"""A daily post from due to sent, and what managers do to it meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from bot.app import PracticeBot
from bot.cards import Reply
from bot.ports import Failure, SendError
from bot.requests import Platform
from bot.texts import Link
from tests.conftest import MakeBot
from tests.core.player import labels, own_words, somebody, words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, fail, posts, send, states, told
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _the_evening_before(clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


def test_nothing_is_posted_before_its_time(bot: PracticeBot, clock: FakeClock) -> None:
    add_daily(bot)
    clock.now = NINE - timedelta(seconds=1)
    assert bot.posting.claim_due(EVERYWHERE) == []
    clock.now = NINE
    assert len(bot.posting.claim_due(EVERYWHERE)) == 1


def test_a_post_goes_from_due_over_claimed_and_sending_to_sent(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    assert states(engine) == [(TODAY, "claimed")]
    assert (claim.place.workspace_id, claim.place.channel_id) == ("T1", "C1")
    assert claim.local_date == TODAY
    assert labels(claim.card) == ["Answer", "Hint", "Show answer", "Report"]
    assert bot.posting.start_sending(claim)
    assert states(engine) == [(TODAY, "sending")]
    assert not bot.posting.start_sending(claim)
    send_rest = bot.posting.claim_due(EVERYWHERE)
    assert send_rest == []


def test_what_is_sent_is_stored_with_its_message(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot)
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    send(bot, claim, link="https://chat.example/1")
    (post,) = posts(engine)
    assert (post.state, post.message_id) == ("sent", "m-1")
    assert (
        Link("open it", "https://chat.example/1") in lead.types("/daily post").card.sections[0].text
    )


def test_one_post_a_date_however_often_the_clock_ticks(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE
    for _ in range(5):
        deliver(bot)
        clock.advance(timedelta(seconds=1))
    assert states(engine) == [(TODAY, "sent")]
    clock.now = NINE + ONE_DAY
    deliver(bot)
    assert states(engine) == [(TODAY, "sent"), (TODAY + ONE_DAY, "sent")]


def test_weekdays_are_kept(bot: PracticeBot, engine: Engine, clock: FakeClock) -> None:
    add_daily(bot, "09:00 mon,fri")
    for day in range(14):
        clock.now = NINE + day * ONE_DAY
        deliver(bot)
    assert [day.strftime("%a") for day, _ in states(engine)] == ["Fri", "Mon", "Fri", "Mon"]


def test_only_the_platforms_of_this_process_are_planned_and_claimed(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot, platform="discord")
    clock.now = NINE
    assert bot.posting.claim_due([Platform.SLACK]) == []
    assert bot.posting.claim_due([]) == []
    assert posts(engine) == []
    assert len(bot.posting.claim_due([Platform.DISCORD])) == 1


def test_no_more_is_claimed_than_can_be_sent_within_a_lease(
    bot: PracticeBot, clock: FakeClock
) -> None:
    for number in range(13):
        for team in ("T1", "T2"):
            lead = somebody(bot, "Lea", manager=True).elsewhere(workspace_id=team)
            lead.types(f"/daily add 09:00 #C{number}")
    clock.now = NINE
    assert [len(deliver(bot)) for _ in range(3)] == [20, 6, 0]


def test_a_post_is_answered_privately_and_stays_as_it_was(
    bot: PracticeBot, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE
    (claim,) = deliver(bot)
    ada = somebody(bot, "Ada")
    for button in ("Hint", "Show answer"):
        outcome = ada.presses(button, claim.card)
        assert isinstance(outcome, Reply)
        assert (outcome.audience, outcome.replaces_original) == ("asker", False)
    assert own_words(ada.answers(claim.card, "mine alone")) == "mine alone"


def test_daily_post_counts_as_done_for_the_schedule(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot)
    clock.now = NINE - timedelta(hours=2)
    assert "on its way" in words_of(lead.types("/daily post").card)
    assert len(deliver(bot)) == 1
    clock.now = NINE
    assert deliver(bot) == []
    clock.now = NINE + ONE_DAY
    assert len(deliver(bot)) == 1
    assert [day for day, _ in states(engine)] == [TODAY, TODAY + ONE_DAY]


def test_a_change_after_today_s_post_does_not_post_twice(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot)
    clock.now = NINE
    deliver(bot)
    lead.types("/daily change 1 15:00")
    clock.now = NINE + timedelta(hours=7)
    assert deliver(bot) == []
    clock.now += ONE_DAY
    assert len(deliver(bot)) == 1


def test_no_question_repeats_in_a_channel_while_another_fits(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    bot = make_bot(engine, a_bank(*(a_question(f"q-{number}") for number in range(4))))
    add_daily(bot, "09:00")
    add_daily(bot, "10:00")
    for day in range(4):
        clock.now = NINE + day * ONE_DAY + timedelta(hours=1)
        deliver(bot)
    asked = [post.question_id for post in posts(engine)]
    assert len(asked) == 8
    assert sorted(asked[:4]) == ["q-0", "q-1", "q-2", "q-3"]
    assert asked[4:] == asked[:4]  # then comes what was posted longest ago


def test_another_channel_begins_anew(make_bot: MakeBot, engine: Engine, clock: FakeClock) -> None:
    bot = make_bot(engine, a_bank(a_question("q-one")))
    add_daily(bot, "09:00 #C1")
    add_daily(bot, "09:00 #C2")
    clock.now = NINE
    assert {claim.place.channel_id for claim in deliver(bot)} == {"C1", "C2"}


def test_a_rotation_takes_the_tiers_in_turn(bot: PracticeBot, clock: FakeClock) -> None:
    add_daily(bot, "09:00 rotation")
    tiers = []
    for day in range(6):
        clock.now = NINE + day * ONE_DAY
        tiers += [claim.card.title.split(" · ")[1] for claim in deliver(bot)]
    assert tiers == ["Beginner", "Intermediate", "Advanced"] * 2


def test_a_question_removed_after_planning_is_replaced(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    fail(bot, claim, Failure.RETRYABLE)
    clock.advance(timedelta(minutes=1))
    reloaded = make_bot(engine, a_bank(a_question("q-new")))
    (again,) = deliver(reloaded)
    assert again.post_id == claim.post_id
    assert "q-new" in words_of(again.card)
    assert posts(engine)[0].question_id == "q-new"


def test_when_nothing_fits_the_daily_is_paused_and_its_manager_told_once(
    bot: PracticeBot, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot, "09:00 advanced")
    poor = make_bot(engine, a_bank(a_question("q-one", "beginner")))
    clock.now = NINE
    assert poor.posting.claim_due(EVERYWHERE) == []
    (notice,) = told(poor)
    assert "No question fits daily **#1**" in notice
    assert told(poor) == []
    assert "**paused**" in words_of(lead.types("/daily list").card)
    clock.now = NINE + ONE_DAY
    assert poor.posting.claim_due(EVERYWHERE) == []


@pytest.mark.parametrize("verb", ["pause", "remove"])
def test_a_post_that_waits_is_called_off_with_its_daily(
    bot: PracticeBot, engine: Engine, clock: FakeClock, verb: str
) -> None:
    lead = add_daily(bot)
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    lead.types(f"/daily {verb} 1")
    assert not bot.posting.start_sending(claim)
    clock.advance(timedelta(minutes=5))
    assert deliver(bot) == []
    assert states(engine) == [(TODAY, "missed")]
    assert told(bot) == []


@pytest.mark.parametrize("verb", ["pause", "remove"])
@pytest.mark.parametrize("failure", [Failure.RETRYABLE, Failure.PERMANENT])
def test_a_post_under_way_is_not_tried_again_after_its_daily_ended(
    bot: PracticeBot, engine: Engine, clock: FakeClock, verb: str, failure: Failure
) -> None:
    lead = add_daily(bot, platform="discord")
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    assert bot.posting.start_sending(claim)
    lead.types(f"/daily {verb} 1")
    bot.posting.record_failure(claim, SendError(failure, "x"))
    clock.advance(timedelta(minutes=5))
    assert deliver(bot) == []
    expected = "missed" if failure is Failure.RETRYABLE else "failed"
    assert states(engine) == [(TODAY, expected)]


def test_a_paused_daily_may_be_posted_by_hand(bot: PracticeBot, clock: FakeClock) -> None:
    lead = add_daily(bot)
    lead.types("/daily pause 1")
    clock.now = NINE
    lead.types("/daily post 1")
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    fail(bot, claim, Failure.RETRYABLE)
    clock.advance(timedelta(minutes=1))
    assert len(deliver(bot)) == 1
    assert "**paused**" in words_of(lead.types("/daily list").card)


def test_a_resumed_daily_leaves_out_what_passed_meanwhile(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot)
    lead.types("/daily pause 1")
    clock.now = NINE + timedelta(hours=1)
    lead.types("/daily resume 1")
    assert deliver(bot) == []
    clock.now = NINE + ONE_DAY
    assert len(deliver(bot)) == 1
    assert states(engine) == [(TODAY + ONE_DAY, "sent")]


def test_a_post_called_off_can_still_be_made_by_hand(bot: PracticeBot, clock: FakeClock) -> None:
    lead = add_daily(bot)
    clock.now = NINE
    bot.posting.claim_due(EVERYWHERE)
    lead.types("/daily pause 1")
    lead.types("/daily resume 1")
    assert deliver(bot) == []
    assert "on its way" in words_of(lead.types("/daily post").card)
    assert len(deliver(bot)) == 1


def test_a_waiting_post_moves_with_its_channel(bot: PracticeBot, clock: FakeClock) -> None:
    lead = add_daily(bot)
    clock.now = NINE
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    fail(bot, claim, Failure.RETRYABLE)
    lead.types("/daily change 1 #C7")
    clock.advance(timedelta(minutes=1))
    assert [one.place.channel_id for one in deliver(bot)] == ["C7"]


def test_a_broken_daily_does_not_stop_the_others(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot, "09:00 #C1")
    add_daily(bot, "09:00 #C2")
    with engine.begin() as connection:
        connection.execute(text("UPDATE daily SET timezone = 'Mars/Olympus' WHERE number = 1"))
    clock.now = NINE
    assert [claim.place.channel_id for claim in deliver(bot)] == ["C2"]
    assert words_of(lead.types("/daily list").card).count("**paused**") == 1
