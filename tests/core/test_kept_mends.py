"""What managers type to mend a question is kept, each one's for themselves, until it is taken."""

from collections.abc import Mapping

import pytest

from bot.app import PracticeBot
from bot.cards import Card, Form, Outcome, Rejected, Reply
from tests.core.player import Player, action_of, is_refusal, reasons, somebody, words_of
from tests.core.proposals import WARM_UP, decides, declines, opens, proposes, queue_of, submits

LEAS: Mapping[str, str] = {**WARM_UP, "points": "Leas only point"}
MIAS: Mapping[str, str] = {**WARM_UP, "points": "Mias only point"}


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lea(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


@pytest.fixture
def mia(bot: PracticeBot) -> Player:
    return somebody(bot, "Mia", manager=True)


@pytest.fixture
def own(ada: Player, lea: Player) -> str:
    """A question was approved; the action that mends it."""
    proposes(ada)
    decides(lea, "Approve")
    return "pb1|mend_own|1"


def typed_in(outcome: Outcome) -> dict[str, str]:
    assert isinstance(outcome, Form), outcome
    return {one.name: one.value for one in outcome.inputs}


def sends(player: Player, opened: Outcome, **inputs: str) -> Outcome:
    assert isinstance(opened, Form), opened
    return player.sends(opened.action, **inputs)


def test_two_managers_whose_mends_are_refused_both_keep_theirs(
    ada: Player, lea: Player, mia: Player
) -> None:
    proposes(ada)
    waiting = queue_of(lea)
    for manager, typed in ((lea, LEAS), (mia, MIAS)):
        assert isinstance(submits(manager, "Mend", waiting, **typed), Rejected)
    assert typed_in(lea.presses("Mend", waiting)) == LEAS
    assert typed_in(mia.presses("Mend", waiting)) == MIAS


def test_it_is_so_for_own_questions_too(own: str, lea: Player, mia: Player) -> None:
    for manager, typed in ((lea, LEAS), (mia, MIAS)):
        assert isinstance(sends(manager, manager.sends(own), **typed), Rejected)
    assert typed_in(lea.sends(own)) == LEAS
    assert typed_in(mia.sends(own)) == MIAS


def test_what_was_taken_is_kept_no_more(ada: Player, lea: Player) -> None:
    proposes(ada)
    submits(lea, "Mend", queue_of(lea), **LEAS)
    taken = {**WARM_UP, "answer": "Adam needs some steps."}
    submits(lea, "Mend", queue_of(lea), **taken)
    assert typed_in(lea.presses("Mend", queue_of(lea)))["answer"] == taken["answer"]


def late(ada: Player, lea: Player, mia: Player, decide: str) -> tuple[Card, Rejected]:
    """Let one manager decide while another one types; the card and the answer to the latter."""
    proposes(ada)
    waiting = queue_of(mia)
    opened = mia.presses("Mend", waiting)
    if decide == "Approve":
        decides(lea, "Approve")
    else:
        declines(lea, "We have one like it.")
    refused = sends(mia, opened, **{**WARM_UP, "answer": "Adam needs some steps."})
    assert isinstance(refused, Rejected)
    return waiting, refused


def test_a_mend_that_comes_after_the_approval_mends_what_it_became(
    ada: Player, lea: Player, mia: Player
) -> None:
    _, refused = late(ada, lea, mia, "Approve")
    assert "approved this suggestion meanwhile" in reasons(refused)
    again = mia.presses("Try again", refused.card)
    assert typed_in(again)["answer"] == "Adam needs some steps."
    mended = sends(mia, again, **typed_in(again))
    assert isinstance(mended, Reply)
    assert "`own-1` is changed" in words_of(mended.card)
    assert typed_in(mia.sends("pb1|mend_own|1"))["answer"] == "Adam needs some steps."


def test_a_mend_that_comes_after_the_decline_can_be_proposed(
    ada: Player, lea: Player, mia: Player
) -> None:
    waiting, refused = late(ada, lea, mia, "Decline")
    assert "declined this suggestion meanwhile" in reasons(refused)
    again = mia.presses("Mend", waiting)
    assert typed_in(again)["answer"] == "Adam needs some steps."
    assert isinstance(sends(mia, again, **typed_in(again)), Reply)
    assert "Adam needs some steps." in words_of(queue_of(lea))
    assert not isinstance(mia.presses("Mend", waiting), Form)


def test_a_draft_of_the_manager_s_own_is_not_lost_for_it(
    ada: Player, lea: Player, mia: Player
) -> None:
    proposes(mia, question="What does clipping bound?", points="one")
    waiting, _ = late(ada, lea, mia, "Decline")
    assert is_refusal(mia.presses("Mend", waiting))
    draft = typed_in(opens(mia, "suggest"))
    assert draft["question"] == "What does clipping bound?"
    proposes(mia, question="What does clipping bound?")
    assert typed_in(mia.presses("Mend", waiting))["answer"] == "Adam needs some steps."


def test_of_two_who_mend_an_own_question_the_second_is_told(
    own: str, lea: Player, mia: Player
) -> None:
    mias = mia.sends(own)
    first = {**WARM_UP, "answer": "Leas answer, which says more."}
    second = {**WARM_UP, "answer": "Mias answer, which says even more."}
    assert isinstance(sends(lea, lea.sends(own), **first), Reply)
    refused = sends(mia, mias, **second)
    assert isinstance(refused, Rejected)
    assert "changed this question meanwhile" in reasons(refused)
    assert typed_in(lea.sends(own))["answer"] == first["answer"]
    again = mia.presses("Try again", refused.card)
    assert typed_in(again) == second
    assert isinstance(sends(mia, again, **second), Reply)
    assert typed_in(lea.sends(own))["answer"] == second["answer"]


def test_what_is_kept_takes_nobody_s_place_unseen(
    ada: Player, lea: Player, mia: Player, own: str
) -> None:
    proposes(ada, question="What does clipping bound?")
    mend = action_of(queue_of(lea), "Mend")
    for opener in (mend, own):
        assert isinstance(sends(lea, lea.sends(opener), **LEAS), Rejected)  # too few points
        mias = {**WARM_UP, "answer": "Mias answer, which says even more."}
        assert isinstance(sends(mia, mia.sends(opener), **mias), Reply)
        leas = {**WARM_UP, "answer": "Leas answer, which says more."}
        refused = sends(lea, lea.sends(opener), **leas)
        assert isinstance(refused, Rejected)
        assert "meanwhile" in reasons(refused)
        assert typed_in(mia.sends(opener))["answer"] == mias["answer"]
        again = lea.presses("Try again", refused.card)  # told of it, she may
        assert isinstance(sends(lea, again, **leas), Reply)


def test_a_late_mend_finds_what_the_suggestion_became_though_it_was_mended_since(
    ada: Player, lea: Player, mia: Player
) -> None:
    _, refused = late(ada, lea, mia, "Approve")
    leas = {**WARM_UP, "answer": "Leas answer, which says more."}
    assert isinstance(sends(lea, lea.sends("pb1|mend_own|1"), **leas), Reply)
    again = mia.presses("Try again", refused.card)
    assert typed_in(again)["answer"] == "Adam needs some steps."
    told = sends(mia, again, **typed_in(again))
    assert isinstance(told, Rejected)
    assert "changed this question meanwhile" in reasons(told)
    assert typed_in(lea.sends("pb1|mend_own|1"))["answer"] == leas["answer"]


def test_what_is_typed_about_the_question_itself_comes_before_what_was_too_late(
    ada: Player, lea: Player, mia: Player
) -> None:
    card, refused = late(ada, lea, mia, "Approve")
    newer = {**WARM_UP, "answer": "A longer text of Mia.", "points": "one"}
    assert isinstance(sends(mia, mia.sends("pb1|mend_own|1"), **newer), Rejected)
    again = mia.presses("Try again", refused.card)
    assert typed_in(again) == newer
    assert isinstance(sends(mia, again, **{**newer, "points": WARM_UP["points"]}), Reply)
    assert typed_in(mia.presses("Mend", card))["answer"] == "Adam needs some steps."


@pytest.mark.parametrize("seen", ["", "x" * 75, "unknown"])
def test_what_began_with_nobody_knows_what_takes_no_place_unseen(
    own: str, ada: Player, lea: Player, mia: Player, seen: str
) -> None:
    """A form from before an update, and one that somebody made up."""
    proposes(ada, question="What does clipping bound?")
    suggested = action_of(queue_of(lea), "Mend")
    number = suggested.encode().rpartition("|")[2]
    for send, opener in (("send_mend_own|1", own), (f"send_mend|{number}", suggested)):
        form = "|".join(filter(None, ("pb1", send, seen or None)))
        if seen or "own" in send:
            assert isinstance(lea.sends(form, **LEAS), Rejected)
            mias = {**WARM_UP, "answer": "Mias answer, which says even more."}
            assert isinstance(sends(mia, mia.sends(opener), **mias), Reply)
            leas = {**WARM_UP, "answer": "Leas answer, which says more."}
            refused = sends(lea, lea.sends(opener), **leas)
            assert isinstance(refused, Rejected)
            assert "from before an update" in reasons(refused)
            assert isinstance(sends(lea, lea.presses("Try again", refused.card), **leas), Reply)


def test_a_mend_sent_twice_is_one(ada: Player, lea: Player, own: str) -> None:
    changed = {**WARM_UP, "answer": "Leas answer, which says more."}
    opened = lea.sends(own)
    for _ in range(2):
        assert isinstance(sends(lea, opened, **changed), Reply)
    proposes(ada, question="What does clipping bound?")
    opened = lea.presses("Mend", queue_of(lea))
    for _ in range(2):
        assert isinstance(sends(lea, opened, **changed), Reply)


def test_a_form_of_before_is_answered_in_words_and_keeps_what_was_typed(
    own: str, lea: Player
) -> None:
    changed = {**WARM_UP, "answer": "Leas answer, which says more."}
    refused = lea.sends("pb1|send_mend_own|1", **changed)
    assert isinstance(refused, Rejected)
    assert "from before an update" in reasons(refused)
    again = lea.presses("Try again", refused.card)
    assert typed_in(again) == changed
    assert isinstance(sends(lea, again, **changed), Reply)
