"""What waits for managers is gone through from one to the next, until nothing is left."""

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Card, Reply
from tests.conftest import MakeBot
from tests.core.player import Player, action_of, is_refusal, labels, somebody, words_of
from tests.core.proposals import (
    WARM_UP,
    decides,
    declines,
    proposes,
    queue_of,
    reports,
    submits,
)
from tests.fakes.questions import a_bank, a_question

FIRST, SECOND, THIRD = (
    "What does gradient clipping bound?",
    "Which data is augmented at test time?",
    "How are attention heads pruned safely?",
)


@pytest.fixture
def small(engine: Engine, make_bot: MakeBot) -> PracticeBot:
    """A bot that knows two questions."""
    return make_bot(engine, a_bank(a_question("q-one"), a_question("q-two", "advanced")))


@pytest.fixture
def ada(small: PracticeBot) -> Player:
    return somebody(small, "Ada")


@pytest.fixture
def lea(small: PracticeBot) -> Player:
    return somebody(small, "Lea", manager=True)


@pytest.fixture
def three(ada: Player, lea: Player) -> Card:
    """Three suggestions wait; the card of the first comes back."""
    for question in (FIRST, SECOND, THIRD):
        proposes(ada, question=question)
    return queue_of(lea)


@pytest.mark.parametrize("how", ["Approve", "Decline", "Mend"])
def test_next_goes_on_from_where_one_was(lea: Player, three: Card, how: str) -> None:
    second = decides(lea, "Next", three)
    match how:
        case "Approve":
            decided = decides(lea, "Approve", second)
        case "Decline":
            reply = submits(lea, "Decline", second, reason="We have one like it.")
            assert isinstance(reply, Reply)
            decided = reply.card
        case _:
            reply = submits(lea, "Mend", second, **{**WARM_UP, "question": SECOND + " Why?"})
            assert isinstance(reply, Reply)
            decided = reply.card
    assert THIRD in words_of(decides(lea, "Next", decided))


def test_behind_the_last_it_begins_anew_with_what_was_left(lea: Player, three: Card) -> None:
    third = decides(lea, "Next", decides(lea, "Next", three))
    assert "3 of 3 that wait" in words_of(third)
    decided = decides(lea, "Approve", third)
    assert FIRST in words_of(decides(lea, "Next", decided))


def test_a_mended_suggestion_keeps_its_place(lea: Player, three: Card) -> None:
    second = decides(lea, "Next", three)
    mended = submits(lea, "Mend", second, **{**WARM_UP, "question": SECOND + " Why?"})
    assert isinstance(mended, Reply)
    assert "2 of 3 that wait" in words_of(mended.card)
    assert labels(mended.card) == labels(second)


def test_after_the_last_decision_nothing_leads_on(ada: Player, lea: Player) -> None:
    proposes(ada, question=FIRST)
    assert labels(decides(lea, "Approve")) == []
    proposes(ada, question=SECOND)
    assert labels(declines(lea, "We have one like it.")) == []
    reports(ada, ada.draws("beginner"))
    assert labels(decides(lea, "Keep asking it")) == []
    reports(ada, ada.draws("beginner"))
    left_out = decides(lea, "Leave it out")
    assert labels(left_out) == ["Bring it back"]
    assert labels(decides(lea, "Bring it back", left_out)) == []


def test_what_another_manager_decided_meanwhile_skips_nothing(
    lea: Player, three: Card, small: PracticeBot
) -> None:
    second = decides(lea, "Next", three)
    decides(somebody(small, "Mia", manager=True), "Approve", three)
    assert THIRD in words_of(decides(lea, "Next", second))
    assert THIRD in words_of(decides(lea, "Next", decides(lea, "Approve", second)))


def test_decisions_about_reports_lead_on_too(
    ada: Player, lea: Player, three: Card, small: PracticeBot
) -> None:
    for name, tier in (("Bob", "beginner"), ("Cid", "advanced")):
        member = somebody(small, name)
        reports(member, member.draws(tier))
    card = three
    for _ in range(3):
        card = decides(lea, "Next", card)
    assert "q-one" in card.title
    kept = decides(lea, "Keep asking it", card)
    other = decides(lea, "Next", kept)
    assert "q-two" in other.title
    assert "q-two" in decides(lea, "Next", decides(lea, "Keep asking it", card)).title
    left_out = decides(lea, "Leave it out", other)
    brought_back = decides(lea, "Bring it back", left_out)
    assert FIRST in words_of(decides(lea, "Next", left_out))
    assert FIRST in words_of(decides(lea, "Next", brought_back))


def test_who_mends_a_reported_question_is_back_at_its_reports(ada: Player, lea: Player) -> None:
    proposes(ada)
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"), "The answer is vague.")
    proposes(ada, question=FIRST)
    reported = decides(lea, "Next")
    changed = {**WARM_UP, "answer": "Adam needs a few hundred steps."}
    mended = submits(lea, "Mend", reported, **changed)
    assert isinstance(mended, Reply)
    assert "`own-1` is changed" in words_of(mended.card)
    assert "Adam needs a few hundred steps." in words_of(mended.card)
    assert "The answer is vague." in words_of(mended.card)
    assert "2 of 2 that wait" in words_of(mended.card)
    assert labels(mended.card) == labels(reported)


def test_a_button_of_before_still_leads_to_its_place(lea: Player, three: Card) -> None:
    reply = lea.sends("pb1|queue|2")
    assert isinstance(reply, Reply)
    assert SECOND in words_of(reply.card)
    for action in ("pb1|queue|7.1", "pb1|queue|1.x", "pb1|queue|0", "pb1|queue|1.2.3"):
        assert is_refusal(lea.sends(action))
    assert action_of(three, "Next").encode() == "pb1|queue|1.1"
