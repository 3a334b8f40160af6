"""What may be told of a team, and that nobody can be read out of it."""

import random
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.progress.recall import expected_recall
from bot.progress.weak_spots import FEWEST_MEMBERS, Answer, Spot, spots_of
from bot.question_bank import Question
from tests.fakes.questions import a_question

RATINGS = ("again", "hard", "good", "easy")
BANK = (
    a_question("conv", "beginner", ("cnn", "computer-vision")),
    a_question("pool", "beginner", ("cnn",)),
    a_question("gates", "advanced", ("rnn",)),
)
recalls = st.sampled_from([expected_recall(rating) for rating in RATINGS])
answers_of_a_team = st.dictionaries(
    st.tuples(st.integers(1, 7), st.sampled_from([question.id for question in BANK])),
    recalls,
    max_size=15,
)


def answers(given_by: dict[tuple[int, str], float]) -> list[Answer]:
    return [Answer(member, question, recall) for (member, question), recall in given_by.items()]


def rated(*ratings: str, question: Question = BANK[2]) -> list[Spot]:
    """Tell what is shown when as many members rated one question so."""
    given_by = {(n, question.id): expected_recall(one) for n, one in enumerate(ratings)}
    return spots_of(answers(given_by), BANK)


def in_cell(given_by: dict[tuple[int, str], float], topic: str, tier: str) -> set[int]:
    ids = {one.id for one in BANK if topic in one.topics and one.tier == tier}
    return {member for member, question in given_by if question in ids}


def test_a_spot_is_told_from_four_members_on() -> None:
    assert rated("hard", "hard", "hard") == []
    assert rated("hard", "hard", "hard", "hard") == [Spot("rnn", "advanced", 60)]


def test_a_question_counts_for_each_of_its_topics() -> None:
    assert rated(*["hard"] * 4, question=BANK[0]) == [
        Spot("cnn", "beginner", 60),
        Spot("computer-vision", "beginner", 60),
    ]


def test_the_weakest_stands_first() -> None:
    weak = {(member, "gates"): 0.5 for member in range(4)}
    strong = {(member, "pool"): 0.7 for member in range(4)}
    assert [spot.topic for spot in spots_of(answers(strong | weak), BANK)] == ["rnn", "cnn"]


def test_a_question_that_is_not_asked_any_more_does_not_count() -> None:
    assert spots_of([Answer(member, "taken-out", 0.5) for member in range(9)], BANK) == []


def test_who_answered_much_weighs_as_much_as_who_answered_once() -> None:
    questions = [a_question(f"q{number}", "beginner", ("cnn",)) for number in range(20)]
    eager = [Answer(1, question.id, 0.25) for question in questions]
    others = [Answer(member, "q0", 0.85) for member in (2, 3, 4)]
    assert spots_of([*eager, *others], questions) == [Spot("cnn", "beginner", 70)]


@given(answers_of_a_team, st.integers(1, 7), st.data())
def test_what_one_of_fewer_than_four_rated_changes_nothing_that_is_told(
    given_by: dict[tuple[int, str], float], member: int, data: st.DataObject
) -> None:
    """Change one member's ratings where three or fewer answered: nothing visible moves."""
    changed = {
        key: data.draw(recalls)
        if key[0] == member
        and all(
            len(in_cell(given_by, topic, question.tier)) < FEWEST_MEMBERS
            for question in BANK
            if question.id == key[1]
            for topic in question.topics
        )
        else recall
        for key, recall in given_by.items()
    }
    assert spots_of(answers(changed), BANK) == spots_of(answers(given_by), BANK)


@given(answers_of_a_team)
def test_what_fewer_than_four_did_is_as_if_it_had_never_been(
    given_by: dict[tuple[int, str], float],
) -> None:
    shown = spots_of(answers(given_by), BANK)
    for spot in shown:
        assert len(in_cell(given_by, spot.topic, spot.tier)) >= FEWEST_MEMBERS
    kept = {
        (member, question): recall
        for (member, question), recall in given_by.items()
        if any(
            question == one.id and spot.topic in one.topics and spot.tier == one.tier
            for spot in shown
            for one in BANK
        )
    }
    assert spots_of(answers(kept), BANK) == shown


@given(answers_of_a_team, st.randoms())
def test_neither_the_order_of_rows_nor_who_is_who_is_told(
    given_by: dict[tuple[int, str], float], chance: random.Random
) -> None:
    shuffled = answers(given_by)
    chance.shuffle(shuffled)
    names = list(range(1, 8))
    chance.shuffle(names)
    renamed = [Answer(names[one.member_id - 1], one.question_id, one.recall) for one in shuffled]
    assert spots_of(renamed, BANK) == spots_of(answers(given_by), BANK)


@pytest.mark.parametrize("members", [4, 5, 6])
@pytest.mark.parametrize("mine", RATINGS)
def test_whatever_is_told_each_of_them_may_have_rated_anything(members: int, mine: str) -> None:
    """Not even a team that knows all, or nothing, gives anybody away."""
    told = {
        rated(*all_of_them)[0] for all_of_them in combinations_with_replacement(RATINGS, members)
    }
    told_with_mine = {
        rated(mine, *others)[0] for others in combinations_with_replacement(RATINGS, members - 1)
    }
    assert told == told_with_mine
    assert len(told) == 5
