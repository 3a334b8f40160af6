"""Near-duplicates: what hides none, and what only looks like one."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alike import ALIKE, KnownTexts, alike, likeness
from bot.question_bank import QuestionBank

SOFTMAX = "What is a Softmax function and when is it used?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(SOFTMAX, "When is a softmax function used, and what is it?", id="order"),
        pytest.param(SOFTMAX, "WHAT IS A SOFTMAX FUNCTION -- AND WHEN IS IT USED!", id="case"),
        pytest.param(SOFTMAX, "What is the soft-max function and when is it used?", id="a hyphen"),
        pytest.param(
            "Explain the vanishing gradient problem and one common way to mitigate it.",
            "Explain the problem of vanishing gradients, and one common way to mitigate it!",
            id="inflected",
        ),
        pytest.param(
            "How do L1 and L2 regularization differ in their effect on model coefficients?",
            "How do L2 and L1 regularisation differ in their effect on a model's coefficients?",
            id="another spelling",
        ),
        pytest.param(
            "What is a PyTorch Tensor and how does it differ from a NumPy array?",
            "How does a NumPy array differ from a PyTorch tensor?",
            id="shorter",
        ),
        pytest.param(
            "What is the difference between bagging and boosting in ensembles?",
            "How do boosting and bagging differ?",
            id="other small words",
        ),
        pytest.param(
            "What is the bias-variance tradeoff?",
            "Explain the trade-off between bias and variance.",
            id="another hyphen",
        ),
        pytest.param("What is drop-out?", "What is dropout?", id="written apart"),
        pytest.param("Why does drop out help?", "Why does dropout help?", id="two words"),
        pytest.param("How do LSTMs and RNNs differ?", "Compare LSTM and RNN!", id="short plurals"),
        pytest.param("What is overfiting?", "What is overfitting?", id="a slip"),
        pytest.param("什么是注意力机制?", "什么是注意力机制。", id="no Latin letter"),
        pytest.param("?!", "?!", id="no word at all"),
    ],
)
def test_a_paraphrase_is_found(one: str, other: str) -> None:
    found = alike(other, {"q": one})
    assert [name for name, _ in found] == (["q"] if one != "?!" else [])
    assert all(ALIKE <= score <= 100 for _, score in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("What is a CNN and when is it used?", "What is an RNN, used when?", id="word"),
        pytest.param(
            "How does batch normalisation stabilise training?",
            "How does layer normalisation stabilise training?",
            id="of two kinds",
        ),
        pytest.param("What is attention?", "What is self-attention?", id="a special kind"),
        pytest.param("What is Adam?", "What is AdamW?", id="a short name"),
        pytest.param("What is StyleGAN?", "What is StyleGAN2?", id="the next version"),
        pytest.param("What is EfficientNet?", "What is EfficientDet?", id="a long name"),
        pytest.param(
            "What is batch gradient descent?", "What is mini-batch gradient descent?", id="mini-"
        ),
        pytest.param(
            "What is a recurrent neural network?",
            "What is a bidirectional recurrent neural network?",
            id="a special network",
        ),
        pytest.param("What does L1 regularisation do?", "What does L2 regularisation do?", id="L1"),
        pytest.param("What is dropout?", "What is momentum?", id="small words alone"),
        pytest.param("Explain gradient descent.", "Explain gradient ascent.", id="descent"),
        pytest.param("What is overfitting?", "What is underfitting?", id="overfitting"),
        pytest.param("What is batch normalisation?", "What is layer normalisation?", id="batch"),
        pytest.param("What is supervised learning?", "What is unsupervised learning?", id="un-"),
        pytest.param("What does the encoder do?", "What does the decoder do?", id="encoder"),
        pytest.param("Why does GPT-2 use BPE?", "Why does GPT-3 use BPE?", id="a version"),
    ],
)
def test_another_question_in_the_same_words_is_none(one: str, other: str) -> None:
    assert alike(other, {"q": one}) == []


def test_no_two_questions_of_the_bank_are_near_duplicates(bank: QuestionBank) -> None:
    texts = {question.id: question.text for question in bank}
    pairs = combinations(texts, 2)
    assert not [pair for pair in pairs if alike(texts[pair[0]], {pair[1]: texts[pair[1]]})]


@pytest.mark.parametrize("text", ["What is a perceptron?", "Compare GRU and LSTM in speech."])
def test_neither_text_is_the_first(text: str) -> None:
    other = text.replace("perceptron", "perceptrons").replace(" in speech", "")
    assert alike(other, {"q": text}) == alike(text, {"q": other}) != []


def test_the_best_comes_first() -> None:
    others = {"far": "Where is Paris?", "near": f"{SOFTMAX} Explain it.", "same": SOFTMAX}
    found = alike(SOFTMAX.lower(), others)
    assert [name for name, _ in found] == ["same", "near"]
    assert found[0][1] == 100


def test_how_alike_two_texts_are_lies_between_none_and_all() -> None:
    assert likeness(SOFTMAX, SOFTMAX.upper()) == 100
    assert likeness(SOFTMAX, "Where is Paris?") == 0
    assert 50 < likeness("What is overfitting?", "What is overfitting in practice?") < ALIKE


@given(st.lists(st.text("abcdefgh", min_size=1), min_size=1), st.randoms())
def test_the_order_of_words_never_matters(words: list[str], rng: random.Random) -> None:
    shuffled = rng.sample(words, len(words))
    assert alike(", ".join(shuffled).upper(), {"q": " ".join(words)}) == [("q", 100.0)]


def test_a_text_that_changes_is_known_by_its_new_words() -> None:
    known = KnownTexts()
    known.add("q", SOFTMAX)
    known.add("q", "Where is Paris?")
    assert known.alike(SOFTMAX) == []
    assert known.alike("Paris: where is it?")[0][0] == "q"
