"""Which question comes next, and what happens when none does."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Card, Reply
from bot.question_bank import TIERS, QuestionBank
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.schedule import post_today
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def one_after_the_other(player: Player, count: int, words: str = "") -> list[Card]:
    """Ask for a question and press Another on each card that comes."""
    cards = [player.draws(words)]
    while len(cards) < count:
        outcome = player.presses("Another", cards[-1])
        assert isinstance(outcome, Reply)
        cards.append(outcome.card)
    return cards


def test_no_repeat_while_an_unseen_question_is_left(ada: Player, bank: QuestionBank) -> None:
    seen = {words_of(card) for card in one_after_the_other(ada, len(bank))}
    assert len(seen) == len(bank) >= 30


def test_the_first_pack_comes_first_and_its_tiers_come_gently(ada: Player) -> None:
    tiers = [card.title.partition(" ")[0] for card in one_after_the_other(ada, 31)]
    first_pack = ["Beginner"] * 10 + ["Intermediate"] * 10 + ["Advanced"] * 10
    assert tiers == [*first_pack, "Beginner"]


def test_another_never_repeats_either(ada: Player) -> None:
    seen = {words_of(card) for card in one_after_the_other(ada, 10, "beginner")}
    assert len(seen) == 10


def test_a_question_of_a_daily_post_is_seen_once_it_was_opened(
    ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    small = a_bank(a_question("q-one"), a_question("q-two"))
    ada.bot = make_bot(engine, small)
    post = post_today(ada.bot).card
    ada.presses("Answer", post)
    assert words_of(ada.draws()).splitlines()[2] not in words_of(post)


@pytest.mark.parametrize("words", ["advanced cnn", "cnn advanced", "topic=cnn tier=advanced"])
def test_tier_and_topic_narrow_it_down(ada: Player, bank: QuestionBank, words: str) -> None:
    wanted = {question.text for question in bank.matching("advanced", "cnn")}
    for card in one_after_the_other(ada, len(wanted) + 1, words):
        assert any(text in words_of(card) for text in wanted)


def test_after_all_were_seen_the_one_known_least_comes_back(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    small = a_bank(*(a_question(f"q-{number}") for number in range(4)))
    ada = somebody(make_bot(engine, small), "Ada")
    known: dict[str, str] = {}
    for rating in ("Easy", "Hard", "Again", "Good"):
        card = ada.draws()
        ada.rates(card, rating)
        known[rating] = words_of(card)
        clock.advance(timedelta(minutes=1))
    least = ada.draws()
    assert words_of(least).startswith(known["Again"])
    assert "You have seen them all" in words_of(least)
    ada.rates(least, "Easy")
    assert words_of(ada.draws()).startswith(known["Hard"])


def test_what_was_drawn_and_not_answered_comes_back_later_and_not_at_once(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    small = a_bank(*(a_question(f"q-{number}") for number in range(3)))
    ada = somebody(make_bot(engine, small), "Ada")
    ada.practises(rating="Again")
    skipped, unseen = one_after_the_other(ada, 2)
    ada.rates(unseen, "Again")
    clock.advance(timedelta(hours=1))
    assert not words_of(ada.draws()).startswith(words_of(skipped))
    clock.advance(timedelta(hours=12))
    back = words_of(ada.draws())
    assert back.startswith(words_of(skipped))
    assert "You have seen them all; this is one that you have not answered yet." in back


def test_another_goes_round_all_that_were_seen_before_one_comes_again(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    small = a_bank(*(a_question(f"q-{number}") for number in range(4)))
    ada = somebody(make_bot(engine, small), "Ada")
    for rating in ("Easy", "Hard", "Again", "Good"):
        ada.practises(rating=rating)
    clock.advance(timedelta(days=30))
    card = ada.draws()
    round_of_four = [words_of(card)]
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        outcome = ada.presses("Another", card)
        assert isinstance(outcome, Reply)
        card = outcome.card
        round_of_four.append(words_of(card))
    assert len(set(round_of_four)) == 4


def test_a_member_rises_by_good_answers_and_falls_back_on_two_agains(
    ada: Player, clock: FakeClock
) -> None:
    def tiers_of(*ratings: str) -> list[str]:
        tiers = []
        for rating in ratings:
            clock.advance(timedelta(minutes=1))
            asked = ada.draws()
            tiers.append(asked.title.partition(" ")[0])
            ada.rates(asked, rating)
        return tiers

    assert tiers_of("Good", "Again", "Good", "Easy") == ["Beginner"] * 4
    assert tiers_of("Again", "Again") == ["Intermediate"] * 2
    assert tiers_of("Good", "Good", "Good") == ["Beginner"] * 3
    assert tiers_of("Good", "Good", "Good") == ["Intermediate"] * 3
    assert tiers_of("Good") == ["Advanced"]
    assert "rise a tier once at least 3 of the last 5 new questions" in words_of(
        ada.types("/help").card
    )


def test_a_review_that_went_wrong_takes_no_tier_away(ada: Player, clock: FakeClock) -> None:
    for rating in ("Good", "Good", "Good", "Good"):
        clock.advance(timedelta(minutes=1))
        ada.practises(rating=rating)
    clock.advance(timedelta(days=30))
    for _ in range(3):
        ada.rates(ada.types("/review").card, "Again")
    assert ada.draws().title.startswith("Intermediate")


def test_a_topic_is_asked_at_the_tier_that_was_reached(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    of_topic = [a_question(f"q-cnn-{tier}", tier, ("cnn",)) for tier in TIERS]
    others = [a_question(f"q-{number}") for number in range(3)]
    ada = somebody(make_bot(engine, a_bank(*of_topic, *others)), "Ada")
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        ada.practises("fundamentals")
    assert ada.draws("cnn").title.startswith("Intermediate")


def test_when_nothing_fits_the_topics_that_there_are_come_as_the_answer(ada: Player) -> None:
    refused = ada.types("/question beginner distributed-training")
    assert is_refusal(refused)
    said = words_of(refused.card)
    assert "There is no beginner distributed-training question here now" in said
    assert "fundamentals" in said


def test_an_empty_bank_says_so(make_bot: MakeBot, engine: Engine) -> None:
    refused = somebody(make_bot(engine, a_bank()), "Ada").types("/question")
    assert is_refusal(refused)
    assert "no question in the bank" in words_of(refused.card)


@pytest.mark.parametrize("line", ["/question nonsense", "/question advanced beginner", "/streak x"])
def test_a_word_that_fits_nowhere_is_answered_with_the_usage(ada: Player, line: str) -> None:
    refused = ada.types(line)
    assert is_refusal(refused)
    assert "Usage: `/" in words_of(refused.card)


def test_a_removed_question_leaves_its_buttons_polite(
    ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    asked = ada.draws()
    answered = ada.answers(asked, "my words")
    ada.bot = make_bot(engine, a_bank(a_question("q-other")))
    for button in ("Answer", "Hint", "Show answer"):
        outcome = ada.presses(button, asked)
        assert isinstance(outcome, Reply)
        assert is_refusal(outcome)
        assert "taken out of the bank" in words_of(outcome.card)
    assert is_refusal(ada.presses("Good", answered))
    assert is_refusal(ada.ticks(answered, 0))
    assert is_refusal(ada.sends("pb1|submit|1", words="more words"))
    assert "q-other" in words_of(ada.draws())


def test_another_goes_on_from_a_removed_question(
    ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    asked = ada.draws()
    ada.bot = make_bot(engine, a_bank(a_question("q-other")))
    outcome = ada.presses("Another", asked)
    assert isinstance(outcome, Reply)
    assert "q-other" in words_of(outcome.card)


def test_fewer_key_points_than_were_ticked_is_no_bug(make_bot: MakeBot, engine: Engine) -> None:
    ada = somebody(make_bot(engine, a_bank(a_question("q-one", key_points=5))), "Ada")
    answered = ada.answers(ada.draws(), "my words")
    ada.ticks(answered, 3, 4)
    ada.bot = make_bot(engine, a_bank(a_question("q-one", key_points=3)))
    shown = ada.sends("pb1|show|1")
    assert isinstance(shown, Reply)
    assert shown.card.checklist is not None
    assert shown.card.checklist.ticked == frozenset()
