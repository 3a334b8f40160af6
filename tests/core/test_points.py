"""What an attempt is worth, as the member reads it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Card
from tests.conftest import MakeBot
from tests.core.player import Player, somebody, words_of
from tests.core.schedule import post_today
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def points(card: Card) -> int:
    found = re.search(r"(\d+) points?[.,]", words_of(card))
    assert found
    return int(found[1])


@pytest.mark.parametrize(("tier", "worth"), [("beginner", 1), ("intermediate", 2), ("advanced", 3)])
@pytest.mark.parametrize("rating", ["Hard", "Good", "Easy"])
def test_a_tier_is_worth_its_points_whatever_the_rating(
    ada: Player, tier: str, worth: int, rating: str
) -> None:
    assert points(ada.practises(tier, rating)) == worth


def test_again_is_worth_nothing_and_still_makes_the_day_count(ada: Player) -> None:
    rated = ada.practises("advanced", "Again")
    assert points(rated) == 0
    assert "Day 1." in words_of(rated)


def test_a_question_earns_points_once_a_day(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(a_question("q-one", "advanced"))), "Ada")
    earned = [points(ada.practises()) for _ in range(3)]
    clock.advance(timedelta(days=1))
    assert [*earned, points(ada.practises())] == [3, 0, 0, 3]


def test_again_does_not_use_the_question_up_for_the_day(make_bot: MakeBot, engine: Engine) -> None:
    ada = somebody(make_bot(engine, a_bank(a_question("q-one", "advanced"))), "Ada")
    assert [points(ada.practises(rating=one)) for one in ("Again", "Good")] == [0, 3]


def test_the_daily_question_adds_one_at_most_once_a_day(ada: Player, clock: FakeClock) -> None:
    first = post_today(ada.bot, "C1", "tier=beginner").card
    second = post_today(ada.bot, "C2", "tier=beginner").card
    earned = [points(ada.rates(first, "Good")), points(ada.rates(second, "Good"))]
    clock.advance(timedelta(days=1))
    third = post_today(ada.bot, "C3", "tier=beginner").card
    assert [*earned, points(ada.rates(third, "Good"))] == [2, 1, 2]


def test_a_daily_rated_again_earns_no_bonus_and_leaves_it_for_another(ada: Player) -> None:
    first = post_today(ada.bot, "C1", "tier=beginner").card
    second = post_today(ada.bot, "C2", "tier=beginner").card
    assert points(ada.rates(first, "Again")) == 0
    assert points(ada.rates(second, "Good")) == 2


def test_the_bonus_comes_on_top_of_a_question_that_earned_its_points_already(
    make_bot: MakeBot, engine: Engine
) -> None:
    ada = somebody(make_bot(engine, a_bank(a_question("q-one", "advanced"))), "Ada")
    post = post_today(ada.bot).card
    assert points(ada.practises()) == 3
    assert points(ada.rates(post, "Good")) == 1


def test_points_of_others_change_nothing(ada: Player) -> None:
    bob = somebody(ada.bot, "Bob")
    post = post_today(ada.bot, words="tier=advanced").card
    assert points(ada.rates(post, "Good")) == 4
    assert points(bob.rates(post, "Good")) == 4


def test_help_tells_the_rules(ada: Player) -> None:
    told = words_of(ada.types("/help").card)
    assert "Beginner 1, intermediate 2, advanced 3" in told
    assert "once a question a day" in told
    assert "The daily question adds 1, once a day" in told
