"""Which question comes next, from what a member knows."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import after_rating, predicted_recall
from bot.practice.selection import PUT_ASIDE_FOR, Moment, Seen, choose, tier_reached
from bot.question_bank import TIERS, Question, Tier
from bot.ratings import Rating
from tests.fakes.questions import a_question

DAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
AT = Moment(NOW, DAY)
QUESTIONS = [a_question(f"q-{tier}-{number}", tier) for tier in TIERS for number in range(4)]


def rated(days_ago: int, rating: Rating, minute: int = 0) -> Seen:
    """Make a look that was rated some days ago."""
    at = NOW - timedelta(days=days_ago, minutes=-minute)
    memory = after_rating(None, rating, DAY - timedelta(days=days_ago))
    return Seen(at, rating, at, memory, (at, rating))


def drawn(hours_ago: int) -> Seen:
    """Make a look that was never rated."""
    return Seen(NOW - timedelta(hours=hours_ago))


LOOKS = st.builds(rated, st.integers(0, 200), st.sampled_from(Rating)) | st.builds(
    drawn, st.integers(0, 200)
)
SEEN = st.dictionaries(st.sampled_from([one.id for one in QUESTIONS]), LOOKS)
CANDIDATES = st.lists(st.sampled_from(QUESTIONS), min_size=1, unique_by=lambda one: one.id)


@given(CANDIDATES, SEEN, st.integers(), st.sampled_from(TIERS))
def test_never_a_repeat_while_an_unseen_one_is_left(
    candidates: list[Question], seen: dict[str, Seen], seed: int, reached: Tier
) -> None:
    chosen = choose(candidates, seen, AT, random.Random(seed), reached=reached)
    assert chosen in candidates
    unseen = [one for one in candidates if one.id not in seen]
    if unseen:
        assert chosen in unseen
        away = {abs(TIERS.index(one.tier) - TIERS.index(reached)) for one in unseen}
        assert abs(TIERS.index(chosen.tier) - TIERS.index(reached)) == min(away)


@given(CANDIDATES, st.lists(LOOKS, min_size=12, max_size=12))
def test_else_the_one_of_the_lowest_predicted_recall(
    candidates: list[Question], looks: list[Seen]
) -> None:
    seen = dict(zip((one.id for one in QUESTIONS), looks, strict=True))
    chosen = choose(candidates, seen, AT, random.Random(1))
    assert chosen is not None
    waiting = [seen[one.id] for one in candidates if not seen[one.id].put_aside(NOW)]
    if waiting:
        lowest = min(predicted_recall(one.memory, DAY) for one in waiting)
        assert predicted_recall(seen[chosen.id].memory, DAY) == lowest
        assert not seen[chosen.id].put_aside(NOW)


def test_of_two_near_tiers_the_gentler_one_comes() -> None:
    candidates = [a_question("q-hard", "advanced"), a_question("q-easy", "beginner")]
    chosen = choose(candidates, {}, AT, random.Random(1), reached="intermediate")
    assert chosen is candidates[1]


def test_what_was_put_aside_waits_half_a_day() -> None:
    candidates = [a_question("q-aside"), a_question("q-known")]
    for ago, expected in ((PUT_ASIDE_FOR - timedelta(seconds=1), 1), (PUT_ASIDE_FOR, 0)):
        seen = {"q-aside": Seen(NOW - ago), "q-known": rated(1, Rating.EASY)}
        assert choose(candidates, seen, AT, random.Random(1)) is candidates[expected]


def test_the_question_that_the_member_leaves_comes_only_if_it_is_the_only_one() -> None:
    candidates = [a_question("q-left"), a_question("q-known")]
    seen = {"q-left": rated(100, Rating.AGAIN), "q-known": rated(0, Rating.EASY)}
    rng = random.Random(1)
    assert choose(candidates, seen, AT, rng) is candidates[0]
    assert choose(candidates, seen, AT, rng, besides="q-left") is candidates[1]
    assert choose(candidates[:1], seen, AT, rng, besides="q-left") is candidates[0]


def test_nothing_to_choose_from_is_nothing() -> None:
    assert choose([], {}, AT, random.Random(1)) is None


def test_chance_decides_among_equals() -> None:
    rng = random.Random(1)
    chosen = [choose(QUESTIONS, {}, AT, rng) for _ in range(50)]
    assert len({one.id for one in chosen if one}) == 4


def test_a_review_takes_nothing_back_of_the_tier_that_was_reached() -> None:
    questions = [a_question(f"q-{number}", "beginner") for number in range(3)]
    seen = {one.id: rated(9, Rating.GOOD, minute=at) for at, one in enumerate(questions)}
    assert tier_reached(questions, seen) == "intermediate"
    for question in questions:
        again = rated(1, Rating.AGAIN)
        seen[question.id] = replace(again, first=seen[question.id].first)
    assert tier_reached(questions, seen) == "intermediate"


@pytest.mark.parametrize(
    ("results", "reached"),
    [
        pytest.param("", "beginner", id="new"),
        pytest.param("b:gg", "beginner", id="two are not enough"),
        pytest.param("b:ggg", "intermediate", id="three went well"),
        pytest.param("b:hehgahe", "beginner", id="three of the last five, not of all"),
        pytest.param("b:hege", "intermediate", id="easy counts, too"),
        pytest.param("b:aaaaa", "beginner", id="there is nothing below"),
        pytest.param("b:ggg i:ggg", "advanced", id="up to the top"),
        pytest.param("b:ggg i:ggg a:gggg", "advanced", id="there is nothing above"),
        pytest.param("b:ggg i:aha", "intermediate", id="two agains, not in a row"),
        pytest.param("b:ggg i:aa", "beginner", id="two agains in a row"),
        pytest.param("b:ggg i:aa b:gg", "beginner", id="what went well before is over"),
        pytest.param("b:ggg i:aa b:ggg", "intermediate", id="and up again"),
        pytest.param("b:ggg i:ggg a:aa", "intermediate", id="one tier down, not two"),
        pytest.param("a:gggg i:gggg", "beginner", id="the gentle ones first, whatever was asked"),
        pytest.param("i:ggg b:ggg", "advanced", id="what was shown above counts on the way up"),
    ],
)
def test_the_tier_rises_by_results_and_falls_back(results: str, reached: Tier) -> None:
    tiers = {tier[0]: tier for tier in TIERS}
    ratings = {rating.value[0]: rating for rating in Rating} | {"a": Rating.AGAIN}
    questions: list[Question] = []
    seen: dict[str, Seen] = {}
    for part in results.split():
        tier, _, letters = part.partition(":")
        for letter in letters:
            question = a_question(f"q-{len(questions)}", tiers[tier])
            seen[question.id] = rated(1, ratings[letter], minute=len(questions))
            questions.append(question)
    random.Random(1).shuffle(questions)
    assert tier_reached([*questions, a_question("q-unseen")], seen) == reached
