"""References: how each is spelled, and the same work the same everywhere."""

import pytest

from bot.question_bank import QuestionBank
from bot.references import Spellings, spelling_problem

ATTENTION = "Vaswani et al., Attention Is All You Need, NeurIPS 2017, arXiv:1706.03762"


@pytest.mark.parametrize(
    "reference",
    [
        ATTENTION,
        "Xiong et al., On Layer Normalization in the Transformer Architecture, arXiv:2002.04745",
        "Cho et al., Learning Phrase Representations, EMNLP 2014, arXiv:1406.1078",
        "Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001",
        "McCulloch, Pitts, A logical calculus, Bulletin of Mathematical Biophysics 5, 1943",
        "LeCun, Bengio, Hinton, Deep learning, Nature 521, 2015, doi:10.1038/nature14539",
        "PyTorch documentation, torch.nn.Linear, https://docs.pytorch.org/docs/stable/a_b.html",
        "Regulation (EU) 2024/1689, https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        "Hastie et al., Elements, 2nd edition, section 7.10.2, Springer 2009",
        "Smith, A title, hep-th/9901001 reread, Nature 1, 2001",
        "Smith, A title, arXiv:hep-th/9901001",
    ],
)
def test_a_reference_that_is_spelled_well(reference: str) -> None:
    assert spelling_problem(reference) is None


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        (ATTENTION.replace("arXiv:", "arXiv: "), "an arXiv id is spelled"),
        (ATTENTION.replace("arXiv:", "arxiv:"), "an arXiv id is spelled"),
        (ATTENTION.replace("arXiv:", "ArXiv "), "an arXiv id is spelled"),
        (ATTENTION + "v2", "an arXiv id is spelled"),
        (ATTENTION.replace("03762", "037621"), "an arXiv id is spelled"),
        (ATTENTION.replace("1706.", "1713."), "is no possible arXiv id"),
        (ATTENTION.replace("1706.", "1700."), "is no possible arXiv id"),
        (ATTENTION.replace("1706.", "0703."), "is no possible arXiv id"),
        (ATTENTION.replace("03762", "3762"), "is no possible arXiv id"),
        (ATTENTION.replace("03762", "00000"), "is no possible arXiv id"),
        (ATTENTION.replace("1706.03762", "1406.10781"), "is no possible arXiv id"),
        (ATTENTION.replace("arXiv:", "https://arxiv.org/abs/"), "not by its address"),
        (ATTENTION.replace("et al.", "et al"), "et al."),
        (ATTENTION.replace("et al.,", "et al."), "et al."),
        (ATTENTION.replace(" et al.", ", et al."), "et al."),
        (ATTENTION.replace("et al.", "et. al."), "et al."),
        (ATTENTION.replace(", N", ",  N"), "two spaces"),
        (ATTENTION.replace(", N", " , N"), "before a comma"),
        (ATTENTION.replace(", N", ",N"), "behind a comma"),
        (ATTENTION.replace(", N", ", , N"), "empty place"),
        (ATTENTION + ",", "ends with a comma"),
        (ATTENTION + ".", "ends with a comma or a point"),
        ("Elkan, The Foundations, IJCAI 3001", "3001 is no year"),
        ("Elkan, The Foundations, IJCAI 1066", "1066 is no year"),
        ("Elkan, The Foundations, IJCAI", "a paper has a year"),
        ("A book", "is no paper"),
        ("https://docs.pytorch.org/docs/stable/amp.html", "is no paper"),
        ("A, B, Nature 521, 2015, DOI 10.1038/nature14539", "a DOI is spelled"),
        ("A, B, Nature 521, 2015, doi:10.1038", "a DOI is spelled"),
        ("A, B, https://doi.org/10.1038/nature14539", "a DOI is spelled"),
        ("PyTorch, amp, http://docs.pytorch.org/a", "is no address"),
        ("PyTorch, amp, https://docs", "is no address"),
        ("PyTorch, amp, https://docs.pytorch.org/a).", "is no address"),
        ("PyTorch, amp, www.pytorch.org", "is no address"),
        ("PyTorch, amp, https://[pytorch.org", "is no address"),
    ],
)
def test_a_reference_that_is_not(reference: str, reason: str) -> None:
    assert reason in (spelling_problem(reference) or "nothing is wrong")


def test_every_reference_of_the_bank_is_spelled_well(bank: QuestionBank) -> None:
    references = [reference for question in bank for reference in question.references]
    assert [one for one in references if spelling_problem(one)] == []
    spellings = Spellings()
    assert [one for one in references if spellings.other_spelling(one)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ATTENTION, ATTENTION.replace("NeurIPS", "NIPS"), id="arXiv id"),
        pytest.param(ATTENTION, ATTENTION.replace("Vaswani et al.", "Vaswani"), id="authors"),
        pytest.param(
            "PyTorch documentation, amp, https://docs.pytorch.org/amp.html",
            "PyTorch documentation, Mixed precision, https://docs.pytorch.org/amp.html",
            id="address",
        ),
        pytest.param(
            "Davis, Goadrich, The Relationship Between Precision-Recall and ROC Curves, ICML 2006",
            "Davis, Goadrich, The relationship between Precision-Recall and ROC curves, ICML 2006",
            id="the case of a title",
        ),
        pytest.param(
            "Kapoor, Narayanan, Leakage and the reproducibility crisis, Patterns 4, 2023",
            "Kapoor, Narayanan, Leakage and the reproducibility crisis, arXiv:2207.07048",
            id="with and without an id",
        ),
        pytest.param(
            "A, Some title of a paper, Nature 5, 2015, doi:10.1038/nature14539",
            "A, Another title of it, Nature 5, 2015, doi:10.1038/NATURE14539",
            id="DOI",
        ),
    ],
)
def test_the_same_work_in_another_spelling(one: str, other: str) -> None:
    spellings = Spellings()
    assert spellings.other_spelling(one) is None
    assert spellings.other_spelling(one) is None
    assert spellings.other_spelling(other) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Goodfellow, Bengio, Courville, Deep Learning, chapters 4.1 and 6.2, MIT Press 2016,"
            " https://www.deeplearningbook.org",
            "Goodfellow, Bengio, Courville, Deep Learning, section 7.8, MIT Press 2016,"
            " https://www.deeplearningbook.org",
            id="other chapters",
        ),
        pytest.param(
            "Recht et al., Do CIFAR-10 Classifiers Generalize to CIFAR-10?, arXiv:1806.00451",
            "Recht et al., Do CIFAR-10 Classifiers Generalize to CIFAR-11?, arXiv:1902.10811",
            id="another arXiv id",
        ),
        pytest.param(
            "Dao et al., FlashAttention, 2022, arXiv:2205.14135",
            "Dao, FlashAttention-2: Faster Attention, 2024, arXiv:2307.08691",
            id="a sequel",
        ),
    ],
)
def test_another_work_is_none(one: str, other: str) -> None:
    spellings = Spellings()
    assert spellings.other_spelling(one) is None
    assert spellings.other_spelling(other) is None
