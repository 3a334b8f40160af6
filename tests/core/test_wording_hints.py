"""The one hint on an answer: about wording, for those who want it, and never a judgement."""

import pytest
from sqlalchemy import Engine, select

from bot.cards import Card, Reply
from bot.database.models import Attempt, Knowledge
from tests.conftest import MakeBot
from tests.core.player import Player, labels, own_words, somebody, text_of, words_of
from tests.fakes.questions import a_bank, a_question

HINT = "Nothing close to this point: did you say it in other words?"
FOOTER = "Hints compare wording only. They cannot tell right from wrong."
POINTS = (
    "Softmax turns logits into probabilities.",
    "Dropout switches random units off.",
    "Batch norm uses batch statistics.",
)
QUESTION = a_question("q-one").model_copy(update={"key_points": POINTS})
OFF_TOPIC = "I would rather talk about the weather, which is fine."


@pytest.fixture
def ada(make_bot: MakeBot, engine: Engine) -> Player:
    return somebody(make_bot(engine, a_bank(QUESTION)), "Ada")


def points_of(card: Card) -> tuple[str, ...]:
    assert card.checklist is not None
    return tuple(map(text_of, card.checklist.points))


def test_a_hint_stands_at_the_point_that_nothing_is_worded_like(ada: Player) -> None:
    card = ada.answers(ada.draws(), "It is softmax that makes probabilities of the logits.")
    assert points_of(card) == (POINTS[0], *(f"{point}\n*{HINT}*" for point in POINTS[1:]))
    assert card.footer.endswith(FOOTER)


def test_without_a_hint_there_is_no_footer_about_hints(ada: Player) -> None:
    card = ada.answers(ada.draws(), "All of it: " + " ".join(POINTS))
    assert points_of(card) == POINTS
    assert FOOTER not in card.footer


@pytest.mark.parametrize("words", ["no idea", "keine Ahnung, wie das hier gehen soll"])
def test_few_words_and_other_languages_get_no_hint(ada: Player, words: str) -> None:
    assert points_of(ada.answers(ada.draws(), words)) == POINTS


def test_showing_the_answer_without_words_gives_no_hint(ada: Player) -> None:
    shown = ada.presses("Show answer", ada.draws())
    assert isinstance(shown, Reply)
    assert points_of(shown.card) == POINTS


def test_hints_can_be_switched_off_and_on(ada: Player) -> None:
    asked = ada.draws()
    said = words_of(ada.types("/settings me hints=off").card)
    assert "Hints are **off**" in said
    assert points_of(ada.answers(asked, OFF_TOPIC)) == POINTS
    assert "Hints on wording: off" in words_of(ada.types("/settings me").card)
    assert "Hints are **on**" in words_of(ada.types("/settings me hints=on").card)
    assert HINT in points_of(ada.answers(asked, OFF_TOPIC))[0]


def test_switching_hints_off_is_for_oneself_alone(ada: Player) -> None:
    bob = somebody(ada.bot, "Bob")
    bob.types("/settings me hints=off")
    assert HINT in points_of(ada.answers(ada.draws(), OFF_TOPIC))[0]


def test_hints_never_feed_the_rating(ada: Player, engine: Engine) -> None:
    with_hints = ada.answers(ada.draws(), OFF_TOPIC)
    bob = somebody(ada.bot, "Bob")
    bob.types("/settings me hints=off")
    without = bob.answers(bob.draws(), OFF_TOPIC)
    for ticks in ((), (0,), (0, 1), (0, 1, 2)):
        proposals = [
            player.ticks(card, *ticks).card for player, card in ((ada, with_hints), (bob, without))
        ]
        styles = [[button.style for button in card.buttons] for card in proposals]
        assert styles[0] == styles[1]
    ada.presses("Easy", with_hints)
    bob.presses("Easy", without)
    with engine.connect() as connection:
        attempts = connection.execute(select(Attempt.rating, Attempt.points, Attempt.ticked))
        assert len(set(attempts)) == 1
        known = connection.execute(select(Knowledge.stability, Knowledge.due_on))
        assert len(set(known)) == 1


def test_a_hint_goes_where_the_member_ticks_the_point(ada: Player) -> None:
    card = ada.answers(ada.draws(), OFF_TOPIC)
    ticked = ada.ticks(card, 1).card
    assert [HINT in point for point in points_of(ticked)] == [True, False, True]
    assert FOOTER not in ada.ticks(card, 0, 1, 2).card.footer


def test_the_checklist_comes_unticked_and_nothing_is_called_covered(ada: Player) -> None:
    """Grading too strict, too loose: the member alone says what they covered."""
    card = ada.answers(ada.draws(), "Softmax turns the logits into probabilities.")
    assert card.checklist is not None
    assert card.checklist.ticked == frozenset()
    assert labels(card) == ["Again", "Hard", "Good", "Easy", "Report"]
    said = words_of(card).replace("Which of these did you cover?", "")
    assert "covered" not in said.replace("Tick what you covered", "")
    assert "correct" not in said


def test_a_member_has_the_last_word_on_the_rating(ada: Player) -> None:
    """Let me appeal: whatever is proposed, what the member presses counts."""
    card = ada.answers(ada.draws(), OFF_TOPIC)
    rated = ada.presses("Easy", card)
    assert isinstance(rated, Reply)
    assert "**Easy.**" in words_of(rated.card)
    assert own_words(rated.card) == OFF_TOPIC
    assert HINT not in words_of(rated.card)
