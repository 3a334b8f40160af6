"""What people elsewhere lose their streaks to, and what must not happen here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.app import PracticeBot
from bot.cards import Audience
from bot.database.models import Notice
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.fakes.clock import FakeClock

PractiseOn = Callable[..., None]


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Maya", manager=True)


@pytest.fixture
def practise_on(ada: Player, clock: FakeClock) -> PractiseOn:
    """Practise at noon on days of March 2026; the 2nd is a Monday."""

    def practise(*days: int) -> None:
        for day in days:
            clock.now = noon(day)
            ada.practises()

    return practise


def noon(day: int) -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)


def streak(player: Player) -> str:
    return words_of(player.types("/streak").card)


def why(player: Player) -> list[str]:
    return words_of(player.types("/streak why").card).splitlines()


def line(player: Player, day: str) -> str:
    return next(one for one in why(player) if one.startswith(day))


def test_a_streak_is_not_lost_because_the_day_is_utc(bot: PracticeBot, clock: FakeClock) -> None:
    ada = somebody(bot, "Ada", zone="America/Los_Angeles")
    clock.now = datetime(2026, 3, 4, 20, tzinfo=UTC)  # noon there
    ada.practises()
    clock.now = datetime(2026, 3, 6, 7, tzinfo=UTC)  # the 6th in UTC, the evening of the 5th there
    assert "Day 2." in words_of(ada.practises())


def test_practising_until_three_at_night_still_counts_for_the_day_before(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(3)
    clock.now = datetime(2026, 3, 5, 2, 59, tzinfo=UTC)
    assert "Day 2." in words_of(ada.practises())
    assert line(ada, "Wed 4 Mar") == "Wed 4 Mar: practised; day 2"
    assert "Days are counted in UTC, until 03:00." in why(ada)


def test_why_names_the_zone_of_each_day_that_another_one_decided(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(3)
    ada.types("/settings me Asia/Tokyo")
    practise_on(4)
    assert line(ada, "Tue 3 Mar") == (
        "Tue 3 Mar: practised (counted in UTC, your day ended at 03:00); day 1"
    )
    assert line(ada, "Wed 4 Mar") == "Wed 4 Mar: practised; day 2"
    assert "Days are counted in Asia/Tokyo, until 03:00." in why(ada)


def test_who_sits_up_longer_may_let_the_day_end_at_four(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(3)
    assert "Your day ends at **04:00**" in words_of(ada.types("/settings me day_ends=04:00").card)
    clock.now = datetime(2026, 3, 5, 3, 59, tzinfo=UTC)
    assert "until 04:00" in streak(ada)
    assert "Day 2." in words_of(ada.practises())


@pytest.mark.parametrize("typed", ["3", "03:00", "3am", "03.00"])
def test_the_end_of_the_day_is_read_as_people_type_it(ada: Player, typed: str) -> None:
    ada.types("/settings me day_ends=midnight")
    assert "Your day ends: midnight" in words_of(ada.types("/settings me").card)
    assert "**03:00**" in words_of(ada.types(f'/settings me day_ends="{typed}"').card)


@pytest.mark.parametrize("typed", ["5", "05:00", "23:00", "3:30", "-1", "4pm"])
def test_a_day_can_end_at_four_at_the_latest(ada: Player, typed: str) -> None:
    refused = ada.types(f"/settings me day_ends={typed}")
    assert is_refusal(refused)
    assert "a whole hour from 00:00 to 04:00" in words_of(refused.card)


def test_a_change_of_the_end_of_the_day_never_moves_today(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(3)
    clock.now = datetime(2026, 3, 5, 1, tzinfo=UTC)
    refused = ada.types("/settings me day_ends=0")
    assert is_refusal(refused)
    assert "change it after 03:00" in words_of(refused.card)
    ada.practises()
    clock.now = noon(5)
    ada.types("/settings me day_ends=0")
    clock.now = datetime(2026, 3, 6, 1, tzinfo=UTC)
    assert is_refusal(ada.types("/settings me day_ends=4"))  # it would bring the 5th back
    assert "Current: 0 days" in streak(ada)


def test_travelling_or_a_new_zone_rewrites_no_past_day(
    ada: Player, practise_on: PractiseOn
) -> None:
    practise_on(2, 3, 5)
    days = ("Mon 2 Mar", "Tue 3 Mar", "Wed 4 Mar")  # all but today
    before = [line(ada, day) for day in days]
    ada.types("/settings me Pacific/Auckland")
    ada.types("/settings me day_ends=0")
    after = [line(ada, day) for day in days]
    assert [
        one.replace(" (counted in UTC, your day ended at 03:00)", "") for one in after
    ] == before
    assert "Longest: 2 days" in streak(ada)


def test_who_flies_east_over_the_date_line_loses_no_day(ada: Player, clock: FakeClock) -> None:
    ada.types("/settings me Pacific/Honolulu")
    clock.now = datetime(2026, 3, 4, 22, tzinfo=UTC)  # noon of the 4th there
    ada.practises()
    ada.types("/settings me Pacific/Auckland")
    clock.now = datetime(2026, 3, 5, 22, tzinfo=UTC)  # the 6th in Auckland
    assert "Day 2." in words_of(ada.practises())
    assert "flown over" in line(ada, "Thu 5 Mar")


def test_a_date_flown_over_stays_so_whatever_follows(ada: Player, clock: FakeClock) -> None:
    ada.types("/settings me America/New_York")
    clock.now = datetime(2026, 3, 5, 17, tzinfo=UTC)  # Thursday noon there
    ada.practises()
    clock.now = datetime(2026, 3, 6, 3, tzinfo=UTC)
    ada.types("/settings me Asia/Tokyo")
    clock.now = datetime(2026, 3, 6, 12, tzinfo=UTC)
    assert "On your way east you have less than 12 hours of today" in streak(ada)
    for day in (7, 8, 9):
        clock.now = noon(day)
        assert "flown over" in line(ada, "Fri 6 Mar")
    assert "missed; no freeze was left, and the streak of 1 day ended" in line(ada, "Sat 7 Mar")


def test_no_zone_that_is_set_later_makes_good_what_was_missed(
    ada: Player, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 3, 2, 17, tzinfo=UTC)
    ada.types("/settings me America/New_York")
    ada.practises()
    clock.now += timedelta(days=2)
    ada.types("/settings me Asia/Tokyo")
    assert "Day 1." in words_of(ada.practises())
    assert "missed" in line(ada, "Tue 3 Mar")


@pytest.mark.parametrize("by_profile", [True, False])
def test_no_zone_to_the_west_brings_a_date_back_that_was_missed(
    ada: Player, clock: FakeClock, by_profile: bool
) -> None:
    def moves(zone: str) -> None:
        if by_profile:
            ada.asker = replace(ada.asker, timezone=zone)
        else:
            ada.types(f"/settings me {zone}")

    clock.now = datetime(2026, 3, 3, 10, tzinfo=UTC)
    moves("Asia/Kolkata")
    ada.practises()
    clock.now = datetime(2026, 3, 5, 10, tzinfo=UTC)  # Thursday there, and Wednesday is missed
    assert "Current: 0 days" in streak(ada)
    moves("Pacific/Honolulu")  # Wednesday's night there
    assert "Current: 0 days" in streak(ada)
    assert "missed" in line(ada, "Wed 4 Mar")
    assert "Day 1." in words_of(ada.practises())
    assert "practised" in line(ada, "Thu 5 Mar")
    clock.now = datetime(2026, 3, 6, 10, tzinfo=UTC)  # Thursday's night
    assert "Today counts already" in streak(ada)


def test_the_team_s_zone_is_a_journey_of_all_who_have_no_other(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    lead = somebody(bot, "Lea", manager=True)
    clock.now = datetime(2026, 3, 2, 17, tzinfo=UTC)
    lead.types("/settings team America/New_York")
    ada.practises()
    clock.now = datetime(2026, 3, 3, 17, tzinfo=UTC)  # an hour before this date ends in Tokyo
    lead.types("/settings team Asia/Tokyo")
    clock.now = datetime(2026, 3, 4, 3, tzinfo=UTC)
    assert "Day 2." in words_of(ada.practises())
    assert "flown over" in line(ada, "Tue 3 Mar")
    clock.now = datetime(2026, 3, 6, 3, tzinfo=UTC)  # Friday noon in Tokyo; Thursday is missed
    assert "Current: 0 days" in streak(ada)
    lead.types("/settings team America/Los_Angeles")  # Thursday evening there
    assert "Current: 0 days" in streak(ada)
    assert "Day 1." in words_of(ada.practises())


def test_no_dead_streak_is_on_the_board_after_a_move_to_the_west(
    ada: Player, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 3, 3, 3, tzinfo=UTC)
    ada.types("/settings me Asia/Tokyo")
    ada.practises()
    clock.now = datetime(2026, 3, 5, 3, tzinfo=UTC)
    ada.types("/settings me America/Los_Angeles")
    assert "Current: 0 days" in streak(ada)
    assert "1. Ada" not in words_of(ada.types("/leaderboard by=streak").card)


def test_a_zone_set_under_a_clock_that_was_wrong_stops_no_days(
    ada: Player, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 9, 1, 12, tzinfo=UTC)
    ada.types("/settings me Europe/Paris")
    for day in (2, 3, 4):
        clock.now = noon(day)
        ada.practises()
    assert "Current: 3 days" in streak(ada)


def test_a_zone_set_under_a_clock_that_was_wrong_keeps_nobody_off_the_board(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada, lead = somebody(bot, "Ada"), somebody(bot, "Lea", manager=True)
    ada.practises()
    right = clock.now
    clock.now = right + timedelta(days=365)
    lead.types("/settings team timezone=Honolulu")
    clock.now = right
    lead.types("/settings team timezone=Berlin")
    for _ in range(3):
        clock.advance(timedelta(days=1))
        ada.practises()
    bot.doubt_streaks()
    while bot.refresh_streaks():
        continue
    assert "Ada · 4 days" in words_of(ada.types("/leaderboard all streak").card)


def test_what_a_clock_that_was_wrong_took_for_reached_gives_way_to_the_date_of_a_journey(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada")
    ada.types("/settings me Kiritimati")
    right = clock.now
    clock.now = right + timedelta(days=365)
    ada.types("/settings me Tokyo")
    clock.now = right.replace(hour=20) + timedelta(days=1)
    ada.types("/settings me Kiritimati")
    clock.advance(timedelta(days=1))
    ada.practises()
    ada.types("/settings me Honolulu")
    assert "Current: 1 day\n" in words_of(ada.types("/streak").card)
    ada.practises()
    assert "Current: 1 day\n" in words_of(ada.types("/streak").card)


def test_a_zone_set_by_a_slip_takes_no_date_away(ada: Player, clock: FakeClock) -> None:
    ada.types("/settings me America/New_York")
    clock.now = datetime(2026, 3, 5, 3, tzinfo=UTC)  # Wednesday 22:00 there
    ada.types("/settings me Europe/Berlin")  # Thursday there
    clock.advance(timedelta(minutes=1))
    ada.types("/settings me America/New_York")
    ada.practises()
    assert "practised" in line(ada, "Wed 4 Mar")


def test_a_freeze_is_earned_by_seven_days_and_bridges_a_missed_one_by_itself(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(*range(2, 9))
    assert "Freezes held: 1 of 2" in streak(ada)
    clock.now = noon(10)
    shown = streak(ada)
    assert "Current: 7 days" in shown
    assert "Freezes held: 0 of 2" in shown
    assert "Practise today to keep it going" in shown
    assert line(ada, "Mon 9 Mar") == "Mon 9 Mar: missed; a freeze bridged it, 0 left"
    assert "Day 8." in words_of(ada.practises())


def test_one_freeze_does_not_cover_two_days(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(*range(2, 9))
    clock.now = noon(11)
    assert "Current: 0 days\nLongest: 7 days\nFreezes held: 0 of 2" in streak(ada)
    assert line(ada, "Tue 10 Mar") == (
        "Tue 10 Mar: missed; no freeze was left, and the streak of 7 days ended"
    )


def test_a_team_may_rest_on_friday_and_saturday(
    ada: Player, lead: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    clock.now = noon(1)
    said = words_of(lead.types("/settings team rest_days=fri,sat").card)
    assert "**Fri, Sat** from Mon 2 Mar on" in said
    practise_on(2, 3, 4, 5)
    clock.now = noon(6)
    assert "Today is a rest day: nothing has to be done" in streak(ada)
    clock.now = noon(8)
    shown = streak(ada)
    assert "Current: 4 days" in shown
    week = next(one for one in shown.splitlines() if one.startswith("02 Mar"))
    assert week.split()[2:] == ["■", "■", "■", "■", "-", "-", "▢"]
    assert line(ada, "Sat 7 Mar") == "Sat 7 Mar: a rest day of the team"
    assert "Day 5." in words_of(ada.practises())


def test_practice_on_a_rest_day_counts_like_any_other(
    lead: Player, ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    clock.now = noon(1)
    lead.types("/settings team rest_days=weekends")
    practise_on(6, 7)
    assert "Current: 2 days" in streak(ada)


def test_new_rest_days_begin_tomorrow_and_leave_the_past_as_it_was(
    lead: Player, ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    clock.now = noon(1)
    lead.types("/settings team rest_days=weekends")
    practise_on(6, 9)
    assert "Current: 2 days" in streak(ada)
    lead.types("/settings team rest_days=none")
    shown = words_of(lead.types("/settings team").card)
    assert "Rest days: weekends; from Tue 10 Mar: none" in shown
    assert "Current: 2 days" in streak(ada)
    practise_on(10, 11, 12, 13)
    clock.now = noon(16)
    assert "Current: 0 days" in streak(ada)


def test_a_week_needs_a_day_to_practise_on(lead: Player) -> None:
    refused = lead.types("/settings team rest_days=daily")
    assert is_refusal(refused)
    assert "Leave at least one of the seven" in words_of(refused.card)


def test_a_day_on_which_the_bot_was_down_is_protected_and_told(
    bot: PracticeBot, ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(2)
    clock.now = datetime(2026, 3, 3, 20, tzinfo=UTC)
    bot.beat()
    clock.now = datetime(2026, 3, 3, 23, 20, tzinfo=UTC)
    bot.beat()
    clock.now = noon(4)
    shown = streak(ada)
    assert "Current: 1 day\n" in shown
    assert line(ada, "Tue 3 Mar") == (
        "Tue 3 Mar: the bot was down from 20:01 to 23:20, so the day is protected"
    )


def test_the_card_warns_only_when_the_streak_is_at_risk(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(*range(2, 9))
    assert "Practise today" not in streak(ada)
    clock.now = noon(9)
    assert "without, a freeze bridges the day" in streak(ada)
    clock.now = noon(10)
    assert "Practise today to keep it going" in streak(ada)


def test_a_lost_streak_pesters_nobody(
    bot: PracticeBot, engine: Engine, ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    practise_on(2, 3)
    clock.now = noon(20)
    bot.beat()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Notice)).scalar_one() == 0
    assert ada.types("/streak why").audience is Audience.ASKER


def test_streak_why_begins_with_today_and_goes_back_four_weeks(
    ada: Player, clock: FakeClock, practise_on: PractiseOn
) -> None:
    assert "Rate one answer today and it begins." in why(ada)
    practise_on(*range(2, 37))
    days = [one for one in why(ada) if " Mar: " in one or " Apr: " in one]
    assert len(days) == 28
    assert days[0] == "Sun 5 Apr: practised; day 35"
    assert days[-1] == "Mon 9 Mar: practised; day 8"
