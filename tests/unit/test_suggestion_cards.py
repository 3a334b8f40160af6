"""Whatever a form takes, every card of it can be built."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.action_ids import FOR_ORIGIN, MAX_LENGTH
from bot.cards import Card
from bot.errors import BadInput
from bot.packs.own_questions import content_of
from bot.question_bank import (
    MAX_ANSWER,
    MAX_FOLLOW_UP,
    MAX_HINT,
    MAX_KEY_POINT,
    MAX_MISCONCEPTION,
    MAX_REFERENCE,
    MAX_TEXT,
    OwnQuestion,
    QuestionBank,
)
from bot.question_check import build_all_cards
from bot.suggestions import report_views, views
from bot.suggestions.closeness import Close
from bot.suggestions.form_texts import form_texts, question_of, read_inputs
from bot.suggestions.judged_views import judged_card
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.report_queries import ReportRow
from bot.suggestions.turns import Turn, to_next
from tests.fakes.questions import a_question

SIGNS = st.sampled_from(["&", "*", "x", "<", "`", "a b", "1. ", "- ", "é", "```\n"])
WORDS = st.builds(lambda sign, times: f"Why {sign * times}?", SIGNS, st.integers(1, 1_500))
LONGEST = "<" * 2_000
SHORT = {
    "question": "Why?",
    "answer": "Because.",
    "points": "a\nb\nc",
    "kind": "advanced cnn",
    "more": "",
}


LAST = Turn(2, 999_999_999)


def in_queue(card: Card) -> None:
    """Put a card into a long list of what waits, where something is left out, too."""
    views.in_queue(card, 999, 999, (to_next(LAST), *report_views.to_left_out(999)))


def a_row(state: State, content: str, proposed: str) -> SuggestionRow:
    """Make a suggestion of somebody whose name and whose reason are the longest there are."""
    return SuggestionRow(
        id=999_999_999,
        workspace_id=1,
        state=state,
        content=content,
        proposed=proposed,
        typed="",
        made_at=datetime(2026, 3, 4, tzinfo=UTC),
        mended=True,
        reason=LONGEST,
        proposer_id="U1",
        proposer_name=LONGEST,
    )


def read_form(typed: dict[str, str]) -> OwnQuestion:
    """Read a form without a look at what files may say: cards have to hold even that."""
    fields, problems = read_inputs(typed)
    if problems:
        raise BadInput.of(problems)
    return question_of(fields)


def shown(typed: dict[str, str]) -> None:
    """Build everything that can be shown of what was typed."""
    question = read_form(typed)
    build_all_cards(question)
    other = content_of(read_form({**SHORT, "question": "Why" + "&" * 400, "points": "d\ne\nf"}))
    for state in (State.OPEN, State.APPROVED, State.DECLINED):
        row = a_row(state, content_of(question), other)
        if state is not State.OPEN:
            judged_card(row)
        close = Close("x" * 60, 100.0, LONGEST[:1_000])
        for is_asked_again in (False, True):
            card = views.suggestion_card(row, question, close, is_asked_again=is_asked_again)
            in_queue(card)
    reports = [ReportRow(n, "own-1", LONGEST[:500], LONGEST[:255]) for n in range(9)]
    in_queue(report_views.reports_card("own-999999999", question, reports, LAST, 1, "x" * 90))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    question=WORDS,
    answer=WORDS,
    points=st.lists(WORDS.map(lambda words: words[:140]), min_size=3, max_size=5),
    hint=WORDS.map(lambda words: words[:300]),
)
def test_every_card_of_what_a_form_takes_can_be_built(
    question: str, answer: str, points: list[str], hint: str
) -> None:
    typed = {
        **SHORT,
        "question": question,
        "answer": answer,
        "points": "\n".join(points),
        "more": f"Hint: {hint}".replace("\n", " "),
    }
    try:
        read_form(typed)
    except BadInput:
        assume(False)
    shown(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"points": "\n".join(x + "&" * 138 for x in "abcde")}, id="points"),
        pytest.param(
            {"question": "&" * 500, "answer": "&" * 280, "more": "Hint: " + "&" * 300}, id="a hint"
        ),
        pytest.param({"question": "*" * 950, "answer": "*" * 1_080}, id="a long one"),
    ],
)
def test_what_would_break_a_card_is_refused_or_fits(typed: dict[str, str]) -> None:
    try:
        read_form({**SHORT, **typed})
    except BadInput:
        return  # refused at the form, before any card is made
    shown({**SHORT, **typed})


@given(points=st.lists(WORDS.map(lambda words: words[:140]), min_size=3, max_size=5))
def test_reading_what_the_form_is_filled_with_gives_the_question_again(points: list[str]) -> None:
    try:
        question = read_form({**SHORT, "points": "\n".join(points)})
    except BadInput:
        assume(False)
    assert read_form(form_texts(question)) == question


def test_every_question_of_the_bank_has_a_card_for_its_reports(bank: QuestionBank) -> None:
    reports = [ReportRow(n, "x", LONGEST[:500], LONGEST[:255]) for n in range(9)]
    for question in bank:
        card = report_views.reports_card("x" * 60, question, reports, LAST, None)
        in_queue(card)


def test_the_longest_question_that_a_file_can_hold_has_a_card_for_its_reports() -> None:
    longest = a_question("q-long").model_copy(
        update={
            "text": "x" * MAX_TEXT,
            "answer": "x" * MAX_ANSWER,
            "key_points": tuple(sign * MAX_KEY_POINT for sign in "abcde"),
            "references": tuple(sign * MAX_REFERENCE for sign in "abc"),
        }
    )
    reports = [ReportRow(n, "x", LONGEST[:500], LONGEST[:255]) for n in range(9)]
    in_queue(report_views.reports_card("x" * 60, longest, reports, LAST, None))


@pytest.mark.parametrize(
    ("many", "headings"),
    [
        (1, ["Key points", "Sources", "Hint", "Often believed", "Asked next"]),
        (9, ["Key points", "Sources", "Hint", "Often believed"]),
    ],
)
def test_reasons_of_reports_come_before_what_a_question_has_besides(
    many: int, headings: list[str]
) -> None:
    question = a_question("q-long").model_copy(
        update={
            "text": "x" * MAX_TEXT,
            "answer": "x" * MAX_ANSWER,
            "key_points": tuple(sign * MAX_KEY_POINT for sign in "abc"),
            "hint": "x" * MAX_HINT,
            "misconception": "x" * MAX_MISCONCEPTION,
            "follow_ups": ("x" * MAX_FOLLOW_UP,) * 3,
        }
    )
    reports = [ReportRow(n, "x", LONGEST[:500], LONGEST[:255]) for n in range(many)]
    card = report_views.reports_card("x" * 60, question, reports, LAST, None)
    in_queue(card)
    assert [one.heading for one in card.sections if one.heading][-len(headings) :] == headings


def test_the_longest_changes_fit_a_card() -> None:
    def words(sign: str) -> str:
        long = {
            "tier": "beginner" if sign == "*" else "advanced",
            "topics": ("cnn", "rnn", "llm", "nlp") if sign == "*" else ("data",),
            "text": sign * MAX_TEXT,
            "answer": f"{sign}\n" * (MAX_ANSWER // 2),
            "key_points": [sign * length for length in range(136, 141)],
            "hint": sign * MAX_HINT,
            "misconception": sign * MAX_MISCONCEPTION,
            "follow_ups": [sign * MAX_FOLLOW_UP] * 2,
            "references": [sign * MAX_REFERENCE] * 3,
        }
        return json.dumps(long)

    row = a_row(State.APPROVED, words("*"), words("<"))
    assert len(judged_card(row).sections) == 9


@pytest.mark.parametrize(
    ("question_id", "has_turn"),
    [pytest.param("own-1", True, id="short"), pytest.param("x" * 60, False, id="the longest id")],
)
def test_a_question_can_be_brought_back_from_a_direct_message(
    question_id: str, has_turn: bool
) -> None:
    card = report_views.left_out_card(question_id, LAST, ())
    (button,) = card.buttons
    assert len(button.action.encode()) <= MAX_LENGTH - FOR_ORIGIN
    assert (len(button.action.arguments) == 2) is has_turn
