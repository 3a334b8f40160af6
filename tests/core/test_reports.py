"""Members report questions; three open reports hold one back until a manager has looked."""

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Card, Form, Rejected, Reply
from bot.suggestions.reporting import MOST_REPORTS
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, labels, reasons, somebody, words_of
from tests.core.proposals import (
    WARM_UP,
    decides,
    proposes,
    queue_of,
    reports,
    submits,
    told,
)
from tests.core.schedule import post_today
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def small(engine: Engine, make_bot: MakeBot) -> PracticeBot:
    """A bot that knows two questions."""
    return make_bot(engine, a_bank(a_question("q-one"), a_question("q-two", "advanced")))


def crowd(bot: PracticeBot, size: int) -> list[Player]:
    return [somebody(bot, f"Member{number}") for number in range(size)]


def draws_of(player: Player, count: int) -> set[str]:
    """Draw a few times; the questions that came."""
    card, seen = player.draws(), set()
    for _ in range(count):
        seen.add("q-one" if "q-one" in words_of(card) else "q-two")
        reply = player.presses("Another", card)
        assert isinstance(reply, Reply)
        card = reply.card
    return seen


def test_a_report_reaches_the_managers_with_its_reason(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    lea.types("/settings team")
    assert "Thank you" in words_of(reports(ada, ada.draws("beginner"), "The answer is outdated."))
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]
    card = queue_of(lea)
    assert "q-one" in card.title
    assert "Ada: The answer is outdated." in words_of(card)
    assert "What is q-one?" in words_of(card)
    assert labels(card) == ["Keep asking it", "Leave it out"]


def test_a_report_that_is_still_open_stands_in_the_form_to_be_changed(small: PracticeBot) -> None:
    ada = somebody(small, "Ada")
    card = ada.draws("beginner")
    reports(ada, card, "The threshold is vague.")
    form = ada.presses("Report", card)
    assert isinstance(form, Form)
    assert [one.value for one in form.inputs] == ["The threshold is vague."]
    other = somebody(small, "Bob").presses("Report", somebody(small, "Bob").draws("beginner"))
    assert isinstance(other, Form)
    assert [one.value for one in other.inputs] == [""]


