"""Which day, week and month a moment belongs to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.members.practice_days import DayClock, local_date, practice_day
from bot.members.zones import read_zone, suggest_zones
from bot.progress.periods import Period, keys_at, period_key

AMSTERDAM = "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        pytest.param("2026-03-04T01:30Z", "UTC", date(2026, 3, 3), id="01:30"),
        pytest.param("2026-03-04T02:59:59Z", "UTC", date(2026, 3, 3), id="02:59:59"),
        pytest.param("2026-03-04T03:00Z", "UTC", date(2026, 3, 4), id="03:00"),
        pytest.param("2026-03-04T23:59Z", "UTC", date(2026, 3, 4), id="23:59"),
        pytest.param("2026-03-03T17:59Z", "Asia/Tokyo", date(2026, 3, 3), id="Tokyo 02:59"),
        pytest.param("2026-03-03T18:00Z", "Asia/Tokyo", date(2026, 3, 4), id="Tokyo 03:00"),
        pytest.param("2026-03-03T21:30Z", "Asia/Kolkata", date(2026, 3, 4), id="half hours"),
        pytest.param("2026-03-29T00:59Z", AMSTERDAM, date(2026, 3, 28), id="before the gap"),
        pytest.param("2026-03-29T01:00Z", AMSTERDAM, date(2026, 3, 29), id="gap: 03:00"),
        pytest.param("2026-10-25T00:30Z", AMSTERDAM, date(2026, 10, 24), id="first 02:30"),
        pytest.param("2026-10-25T01:30Z", AMSTERDAM, date(2026, 10, 24), id="second 02:30"),
        pytest.param("2026-10-25T02:00Z", AMSTERDAM, date(2026, 10, 25), id="then 03:00"),
        pytest.param("2026-01-01T02:00Z", "UTC", date(2025, 12, 31), id="new year's night"),
    ],
)
def test_a_practice_day_ends_at_three_by_the_wall_clock(moment: str, zone: str, day: date) -> None:
    assert practice_day(datetime.fromisoformat(moment), zone) == day


@given(
    st.integers(0, 2 * 366 * 24 * 60),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.sampled_from([AMSTERDAM, "America/St_Johns", "Pacific/Apia", "Africa/Cairo", "UTC"]),
)
def test_time_never_brings_a_practice_day_back(minutes: int, later: timedelta, zone: str) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert practice_day(start, zone) <= practice_day(start + later, zone)


@given(
    st.integers(0, 2 * 366 * 24 * 4),
    st.sampled_from([AMSTERDAM, "America/Havana", "Australia/Lord_Howe", "Antarctica/Troll"]),
    st.integers(0, 4),
)
def test_a_moment_lies_within_its_day_whatever_the_clocks_do(
    quarters: int, zone: str, ends_after: int
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    clock = DayClock(zone, ends_after)
    day = clock.day_of(now)
    assert clock.begins(day) <= now < clock.ends(day)


def test_a_local_date_is_the_calendar_s() -> None:
    assert local_date(datetime(2026, 3, 4, 1, 30, tzinfo=UTC), "UTC") == date(2026, 3, 4)
    assert local_date(datetime(2026, 3, 4, 1, 30, tzinfo=UTC), "America/New_York").day == 3


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        pytest.param(date(2026, 3, 1), "2026-W09", "2026-03", id="a Sunday"),
        pytest.param(date(2026, 3, 2), "2026-W10", "2026-03", id="a Monday begins a week"),
        pytest.param(date(2026, 12, 31), "2026-W53", "2026-12", id="the last week of 2026"),
        pytest.param(date(2027, 1, 1), "2026-W53", "2027-01", id="goes on in the new year"),
        pytest.param(date(2027, 1, 4), "2027-W01", "2027-01", id="until Monday"),
        pytest.param(date(2024, 12, 30), "2025-W01", "2024-12", id="or begins before it"),
    ],
)
def test_periods_have_names(day: date, week: str, month: str) -> None:
    assert [period_key(one, day) for one in Period] == [week, month, "all"]


def test_an_attempt_counts_for_every_period_in_the_team_s_zone() -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert keys_at(moment, "UTC") == ("2026-W53", "2026-12", "all")
    assert keys_at(moment, "Asia/Tokyo") == ("2026-W53", "2027-01", "all")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_week_is_seven_days_from_monday(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    keys = {period_key(Period.WEEK, monday + timedelta(days=step)) for step in range(7)}
    assert keys == {period_key(Period.WEEK, day)}
    assert period_key(Period.WEEK, monday - timedelta(days=1)) not in keys


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/amsterdam", "Europe/Amsterdam"),
        (" America/New York ", "America/New_York"),
        ("utc", "UTC"),
        ("Mars", None),
        ("", None),
        ("localtime", None),
        ("posix/UTC", None),
        ("../etc/passwd", None),
    ],
)
def test_a_zone_is_read_as_people_type_it(typed: str, zone: str | None) -> None:
    assert read_zone(typed) == zone


@given(st.text(max_size=40))
@example("mst")  # a zone that nobody is offered
def test_any_text_is_a_zone_or_none(typed: str) -> None:
    assert read_zone(typed) is None or read_zone(typed) in available_timezones()


def test_cities_that_begin_with_what_was_typed_are_suggested_first() -> None:
    assert suggest_zones("amster")[0] == "Europe/Amsterdam"
    assert suggest_zones("new york")[0] == "America/New_York"
    assert suggest_zones("kolk")[0] == "Asia/Kolkata"
    assert suggest_zones("zzz") == ()
