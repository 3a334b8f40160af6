"""Days in a row, as the member sees them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import PracticeBot
from bot.cards import Audience, Card
from tests.core.player import Player, somebody, words_of
from tests.fakes.clock import FakeClock


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def streak(player: Player) -> str:
    return words_of(player.types("/streak").card)


def test_nobody_begins_with_a_streak(ada: Player) -> None:
    assert "Current: 0 days\nLongest: 0 days" in streak(ada)
    assert "Rate one answer today and it begins" in streak(ada)


def test_looking_and_answering_without_a_rating_does_not_count(ada: Player) -> None:
    ada.answers(ada.draws(), "my words")
    assert "Current: 0 days" in streak(ada)


def test_it_grows_by_one_a_day_however_much_is_practised(ada: Player, clock: FakeClock) -> None:
    said = []
    for _ in range(5):
        said.append(words_of(ada.practises()))
        said.append(words_of(ada.practises()))
        clock.advance(timedelta(days=1))
    assert ["Day 1." in said[0], "Day 1." in said[1], "Day 5." in said[9]] == [True] * 3


def test_it_lives_while_today_is_open_and_dies_with_it(ada: Player, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    ada.practises()
    clock.now = datetime(2026, 3, 6, 2, 59, tzinfo=UTC)
    assert "Current: 1 day\n" in streak(ada)
    assert "Practise today to keep it going" in streak(ada)
    clock.now = datetime(2026, 3, 6, 3, 0, tzinfo=UTC)
    assert "Current: 0 days" in streak(ada)
    assert "Longest: 1 day\n" in streak(ada)


def test_a_gap_begins_a_new_one_and_the_longest_stays(ada: Player, clock: FakeClock) -> None:
    for days in (1, 1, 2, 1):
        ada.practises()
        clock.advance(timedelta(days=days))
    ada.practises()
    assert "Current: 2 days\nLongest: 3 days" in streak(ada)


def news(rated: Card) -> str:
    """What a rating says beside the day and the points."""
    said = words_of(rated)
    return said[said.index("Day ") : said.index("Next look")]


def test_the_first_rating_of_a_day_tells_of_a_freeze_that_is_earned_and_no_other_does(
    ada: Player, clock: FakeClock
) -> None:
    said = []
    for _ in range(7):
        said.append(news(ada.practises()))
        clock.advance(timedelta(days=1))
    assert ["earned a freeze" in one for one in said] == [False] * 6 + [True]
    assert "Day 8." in news(ada.practises())
    assert "freeze" not in news(ada.practises())


def test_a_third_freeze_is_none_and_none_is_told(ada: Player, clock: FakeClock) -> None:
    for _ in range(20):
        ada.practises()
        clock.advance(timedelta(days=1))
    assert "Day 21." in (said := news(ada.practises()))
    assert "freeze" not in said


@pytest.mark.parametrize(
    ("away", "told"),
    [
        pytest.param(1, "", id="no day between"),
        pytest.param(2, "A freeze bridged the day you missed.", id="one day"),
        pytest.param(3, "2 freezes bridged the days you missed.", id="two days"),
        pytest.param(4, "Your streak of 14 days had ended: `/streak why` tells when.", id="three"),
    ],
)
def test_the_first_rating_tells_what_the_days_between_did_to_the_streak(
    ada: Player, clock: FakeClock, away: int, told: str
) -> None:
    for _ in range(13):
        ada.practises()
        clock.advance(timedelta(days=1))
    ada.practises()
    clock.advance(timedelta(days=away))
    said = news(ada.practises())
    assert told in said
    assert ("freeze" in said, "ended" in said) == ("freeze" in told, "ended" in told)
    assert "bridged" not in news(ada.practises())


def test_the_end_of_a_single_day_is_no_news(ada: Player, clock: FakeClock) -> None:
    ada.practises()
    clock.advance(timedelta(days=3))
    assert "ended" not in news(ada.practises())


def test_the_calendar_shows_the_days(ada: Player, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    ada.practises()
    clock.advance(timedelta(days=2))
    shown = streak(ada).splitlines()
    week = next(line for line in shown if line.startswith("02 Mar"))
    assert week == "02 Mar        ■  ·  ▢"  # before the first day nothing was missed
    assert sum("■" in line for line in shown) == 2  # the week, and the legend


def test_it_is_private(ada: Player) -> None:
    assert ada.types("/streak").audience is Audience.ASKER


def test_the_home_page_shows_it_with_help_and_a_button(ada: Player) -> None:
    ada.practises()
    home = ada.bot.home(ada.asker, ada.place)
    assert "Current: 1 day\n" in words_of(home)
    assert "/question" in words_of(home)
    assert [button.action.encode() for button in home.buttons] == ["pb1|practise"]


def test_travelling_west_takes_no_day_away(ada: Player, clock: FakeClock) -> None:
    ada.types("/settings me Pacific/Auckland")
    clock.now = datetime(2026, 3, 4, 16, tzinfo=UTC)  # 05:00 on the 5th in Auckland
    assert "Day 1." in words_of(ada.practises())
    ada.types("/settings me Pacific/Honolulu")  # 06:00 on the 4th there
    assert "Today counts already." in streak(ada)
    assert "Current: 1 day\n" in streak(ada)
    clock.advance(timedelta(days=2))
    assert "Day 2." in words_of(ada.practises())