def test_a_manager_can_decide_from_the_card_of_a_report(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    reports(ada, ada.draws("beginner"))
    card = queue_of(lea)
    headings = [section.heading for section in card.sections]
    shown = ["The question", "Reference answer", "Key points", "Sources"]
    assert headings[-7:] == [*shown, "Hint", "Often believed", "Asked next"]
    for said in ("- Point 1\n- Point 2\n- Point 3\n- Point 4", "- A book"):
        assert said in words_of(card)


def test_an_own_question_without_sources_is_shown_without_them(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    proposes(ada, more="")
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"))
    card = queue_of(lea)
    assert "- Steps grow" in words_of(card)
    assert "Sources" not in words_of(card)


def test_three_open_reports_hold_a_question_back_until_a_manager_has_looked(
    small: PracticeBot,
) -> None:
    lea = somebody(small, "Lea", manager=True)
    first, second, third = crowd(small, 3)
    for member in (first, second):
        reports(member, member.draws("beginner"))
    assert "q-one" in draws_of(somebody(small, "Newcomer"), 2)
    assert "until you decide" not in words_of(queue_of(lea))
    card = reports(third, third.draws("beginner"))
    assert "Nobody is asked it here until then" in words_of(card)
    assert "Nobody is asked it here until you decide." in words_of(queue_of(lea))
    assert draws_of(somebody(small, "Late"), 3) == {"q-two"}
    assert is_refusal(somebody(small, "Later").types("/question beginner"))
    decides(lea, "Keep asking it")
    assert "q-one" in draws_of(somebody(small, "After"), 2)


def test_one_member_s_reports_count_once(small: PracticeBot) -> None:
    ada = somebody(small, "Ada")
    card = ada.draws("beginner")
    reports(ada, card)
    for _ in range(3):
        assert "already" in words_of(reports(ada, card, "Still wrong."))
    assert "q-one" in draws_of(somebody(small, "Bob"), 2)
    waiting = words_of(queue_of(somebody(small, "Lea", manager=True)))
    assert "Still wrong." in waiting
    assert "It is wrong." not in waiting


def test_a_question_held_back_can_still_be_answered(small: PracticeBot) -> None:
    members = crowd(small, 3)
    cards = [member.draws("beginner") for member in members]
    for member, card in zip(members, cards, strict=True):
        reports(member, card)
    assert "Day 1" in words_of(members[0].rates(cards[0], "Good"))


def test_a_question_left_out_is_not_asked_until_it_is_brought_back(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    drawn = ada.draws("beginner")
    reports(ada, drawn)
    left_out = decides(lea, "Leave it out")
    assert draws_of(somebody(small, "Bob"), 3) == {"q-two"}
    assert "Day 1" in words_of(ada.rates(drawn, "Good"))
    listed = decides(lea, "Not asked here (1)")
    assert labels(listed) == ["Bring back q-one"]
    assert labels(decides(lea, "Bring back q-one", listed)) == []
    assert labels(queue_of(lea)) == []
    decides(lea, "Bring it back", left_out)
    assert "q-one" in draws_of(somebody(small, "Cid"), 2)


def test_every_question_left_out_can_be_found(engine: Engine, make_bot: MakeBot) -> None:
    names = [f"q-{number}" for number in range(10)]
    bot = make_bot(engine, a_bank(*(a_question(name) for name in names)))
    lea, ada = somebody(bot, "Lea", manager=True), somebody(bot, "Ada")
    for _ in names:
        reports(ada, ada.draws())
        decides(lea, "Leave it out")
    card, found = decides(lea, "Not asked here (10)"), set[str]()
    for _ in range(3):
        found |= {label.removeprefix("Bring back ") for label in labels(card)} - {"More"}
        card = decides(lea, "More", card)
    assert found == set(names)


def test_one_after_the_other_can_be_brought_back(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    for _ in range(2):
        reports(ada, ada.draws())
        decides(lea, "Leave it out")
    brought = decides(lea, "Bring back q-one", decides(lea, "Not asked here (2)"))
    assert labels(decides(lea, "Not asked here (1)", brought)) == ["Bring back q-two"]


@pytest.mark.parametrize(
    ("button", "asked"), [("Ask it again", {"q-one", "q-two"}), ("Keep it out", {"q-two"})]
)
def test_a_report_of_a_question_that_is_left_out_already_says_so(
    small: PracticeBot, button: str, asked: set[str]
) -> None:
    lea, ada, bob = (somebody(small, name, manager=name == "Lea") for name in ("Lea", "Ada", "Bob"))
    late = bob.draws("beginner")
    reports(ada, ada.draws("beginner"))
    decides(lea, "Leave it out")
    reports(bob, late)
    card = queue_of(lea)
    assert "It is left out here already." in words_of(card)
    decides(lea, button, card)
    assert draws_of(somebody(small, "Cid"), 3) == asked
    assert queue_of(lea).title == "Suggestions and reports"


def test_what_is_not_asked_is_listed_with_its_words(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    reports(ada, ada.draws("beginner"))
    decides(lea, "Leave it out")
    proposes(ada)
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"))
    decides(lea, "Leave it out")
    listed = words_of(decides(lea, "Not asked here (2)"))
    assert "- `own-1`: Why does a learning rate warm-up help a transformer?" in listed
    assert "- `q-one`: What is q-one?" in listed


def test_what_is_not_asked_and_was_taken_out_of_the_bank_is_listed_too(
    engine: Engine, make_bot: MakeBot, small: PracticeBot
) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    reports(ada, ada.draws("beginner"))
    decides(lea, "Leave it out")
    later = somebody(make_bot(engine, a_bank(a_question("q-two"))), "Lea", manager=True)
    assert "`q-one`: it was taken out of the bank" in words_of(decides(later, "Not asked here (1)"))


def test_a_report_that_came_after_the_manager_looked_stays_open(small: PracticeBot) -> None:
    lea, ada, bob = (somebody(small, name, manager=name == "Lea") for name in ("Lea", "Ada", "Bob"))
    reports(ada, ada.draws("beginner"), "A slip in the answer.")
    looked = queue_of(lea)
    reports(bob, bob.draws("beginner"), "The question is unclear.")
    decides(lea, "Keep asking it", looked)
    waiting = words_of(queue_of(lea))
    assert "The question is unclear." in waiting
    assert "A slip in the answer." not in waiting


def test_a_late_press_says_what_was_decided(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    reports(ada, ada.draws("beginner"))
    looked = queue_of(lea)
    decides(lea, "Leave it out", looked)
    mia = somebody(small, "Mia", manager=True)
    late = words_of(decides(mia, "Keep asking it", looked))
    assert "is not asked here any more" in late
    assert draws_of(somebody(small, "Bob"), 3) == {"q-two"}


def test_another_workspace_goes_on_asking_it(small: PracticeBot) -> None:
    for member in crowd(small, 3):
        reports(member, member.draws("beginner"))
    elsewhere = somebody(small, "Ada").elsewhere(workspace_id="T2")
    assert "q-one" in draws_of(elsewhere, 2)
    lead = somebody(small, "Lea", manager=True).elsewhere(workspace_id="T2")
    assert "Nothing waits" in words_of(queue_of(lead))
    for action in ("keep_asking|1", "leave_out|1"):
        assert is_refusal(lead.sends(f"pb1|{action}"))


def test_the_question_of_a_daily_post_can_be_reported(bot: PracticeBot) -> None:
    claim = post_today(bot)
    ada = somebody(bot, "Ada")
    assert "Thank you" in words_of(reports(ada, claim.card))
    assert "Reported" in queue_of(somebody(bot, "Lea", manager=True)).title
    stranger = ada.elsewhere(workspace_id="T2")
    assert is_refusal(stranger.sends(f"pb1|report_post|{claim.post_id}"))


def test_a_report_can_be_made_before_and_after_answering(small: PracticeBot) -> None:
    ada = somebody(small, "Ada")
    asked = ada.draws()
    answered = ada.answers(asked, "words")
    rated = ada.presses("Good", answered)
    assert isinstance(rated, Reply)
    for card in (asked, answered, rated.card):
        assert isinstance(ada.presses("Report", card), Form)


def test_a_report_needs_a_reason_and_somebody_whose_question_it_is(small: PracticeBot) -> None:
    ada = somebody(small, "Ada")
    card = ada.draws()
    assert isinstance(submits(ada, "Report", card, reason=" \n"), Rejected)
    bob = somebody(small, "Bob")
    assert is_refusal(bob.sends("pb1|report|1"))
    assert is_refusal(bob.sends("pb1|send_report|1", reason="words"))


def test_a_member_has_a_few_open_reports_at_most(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada")
    card: Card = ada.draws()
    for number in range(MOST_REPORTS + 1):
        outcome = submits(ada, "Report", card, reason=f"Reason {number}")
        another = ada.presses("Another", card)
        assert isinstance(another, Reply)
        card = another.card
    assert isinstance(outcome, Rejected)
    assert "wait for a manager" in reasons(outcome)


def test_a_manager_mends_an_own_question_that_was_reported(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    proposes(ada)
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"))
    mended = {**WARM_UP, "answer": "Because the second moments need a few hundred steps."}
    submits(lea, "Mend", queue_of(lea), **mended)
    decides(lea, "Keep asking it")
    shown = somebody(small, "Bob").answers(somebody(small, "Bob").draws("intermediate"), "words")
    assert "a few hundred steps" in words_of(shown)


def test_what_waits_is_shown_one_after_the_other(small: PracticeBot) -> None:
    lea, ada = somebody(small, "Lea", manager=True), somebody(small, "Ada")
    proposes(ada)
    reports(ada, ada.draws("beginner"))
    first = queue_of(lea)
    assert "1 of 2 that wait" in words_of(first)
    second = decides(lea, "Next", first)
    assert "Reported" in second.title
    assert "Suggestion" in decides(lea, "Next", second).title
    assert is_refusal(lea.sends("pb1|queue|-1"))


def test_a_question_that_was_taken_out_can_still_be_closed(
    engine: Engine, make_bot: MakeBot
) -> None:
    before = make_bot(engine, a_bank(a_question("q-one"), a_question("q-two")))
    ada = somebody(before, "Ada")
    reports(ada, ada.draws())
    after = make_bot(engine, a_bank())
    lea = somebody(after, "Lea", manager=True)
    assert "taken out of the bank" in words_of(queue_of(lea))
    decides(lea, "Keep asking it")
    assert "Nothing waits" in words_of(queue_of(lea))
