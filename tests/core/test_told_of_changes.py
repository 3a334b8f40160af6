"""Who proposed a question reads what a manager changed in it before it was approved."""

import pytest

from bot.app import PracticeBot
from bot.requests import Platform
from tests.core.player import Player, somebody, text_of
from tests.core.proposals import WARM_UP, decides, declines, proposes, queue_of, submits, told


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lea(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


def changes(player: Player) -> dict[str, str]:
    """Read what the one message that waits says was changed, by heading."""
    (notice,) = player.bot.telling.claim_notices(tuple(Platform))
    return {one.heading: text_of(one.text) for one in notice.card.sections if one.heading}


def test_what_was_changed_is_told_as_it_was_and_as_it_is(ada: Player, lea: Player) -> None:
    proposes(ada)
    changed = {
        **WARM_UP,
        "answer": "Adam needs *some* steps.",
        "kind": "advanced, optimisation",
        "more": "Asked next: What is RAdam?",
    }
    submits(lea, "Mend", queue_of(lea), **changed)
    decides(lea, "Approve")
    told_of = changes(ada)
    assert list(told_of) == [
        "Reference answer",
        "Tier and topics",
        "Hint",
        "Asked next",
        "Sources",
    ]
    assert told_of["Reference answer"] == (
        f"Before: {WARM_UP['answer']}\nNow: Adam needs *some* steps."
    )
    assert told_of["Tier and topics"] == (
        "Before: intermediate, transformer, optimisation\nNow: advanced, optimisation"
    )
    assert told_of["Hint"] == "Before: Think of the first hundred steps.\nNow: nothing"
    assert told_of["Asked next"] == "Before: nothing\nNow: What is RAdam?"


def test_the_first_words_are_compared_however_often_it_was_mended(ada: Player, lea: Player) -> None:
    proposes(ada)
    for answer in ("Adam needs some steps.", "Adam needs a few hundred steps."):
        submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "answer": answer})
    decides(lea, "Approve")
    assert changes(ada) == {
        "Reference answer": f"Before: {WARM_UP['answer']}\nNow: Adam needs a few hundred steps."
    }


def test_what_was_mended_back_is_no_change(ada: Player, lea: Player) -> None:
    proposes(ada)
    for answer in ("Adam needs some steps.", WARM_UP["answer"]):
        submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "answer": answer})
    decides(lea, "Approve")
    ((_, words),) = told(ada)
    assert "is approved: your team is asked it" in words


def test_a_decline_quotes_what_was_proposed(ada: Player, lea: Player) -> None:
    proposes(ada)
    submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "question": "Why warm up, says Lea?"})
    declines(lea, "We have one like it.")
    ((_, words),) = told(ada)
    assert WARM_UP["question"] in words
    assert "says Lea" not in words
