"""Reviews: what is due today, one after the other, as many as the member wants in a day."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.cards import Card, Reply
from bot.database.models import Attempt, Draw
from tests.conftest import MakeBot
from tests.core.player import (
    Player,
    action_of,
    is_refusal,
    labels,
    own_words,
    somebody,
    words_of,
)
from tests.core.schedule import post_today
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

QUESTIONS = [a_question(f"q-{number:02}") for number in range(30)]
BANK = a_bank(*QUESTIONS)


@pytest.fixture
def ada(make_bot: MakeBot, engine: Engine) -> Player:
    return somebody(make_bot(engine, BANK), "Ada")


def review(player: Player) -> Card:
    return player.types("/review").card


def press(player: Player, button: str, card: Card) -> Card:
    outcome = player.presses(button, card)
    assert isinstance(outcome, Reply)
    return outcome.card


def learn(player: Player, *ratings: str) -> list[str]:
    """Practise as many new questions; what they ask comes back."""
    asked = []
    for rating in ratings:
        card = player.draws()
        asked.append(words_of(card).splitlines()[2])
        player.rates(card, rating)
    return asked


def test_a_question_comes_back_on_its_day_and_not_before(ada: Player, clock: FakeClock) -> None:
    (asked,) = learn(ada, "Good")  # on Wednesday 4 March
    for _ in range(2):
        said = words_of(review(ada))
        assert "Nothing is due. The next one comes on Friday 6 March." in said
        clock.advance(timedelta(days=1))
    assert asked in words_of(review(ada))


def test_the_reply_to_a_rating_tells_the_day_of_the_next_look(
    ada: Player, clock: FakeClock
) -> None:
    rated = ada.practises(rating="Good")
    assert "Day 1. 1 point. Next look at this one: Friday.\n" in words_of(rated)
    assert "Next look at this one: Thursday 12 March." in words_of(ada.practises(rating="Easy"))
    assert "Next look at this one: Thursday." in words_of(ada.practises(rating="Again"))


def test_a_member_who_never_rated_anything_is_told_how_to_begin(ada: Player) -> None:
    card = review(ada)
    assert "Nothing is due. A question that you rated comes back here" in words_of(card)
    assert labels(press(ada, "Practise", card))[0] == "Answer"


def test_reviews_come_one_after_the_other_with_how_many_are_left(
    ada: Player, clock: FakeClock
) -> None:
    asked = set(learn(ada, "Good", "Good", "Again"))
    clock.advance(timedelta(days=2))
    card = review(ada)
    reviewed = []
    for left in (
        "A review. 3 left today, with this one.",
        "A review. 2 left today",
        "the last one",
    ):
        assert left in card.footer
        assert labels(card) == ["Answer", "Hint", "Show answer", "Report"]
        reviewed.append(words_of(card).splitlines()[2])
        rated = ada.rates(card, "Good")
        if len(reviewed) < 3:
            assert labels(rated) == ["Next review", "Another", "Report"]
            assert f"{3 - len(reviewed)} more review" in rated.footer
            card = press(ada, "Next review", rated)
    assert labels(rated) == ["Another", "Report"]
    assert rated.footer == "That was the last review for today."
    assert set(reviewed) == asked
    assert "Nothing is due. The next one comes on" in words_of(review(ada))


def test_what_went_wrong_comes_back_first(ada: Player, clock: FakeClock) -> None:
    hard, easy, again = learn(ada, "Hard", "Easy", "Again")
    clock.advance(timedelta(days=10))
    card = review(ada)
    order = []
    for _ in range(3):
        order.append(words_of(card).splitlines()[2])
        rated = ada.rates(card, "Good")
        if "Next review" in labels(rated):
            card = press(ada, "Next review", rated)
    assert order == [again, hard, easy]


def test_the_backlog_is_capped_each_day(ada: Player, clock: FakeClock) -> None:
    learn(ada, *["Good"] * 25)
    clock.advance(timedelta(days=30))
    card = review(ada)
    assert "20 left today" in card.footer
    for _ in range(19):
        card = press(ada, "Next review", ada.rates(card, "Good"))
    rated = ada.rates(card, "Good")
    assert labels(rated) == ["Another", "Report"]
    said = words_of(review(ada))
    assert "That was your share for today: 20 reviews. 5 more wait for another day." in said
    clock.advance(timedelta(days=1))
    assert "A review. 5 left today" in review(ada).footer


def test_the_share_of_a_day_can_be_chosen(ada: Player, clock: FakeClock) -> None:
    learn(ada, *["Good"] * 8)
    clock.advance(timedelta(days=30))
    said = words_of(ada.types("/settings me reviews_a_day=5").card)
    assert "at most **5** reviews a day" in said
    assert "5 left today" in review(ada).footer
    for _ in range(5):
        ada.rates(review(ada), "Good")
    assert "5 reviews. 3 more wait" in words_of(review(ada))
    ada.types("/settings me reviews_a_day=6")
    assert "the last one for today" in review(ada).footer
    assert "Reviews a day: at most 6" in words_of(ada.types("/settings me").card)


@pytest.mark.parametrize("typed", ["4", "101", "0", "-5", "many", "5.5", "9999999"])
def test_a_share_that_makes_no_sense_is_refused(ada: Player, typed: str) -> None:
    refused = ada.types(f"/settings me reviews_a_day={typed}")
    assert is_refusal(refused)
    assert "is not a number from 5 to 100" in words_of(refused.card)


def test_the_daily_question_counts_as_a_review_when_it_was_due(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:1])), "Ada")
    ada.practises(rating="Good")
    clock.advance(timedelta(days=2))
    assert "the last one for today" in review(ada).footer
    ada.rates(post_today(ada.bot).card, "Good")
    assert "Nothing is due. The next one comes on Tuesday 17 March." in words_of(review(ada))
    assert was_due(engine) == [False, True]


def test_any_question_counts_as_a_review_when_it_was_due(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:1])), "Ada")
    for _ in range(2):
        ada.practises(rating="Good")
        clock.advance(timedelta(days=2))
    ada.practises(rating="Good")
    ada.practises(rating="Good")
    assert was_due(engine) == [False, True, False, False]


def test_practising_new_questions_uses_up_no_reviews(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good")
    clock.advance(timedelta(days=2))
    ada.types("/settings me reviews_a_day=5")
    learn(ada, *["Good"] * 10)
    assert "the last one for today" in review(ada).footer


def test_what_is_not_in_the_bank_any_more_is_left_out(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    learn(ada, *["Again"] * 30)
    clock.advance(timedelta(days=1))
    first = review(ada)
    left = next(one for one in QUESTIONS if one.text not in words_of(first))
    ada.bot = make_bot(engine, a_bank(left))
    card = review(ada)
    assert left.text in words_of(card)
    assert "the last one" in card.footer
    rated = ada.rates(card, "Good")
    assert labels(rated) == ["Another", "Report"]
    ada.bot = make_bot(engine, a_bank(a_question("q-other")))
    assert "Nothing is due" in words_of(review(ada))


def test_a_review_on_two_devices_is_the_same_draw(
    ada: Player, engine: Engine, clock: FakeClock
) -> None:
    learn(ada, "Good", "Good", "Good")
    clock.advance(timedelta(days=2))
    card = review(ada)
    assert action_of(review(ada), "Answer") == action_of(card, "Answer")
    rated = ada.rates(card, "Good")
    second = press(ada, "Next review", rated)
    clock.advance(timedelta(hours=1))
    assert action_of(press(ada, "Next review", rated), "Answer") == action_of(second, "Answer")
    with engine.connect() as connection:
        assert sum(connection.scalars(select(Draw.is_review))) == 2


def test_a_review_is_not_the_open_question_of_a_bare_ask(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good")
    clock.advance(timedelta(days=2))
    card = review(ada)
    assert action_of(ada.draws(), "Answer") != action_of(card, "Answer")
    assert action_of(review(ada), "Answer") == action_of(card, "Answer")


def test_what_was_typed_and_not_rated_is_gone_on_with(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good", "Good")
    clock.advance(timedelta(days=2))
    asked = review(ada)
    typed = ada.answers(asked, "half an hour of thought")
    ada.ticks(typed, 0)
    again = review(ada)
    assert own_words(again) == "half an hour of thought"
    assert again.checklist is not None
    assert again.checklist.ticked == {0}
    assert again.footer.startswith("You answered this one and have not rated it yet.")
    assert words_of(asked).splitlines()[2] in words_of(again)  # the question itself
    press(ada, "Good", again)
    assert own_words(review(ada)) == ""


def test_what_was_typed_and_rated_by_another_way_does_not_come_back(
    ada: Player, clock: FakeClock
) -> None:
    learn(ada, "Again")
    clock.advance(timedelta(days=1))
    on_the_phone = review(ada)
    clock.advance(timedelta(minutes=11))
    on_the_laptop = review(ada)
    ada.answers(on_the_phone, "words on the phone")
    ada.rates(on_the_laptop, "Again")
    clock.advance(timedelta(hours=16))  # the next practice day
    again = review(ada)
    assert own_words(again) == ""
    assert labels(again)[0] == "Answer"


def test_a_first_answer_that_was_not_rated_waits_too(ada: Player, clock: FakeClock) -> None:
    ada.answers(ada.draws(), "words of yesterday")
    clock.advance(timedelta(days=1))
    again = review(ada)
    assert own_words(again) == "words of yesterday"
    press(ada, "Good", again)
    assert "Nothing is due" in words_of(review(ada))


def test_what_was_typed_and_is_not_due_waits_for_what_is_due(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good", "Good")
    ada.answers(ada.draws(), "words that nobody rated")
    clock.advance(timedelta(days=2))
    card = review(ada)
    assert own_words(card) == ""
    assert "A review. 2 left today, with this one." in card.footer
    card = press(ada, "Next review", ada.rates(card, "Good"))
    assert own_words(card) == ""
    assert "the last one for today" in card.footer
    ada.rates(card, "Good")
    assert own_words(review(ada)) == "words that nobody rated"
    rated = press(ada, "Good", review(ada))
    assert labels(rated) == ["Another", "Report"]
    assert "Nothing is due" in words_of(review(ada))


def test_what_was_typed_and_is_not_due_comes_after_the_share_of_the_day(
    ada: Player, clock: FakeClock
) -> None:
    learn(ada, *["Good"] * 6)
    ada.types("/settings me reviews_a_day=5")
    ada.answers(ada.draws(), "words that nobody rated")
    clock.advance(timedelta(days=2))
    for _ in range(5):
        card = review(ada)
        assert own_words(card) == ""
        ada.rates(card, "Good")
    again = review(ada)
    assert own_words(again) == "words that nobody rated"
    press(ada, "Good", again)
    assert "1 more waits for another day" in words_of(review(ada))


def test_rating_what_was_typed_before_goes_on_with_the_next_review(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:2])), "Ada")
    learn(ada, "Good", "Good")
    clock.advance(timedelta(days=2))
    ada.answers(ada.draws(), "typed when practising")
    card = review(ada)
    assert own_words(card) == "typed when practising"
    assert "A review. 2 left today, with this one." in card.footer
    rated = press(ada, "Good", card)
    assert labels(rated) == ["Next review", "Another", "Report"]
    assert rated.footer == "1 more review today."
    assert labels(press(ada, "Hard", card)) == labels(rated)
    assert "the last one for today" in press(ada, "Next review", rated).footer


def test_practising_offers_a_review_as_long_as_any_is_left(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good")
    clock.advance(timedelta(days=2))
    rated = ada.practises()
    assert labels(rated) == ["Another", "Next review", "Report"]
    assert rated.footer == "1 more review today."
    last = ada.rates(press(ada, "Next review", rated), "Good")
    assert labels(last) == ["Another", "Report"]
    rated = ada.practises()
    assert labels(rated) == ["Another", "Report"]
    assert rated.footer == ""


def test_what_was_typed_long_ago_is_asked_anew(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good")
    clock.advance(timedelta(days=2))
    ada.answers(review(ada), "words of another week")
    clock.advance(timedelta(days=8))
    assert "the last one for today" in review(ada).footer


def test_another_below_a_review_is_a_new_question(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good", "Good")
    clock.advance(timedelta(days=2))
    rated = ada.rates(review(ada), "Good")
    fresh = press(ada, "Another", rated)
    assert "A review" not in fresh.footer
    assert labels(fresh)[-2:] == ["Another", "Report"]
    assert "the last one for today" in press(ada, "Next review", rated).footer


def test_pressing_a_rating_of_a_review_again_still_offers_the_next_one(
    ada: Player, clock: FakeClock
) -> None:
    learn(ada, "Good", "Good")
    clock.advance(timedelta(days=2))
    answered = ada.answers(review(ada), "my words")
    ada.presses("Good", answered)
    again = press(ada, "Easy", answered)
    assert "You rated this one **good** already" in words_of(again)
    assert labels(again) == ["Next review", "Another", "Report"]


def test_an_open_review_that_is_no_longer_due_is_not_shown_again(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:1])), "Ada")
    ada.practises(rating="Good")
    clock.advance(timedelta(days=2))
    review(ada)
    ada.practises(rating="Good")
    assert "Nothing is due" in words_of(review(ada))


def test_reviews_follow_the_member_s_own_day(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, BANK), "Ada", zone="Pacific/Auckland")  # 13 hours ahead
    learn(ada, "Good")  # at 01:00 on Thursday there, still its Wednesday
    clock.advance(timedelta(days=1, hours=1))  # 02:00 on Friday
    assert "Nothing is due" in words_of(review(ada))
    clock.advance(timedelta(hours=1))
    assert "the last one for today" in review(ada).footer


def test_a_late_evening_and_an_early_morning_are_two_days(
    ada: Player, engine: Engine, clock: FakeClock
) -> None:
    clock.advance(timedelta(hours=8))
    learn(ada, "Good")
    clock.advance(timedelta(days=2, hours=-12, minutes=-30))  # 20:00, then 07:30
    ada.rates(review(ada), "Good")
    assert "The next one comes on Tuesday 17 March" in words_of(review(ada))


def test_travelling_back_across_a_date_moves_no_schedule(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:1])), "Ada", zone="Pacific/Auckland")
    clock.advance(timedelta(hours=6))  # Thursday 07:00 there, Wednesday elsewhere
    assert "Saturday." in words_of(ada.practises(rating="Good"))
    ada.types("/settings me America/Los_Angeles")
    assert "Saturday." in words_of(ada.practises(rating="Again"))


def test_five_times_easy_in_a_day_is_once_easy(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(*QUESTIONS[:1])), "Ada")
    told = {
        words_of(ada.practises(rating="Easy")).partition("Next look at this one: ")[2][:18]
        for _ in range(5)
    }
    assert told == {"Thursday 12 March."}


def test_a_colleague_s_reviews_are_their_own(ada: Player, clock: FakeClock) -> None:
    learn(ada, "Good")
    clock.advance(timedelta(days=2))
    card = review(ada)
    bob = somebody(ada.bot, "Bob")
    assert "Nothing is due" in words_of(review(bob))
    assert is_refusal(bob.sends(f"pb1|next_review|{action_of(card, 'Answer').arguments[0]}"))
    elsewhere = ada.elsewhere(workspace_id="T2")
    assert "Nothing is due" in words_of(review(elsewhere))


def was_due(engine: Engine) -> list[bool]:
    with engine.connect() as connection:
        return list(connection.scalars(select(Attempt.was_due).order_by(Attempt.id)))


def test_review_answers_to_real_questions_too(bot: PracticeBot, clock: FakeClock) -> None:
    ada = somebody(bot, "Ada")
    ada.practises("advanced")
    clock.advance(timedelta(days=2))
    assert review(ada).title.startswith("Advanced")
