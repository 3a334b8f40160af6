"""One member on two devices gets one next question, unless they ask for a different one."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.app import PracticeBot
from bot.cards import Card, Reply
from bot.database.models import Draw
from bot.practice.drawing import SAME_AGAIN_FOR
from tests.conftest import MakeBot
from tests.core.player import Player, action_of, somebody, words_of
from tests.core.schedule import post_today
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

STILL_OPEN = "Still open; Another gives you a different one."


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def another(player: Player, card: Card) -> Card:
    outcome = player.presses("Another", card)
    assert isinstance(outcome, Reply)
    return outcome.card


def draw_of(card: Card) -> str:
    return action_of(card, "Answer").arguments[0]


def how_many_draws(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(Draw)).scalar_one()


@pytest.mark.parametrize("line", ["", "advanced", "cnn", "advanced transformer"])
def test_asking_again_on_another_device_shows_the_same_question(
    ada: Player, engine: Engine, clock: FakeClock, line: str
) -> None:
    asked = ada.draws(line)
    clock.advance(SAME_AGAIN_FOR)
    again = ada.elsewhere(channel_id="C2").draws(line)
    assert draw_of(again) == draw_of(asked)
    assert again.sections == asked.sections
    assert again.footer == STILL_OPEN
    assert asked.footer == ""
    assert how_many_draws(engine) == 1


def test_the_practise_button_asks_for_the_same_as_a_bare_question(ada: Player) -> None:
    pressed = ada.sends("pb1|practise")
    assert isinstance(pressed, Reply)
    assert draw_of(ada.draws()) == draw_of(pressed.card)


def test_another_ask_is_another_question_and_leaves_the_first_one_open(ada: Player) -> None:
    first = ada.draws("beginner")
    other = ada.draws("advanced")
    assert draw_of(other) != draw_of(first)
    assert draw_of(ada.draws("beginner")) == draw_of(first)
    assert draw_of(ada.draws("advanced")) == draw_of(other)


def test_after_ten_minutes_there_is_a_new_one(ada: Player, clock: FakeClock) -> None:
    asked = ada.draws()
    clock.advance(SAME_AGAIN_FOR + timedelta(seconds=1))
    assert draw_of(ada.draws()) != draw_of(asked)


def test_what_was_answered_is_not_open_any_more(ada: Player) -> None:
    asked = ada.draws()
    ada.answers(asked, "my words")
    assert draw_of(ada.draws()) != draw_of(asked)


def test_what_was_rated_without_words_is_not_open_any_more(ada: Player) -> None:
    asked = ada.draws()
    shown = ada.presses("Show answer", asked)
    assert isinstance(shown, Reply)
    assert draw_of(ada.draws()) == draw_of(asked)
    ada.presses("Hard", shown.card)
    assert draw_of(ada.draws()) != draw_of(asked)


def test_what_another_led_away_from_is_not_open_any_more(ada: Player) -> None:
    asked = ada.draws()
    second = another(ada, asked)
    assert draw_of(ada.draws()) == draw_of(second)


def test_what_was_answered_through_a_daily_post_meanwhile_is_not_asked_again(
    make_bot: MakeBot, engine: Engine
) -> None:
    small = a_bank(a_question("q-one"))
    ada = somebody(make_bot(engine, small), "Ada")
    asked = ada.draws()
    ada.rates(post_today(ada.bot).card, "Good")
    again = ada.draws()
    assert draw_of(again) != draw_of(asked)
    assert again.footer != STILL_OPEN


def test_what_was_taken_out_of_the_bank_is_not_shown_again(
    ada: Player, engine: Engine, make_bot: MakeBot
) -> None:
    ada.draws()
    ada.bot = make_bot(engine, a_bank(a_question("q-other")))
    assert "q-other" in words_of(ada.draws())


def test_the_open_question_of_a_colleague_is_not_shown(ada: Player) -> None:
    bob = somebody(ada.bot, "Bob")
    assert draw_of(ada.draws()) != draw_of(bob.draws())


def test_another_on_two_devices_leads_to_the_same_question(
    ada: Player, engine: Engine, clock: FakeClock
) -> None:
    asked = ada.draws()
    second = another(ada, asked)
    clock.advance(timedelta(hours=3))
    again = another(ada, asked)
    assert draw_of(again) == draw_of(second) != draw_of(asked)
    assert again.footer == STILL_OPEN
    assert how_many_draws(engine) == 2


def test_another_goes_on_once_the_next_one_was_answered_or_left(ada: Player) -> None:
    asked = ada.draws()
    second = another(ada, asked)
    ada.answers(second, "my words")
    third = another(ada, asked)
    fourth = another(ada, third)
    fifth = another(ada, asked)
    assert len({draw_of(card) for card in (asked, second, third, fourth, fifth)}) == 5


def test_another_below_a_rated_answer_on_two_devices_is_one_question(ada: Player) -> None:
    rated = ada.practises()
    assert draw_of(another(ada, rated)) == draw_of(another(ada, rated))
