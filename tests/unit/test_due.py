"""One instant for each nominal date, in every zone there is."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.daily.due import next_due
from bot.wall_clock import instant_of

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
QUARTERS = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]


def changes_of(zone: str) -> Iterator[date]:
    """Tell the dates on which the clock of a zone is put forward or back."""
    tz = ZoneInfo(zone)
    noon = datetime(FIRST.year, FIRST.month, FIRST.day, 12, tzinfo=UTC)
    offset = noon.astimezone(tz).utcoffset()
    while noon.date() <= LAST:
        now = noon.astimezone(tz)
        if now.utcoffset() != offset:
            yield now.date()
            offset = now.utcoffset()
        noon += ONE_DAY


def zones_that_change() -> list[tuple[str, tuple[date, ...]]]:
    """List one zone for each way in which clocks change: zones with equal changes are alike."""
    alike: dict[tuple[tuple[date, timedelta | None], ...], str] = {}
    found = []
    for zone in sorted(available_timezones() - {"Factory", "localtime"}):
        dates = tuple(changes_of(zone))
        tz = ZoneInfo(zone)
        shape = tuple(
            (day, datetime(day.year, day.month, day.day, hour, tzinfo=tz).utcoffset())
            for day in dates
            for hour in range(24)
        )
        if dates and alike.setdefault(shape, zone) == zone:
            found.append((zone, dates))
    return found


def first_instant(day: date, at: str, zone: str) -> datetime:
    """Walk through the day minute by minute, as a slow and sure clock would."""
    tz = ZoneInfo(zone)
    wanted = datetime.fromisoformat(f"{day}T{at}")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while moment.astimezone(tz).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=1)
    return moment


@pytest.fixture(scope="module")
def changing() -> list[tuple[str, tuple[date, ...]]]:
    return zones_that_change()


def test_there_are_zones_to_look_at(changing: list[tuple[str, tuple[date, ...]]]) -> None:
    names = {zone for zone, _ in changing}
    assert len(names) > 20
    assert {"America/Santiago", "Africa/Cairo", "Australia/LHI"} <= names


def test_every_date_has_one_instant_and_they_come_in_order(
    changing: list[tuple[str, tuple[date, ...]]],
) -> None:
    for zone, dates in changing:
        tz = ZoneInfo(zone)
        for day in dates:
            for at in QUARTERS:
                instants = [instant_of(day + step * ONE_DAY, at, zone) for step in (-1, 0, 1)]
                assert instants[0] < instants[1] < instants[2]
                wall = instants[1].astimezone(tz).replace(tzinfo=None)
                assert wall >= datetime.fromisoformat(f"{day}T{at}")
                assert wall - datetime.fromisoformat(f"{day}T{at}") <= timedelta(hours=2)


def test_a_gap_means_the_first_instant_after_it_and_an_overlap_its_first_occurrence(
    changing: list[tuple[str, tuple[date, ...]]],
) -> None:
    rng = random.Random(1)
    for zone, dates in changing:
        day = rng.choice(dates)
        for at in ("00:00", "00:15", "01:30", "02:00", "02:15", "02:30", "03:00"):
            assert instant_of(day, at, zone) == first_instant(day, at, zone), (zone, day, at)


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        pytest.param("2026-03-29", "02:30", "Europe/Amsterdam", "2026-03-29T01:00Z", id="gap"),
        pytest.param(
            "2026-03-29", "02:00", "Europe/Amsterdam", "2026-03-29T01:00Z", id="its start"
        ),
        pytest.param("2026-03-29", "03:00", "Europe/Amsterdam", "2026-03-29T01:00Z", id="its end"),
        pytest.param("2026-10-25", "02:30", "Europe/Amsterdam", "2026-10-25T00:30Z", id="overlap"),
        pytest.param("2026-10-25", "03:00", "Europe/Amsterdam", "2026-10-25T02:00Z", id="after it"),
        pytest.param("2026-09-06", "00:15", "America/Santiago", "2026-09-06T04:00Z", id="midnight"),
        pytest.param("2026-10-04", "02:10", "Australia/Lord_Howe", "2026-10-03T15:30Z", id="half"),
        pytest.param("2026-07-01", "09:05", "Asia/Kathmandu", "2026-07-01T03:20Z", id="no change"),
    ],
)
def test_instants_by_hand(day: str, at: str, zone: str, instant: str) -> None:
    assert instant_of(date.fromisoformat(day), at, zone) == datetime.fromisoformat(instant)


WEDNESDAY = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "weekdays", "taken", "expected"),
    [
        pytest.param("13:00", "0123456", set(), "2026-03-04", id="later today"),
        pytest.param("12:00", "0123456", set(), "2026-03-05", id="now is not later"),
        pytest.param("09:00", "0123456", set(), "2026-03-05", id="tomorrow"),
        pytest.param("13:00", "4", set(), "2026-03-06", id="on Friday"),
        pytest.param("09:00", "2", set(), "2026-03-11", id="in a week"),
        pytest.param("13:00", "0123456", {date(2026, 3, 4)}, "2026-03-05", id="today is taken"),
        pytest.param(
            "13:00", "2", {date(2026, 3, 4), date(2026, 3, 11)}, "2026-03-18", id="weeks are taken"
        ),
    ],
)
def test_the_next_date_is_the_first_that_fits(
    at: str, weekdays: str, taken: set[date], expected: str
) -> None:
    day, instant = next_due(WEDNESDAY, at, "UTC", weekdays, taken)
    assert day == date.fromisoformat(expected)
    assert instant == instant_of(day, at, "UTC") > WEDNESDAY


def test_the_next_date_is_nominal_where_the_world_is_a_day_ahead() -> None:
    evening = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    assert next_due(evening, "09:00", "Pacific/Auckland", "0123456")[0] == date(2026, 3, 6)
    assert next_due(evening, "10:30", "Pacific/Auckland", "0123456")[0] == date(2026, 3, 5)
    assert next_due(evening, "23:00", "Pacific/Honolulu", "0123456")[0] == date(2026, 3, 4)


def test_following_it_for_two_years_leaves_no_date_out() -> None:
    for zone in ("Europe/Amsterdam", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe"):
        for at in ("00:15", "02:15"):
            moment = datetime(2026, 1, 1, 12, tzinfo=UTC)
            day, moment = next_due(moment, at, zone, "0123456")
            for _ in range(730):
                following, later = next_due(moment, at, zone, "0123456", {day})
                assert following == day + ONE_DAY
                assert later > moment
                day, moment = following, later


def test_a_choice_without_a_weekday_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no weekday"):
        next_due(WEDNESDAY, "09:00", "UTC", "")
