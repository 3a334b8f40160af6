"""Markdown lists with answers: where an answer begins, and what stays in it."""

import pytest

from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import Entry
from tests.unit.listed import ADAM, WHY, read, rows, unread


def test_an_answer_that_is_indented_below_its_number() -> None:
    text = f"# Advanced\n\n1. {WHY}\n\n   It drops:\n\n   - a\n     - b\n\n2. {ADAM}\n"
    assert rows(text) == [
        (3, "advanced", WHY, "It drops:\n\n- a\n  - b"),
        (10, "advanced", ADAM, ""),
    ]


def test_an_answer_behind_its_label_loses_the_indent_of_its_list_below() -> None:
    text = f"# Advanced\n1. {WHY}\n   A: It drops:\n   - a\n     - b\n2. {ADAM}\n"
    assert rows(text)[0] == (2, "advanced", WHY, "It drops:\n- a\n  - b")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"- **{WHY}** It drops.\n  - a\n- **{ADAM}** Two moments.", id="bullets"),
        pytest.param(f"1. **{WHY}** It drops.\n   - a\n\n2. **{ADAM}** Two moments.", id="numbers"),
        pytest.param(
            f"* __{WHY}__ - It drops.\n  - a\n* __Explain Adam__: Two moments.", id="sign"
        ),
        pytest.param(f"**{WHY}** It drops.\n- a\n\n**{ADAM}** \u2013 Two moments.", id="lines"),
        pytest.param(f"**Q1. {WHY}** It drops.\n- a\n\n**Q2: {ADAM}** Two moments.", id="Q1."),
        pytest.param(f"- **Q: {WHY}** It drops.\n- a\n\n- **Q: {ADAM}** Two moments.", id="- Q:"),
        pytest.param(f"**1. {WHY}** It drops.\n- a\n\n**2. {ADAM}** Two moments.", id="numbered"),
    ],
)
def test_a_question_in_bold_with_its_answer_behind_it(text: str) -> None:
    found = rows(f"# Beginner\n{text}\n")
    assert [(asked.rstrip("."), said) for _, _, asked, said in found] == [
        (WHY, "It drops.\n- a"),
        (ADAM.rstrip("."), "Two moments."),
    ]


def test_a_list_may_mix_answers_behind_and_below_its_questions() -> None:
    text = f"1. {WHY}\n   A: So.\n2. **{ADAM}** Two.\n3. **Who?**\n   He.\n4. **Where?** There.\n"
    assert [(asked, said) for _, _, asked, said in rows(f"# Beginner\n{text}")] == [
        (WHY, "So."),
        (ADAM, "Two."),
        ("Who?", "He."),
        ("Where?", "There."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("**Why does** dropout help?", id="a part of the question"),
        pytest.param("**What is overfitting?** How is it seen?", id="a second question"),
        pytest.param("**Adam** and what it does?", id="a word"),
        pytest.param("Why **dropout?** Why not?", id="further in"),
    ],
)
def test_bold_words_in_a_question_part_no_answer(text: str) -> None:
    assert rows(f"# Beginner\n- {text}\n") == [(2, "beginner", text, "")]


def test_a_number_below_zero_keeps_its_sign_in_an_answer() -> None:
    assert rows("- **What is cos \u03c0?** -1\n") == [(1, "", "What is cos \u03c0?", "-1")]


def test_bold_words_and_what_follows_stay_in_an_answer() -> None:
    answer = "Two reasons.\n- **Is it noise?** Yes.\n\n**Is it cheap?** Yes."
    assert rows(f"# Beginner\n### {WHY}\n{answer}") == [(2, "beginner", WHY, answer)]
    answer = "Two reasons.\n- **Is it noise?** Yes."
    assert rows(f"# Beginner\n**{WHY}**\n{answer}") == [(2, "beginner", WHY, answer)]


def test_lists_and_bold_words_in_an_answer_are_no_questions() -> None:
    answer = (
        "**In training**\n1. What is dropped?\n2. Units.\n\n- Why? Noise.\n\n**Is it dead?** No."
    )
    assert read(f"# Beginner\n### {WHY}\n{answer}") == [(WHY, answer)]


