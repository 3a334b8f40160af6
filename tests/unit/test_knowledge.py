"""How well something is known, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.knowledge import FEWEST, how_well, wilson
from bot.progress.recall import expected_recall
from bot.ratings import Rating

SHARES = st.floats(0, 1)
COUNTS = st.integers(1, 10_000)


def test_it_is_the_mean_of_what_was_met() -> None:
    bar = how_well("cnn", [0.25, 0.85, 0.95, 0.95], total=8)
    assert bar.known is not None
    assert bar.known.share == pytest.approx(0.75)
    assert (bar.name, bar.met, bar.total) == ("cnn", 4, 8)


@pytest.mark.parametrize("met", range(FEWEST))
def test_of_very_few_questions_it_says_nothing(met: int) -> None:
    bar = how_well("cnn", [0.9] * met, total=8)
    assert bar.known is None
    assert bar.met == met
    assert how_well("cnn", [0.9] * FEWEST, total=8).known is not None


def test_all_there_are_is_enough_to_say() -> None:
    assert how_well("rnn", [0.9, 0.7], total=2).known is not None
    assert how_well("rnn", [0.9], total=2).known is None
    assert how_well("rnn", [], total=0).known is None


# By the formula in NIST's handbook (7.2.4.1), worked out by hand for z = 1.2816.
@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [
        pytest.param(0.5, 10, 0.3122, 0.6878, id="ten, half known"),
        pytest.param(0.0, 3, 0.0, 0.3538, id="nothing known"),
        pytest.param(1.0, 3, 0.6462, 1.0, id="all known"),
        pytest.param(0.8, 100, 0.7441, 0.8462, id="a hundred"),
    ],
)
def test_wilson_s_interval(share: float, count: int, low: float, high: float) -> None:
    estimate = wilson(share, count)
    assert estimate.low == pytest.approx(low, abs=5e-4)
    assert estimate.high == pytest.approx(high, abs=5e-4)


@given(SHARES, COUNTS)
def test_the_share_lies_within_its_bounds(share: float, count: int) -> None:
    estimate = wilson(share, count)
    assert 0 <= estimate.low <= share <= estimate.high <= 1


@given(SHARES, COUNTS)
def test_more_questions_make_it_surer(share: float, count: int) -> None:
    few, many = wilson(share, count), wilson(share, 4 * count)
    assert many.high - many.low <= few.high - few.low


@given(SHARES, COUNTS)
def test_knowing_and_not_knowing_are_mirrored(share: float, count: int) -> None:
    known, unknown = wilson(share, count), wilson(1 - share, count)
    assert known.low == pytest.approx(1 - unknown.high, abs=1e-9)


def test_a_better_rating_promises_more() -> None:
    recalls = [expected_recall(rating) for rating in Rating]
    assert recalls == sorted(set(recalls))
    assert all(0 < recall < 1 for recall in recalls)
