"""The form of a suggestion refuses what the check of question files would refuse."""

import pytest
from sqlalchemy import Engine, text

from bot.app import PracticeBot
from bot.cards import Form, Rejected, Reply
from bot.texts import Plain
from tests.core.player import Player, is_refusal, reasons, somebody, words_of
from tests.core.proposals import WARM_UP, decides, proposes, queue_of, submits

ATTENTION = "Vaswani et al., Attention Is All You Need, NeurIPS 2017, arXiv:1706.03762"


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.mark.parametrize(
    ("changed", "at", "said"),
    [
        pytest.param(
            {"question": "What is $x^2$?"},
            "question",
            ("The question", "write them in Unicode"),
            id="a formula in the question",
        ),
        pytest.param(
            {"answer": "It is $x^2$."}, "answer", ("The answer", "Unicode"), id="in the answer"
        ),
        pytest.param(
            {"points": "one\nso is $x^2$\nthree"},
            "points",
            ("Key point 2", "Unicode"),
            id="in a key point",
        ),
        pytest.param(
            {"more": "Asked next: Why?\nAsked next: Why $x^2$?"},
            "more",
            ("Asked next 2", "Unicode"),
            id="in what is asked next",
        ),
        pytest.param(
            {"more": "Hint: see <b>this</b>"}, "more", ("Hint", "HTML"), id="HTML in the hint"
        ),
        pytest.param(
            {"more": "Often believed: __it__"}, "more", ("Often believed", "underlines"), id="__"
        ),
        pytest.param({"answer": "# It is\nso."}, "answer", ("headings",), id="a heading"),
        pytest.param({"answer": "| a | b |"}, "answer", ("tables",), id="a table"),
        pytest.param({"answer": "```\nnot closed"}, "answer", ("not closed",), id="open code"),
        pytest.param(
            {"more": "Source: a good book"},
            "more",
            ("Source 'a good book'", "is no paper", "arXiv:1706.03762"),
            id="no source",
        ),
        pytest.param(
            {"more": f"Source: {ATTENTION}\nSource: Vaswani et al., NeurIPS 2017"},
            "more",
            ("Source 'Vaswani et al., NeurIPS 2017'",),
            id="the second source",
        ),
        pytest.param(
            {"more": "Source: Vaswani, Attention is all you need, NIPS 2017, arXiv:1706.03762"},
            "more",
            (f"spelled '{ATTENTION}' elsewhere",),
            id="spelled otherwise than elsewhere",
        ),
        pytest.param({"question": "<" * 300}, "question", ("missing",), id="signs alone"),
        pytest.param(
            {"points": f"a{'<' * 40}\nb\nc"}, "points", ("Key point 1", "140"), id="escaped"
        ),
    ],
)
def test_what_the_check_refuses_is_told_at_its_input(
    ada: Player, changed: dict[str, str], at: str, said: tuple[str, ...]
) -> None:
    refused = proposes(ada, **changed)
    assert isinstance(refused, Rejected)
    assert next(iter(refused.problems)) == at
    for words in said:
        assert words in reasons(refused)
    again = ada.presses("Try again", refused.card)
    assert isinstance(again, Form)
    typed = {one.name: one.value for one in again.inputs}
    assert typed == {**WARM_UP, **changed}


def test_a_source_that_is_spelled_as_one_is_taken(ada: Player) -> None:
    assert isinstance(proposes(ada, more=f"Source: {ATTENTION}, section 3.2"), Reply)


def test_formulas_in_code_and_dollars_as_money_are_taken(ada: Player) -> None:
    answer = "About $5 to $7 an hour; `a $x$ b` is code."
    assert isinstance(proposes(ada, answer=answer), Reply)


def test_words_quoted_in_a_refusal_are_no_markup(ada: Player) -> None:
    refused = proposes(ada, more="Source: **big** <!channel>")
    assert isinstance(refused, Rejected)
    spans = [span for section in refused.card.sections for span in section.text]
    assert any(isinstance(span, Plain) and "**big** <!channel>" in span.text for span in spans)
    assert not any(isinstance(span, str) and "big" in span for span in spans)


def test_a_manager_who_mends_keeps_to_the_same_rules(ada: Player) -> None:
    lea = somebody(ada.bot, "Lea", manager=True)
    proposes(ada)
    refused = submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "answer": "It is $x^2$."})
    assert isinstance(refused, Rejected)
    assert next(iter(refused.problems)) == "answer"
    assert "approved" in words_of(decides(lea, "Approve"))


def test_what_was_proposed_before_a_rule_came_is_mended_first(ada: Player, engine: Engine) -> None:
    lea = somebody(ada.bot, "Lea", manager=True)
    proposes(ada)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE suggestion SET content = replace(content, 'Early', '$x^2$ Early')")
        )
    waiting = queue_of(lea)
    assert is_refusal(lea.presses("Approve", waiting))
    submits(lea, "Mend", waiting, **WARM_UP)
    assert "was **approved**" in words_of(decides(lea, "Approve"))
