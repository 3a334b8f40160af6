"""An attempt counts once, however often and from wherever its button is pressed."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from bot.action_ids import ActionId
from bot.cards import Card, Outcome, Reply
from bot.database.models import (
    Attempt,
    Daily,
    Draw,
    Member,
    PracticeDay,
    Score,
    Workspace,
)
from tests.conftest import MakeBot
from tests.core.player import Player, action_of, is_incident, labels, somebody, words_of
from tests.core.schedule import post_today
from tests.core.together import at_once
from tests.fakes.questions import a_bank, a_question

AT_ONCE = 8


def how_many(engine: Engine, table: type) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def points_of_all(engine: Engine) -> set[int]:
    with engine.connect() as connection:
        return set(connection.scalars(select(Score.points)))


@pytest.fixture
def ada(shared_engine: Engine, make_bot: MakeBot) -> Player:
    return somebody(make_bot(shared_engine), "Ada")


def test_the_same_press_eight_times_at_once_counts_once(ada: Player, shared_engine: Engine) -> None:
    answered = ada.answers(ada.draws("advanced"), "my words")
    outcomes = at_once(AT_ONCE, lambda _: ada.presses("Good", answered))
    texts = []
    for outcome in outcomes:
        assert isinstance(outcome, Reply)
        texts.append(words_of(outcome.card))
    assert sum("Day 1. 3 points." in text for text in texts) == 1
    assert sum("rated this one **good** already: 3 points." in text for text in texts) == 7
    assert how_many(shared_engine, Attempt) == 1
    assert how_many(shared_engine, PracticeDay) == 1
    assert points_of_all(shared_engine) == {3}


def test_different_ratings_at_once_keep_the_first(ada: Player, shared_engine: Engine) -> None:
    answered = ada.answers(ada.draws(), "my words")
    ratings = labels(answered)
    outcomes = at_once(AT_ONCE, lambda number: ada.presses(ratings[number % 4], answered))
    assert not any(is_incident(outcome) for outcome in outcomes)
    assert how_many(shared_engine, Attempt) == 1


def test_a_new_member_in_a_new_workspace_may_press_everything_at_once(
    ada: Player, shared_engine: Engine
) -> None:
    outcomes = at_once(AT_ONCE, lambda _: ada.types("/question"))
    assert not any(is_incident(outcome) for outcome in outcomes)
    assert how_many(shared_engine, Workspace) == how_many(shared_engine, Member) == 1


def test_eight_members_who_arrive_at_once_are_eight_members(
    ada: Player, shared_engine: Engine
) -> None:
    arrived = [somebody(ada.bot, f"M{number}") for number in range(AT_ONCE)]
    outcomes = at_once(AT_ONCE, lambda number: arrived[number].types("/streak"))
    assert not any(is_incident(outcome) for outcome in outcomes)
    assert how_many(shared_engine, Workspace) == 1
    assert how_many(shared_engine, Member) == AT_ONCE


def test_a_daily_post_is_drawn_once_by_a_member_who_presses_eight_times(
    ada: Player, shared_engine: Engine
) -> None:
    claim = post_today(ada.bot)
    outcomes = at_once(AT_ONCE, lambda _: ada.presses("Show answer", claim.card))
    assert not any(is_incident(outcome) for outcome in outcomes)
    assert how_many(shared_engine, Draw) == 1


def test_one_question_drawn_twice_and_rated_twice_at_once_earns_its_points_once(
    shared_engine: Engine, make_bot: MakeBot
) -> None:
    small = a_bank(a_question("q-advanced", "advanced"))
    ada = somebody(make_bot(shared_engine, small), "Ada")
    answered = [ada.answers(ada.draws(), "my words") for _ in range(AT_ONCE)]
    outcomes = at_once(AT_ONCE, lambda number: ada.presses("Good", answered[number]))
    assert not any(is_incident(outcome) for outcome in outcomes)
    assert how_many(shared_engine, Attempt) == AT_ONCE
    assert points_of_all(shared_engine) == {3}


def test_two_dailies_rated_at_once_earn_one_bonus(ada: Player, shared_engine: Engine) -> None:
    posts = [post_today(ada.bot, channel=f"C{number}").card for number in range(1, 5)]
    answered = [ada.answers(post, "my words") for post in posts]
    at_once(4, lambda number: ada.presses("Good", answered[number]))
    with shared_engine.connect() as connection:
        earned = list(connection.scalars(select(Attempt.points)))
    assert sum(earned) == sum(_own_points(card) for card in posts) + 1


def test_managers_who_add_dailies_at_once_get_one_number_each(
    ada: Player, shared_engine: Engine
) -> None:
    lead = somebody(ada.bot, "Lea", manager=True)
    lead.types("/streak")
    outcomes = at_once(AT_ONCE, lambda number: lead.types(f"/daily add 09:0{number}"))
    assert not any(is_incident(outcome) for outcome in outcomes)
    with shared_engine.connect() as connection:
        assert sorted(connection.scalars(select(Daily.number))) == list(range(1, AT_ONCE + 1))


def _own_points(card: Card) -> int:
    tiers = {"Beginner": 1, "Intermediate": 2, "Advanced": 3}
    return next(points for tier, points in tiers.items() if tier in card.title)


def test_eight_devices_that_ask_at_once_get_one_question(
    ada: Player, shared_engine: Engine
) -> None:
    asked = at_once(AT_ONCE, lambda _: ada.types("/question beginner"))
    assert len({_drawn(outcome) for outcome in asked}) == 1
    assert how_many(shared_engine, Draw) == 1


def test_eight_devices_that_press_another_at_once_get_one_question(
    ada: Player, shared_engine: Engine
) -> None:
    card = ada.draws("beginner")
    asked = at_once(AT_ONCE, lambda _: ada.presses("Another", card))
    assert len({_drawn(outcome) for outcome in asked}) == 1
    assert how_many(shared_engine, Draw) == 2


def _drawn(outcome: Outcome) -> ActionId:
    assert isinstance(outcome, Reply)
    return action_of(outcome.card, "Answer")


def test_members_who_arrive_twice_at_once_in_a_new_workspace_see_no_incident(
    ada: Player, shared_engine: Engine
) -> None:
    for number in range(5):
        newcomers = [
            somebody(ada.bot, f"New{one % 4}").elsewhere(workspace_id=f"T-new-{number}")
            for one in range(AT_ONCE)
        ]
        answers = at_once(AT_ONCE, _types_streak(newcomers))
        assert not any(is_incident(one) for one in answers)
    assert how_many(shared_engine, Member) == 5 * 4


def _types_streak(players: list[Player]) -> Callable[[int], Outcome]:
    return lambda number: players[number].types("/streak")
