"""Which day a manager means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.progress.repairs import day_meant, read_day

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("yesterday", date(2026, 3, 3), id="yesterday"),
        pytest.param("Yesterday ", date(2026, 3, 3), id="in any case"),
        pytest.param("2026-03-01", date(2026, 3, 1), id="as ISO writes it"),
        pytest.param("3 March", date(2026, 3, 3), id="day and month"),
        pytest.param("3rd march", date(2026, 3, 3), id="third"),
        pytest.param("Mar 3", date(2026, 3, 3), id="month and day"),
        pytest.param("3mar", date(2026, 3, 3), id="in one word"),
        pytest.param("4 March", date(2026, 3, 4), id="today"),
        pytest.param("5 March", date(2025, 3, 5), id="one that is to come was last year"),
        pytest.param("31 dec", date(2025, 12, 31), id="over new year"),
        pytest.param("today", date(2026, 3, 4), id="today, which cannot be repaired yet"),
        pytest.param("tomorrow", date(2026, 3, 5), id="tomorrow"),
        pytest.param("Monday", date(2026, 3, 2), id="a weekday"),
        pytest.param("last thu", date(2026, 2, 26), id="a weekday of the week before"),
        pytest.param("wednesday", date(2026, 2, 25), id="today's weekday is a week ago"),
        pytest.param("Tue 3 Mar", date(2026, 3, 3), id="as /streak why writes it"),
        pytest.param("tue, 3 march,", date(2026, 3, 3), id="with commas"),
        pytest.param("29 Feb", date(2024, 2, 29), id="the last leap day"),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, meant: date) -> None:
    text = read_day(typed)
    assert text is not None
    assert day_meant(text, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "3",
        "2026-02-30",
        "30 feb",
        "0 March",
        "march",
        "3/4/2026",
        "4 Mai",
        "we",
        "Mon train",
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None


@pytest.mark.parametrize(
    "typed", ["Monday the 9th", "thu 12/3", "sat 7 mars", "mon 31 feb", "sat 3 days"]
)
def test_a_weekday_with_a_date_that_is_none_is_not_taken_alone(typed: str) -> None:
    with pytest.raises(Refusal, match="Which day is `"):
        read_day(typed)


def test_a_weekday_that_is_not_that_of_the_date_is_refused() -> None:
    text = read_day("Monday 13 February")
    assert text is not None
    with pytest.raises(Refusal, match="13 February 2026 was a Friday"):
        day_meant(text, TODAY)


@given(st.text(max_size=20))
def test_any_text_is_a_day_that_was_or_none_or_refused(typed: str) -> None:
    try:
        text = read_day(typed)
        assert text is None or isinstance(day_meant(text, TODAY), date)
    except Refusal as refused:
        refused.card()


@given(st.dates(date(2025, 3, 5), TODAY))
def test_every_day_of_a_year_can_be_named(day: date) -> None:
    for typed in (day.isoformat(), f"{day.day} {day:%B}", f"{day:%b} {day.day}"):
        assert day_meant(read_day(typed) or "", TODAY) == day
