"""Members propose questions; managers decide; the workspace is asked what was approved."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.app import PracticeBot
from bot.cards import Form, Rejected, Reply
from bot.question_bank import QuestionBank
from bot.requests import Platform
from bot.suggestions.proposing import MOST_OF_A_MEMBER
from bot.texts import Plain
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, labels, reasons, somebody, text_of, words_of
from tests.core.proposals import (
    WARM_UP,
    decides,
    declines,
    opens,
    proposes,
    queue_of,
    submits,
    told,
)
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

SMUGGLED = "@everyone <!channel> <@U123> [prize](https://evil.example) **bold** # big"


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lea(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


def card_of(outcome: object) -> str:
    assert isinstance(outcome, Reply), outcome
    return words_of(outcome.card)


def test_a_member_proposes_and_a_manager_approves_and_it_is_asked(
    engine: Engine, make_bot: MakeBot
) -> None:
    bot = make_bot(engine, a_bank(a_question("q-one")))
    ada, lea = somebody(bot, "Ada"), somebody(bot, "Lea", manager=True)
    assert "Thank you" in card_of(proposes(ada))
    waiting = queue_of(lea)
    assert "From Ada" in words_of(waiting)
    assert WARM_UP["question"] in words_of(waiting)
    assert "1. " not in words_of(waiting)
    assert labels(waiting) == ["Approve", "Mend", "Decline"]
    assert "approved" in words_of(decides(lea, "Approve"))
    asked = ada.draws("intermediate transformer")
    assert WARM_UP["question"] in words_of(asked)
    answered = ada.answers(asked, "so that the first steps are small")
    assert "Early gradients vary a lot" in words_of(answered)
    rated = ada.presses("Good", answered)
    assert "2 points" in card_of(rated)


def test_the_proposer_hears_of_the_approval_once(ada: Player, lea: Player) -> None:
    proposes(ada)
    decides(lea, "Approve")
    ((user_id, words),) = told(ada)
    assert user_id == "U-ada"
    assert "is approved" in words
    assert told(ada) == []


def test_the_proposer_hears_the_reason_of_a_decline(ada: Player, lea: Player) -> None:
    proposes(ada)
    assert "declined" in words_of(declines(lea, "We have one like it."))
    ((user_id, words),) = told(ada)
    assert user_id == "U-ada"
    assert "We have one like it." in words
    assert "We have one like it." in words_of(ada.types("/suggest mine").card)


def test_own_suggestions_are_listed_each_on_its_own(ada: Player, lea: Player) -> None:
    for question in ("What does clipping bound?", "What is augmented?", "How is pruning\nsafe?"):
        proposes(ada, question=question)
    decides(lea, "Approve")
    declines(lea, "We have one like it.")
    listed = ada.types("/suggest mine").card
    assert [(one.heading, text_of(one.text)) for one in listed.sections] == [
        ("Waits for a manager", "How is pruning safe?"),
        ("Declined", "What is augmented?\nThe reason: We have one like it."),
        ("Approved", "What does clipping bound?"),
    ]


def test_a_decline_needs_a_reason(ada: Player, lea: Player) -> None:
    proposes(ada)
    assert isinstance(submits(lea, "Decline", queue_of(lea), reason="  "), Rejected)
    assert "Approve" in labels(queue_of(lea))


def test_a_manager_mends_before_approving(ada: Player, lea: Player) -> None:
    proposes(ada)
    form = lea.presses("Mend", queue_of(lea))
    assert isinstance(form, Form)
    typed = {one.name: one.value for one in form.inputs}
    assert typed["question"] == WARM_UP["question"]
    assert typed["kind"] == "intermediate, transformer, optimisation"
    lea.sends(form.action, **{**typed, "question": "Why warm up the learning rate?"})
    assert "mended by a manager" in words_of(decides(lea, "Approve"))
    ((_, words),) = told(ada)
    assert "with changes" in words
    assert "Why warm up the learning rate?" in words


def test_two_managers_decide_once(ada: Player, lea: Player) -> None:
    proposes(ada)
    seen_by_both = queue_of(lea)
    decides(lea, "Approve", seen_by_both)
    mia = somebody(ada.bot, "Mia", manager=True)
    late = mia.sends("pb1|send_decline|1", reason="We have one like it.")
    assert isinstance(late, Rejected)
    assert "Your reason was not sent" in reasons(late)
    assert "We have one like it." in words_of(late.card)
    assert "was **approved**" in words_of(decides(mia, "Approve", seen_by_both))
    ((_, words),) = told(ada)
    assert "is approved" in words


def test_what_was_changed_meanwhile_is_not_approved_unseen(ada: Player, lea: Player) -> None:
    proposes(ada)
    seen_before = queue_of(lea)
    submits(lea, "Mend", seen_before, **{**WARM_UP, "question": "Why warm up?"})
    mia = somebody(ada.bot, "Mia", manager=True)
    shown = decides(mia, "Approve", seen_before)
    assert "This changed since you looked, so it was not approved" in words_of(shown)
    assert "Why warm up?" in words_of(shown)
    assert told(ada) == []
    assert "was **approved**" in words_of(decides(mia, "Approve", shown))


def test_two_managers_who_mend_at_once_lose_nothing(ada: Player, lea: Player) -> None:
    proposes(ada)
    mia = somebody(ada.bot, "Mia", manager=True)
    form = mia.presses("Mend", queue_of(mia))
    assert isinstance(form, Form)
    submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "question": "Why warm up, says Lea?"})
    late = mia.sends(form.action, **{**WARM_UP, "question": "Why warm up, says Mia?"})
    assert isinstance(late, Rejected)
    assert "Another manager changed" in reasons(late)
    assert "says Lea?" in words_of(queue_of(mia))
    again = mia.presses("Try again", late.card)
    assert isinstance(again, Form)
    assert again.inputs[0].value == "Why warm up, says Mia?"
    shown = mia.sends(again.action, **{one.name: one.value for one in again.inputs})
    assert "says Mia?" in card_of(shown)


def test_what_one_manager_typed_and_was_refused_is_not_shown_to_another(
    ada: Player, lea: Player
) -> None:
    proposes(ada)
    submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "points": "only one"})
    mia = somebody(ada.bot, "Mia", manager=True)
    form = mia.presses("Mend", queue_of(mia))
    assert isinstance(form, Form)
    assert "only one" not in {one.value for one in form.inputs}


def test_what_was_typed_survives_a_refused_form(ada: Player) -> None:
    long_answer = "word " * 290
    refused = proposes(ada, kind="intermediate, knitting", answer=long_answer)
    assert isinstance(refused, Rejected)
    assert next(iter(refused.problems)) == "kind"
    assert "knitting" in reasons(refused)
    assert labels(refused.card) == ["Try again"]
    again = ada.presses("Try again", refused.card)
    assert isinstance(again, Form)
    typed = {one.name: one.value for one in again.inputs}
    assert typed["answer"] == long_answer
    assert typed["kind"] == "intermediate, knitting"
    assert "Thank you" in card_of(ada.sends(again.action, **{**typed, "kind": "advanced cnn"}))
    assert {one.value for one in opens(ada, "suggest").inputs} == {""}


def test_a_manager_s_refused_mend_is_kept_too(ada: Player, lea: Player) -> None:
    proposes(ada)
    refused = submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "points": "only one"})
    assert isinstance(refused, Rejected)
    form = lea.presses("Try again", refused.card)
    assert isinstance(form, Form)
    assert {one.name: one.value for one in form.inputs}["points"] == "only one"
    assert "only one" not in words_of(queue_of(lea))


@pytest.mark.parametrize(
    ("changed", "at", "said"),
    [
        pytest.param({"question": " "}, "question", "missing", id="no question"),
        pytest.param({"answer": ""}, "answer", "missing", id="no answer"),
        pytest.param({"points": "one\ntwo"}, "points", "2 stand there", id="two points"),
        pytest.param({"points": "a\nb\nA"}, "points", "the same", id="a point twice"),
        pytest.param({"points": f"{'x' * 141}\nb\nc"}, "points", "140 fit", id="a long point"),
        pytest.param({"kind": "cnn"}, "kind", "One tier", id="no tier"),
        pytest.param(
            {"kind": "advanced, Beginner, cnn"},
            "kind",
            "Two tiers stand there: beginner and advanced. One is needed.",
            id="two tiers",
        ),
        pytest.param(
            {"kind": "beginner, intermediate, advanced, cnn"},
            "kind",
            "Three tiers stand there: beginner, intermediate and advanced.",
            id="all tiers",
        ),
        pytest.param(
            {"kind": "difficult, cnn"},
            "kind",
            "Tiers are beginner, intermediate, advanced; topics are activations",
            id="a tier that is none",
        ),
        pytest.param(dict.fromkeys(WARM_UP, " "), "question", "question is missing", id="empty"),
        pytest.param(
            {"points": "one", "kind": "", "more": "words"}, "points", "3 to 5", id="the first one"
        ),
        pytest.param({"kind": "advanced"}, "kind", "1 to 4 topics", id="no topic"),
        pytest.param({"kind": "advanced vision"}, "kind", "'vision' is no", id="half a topic"),
        pytest.param({"kind": "advanced cn"}, "kind", "Did you mean cnn?", id="a slip"),
        pytest.param({"more": "just words"}, "more", "begins with", id="no label"),
        pytest.param({"more": "Hint: a\nHint: b"}, "more", "At most 1", id="two hints"),
        pytest.param({"question": "Why" + "&" * 900}, "question", "escaped", id="too many signs"),
        pytest.param(
            {
                "question": "q" * 1_000,
                "answer": "a" * 1_500,
                "points": "\n".join(sign * 140 for sign in "abcde"),
                "more": f"Hint: {'h' * 300}\nOften believed: {'b' * 400}\nAsked next: {'n' * 200}",
            },
            "answer",
            "shorten",
            id="much",
        ),
        pytest.param({"answer": "**"}, "answer", "missing", id="only signs"),
        pytest.param(
            {"points": "\n".join(sign + "&" * 139 for sign in "abcde")},
            "points",
            "escaped",
            id="points of signs",
        ),
    ],
)
def test_bad_input_is_told_at_its_input(
    ada: Player, changed: dict[str, str], at: str, said: str
) -> None:
    refused = proposes(ada, **changed)
    assert isinstance(refused, Rejected)
    assert next(iter(refused.problems)) == at
    assert said in reasons(refused)


def test_everything_that_is_wrong_with_a_form_is_told_at_once(ada: Player) -> None:
    wrong = {"question": "Why $x^2$?", "points": "one", "kind": "cnn", "more": "Source: a book"}
    refused = proposes(ada, **wrong)
    assert isinstance(refused, Rejected)
    assert list(refused.problems) == ["question", "points", "kind", "more"]
    for sentence in refused.problems.values():
        assert sentence in words_of(refused.card)


@pytest.mark.parametrize("kind", ["Advanced; Computer Vision", "computer_vision, ADVANCED"])
def test_a_topic_may_be_written_in_words(ada: Player, lea: Player, kind: str) -> None:
    proposes(ada, kind=kind)
    assert queue_of(lea).title == "Suggestion · Advanced · computer-vision"


def test_a_question_that_is_switched_off_is_close_too(ada: Player, lea: Player) -> None:
    lea.types("/settings team switch_off=deep-learning")
    asked = "When is the softmax function used, and what is it?"
    assert "`dl-beginner-06`" in card_of(proposes(ada, question=asked))
    assert "It is not approved yet" in words_of(decides(lea, "Approve"))


def test_a_proposer_sees_that_a_manager_changed_it(ada: Player, lea: Player) -> None:
    proposes(ada)
    submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "answer": "Adam needs some steps."})
    assert "Waits for a manager, changed by a manager" in words_of(ada.types("/suggest mine").card)


def test_a_member_has_a_few_open_suggestions_at_most(ada: Player, lea: Player) -> None:
    for number in range(MOST_OF_A_MEMBER):
        assert "Thank you" in card_of(proposes(ada, question=f"Question {number} of mine?"))
    refused = proposes(ada, question="One more?")
    assert isinstance(refused, Rejected)
    assert "wait for a manager" in reasons(refused)
    decides(lea, "Approve")
    kept = opens(ada, "suggest")
    typed = {one.name: one.value for one in kept.inputs}
    assert typed["question"] == "One more?"
    assert "Thank you" in card_of(ada.sends(kept.action, **typed))


def test_the_same_suggestion_sent_twice_is_one(ada: Player, lea: Player) -> None:
    form = opens(ada, "suggest")
    for _ in range(2):
        assert "Thank you" in card_of(ada.sends(form.action, **WARM_UP))
    decides(lea, "Approve")
    assert "Nothing waits" in words_of(queue_of(lea))


def test_the_last_suggestion_that_fits_may_be_sent_twice_too(ada: Player) -> None:
    for number in range(MOST_OF_A_MEMBER - 1):
        proposes(ada, question=f"Question {number} of mine?")
    for _ in range(2):
        assert "Thank you" in card_of(proposes(ada, question="The last that fits?"))


def test_one_message_that_cannot_be_drawn_does_not_silence_the_others(
    ada: Player, lea: Player, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    for question in ("The first one of all?", "The second one of all?"):
        proposes(ada, question=question)
        decides(lea, "Approve")
    with engine.begin() as connection:
        connection.execute(text("UPDATE suggestion SET content = '[]' WHERE id = 1"))
    ((_, words),) = told(ada)
    assert "The second one of all?" in words
    assert "cannot be drawn" in caplog.text
    assert told(ada) == []


def test_a_manager_hears_of_the_next_one_after_deciding_before_being_told(
    ada: Player, lea: Player
) -> None:
    lea.types("/settings team")
    proposes(ada, question="The first one of all?")
    decides(lea, "Approve")
    assert [user_id for user_id, _ in told(ada)] == ["U-ada"]
    proposes(ada, question="The second one of all?")
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]


def test_no_mention_and_no_markup_can_be_smuggled_in(ada: Player, lea: Player) -> None:
    points = "\n".join(f"{number} {SMUGGLED}" for number in range(3))
    source = f"<@U123> **bold**, {SMUGGLED.partition(' [')[0]}, ICML 2017"
    more = "\n".join(f"{label}: {SMUGGLED}" for label in ("Hint", "Asked next"))
    more += f"\nSource: {source}"
    proposes(ada, question=SMUGGLED, answer=SMUGGLED, points=points, more=more)
    cards = [queue_of(lea), decides(lea, "Approve")]
    draw = ada.draws("intermediate transformer")
    while SMUGGLED not in words_of(draw):
        another = ada.presses("Another", draw)
        assert isinstance(another, Reply)
        draw = another.card
    hint = ada.presses("Hint", draw)
    assert isinstance(hint, Reply)
    form = ada.presses("Answer", draw)
    assert isinstance(form, Form)
    cards += [draw, hint.card, ada.answers(draw, "words")]
    spans = [span for card in cards for section in card.sections for span in section.text]
    spans += [span for card in cards if card.checklist for p in card.checklist.points for span in p]
    spans += form.intro
    smuggling = [span for span in spans if isinstance(span, str) and "evil" in span]
    assert not smuggling
    assert sum(isinstance(span, Plain) and SMUGGLED in span.text for span in spans) >= 8
    assert any(isinstance(span, Plain) and source in span.text for span in spans)
    assert not any(isinstance(span, str) and "U123" in span for span in spans)


def test_a_block_of_code_is_shown_as_one(ada: Player, lea: Player) -> None:
    proposes(ada, answer="It is\n```\nsoftmax(QKᵀ/√d) V\n```\nand no more.")
    texts = [span for section in queue_of(lea).sections for span in section.text]
    assert "```\nsoftmax(QKᵀ/√d) V\n```\n" in texts


def test_a_close_question_is_named(ada: Player, lea: Player, bank: QuestionBank) -> None:
    known = next(iter(bank))
    assert known.id in card_of(proposes(ada, question=known.text))
    assert f"Close to `{known.id}`" in words_of(queue_of(lea))


def test_a_close_question_is_shown_in_its_words(
    ada: Player, lea: Player, bank: QuestionBank
) -> None:
    known = next(iter(bank))
    opening = " ".join(known.text.split())[:60]
    assert opening in card_of(proposes(ada, question=f"Again: {known.text}"))
    beside = queue_of(lea).sections[1]
    assert opening in text_of(beside.text)


def test_what_is_close_to_a_question_in_use_is_approved_only_when_asked_again(
    ada: Player, lea: Player, bank: QuestionBank
) -> None:
    known = next(iter(bank))
    proposes(ada, question=known.text)
    asked = decides(lea, "Approve")
    assert known.id in words_of(asked)
    assert labels(asked) == ["Approve anyway", "Mend", "Decline"]
    assert told(ada) == []
    assert "was **approved**" in words_of(decides(lea, "Approve anyway", asked))
    ((_, words),) = told(ada)
    assert "is approved" in words


def test_approving_anyway_is_of_what_was_shown(
    ada: Player, lea: Player, bank: QuestionBank
) -> None:
    known, other, *_ = bank
    proposes(ada, question=known.text)
    asked = decides(lea, "Approve")
    submits(lea, "Mend", asked, **{**WARM_UP, "question": other.text})
    shown = decides(lea, "Approve anyway", asked)
    assert other.id in words_of(shown)
    assert told(ada) == []
    again = decides(lea, "Approve", shown)
    assert "was **approved**" in words_of(decides(lea, "Approve anyway", again))


def test_a_question_that_came_into_use_meanwhile_is_close_too(ada: Player, lea: Player) -> None:
    proposes(ada, question="What does a warm-up of the learning rate bring?")
    proposes(lea, question="What does a warm-up of the learning rate bring, then?")
    waiting = [decides(lea, "Next"), queue_of(lea)]
    decides(lea, "Approve", waiting[1])
    asked = decides(lea, "Approve", waiting[0])
    assert "Close to `own-1`" in words_of(asked)
    decides(lea, "Approve anyway", asked)
    assert "was **approved**" in words_of(decides(lea, "Approve anyway", asked))


def test_managers_hear_that_something_waits_once_a_day(
    ada: Player, lea: Player, clock: FakeClock
) -> None:
    lea.types("/settings team")
    proposes(ada, question="The first question of all?")
    ((user_id, words),) = told(ada)
    assert user_id == "U-lea"
    assert "1 suggestion or report waits" in words
    assert "first question" not in words
    proposes(ada, question="The second question of all?")
    assert told(ada) == []
    clock.advance(timedelta(days=1))
    ((_, words),) = told(ada)
    assert "2 suggestions or reports wait" in words


def test_what_waits_is_counted_when_it_is_told(ada: Player, lea: Player, clock: FakeClock) -> None:
    lea.types("/settings team")
    proposes(ada, question="What does clipping bound?")
    telling = ada.bot.telling
    (notice,) = telling.claim_notices(tuple(Platform))
    assert "1 suggestion or report waits" in words_of(notice.card)
    telling.tell_later(notice)
    proposes(ada, question="What is augmented?")
    proposes(ada, question="How is pruning safe?")
    clock.advance(timedelta(hours=1))
    ((_, words),) = told(ada)
    assert "3 suggestions or reports wait" in words


def test_a_manager_is_not_told_of_what_was_decided_meanwhile(ada: Player, lea: Player) -> None:
    lea.types("/settings team")
    proposes(ada)
    decides(lea, "Approve")
    assert [user_id for user_id, _ in told(ada)] == ["U-ada"]


def test_without_a_known_manager_the_proposer_is_told_whom_to_ask(ada: Player) -> None:
    assert "tell one to type `/suggestions`" in card_of(proposes(ada))


def test_another_workspace_sees_nothing_of_it(ada: Player, lea: Player) -> None:
    proposes(ada)
    elsewhere = lea.elsewhere(workspace_id="T2")
    assert "Nothing waits" in words_of(queue_of(elsewhere))
    for action in ("approve|1|seen", "mend|1", "decline|1"):
        assert is_refusal(elsewhere.sends(f"pb1|{action}"))
    decides(lea, "Approve")
    assert is_refusal(elsewhere.sends("pb1|mend_own|1"))
    seen = set()
    card = ada.elsewhere(workspace_id="T2").draws("intermediate transformer")
    for _ in range(30):
        seen.add(words_of(card))
        another = ada.elsewhere(workspace_id="T2").presses("Another", card)
        assert isinstance(another, Reply)
        card = another.card
    assert not any(WARM_UP["question"] in words for words in seen)


def test_a_daily_asks_what_was_approved(
    engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bot = make_bot(engine, a_bank(a_question("q-one")))
    lea = somebody(bot, "Lea", manager=True)
    proposes(lea)
    decides(lea, "Approve")
    lea.types("/daily add 09:00 intermediate")
    lea.types("/daily post")
    (claim,) = bot.posting.claim_due([lea.place.platform])
    assert WARM_UP["question"] in words_of(claim.card)


def test_a_member_is_refused_what_managers_decide(ada: Player) -> None:
    proposes(ada)
    for action in (
        "approve|1|seen",
        "mend|1",
        "decline|1",
        "queue|1",
        "keep_asking|1",
        "leave_out|1",
    ):
        assert is_refusal(ada.sends(f"pb1|{action}"))
    assert is_refusal(ada.sends("pb1|send_decline|1", reason="no"))
