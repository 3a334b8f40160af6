"""The whole round: a question, an answer, a checklist, a rating, what came of it."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import MAX_TYPED, Form, Rejected, Reply, Tone
from bot.question_bank import QuestionBank
from bot.texts import Plain
from tests.conftest import MakeBot
from tests.core.player import (
    Player,
    action_of,
    is_refusal,
    labels,
    own_words,
    reasons,
    somebody,
    text_of,
    words_of,
)
from tests.fakes.clock import FakeClock


def reply(outcome: object) -> Reply:
    assert isinstance(outcome, Reply), outcome
    return outcome


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def test_a_question_is_answered_compared_ticked_rated_and_counted(
    ada: Player, bank: QuestionBank
) -> None:
    asked = ada.types("/question advanced")
    assert asked.audience == "asker"
    assert labels(asked.card) == ["Answer", "Hint", "Show answer", "Another", "Report"]
    question = next(one for one in bank if one.text in words_of(asked.card))
    assert question.tier == "advanced"

    ada.types("/settings me hints=off")
    answered = ada.answers(asked.card, "attention is a weighted sum")
    assert own_words(answered) == "attention is a weighted sum"
    assert question.answer in words_of(answered)
    assert labels(answered) == ["Again", "Hard", "Good", "Easy", "Report"]
    assert answered.checklist is not None
    assert tuple(map(text_of, answered.checklist.points)) == question.key_points

    ticked = ada.ticks(answered, 0, 1)
    assert ticked.replaces_original
    assert ticked.card.checklist is not None
    assert ticked.card.checklist.ticked == {0, 1}

    rated = reply(ada.presses("Good", ticked.card))
    assert rated.replaces_original
    assert rated.card.tone is Tone.GOOD
    assert "**Good.** Day 1. 3 points." in words_of(rated.card)
    assert own_words(rated.card) == "attention is a weighted sum"
    assert labels(rated.card) == ["Another", "Report"]


def test_nothing_is_spoiled_before_the_member_asks(ada: Player, bank: QuestionBank) -> None:
    asked = words_of(ada.draws())
    question = next(one for one in bank if one.text in asked)
    assert question.answer not in asked
    assert not any(point in asked for point in question.key_points)


def test_a_hint_gives_no_key_point_away(ada: Player, bank: QuestionBank) -> None:
    asked = ada.draws()
    question = next(one for one in bank if one.text in words_of(asked))
    hint = words_of(reply(ada.presses("Hint", asked)).card)
    assert question.hint in hint
    assert question.answer not in hint
    assert not any(point in hint for point in question.key_points)


def test_show_answer_without_words_proposes_at_most_hard(ada: Player) -> None:
    shown = reply(ada.presses("Show answer", ada.draws())).card
    assert own_words(shown) == ""
    assert shown.checklist is not None
    everything = range(len(shown.checklist.points))
    assert "Your ticks say hard" in ada.ticks(shown, *everything).card.footer


def test_all_points_ticked_with_words_proposes_easy_and_none_again(ada: Player) -> None:
    answered = ada.answers(ada.draws(), "all of it")
    assert "Without a tick it was again" in answered.footer
    assert answered.checklist is not None
    everything = range(len(answered.checklist.points))
    assert "Your ticks say easy" in ada.ticks(answered, *everything).card.footer
    assert "Without a tick it was again" in ada.ticks(answered).card.footer


def test_the_proposed_rating_is_the_button_that_stands_out(ada: Player) -> None:
    answered = ada.answers(ada.draws(), "words")
    styles = {button.label: button.style for button in ada.ticks(answered, 0).card.buttons}
    assert [label for label, style in styles.items() if style == "primary"] == ["Hard"]


def test_ticks_of_points_that_are_not_there_are_left_out(ada: Player) -> None:
    answered = ada.answers(ada.draws(), "words")
    ticked = ada.ticks(answered, 0, -1, *range(5, 500)).card.checklist
    assert ticked is not None
    assert ticked.ticked == {0}


def test_ticks_and_words_are_still_there_when_the_answer_is_opened_again(ada: Player) -> None:
    asked = ada.draws()
    ada.ticks(ada.answers(asked, "my words"), 1)
    shown = reply(ada.presses("Show answer", asked)).card
    assert own_words(shown) == "my words"
    assert shown.checklist is not None
    assert shown.checklist.ticked == {1}


def test_words_typed_before_are_in_the_form_again(ada: Player) -> None:
    asked = ada.draws()
    ada.answers(asked, "half an answer")
    form = ada.presses("Answer", asked)
    assert isinstance(form, Form)
    assert form.inputs[0].value == "half an answer"


def test_words_submitted_again_replace_the_older_ones(ada: Player) -> None:
    asked = ada.draws()
    ada.answers(asked, "first")
    assert own_words(ada.answers(asked, "second")) == "second"


@pytest.mark.parametrize("blank", ["", "   ", "\n\t ", "\x00"])
def test_a_blank_answer_is_rejected_at_its_field_and_can_be_tried_again(
    ada: Player, blank: str
) -> None:
    form = ada.presses("Answer", ada.draws())
    assert isinstance(form, Form)
    rejected = ada.sends(form.action, words=blank)
    assert isinstance(rejected, Rejected)
    assert next(iter(rejected.problems)) == "words"
    assert "Type a few words" in reasons(rejected)
    assert action_of(rejected.card, "Try again") == form.opener


def test_over_long_words_are_cut_and_never_refused(ada: Player) -> None:
    asked = ada.draws()
    answered = ada.answers(asked, "x" * (MAX_TYPED + 500))
    assert own_words(answered).rstrip("…").strip("x") == ""
    form = ada.presses("Answer", asked)
    assert isinstance(form, Form)
    assert form.inputs[0].value == "x" * MAX_TYPED


@pytest.mark.parametrize("sign", ["<", "&", "*", "\n", "`", "\U0001f600"])
def test_the_longest_words_fit_every_question(ada: Player, sign: str, bank: QuestionBank) -> None:
    words = f"a{sign * (MAX_TYPED - 2)}b"
    for _ in range(len(bank)):
        rated = ada.presses("Easy", ada.answers(ada.draws(), words))
        assert isinstance(rated, Reply)
        assert own_words(rated.card).startswith(f"a{sign}")


def test_what_no_database_stores_is_taken_out_of_words(ada: Player) -> None:
    answered = ada.answers(ada.draws(), "zero\x00 and half \ud83d a pair")
    assert own_words(answered) == "zero and half ? a pair"


def test_words_are_quoted_letter_for_letter(ada: Player) -> None:
    words = "<@U1> <!channel> @everyone *bold* `code`"
    answered = ada.answers(ada.draws(), words)
    quoted = next(section for section in answered.sections if section.quoted)
    assert quoted.text == (Plain(words),)


def test_a_rated_card_shows_the_state_as_it_is(ada: Player) -> None:
    asked = ada.draws("intermediate")
    answered = ada.answers(asked, "my words")
    ada.presses("Hard", answered)
    for outcome in (
        ada.presses("Easy", answered),
        ada.presses("Answer", asked),
        ada.presses("Show answer", asked),
        ada.ticks(answered, 0, 1, 2),
        ada.sends("pb1|submit|1", words="other words"),
    ):
        card = reply(outcome).card
        assert "You rated this one **hard** already: 2 points." in words_of(card)
        assert own_words(card) == "my words"
        assert card.tone is Tone.NEUTRAL


def test_another_keeps_to_what_was_asked_for(ada: Player, bank: QuestionBank) -> None:
    asked = ada.draws("advanced transformer")
    wanted = {one.text for one in bank.matching("advanced", "transformer")}
    for _ in range(2 * len(wanted)):
        asked = reply(ada.presses("Another", asked)).card
        assert any(text in words_of(asked) for text in wanted)


def test_practise_gives_a_question_of_any_kind(ada: Player) -> None:
    assert labels(reply(ada.sends("pb1|practise")).card)[0] == "Answer"


def test_buttons_work_after_a_restart_and_a_year(
    ada: Player, clock: FakeClock, make_bot: MakeBot, engine: Engine
) -> None:
    asked = ada.draws()
    clock.advance(timedelta(days=365))
    reborn = Player(make_bot(engine), ada.asker, ada.place)
    assert "Day 1." in words_of(reborn.rates(asked, "Good"))


def test_a_rating_that_nobody_knows_is_refused(ada: Player) -> None:
    ada.draws()
    assert is_refusal(ada.sends("pb1|rate|1|brilliant"))
