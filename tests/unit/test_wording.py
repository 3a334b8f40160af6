"""Hints compare wording only: what is far from a point, in English, and nothing more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.wording import looks_english, points_with_nothing_close
from bot.question_bank import QuestionBank

POINTS = (
    "Softmax turns logits into probabilities.",
    "Cross-entropy's gradient: prediction minus target.",
    "Dropout switches random units off.",
)
ALL = (POINTS, ("Attention is a weighted sum of values.", "Batch norm uses batch statistics."))


def flagged(words: str) -> frozenset[int]:
    return points_with_nothing_close(words, POINTS, ALL)


def test_a_point_that_nothing_in_the_answer_resembles_is_flagged() -> None:
    assert flagged("It is softmax, which makes probabilities of the logits.") == {1, 2}
    assert flagged("You drop units randomly. Gradients, by the entropy.") == {0}


def test_the_words_of_a_point_themselves_are_never_flagged() -> None:
    assert flagged(" ".join(POINTS)) == frozenset()


def test_a_denial_is_worded_alike_and_so_nothing_is_said_of_it() -> None:
    assert 0 not in flagged("Softmax does not turn the logits into probabilities.")


@pytest.mark.parametrize("words", ["", "the pizza", "of", "???", "\n\n", "the... pizza!"])
def test_under_three_words_there_is_no_hint(words: str) -> None:
    assert flagged(words) == frozenset()


def test_with_three_words_there_is_one() -> None:
    assert flagged("by the pizza") == {0, 1, 2}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Der Gradient verschwindet, weil die Sigmoide flach ist.", id="German"),
        pytest.param("El gradiente se desvanece porque la sigmoide es plana.", id="Spanish"),
        pytest.param("Le gradient disparait parce que la sigmoide est plate.", id="French"),
        pytest.param("O gradiente some porque a sigmoide satura nos extremos.", id="Portuguese"),
        pytest.param("Het gradient verdwijnt omdat de sigmoide te vlak is geworden.", id="Dutch"),
        pytest.param("Градиент затухает, потому что сигмоида насыщается.", id="Russian"),
        pytest.param("梯度消失是因为 sigmoid 函数饱和 of the", id="Chinese"),
        pytest.param("y = softmax(Wx + b); L = -sum(t * log(y))", id="a formula"),
        pytest.param("logits softmax probabilities sum normalisation exponent", id="a list"),
    ],
)
def test_where_it_does_not_look_like_english_there_is_no_hint(words: str) -> None:
    assert not looks_english(words)
    assert flagged(words) == frozenset()


@pytest.mark.parametrize(
    "words",
    [
        "The gradient vanishes because the sigmoid is flat.",
        "Sigmoid saturate so gradient is very small and deep net not learn",
        "It's the naïve baseline that everyone compares with.",
    ],
)
def test_english_looks_like_english(words: str) -> None:
    assert looks_english(words)


@given(st.text(max_size=300))
def test_no_words_are_a_bug(words: str) -> None:
    assert flagged(words) <= {0, 1, 2}
    assert flagged(f"the of and {words}") <= {0, 1, 2}


def test_the_reference_answers_of_the_bank_look_like_english(bank: QuestionBank) -> None:
    others = [question.id for question in bank if not looks_english(question.answer)]
    assert len(others) <= len(bank) * 0.03, others


def test_a_reference_answer_is_hardly_ever_far_from_its_own_points(bank: QuestionBank) -> None:
    every = [question.key_points for question in bank]
    own = [points_with_nothing_close(one.answer, one.key_points, every) for one in bank]
    points = sum(map(len, every))
    assert sum(map(len, own)) <= points * 0.01


def test_an_answer_to_another_question_is_often_far_from_the_points(bank: QuestionBank) -> None:
    every = [question.key_points for question in bank]
    questions = list(bank)
    flags = [
        len(points_with_nothing_close(other.answer, one.key_points, every))
        for one, other in zip(questions, questions[41:] + questions[:41], strict=True)
    ]
    assert sum(flags) >= sum(map(len, every)) * 0.15
