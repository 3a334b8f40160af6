"""Markdown lists with more in them than questions and answers: remarks, labels, other manners."""

import pytest

from tests.unit.listed import ADAM, WHY, rows, unread


@pytest.mark.parametrize("remark", ["(Google)", "[Easy]", "(Google) [Easy] \U0001f525"])
def test_a_remark_behind_a_question_in_bold_is_no_answer_and_is_told(remark: str) -> None:
    text = f"- **{WHY}** {remark}\n  It drops.\n"
    assert unread(text) == [(1, f"{remark!r} behind the question is left out")]
    assert rows(text.replace(remark, "")) == [(1, "", WHY, "It drops.")]


@pytest.mark.parametrize("sign", ["\u2b50\ufe0f\u2b50", "<!-- to do -->", "\U0001f44d\U0001f3fd"])
def test_what_says_nothing_behind_a_question_in_bold_is_no_answer(sign: str) -> None:
    text = f"**{WHY}** {sign}\n\nIt drops.\n\n**{ADAM}** {sign}\nTwo moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


def test_a_tier_in_bold_may_have_an_emoji_behind_it() -> None:
    assert rows(f"**Advanced** \U0001f31f\n\n1. {WHY}\n") == [(3, "advanced", WHY, "")]


def test_bold_words_with_a_remark_that_ask_nothing_stay_in_the_answer() -> None:
    text = f"**{WHY}**\n\n**Dropout** (2014)\n\n**{ADAM}**\n\nTwo moments.\n"
    assert rows(text)[0] == (1, "", WHY, "**Dropout** (2014)")


def test_a_bullet_that_asks_is_one_more_beside_bullets_in_bold() -> None:
    text = f"- **{WHY}** It drops.\n- What is SGD?\n- **{ADAM}** Two moments.\n"
    assert [asked for _, _, asked, _ in rows(text)] == [WHY, "What is SGD?", ADAM]


def test_a_bullet_below_a_line_in_bold_is_in_its_answer() -> None:
    text = f"**{WHY}**\n\nIt:\n- Explain more\n- What is left\n\n**{ADAM}**\n\nTwo.\n"
    assert rows(text)[0] == (1, "", WHY, "It:\n- Explain more\n- What is left")


def test_a_label_in_bold_is_in_the_answer() -> None:
    label = "**Why it works:** it averages.\n\n**How to choose p**: by validation."
    text = f"**{WHY}** It drops.\n\n{label}\n\n**What is SGD?** Steps.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, f"It drops.\n\n{label}"),
        ("What is SGD?", "Steps."),
    ]


def test_questions_may_all_end_as_labels_do() -> None:
    text = "**What is SGD:** Steps.\n\n**What is Adam:** Two moments.\n"
    assert [asked for _, _, asked, _ in rows(text)] == ["What is SGD:", "What is Adam:"]


@pytest.mark.parametrize("sign", [".", ")", ":"])
@pytest.mark.parametrize("bold", ["", "**"])
def test_an_answer_has_the_sign_of_its_question(sign: str, bold: str) -> None:
    q, a = f"{bold}Q{sign}{bold}", f"{bold}A{sign}{bold}"
    text = f"{q} {WHY}\n{a} It drops.\n\n{q} {ADAM}\n{a} Two moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


def test_what_begins_with_a_letter_and_a_dot_is_a_choice_below_a_colon() -> None:
    text = "Q: Which of these is a loss:\nA. Adam\nB. MSE\nA: B\n"
    assert rows(text) == [(1, "", "Which of these is a loss:\nA. Adam\nB. MSE", "B")]


@pytest.mark.parametrize("label", ["", "**A:** ", "A: "])
def test_a_question_that_is_bold_with_its_letter_ends_on_its_line(label: str) -> None:
    text = f"**Q1: {WHY}**\n{label}It drops.\n\n**Q2: {ADAM}**\n{label}Two moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


@pytest.mark.parametrize("mark", ["1.", "-", "Q:"])
def test_a_line_behind_a_question_mark_may_be_its_answer(mark: str) -> None:
    asked = f"{mark} {WHY}\n   It drops.\n   And averages.\n"
    assert unread(asked) == [
        (2, "may belong to the question or be its answer; write A: before one")
    ]


def test_a_question_may_ask_more_on_its_next_line() -> None:
    assert rows(f"1. {WHY}\n   Explain.\n") == [(1, "", f"{WHY}\nExplain.", "")]


def test_a_numbered_question_in_bold_inside_an_answer_is_told() -> None:
    text = f"**Q:** {WHY}\n**A:** Thus:\n\n1. **What is SGD?**\n2. **Step**\n"
    assert unread(text) == [(4, "a bold question inside an answer; is it one more, write Q:")]
