"""A rating beside somebody who changes what decides about days at the same moment."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.database.models import Streak
from tests.conftest import MakeBot
from tests.core.player import Player, somebody, words_of
from tests.core.together import meanwhile
from tests.fakes.clock import FakeClock


@pytest.fixture
def shared_bot(shared_engine: Engine, make_bot: MakeBot) -> PracticeBot:
    return make_bot(shared_engine)


def lives_until(engine: Engine) -> datetime:
    with engine.connect() as connection:
        return connection.execute(select(Streak.alive_until)).scalar_one()


def is_right(bot: PracticeBot, engine: Engine) -> bool:
    """Tell whether a counter, once doubts are cleared up, is what the ledger says."""
    while bot.refresh_streaks():
        continue
    kept = lives_until(engine)
    bot.doubt_streaks()
    while bot.refresh_streaks():
        continue
    return kept == lives_until(engine)


def test_rest_days_that_are_set_while_an_attempt_counts_hold_for_its_streak(
    shared_bot: PracticeBot, shared_engine: Engine, clock: FakeClock
) -> None:
    lead = somebody(shared_bot, "Lea", manager=True, zone="UTC")
    ada = somebody(shared_bot, "Ada", zone="UTC")
    ada.practises()
    clock.advance(timedelta(days=1))
    answered = ada.answers(ada.draws(), "my words")
    with meanwhile(
        shared_engine,
        "INSERT INTO streak",
        lambda: lead.types("/settings team rest_days=fri"),
    ):
        ada.presses("Good", answered)
    assert is_right(shared_bot, shared_engine)


def test_a_zone_that_is_set_on_another_device_holds_for_an_attempt_that_had_to_wait(
    shared_bot: PracticeBot, shared_engine: Engine, clock: FakeClock
) -> None:
    if shared_engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one request write at a time")
    ada = somebody(shared_bot, "Ada", zone="America/Los_Angeles")
    ada.practises()
    clock.advance(timedelta(days=1))
    answered = ada.answers(ada.draws(), "my words")
    with meanwhile(
        shared_engine,
        "SELECT member.id \nFROM member",
        lambda: ada.types("/settings me timezone=Asia/Tokyo"),
    ):
        ada.presses("Good", answered)
    assert is_right(shared_bot, shared_engine)


@pytest.mark.parametrize(
    ("days", "news"),
    [(3, "Your streak of 3 days had ended"), (7, "A freeze bridged the day you missed.")],
)
def test_who_comes_back_by_another_clock_hears_what_became_of_the_streak(
    bot: PracticeBot, clock: FakeClock, days: int, news: str
) -> None:
    ada = somebody(bot, "Ada", zone="Europe/Berlin")
    for _ in range(days):
        ada.practises()
        clock.advance(timedelta(days=1))
    clock.advance(timedelta(days=1))
    in_london: Player = replace(ada, asker=replace(ada.asker, timezone="Europe/London"))
    assert news in words_of(in_london.practises())
