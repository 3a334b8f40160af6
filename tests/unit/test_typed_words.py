"""What members typed, shown: blocks of code stay blocks, a refused form quotes all it can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import MAX_CARD, MAX_TYPED
from bot.errors import BadInput
from bot.rejection import rejected
from bot.requests import Asker, Place, Platform, Press
from bot.texts import Plain, letters_and_code, quoted_length

INPUTS = ("question", "answer", "points", "kind", "more")


def a_press(inputs: dict[str, str]) -> Press:
    return Press(
        "pb1|send_suggestion", Asker("U1", "Ada"), Place(Platform.SLACK, "T1", "C1"), inputs
    )


def typed_in(inputs: dict[str, str]) -> list[Plain]:
    card = rejected(BadInput("kind", "One tier is needed."), a_press(inputs)).card
    return [span for one in card.sections[1:] for span in one.text if isinstance(span, Plain)]


def test_short_inputs_leave_their_room_to_a_long_one() -> None:
    answer = "word " * 390
    typed = dict.fromkeys(INPUTS, "short") | {"answer": answer.strip()}
    assert Plain(answer.strip()) in typed_in(typed)


@given(st.lists(st.text(max_size=MAX_TYPED), min_size=1, max_size=5))
def test_whatever_was_typed_the_card_of_a_refused_form_can_be_built(words: list[str]) -> None:
    inputs = dict(zip(INPUTS, words, strict=False))
    typed = typed_in(inputs)
    assert len(typed) == sum(bool(one.strip()) for one in words)
    assert sum(quoted_length(one.text) for one in typed) < MAX_CARD


def test_a_closed_block_of_code_is_shown_as_one() -> None:
    assert letters_and_code("a\n```py\nx = 1\n```\nb") == (
        Plain("a\n"),
        "```py\nx = 1\n```\n",
        Plain("b"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "```\n```",
        "```\n\n```",
        "```\n`x`\n```",
        "```\n``\n```",
        "```\n  \n```",
        "``` x",
        "```\nopen",
    ],
)
def test_what_platforms_would_not_take_for_a_block_is_shown_letter_for_letter(words: str) -> None:
    assert letters_and_code(words) == (Plain(words),)
