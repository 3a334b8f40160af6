"""What a team is weakest at: who may see it, from when on, and how a daily asks about it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete

from bot.app import PracticeBot
from bot.database.models import Member
from bot.question_bank import QuestionBank
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, posts
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

A_DAY = timedelta(days=1)
NAMES = ("Ada", "Bob", "Cy", "Dan")
FIVE = (*NAMES, "Eve")


@pytest.fixture
def small() -> QuestionBank:
    return a_bank(
        a_question("conv", "beginner", ("cnn",)),
        a_question("pool", "beginner", ("cnn",)),
        a_question("gates", "advanced", ("rnn",)),
        a_question("heads", "intermediate", ("attention",)),
    )


@pytest.fixture
def bot(engine: Engine, make_bot: MakeBot, small: QuestionBank) -> PracticeBot:
    return make_bot(engine, small)


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


def practise(bot: PracticeBot, *names: str, cnn: str = "Hard", rnn: str = "") -> None:
    for name in names:
        somebody(bot, name).practises("cnn", cnn)
        if rnn:
            somebody(bot, name).practises("rnn", rnn)


def post_for_days(bot: PracticeBot, clock: FakeClock, days: int) -> None:
    """Let the dailies at 13:00 post, from today on."""
    clock.advance(timedelta(hours=1))
    for _ in range(days):
        deliver(bot)
        clock.advance(A_DAY)


def seen_by(player: Player) -> str:
    return words_of(player.types("/weakspots").card)


def test_managers_see_topic_by_tier_how_well_each_is_known(bot: PracticeBot, lead: Player) -> None:
    practise(bot, *NAMES, cnn="Good", rnn="Again")
    said = seen_by(lead)
    assert "- **rnn**: advanced 40% or less\n- **cnn**: beginner 80% or more" in said
    assert "attention" not in said


def test_nothing_is_shown_until_the_fourth_member_has_answered(
    bot: PracticeBot, lead: Player
) -> None:
    practise(bot, *NAMES[:3])
    before = seen_by(lead)
    assert "too little to tell yet" in before
    assert "4 members" in before
    practise(bot, NAMES[0], NAMES[1], cnn="Again")
    assert seen_by(lead) == before
    practise(bot, NAMES[3])
    assert "cnn" in seen_by(lead)


def test_what_three_members_rate_differently_changes_nothing_that_is_shown(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    practise(bot, *NAMES)
    for name in NAMES[:3]:
        somebody(bot, name).practises("rnn", "Again")
    before = seen_by(lead)
    assert "rnn" not in before
    clock.advance(A_DAY)
    for name in NAMES[:3]:
        somebody(bot, name).practises("rnn", "Easy")
    assert seen_by(lead) == before


def test_what_one_rated_oneself_changes_nothing_that_one_is_shown(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    lead.types("/settings team weak_spots=everyone")
    eve = somebody(bot, "Eve")
    practise(bot, *NAMES, cnn="Hard")
    before = seen_by(eve)
    assert "**cnn**: beginner 60%" in before
    for rating, everybody in (("Again", "50%"), ("Easy", "70%")):
        eve.practises("cnn", rating)
        eve.practises("cnn", rating)
        assert seen_by(eve) == before
        assert f"**cnn**: beginner {everybody}" in seen_by(lead)
        clock.advance(A_DAY)


def test_three_others_are_too_few_also_for_one_who_answered_too(
    bot: PracticeBot, lead: Player
) -> None:
    """One who knows their own part of a mean of four would read the rest out of it."""
    lead.types("/settings team weak_spots=everyone")
    practise(bot, *NAMES, cnn="Again")
    assert "cnn" in seen_by(lead)
    for name in NAMES:
        assert "too little to tell yet" in seen_by(somebody(bot, name))
    practise(bot, "Eve", cnn="Again")
    for name in NAMES:
        assert "**cnn**: beginner 40% or less" in seen_by(somebody(bot, name))


def test_a_manager_who_practised_is_shown_what_the_others_know(
    bot: PracticeBot, lead: Player
) -> None:
    practise(bot, *NAMES[:3], "Lea")
    assert "too little to tell yet" in seen_by(lead)
    practise(bot, NAMES[3])
    assert "cnn" in seen_by(lead)


def test_no_name_is_in_it_and_no_number_of_answers(bot: PracticeBot, lead: Player) -> None:
    practise(bot, *NAMES)
    said = seen_by(lead)
    practise(bot, "Eve", "Kim")
    assert seen_by(lead) == said
    assert not any(name in said for name in NAMES)


def test_others_are_turned_away_until_a_manager_shows_it_to_everyone(
    bot: PracticeBot, lead: Player
) -> None:
    practise(bot, *NAMES, "Eve")
    ada = somebody(bot, "Ada")
    assert is_refusal(ada.types("/weakspots"))
    assert is_refusal(ada.types("/settings team weak_spots=everyone"))
    assert "Everyone may use" in words_of(lead.types("/settings team weak_spots=everyone").card)
    assert "cnn" in seen_by(ada)
    assert "Every member may see this." in seen_by(lead)
    assert is_refusal(ada.elsewhere(workspace_id="T2").types("/weakspots"))
    lead.types("/settings team weak_spots=managers")
    assert is_refusal(ada.types("/weakspots"))
    assert "Weak spots: for managers" in words_of(lead.types("/settings team").card)


def test_who_left_does_not_count(bot: PracticeBot, lead: Player, clock: FakeClock) -> None:
    practise(bot, *NAMES)
    clock.advance(A_DAY)
    lead.types("/leaderboard all")
    bot.presence.record_gone(bot.presence.claim_doubts(EVERYWHERE)[0])
    assert "too little to tell yet" in seen_by(lead)


def test_whose_data_is_deleted_does_not_count(
    bot: PracticeBot, lead: Player, engine: Engine
) -> None:
    practise(bot, *NAMES)
    with engine.begin() as connection:
        connection.execute(delete(Member).where(Member.external_id == "U-ada"))
    assert "too little to tell yet" in seen_by(lead)


def test_who_is_on_no_leaderboard_counts_as_one_of_many(bot: PracticeBot, lead: Player) -> None:
    practise(bot, *NAMES)
    before = seen_by(lead)
    somebody(bot, "Ada").types("/settings me leaderboard=off")
    assert seen_by(lead) == before
    assert "cnn" in before


def test_another_team_s_answers_do_not_count(bot: PracticeBot, lead: Player) -> None:
    practise(bot, *NAMES[:3])
    somebody(bot, "Dan").elsewhere(workspace_id="T2").practises("cnn")
    assert "too little to tell yet" in seen_by(lead)


def test_a_daily_asks_what_the_team_is_weakest_at(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    practise(bot, *FIVE, cnn="Hard", rnn="Again")
    added = add_daily(bot, "13:00 weakest")
    assert "what the team is weakest at" in words_of(added.types("/daily list").card)
    post_for_days(bot, clock, 4)
    asked = [post.question_id for post in posts(engine)]
    assert asked[0] == "gates"
    assert set(asked[1:3]) == {"conv", "pool"}
    assert asked[3] == "heads"  # nothing is repeated while a question is left


def test_a_daily_about_a_topic_asks_for_its_weakest_tier(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    practise(bot, *FIVE, cnn="Hard", rnn="Again")
    add_daily(bot, "13:00 weakest cnn")
    post_for_days(bot, clock, 1)
    assert posts(engine)[0].question_id in {"conv", "pool"}


def test_a_daily_asks_anything_while_nothing_may_be_told(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    """Each of four might read the other three out of what is posted."""
    practise(bot, *NAMES)
    add_daily(bot, "13:00 weakest")
    post_for_days(bot, clock, 4)
    asked = {post.question_id for post in posts(engine)}
    assert asked == {"conv", "pool", "gates", "heads"}


@pytest.mark.parametrize("ratings", ["Again", "Easy"])
def test_a_daily_tells_none_of_four_what_the_other_three_rated(
    bot: PracticeBot, engine: Engine, clock: FakeClock, lead: Player, ratings: str
) -> None:
    practise(bot, *FIVE, cnn="Hard")
    for name in FIVE[:3]:
        somebody(bot, name).practises("rnn", ratings)
    lead.practises("rnn", "Hard")
    add_daily(bot, "13:00 weakest")
    post_for_days(bot, clock, 1)
    assert posts(engine)[0].question_id in {"conv", "pool"}
