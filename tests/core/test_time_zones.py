"""Whose clock decides what a day is, and that changing it changes no past day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.database.models import PracticeDay
from bot.requests import Asker
from tests.core.player import GENERAL, Player, is_refusal, somebody, words_of
from tests.fakes.clock import FakeClock


def days(engine: Engine) -> list[tuple[date, str]]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(PracticeDay.day, PracticeDay.timezone).order_by(PracticeDay.day)
        )
        return [(row.day, row.timezone) for row in rows]


def settings_of(player: Player) -> str:
    return words_of(player.types("/settings me").card)


def test_without_any_zone_days_are_counted_in_utc(bot: PracticeBot) -> None:
    said = words_of(somebody(bot, "Ada").practises())
    assert "Your days are counted in **UTC** (as no zone is known yet)" in said
    assert "/settings me" in said


def test_the_profile_s_zone_comes_first(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada", zone="Asia/Kolkata")
    somebody(bot, "Lea", manager=True).types("/settings team Europe/Amsterdam")
    assert "**Asia/Kolkata** (from your profile)" in words_of(ada.practises())


def test_the_team_s_zone_comes_next(bot: PracticeBot) -> None:
    somebody(bot, "Lea", manager=True).types("/settings team Europe/Amsterdam")
    said = words_of(somebody(bot, "Ada").practises())
    assert "**Europe/Amsterdam** (the team's zone)" in said


def test_the_platform_may_tell_the_team_s_zone(bot: PracticeBot) -> None:
    asker = Asker("U-ada", "Ada", workspace_timezone="America/New_York")
    said = words_of(Player(bot, asker).practises())
    assert "**America/New_York** (the team's zone)" in said


def test_a_zone_that_a_manager_set_wins_over_what_the_platform_tells(bot: PracticeBot) -> None:
    somebody(bot, "Lea", manager=True).types("/settings team Europe/Amsterdam")
    asker = Asker("U-ada", "Ada", workspace_timezone="America/New_York")
    assert "Time zone: Europe/Amsterdam (the team's)" in settings_of(Player(bot, asker))


def test_a_chosen_zone_wins_over_all(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada", zone="Asia/Kolkata")
    said = words_of(ada.types("/settings me Pacific/Auckland").card)
    assert "Your time zone is **Pacific/Auckland** from now on" in said
    assert "Pacific/Auckland (you chose it)" in settings_of(ada)
    assert "(as you chose)" in words_of(ada.practises())


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Asia/Kolkata", "Your time zone is **Asia/Kolkata** (from your profile) from now on"),
        (None, "Your time zone is **Europe/Amsterdam** (the team's) from now on"),
    ],
)
def test_a_choice_can_be_taken_back(bot: PracticeBot, zone: str | None, told: str) -> None:
    somebody(bot, "Lea", manager=True).types("/settings team Europe/Amsterdam")
    ada = somebody(bot, "Ada", zone=zone)
    ada.types("/settings me Pacific/Auckland")
    assert told in words_of(ada.types("/settings me timezone=Profile").card)
    in_tokyo = somebody(bot, "Ada", zone="Asia/Tokyo")
    assert "Time zone: Asia/Tokyo (from your profile)" in settings_of(in_tokyo)


def test_taking_a_choice_back_is_a_journey_like_any_other(
    bot: PracticeBot, clock: FakeClock
) -> None:
    """What was practised on the date of the zone that is left stays, and does not come back."""
    ada = somebody(bot, "Ada", zone="Pacific/Honolulu")
    ada.types("/settings me Pacific/Auckland")
    clock.advance(timedelta(days=1))
    assert "Day 1." in words_of(ada.practises())
    ada.types("/settings me profile")
    assert "Day 1." in words_of(ada.practises())
    clock.advance(timedelta(days=1))  # the same date, by the clock of Honolulu
    assert "Day 1." in words_of(ada.practises())
    clock.advance(timedelta(days=1))
    assert "Day 2." in words_of(ada.practises())


def test_a_team_has_no_profile(bot: PracticeBot) -> None:
    lead = somebody(bot, "Lea", manager=True)
    assert "is not a time zone" in words_of(lead.types("/settings team timezone=profile").card)


def test_a_profile_that_changes_is_followed(bot: PracticeBot) -> None:
    assert "Asia/Kolkata" in settings_of(somebody(bot, "Ada", zone="Asia/Kolkata"))
    assert "Asia/Tokyo" in settings_of(somebody(bot, "Ada", zone="Asia/Tokyo"))
    assert "Asia/Tokyo" in settings_of(somebody(bot, "Ada"))


def test_a_profile_with_a_zone_that_is_none_counts_as_without(bot: PracticeBot) -> None:
    assert "UTC (nobody set one yet)" in settings_of(somebody(bot, "Ada", zone="Mars/Olympus"))


@pytest.mark.parametrize("typed", ["europe/amsterdam", "Europe/Amsterdam", "EUROPE/AMSTERDAM"])
def test_a_zone_is_read_in_any_case(bot: PracticeBot, typed: str) -> None:
    assert "**Europe/Amsterdam**" in words_of(
        somebody(bot, "A").types(f"/settings me {typed}").card
    )


def test_what_is_no_zone_is_refused_with_an_example(bot: PracticeBot) -> None:
    refused = somebody(bot, "Ada").types("/settings me timezone=CET5")
    assert is_refusal(refused)
    assert "Europe/Amsterdam" in words_of(refused.card)


def test_the_zone_is_told_once_at_the_first_counted_attempt(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada")
    ada.draws()
    assert "Your days are counted in" in words_of(ada.practises())
    assert "Your days are counted in" not in words_of(ada.practises())


def test_changing_the_zone_changes_no_past_day(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    ada = somebody(bot, "Ada")
    ada.practises()
    ada.types("/settings me Asia/Tokyo")
    assert days(engine) == [(date(2026, 3, 4), "UTC")]
    ada.practises()
    assert days(engine) == [(date(2026, 3, 4), "UTC"), (date(2026, 3, 5), "Asia/Tokyo")]
    assert "Current: 2 days" in words_of(ada.types("/streak").card)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param((1, 30), date(2026, 3, 3), id="01:30 belongs to the day before"),
        pytest.param((2, 59), date(2026, 3, 3), id="02:59 too"),
        pytest.param((3, 0), date(2026, 3, 4), id="03:00 begins the new day"),
        pytest.param((23, 59), date(2026, 3, 4), id="23:59 ends nothing"),
    ],
)
def test_the_day_ends_at_three(
    bot: PracticeBot, engine: Engine, clock: FakeClock, moment: tuple[int, int], day: date
) -> None:
    clock.now = datetime(2026, 3, 4, *moment, tzinfo=UTC)
    somebody(bot, "Ada").practises()
    assert [one for one, _ in days(engine)] == [day]


def test_members_of_one_team_may_be_in_different_days(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    somebody(bot, "Ada", zone="Pacific/Auckland").practises()
    somebody(bot, "Bob", zone="Pacific/Honolulu").practises()
    assert [one for one, _ in days(engine)] == [date(2026, 3, 4), date(2026, 3, 5)]


def test_settings_tell_the_time_that_it_is_there(bot: PracticeBot, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    ada = somebody(bot, "Ada", zone="Asia/Kolkata")
    assert "Your time now: Thursday 01:30" in settings_of(ada)
    lead = somebody(bot, "Lea", manager=True)
    said = words_of(lead.types("/settings team Asia/Tokyo").card)
    assert "The team's time zone is **Asia/Tokyo** from now on: it is Thursday 05:00" in said
    assert "The team's time now: Thursday 05:00" in words_of(lead.types("/settings team").card)


def test_each_workspace_has_its_own_zone(bot: PracticeBot) -> None:
    lead = somebody(bot, "Lea", manager=True)
    lead.types("/settings team Asia/Tokyo")
    other = lead.elsewhere(workspace_id="T2")
    assert "UTC (nobody set one yet)" in words_of(other.types("/settings team").card)
    assert GENERAL.workspace_id == "T1"


def test_a_streak_does_not_break_over_a_daylight_saving_change(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone="Europe/Amsterdam")
    for day in range(27, 31):
        clock.now = datetime(2026, 3, day, 21, 30, tzinfo=UTC)
        said = words_of(ada.practises())
    assert "Day 4." in said
    clock.advance(timedelta(hours=3, minutes=29))
    assert "Today counts already" in words_of(ada.types("/streak").card)
    clock.advance(timedelta(minutes=1))
    assert "Practise today to keep it going" in words_of(ada.types("/streak").card)


def test_a_city_sets_its_zone_and_an_abbreviation_is_not_guessed(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada")
    assert "**Asia/Kolkata**" in words_of(ada.types("/settings me mumbai").card)
    assert "**America/Los_Angeles**" in words_of(ada.types('/settings me "San Francisco"').card)
    for line in ("/settings me PST", "/settings me timezone=cet"):
        refused = ada.types(line)
        assert is_refusal(refused)
        assert "does not say where" in words_of(refused.card)
    assert "Time zone: America/Los_Angeles (you chose it)" in settings_of(ada)