@pytest.mark.parametrize(
    ("opener", "answer"),
    [
        pytest.param(f"**{WHY}**\n", "Two steps:\n1. Drop.\n2. Scale.", id="numbers below bold"),
        pytest.param(f"1. {WHY}\nA: ", "Two steps:\n- Drop.\n- Why? Noise.", id="bullets after A:"),
        pytest.param(f"### {WHY}\n", "So.\n#### In training\nDrop.", id="a deeper heading"),
    ],
)
def test_a_list_or_a_heading_in_an_answer_stays_in_it(opener: str, answer: str) -> None:
    found = rows(f"# Beginner\n{opener}{answer}\n")
    assert [(asked, said) for _, _, asked, said in found] == [(WHY, answer)]


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        pytest.param(
            "\n1. Forward.\n2. Compute the loss.", "1. Forward.\n2. Compute the loss.", id="steps"
        ),
        pytest.param("1. **Forward**\n2. **Loss**", "1. **Forward**\n2. **Loss**", id="bold steps"),
        pytest.param("- Forward.\n- Loss.", "- Forward.\n- Loss.", id="points"),
    ],
)
def test_steps_below_a_bold_question_are_its_answer(answer: str, read: str) -> None:
    assert rows(f"# Beginner\n**{WHY}**\n{answer}\n\n**{ADAM}**\nWords.") == [
        (2, "beginner", WHY, read),
        (5 + answer.count("\n"), "beginner", ADAM, "Words."),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("1. a\n2. b", "1. a\n2. b", id="numbers at the margin"),
        pytest.param("\n1. a\n2. b\n", "\n1. a\n2. b", id="numbers after a blank line"),
        pytest.param("   1. a\n   2. b", "   1. a\n   2. b", id="indented numbers"),
        pytest.param("1. a\n2. b\n3. c", "1. a\n2. b\n3. c", id="more than its own number"),
        pytest.param("- a\n- b", "- a\n- b", id="bullets"),
        pytest.param("   - a\n   - b", "   - a\n   - b", id="indented bullets"),
    ],
)
def test_a_list_below_a_numbered_question_in_bold_is_its_answer(first: str, second: str) -> None:
    text = f"# Beginner\n1. **{WHY}**\n{first}\n2. **{ADAM}**\n{second}\n"
    found = [(asked, said.split("\n")[0][-1]) for _, _, asked, said in rows(text)]
    assert found == [(WHY, "a"), (ADAM, "a")]


def test_the_next_number_ends_an_answer_of_steps() -> None:
    text = f"1. **{WHY}**\n1. Define it.\n2. b\n2. Who is it?\n3. **Attention**\n   So.\n4. Why?\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "1. Define it.\n2. b"),
        ("Who is it?", ""),
        ("Attention", "So."),
        ("Why?", ""),
    ]


def test_the_next_number_below_a_question_in_bold_is_the_next_question() -> None:
    text = f"1. **{WHY}**\n2. Who?\n3. **{ADAM}**\n4. Attention\n"
    assert [asked for _, _, asked, _ in rows(text)] == [WHY, "Who?", ADAM, "Attention"]


def test_an_empty_entry_in_an_answer_is_told_and_the_answer_goes_on() -> None:
    text = f"# Beginner\n### {WHY}\n- a\n-\n- b\n```\n-\n```\n"
    (entry,) = (one for one in read_any_markdown(text) if isinstance(one, Entry))
    assert entry.draft.answer == "- a\n- b\n```\n-\n```"
    assert [line for line, _ in unread(text)] == [4]


def test_a_year_at_the_begin_of_a_line_of_an_answer_is_no_question() -> None:
    text = f"# Beginner\n1. {WHY}\n\n   It came in\n   1998. It was LeNet.\n2. {ADAM}\n"
    assert rows(text) == [
        (2, "beginner", WHY, "It came in\n1998. It was LeNet."),
        (6, "beginner", ADAM, ""),
    ]
