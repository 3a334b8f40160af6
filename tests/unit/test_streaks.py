"""How many days in a row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.streaks import current_streak, longest_streak

TODAY = date(2026, 3, 4)
DAYS = st.lists(st.integers(0, 40).map(lambda ago: TODAY - timedelta(days=ago)), max_size=40)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("days_ago", "current", "longest"),
    [
        pytest.param((), 0, 0, id="never practised"),
        pytest.param((0,), 1, 1, id="today"),
        pytest.param((1,), 1, 1, id="today is still open"),
        pytest.param((2,), 0, 1, id="yesterday was missed"),
        pytest.param((0, 1, 3), 2, 2, id="the gap ends it"),
        pytest.param((1, 2, 3), 3, 3, id="yesterday and before"),
        pytest.param((0, 2, 3, 4), 1, 3, id="an older one was longer"),
        pytest.param((5, 4, 3), 0, 3, id="a dead streak is never shown as alive"),
    ],
)
def test_days_in_a_row(days_ago: tuple[int, ...], current: int, longest: int) -> None:
    assert current_streak(ago(*days_ago), TODAY) == current
    assert longest_streak(ago(*days_ago)) == longest


@given(DAYS)
def test_a_streak_is_what_counting_on_one_s_fingers_says(days: list[date]) -> None:
    def ends_on(last: date) -> int:
        return 1 + ends_on(last - timedelta(days=1)) if last in days else 0

    assert current_streak(days, TODAY) == (ends_on(TODAY) or ends_on(TODAY - timedelta(days=1)))
    assert longest_streak(days) == max(map(ends_on, days), default=0)


@given(DAYS)
def test_it_is_never_longer_than_the_days_there_are(days: list[date]) -> None:
    assert current_streak(days, TODAY) <= longest_streak(days) <= len(set(days))


@given(DAYS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(days: list[date], rng: object) -> None:
    shuffled = days * 2
    getattr(rng, "shuffle", list)(shuffled)
    assert current_streak(shuffled, TODAY) == current_streak(days, TODAY)
    assert longest_streak(shuffled) == longest_streak(days)


@given(DAYS)
def test_practising_today_never_costs_anything(days: list[date]) -> None:
    assert current_streak([*days, TODAY], TODAY) >= max(1, current_streak(days, TODAY))


def test_a_streak_goes_over_months_years_and_leap_days() -> None:
    days = [date(2028, 3, 1) - timedelta(days=back) for back in range(70)]
    assert current_streak(days, date(2028, 3, 1)) == longest_streak(days) == 70
