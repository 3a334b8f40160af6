"""Markdown lists as people write them: each style, and what belongs to no question."""

from pathlib import Path

import pytest

from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import Entry
from tests.unit.listed import ADAM, WHY, notes, rows, unread

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = REPOSITORY.parent / "shared" / "seed" / "deep-learning-questions.md"
CODE = "It drops.\n\n```\n# 1. keep\n**Why?**\n```"


@pytest.mark.skipif(
    not SEED.exists(),
    reason=f"THE DOCUMENT OF THE THIRTY QUESTIONS IS NOT READ: {SEED} is not there",
)
def test_the_document_of_the_thirty_is_read_to_exactly_those_word_for_word() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = rows(text)
    tiers = [tier for _, tier, _, _ in found]
    assert tiers == ["beginner"] * 10 + ["intermediate"] * 10 + ["advanced"] * 10
    lines = text.splitlines()
    expected = [line.split(". ", 1)[1].strip() for line in lines if line[:1].isdigit()]
    more = "Explain convolution, kernels, pooling, padding, and stride."
    assert [words.removesuffix(f"\n{more}") for _, _, words, _ in found] == expected
    assert [words for _, _, words, _ in found if "\n" in words] == [f"{expected[16]}\n{more}"]
    assert not any(answer for _, _, _, answer in found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            f"# My list\n\n## Beginner\n\n1. {WHY}\n2. {ADAM}  \nIn words.\n", (5, 6), id="numbers"
        ),
        pytest.param(f"## Beginner\n1) {WHY}\n2) {ADAM}\n   In words.\n", (2, 3), id="1)"),
        pytest.param(f"Beginner\n\n- {WHY}\n- {ADAM}\n  In words.\n", None, id="no heading"),
        pytest.param(f"# Beginner\n* {WHY}\n* {ADAM}\n  In words.\n", (2, 3), id="bullets"),
        pytest.param(f"**Beginner**\n\n1. {WHY}\n1. {ADAM}\n   In words.", (3, 4), id="all 1."),
    ],
)
def test_questions_without_answers(text: str, lines: tuple[int, int] | None) -> None:
    if lines is None:
        assert unread(text) == [(1, "belongs to no question")]
        return
    expected = [(lines[0], "beginner", WHY, ""), (lines[1], "beginner", f"{ADAM}\nIn words.", "")]
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"**{WHY}**\n{CODE}\n\n**{ADAM}**\n\nTwo moments.\n", id="bold"),
        pytest.param(f"**1. {WHY}**\n\n{CODE}\n\n**2. {ADAM}**\nTwo moments.", id="bold, numbered"),
        pytest.param(f"1. **{WHY}**\n\n{CODE}\n\n2. **{ADAM}**\n\nTwo moments.", id="1. bold"),
        pytest.param(f"- **{WHY}**\n{CODE}\n- **{ADAM}**\nTwo moments.", id="bold bullets"),
        pytest.param(f"__{WHY}__\n{CODE}\n__{ADAM}__\nTwo moments.", id="bold with underlines"),
        pytest.param(f"### {WHY}\n\n{CODE}\n\n### {ADAM}\nTwo moments.\n", id="headings"),
        pytest.param(f"### 1. {WHY} ###\n{CODE}\n---\n### 2. {ADAM}\nTwo moments.", id="numbered"),
        pytest.param(f"#### **{WHY}**\n{CODE}\n#### **{ADAM}**\nTwo moments.", id="bold headings"),
        pytest.param(
            f"### {WHY}\n#### Answer\n{CODE}\n### {ADAM}\n#### Answer\nTwo moments.", id="titled"
        ),
        pytest.param(f"Q: {WHY}\nA: {CODE}\n\nQ: {ADAM}\nA: Two moments.\n", id="Q: A:"),
        pytest.param(
            f"**Q:** {WHY}\n**A:** {CODE}\n**Q:** {ADAM}\n**A:** Two moments.", id="**Q:**"
        ),
        pytest.param(
            f"**Q1: {WHY}**\n\nA1: {CODE}\n\n**Q2: {ADAM}**\nA2: Two moments.", id="**Q1:"
        ),
        pytest.param(
            f"Question 1: {WHY}\nAnswer: {CODE}\nQuestion 2: {ADAM}\nAnswer: Two moments.",
            id="Question",
        ),
        pytest.param(f"### Q1. {WHY}\n{CODE}\n### Q2. {ADAM}\nTwo moments.", id="### Q1."),
        pytest.param(f"1. {WHY}\n   A: {CODE}\n2. {ADAM}\n   **Answer:** Two moments.", id="1. A:"),
        pytest.param(
            f"<details>\n<summary>{WHY}</summary>\n\n{CODE}\n\n</details>\n\n"
            f"<details><summary><b>{ADAM}</b></summary>Two moments.</details>",
            id="details",
        ),
        pytest.param(
            f"<details>\n<summary>\n1. {WHY}\n</summary>\n{CODE}\n</details>\n"
            f"<DETAILS open><SUMMARY>Q: {ADAM}</SUMMARY>\nTwo moments.\n</DETAILS>",
            id="details over lines",
        ),
        pytest.param(
            f"1. {WHY}\n<details><summary>Answer</summary>\n\n{CODE}\n</details>\n\n"
            f"2. {ADAM}\n<details><summary>Show answer</summary>Two moments.</details>",
            id="answers in details",
        ),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_questions_with_answers(text: str, ending: str) -> None:
    found = rows(f"## 🌱 Beginner questions\n{text}".replace("\n", ending))
    assert [(tier, asked, answer) for _, tier, asked, answer in found] == [
        ("beginner", WHY, CODE),
        ("beginner", ADAM, "Two moments."),
    ]


@pytest.mark.parametrize(
    ("title", "tier"),
    [
        ("# Beginner", "beginner"),
        ("###### ADVANCED 🌟🌟", "advanced"),
        ("## 2. Intermediate Questions", "intermediate"),
        ("## Level: beginners", "beginner"),
        ("## **Advanced** ##", "advanced"),
        ("**Advanced level**", "advanced"),
        ("## Interview", ""),
    ],
)
def test_which_headings_name_a_tier(title: str, tier: str) -> None:
    assert rows(f"{title}\n\n1. {WHY}") == [(3, tier, WHY, "")]


@pytest.mark.parametrize("title", ["Beginner to advanced", "Advanced optimisers"])
def test_a_heading_that_names_a_tier_among_others_is_told(title: str) -> None:
    told = f"the heading {title!r} is not read as that of a tier"
    assert notes(f"## {title}\n\n1. {WHY}") == [(1, told)]
    beginner = f"# Beginner\n### {title}\n1. {WHY}"
    assert [one.draft.tier for one in read_any_markdown(beginner) if isinstance(one, Entry)] == [
        "beginner"
    ]


def test_a_tier_holds_until_the_next_whatever_stands_between() -> None:
    text = f"# Beginner\n## Training\n1. {WHY}\n## Optimisers\n1. {ADAM}\n# Advanced\n1. Why?\n"
    assert [(tier, asked) for _, tier, asked, _ in rows(text)] == [
        ("beginner", WHY),
        ("beginner", ADAM),
        ("advanced", "Why?"),
    ]


def test_a_heading_beside_those_of_tiers_ends_a_tier_and_is_told() -> None:
    text = (
        f"# My list\n## Beginner level\n1. {WHY}\n### Optimisers\n1. {ADAM}\n"
        "## Senior level\n1. Who?\n## Hard\n### How?\nSo.\n## Advanced\n1. Where?\n"
    )
    found = list(read_any_markdown(text))
    entries = [(one.draft.tier, one.draft.text) for one in found if isinstance(one, Entry)]
    assert entries == [
        ("beginner", WHY),
        ("beginner", ADAM),
        ("", "Who?"),
        ("", "How?"),
        ("advanced", "Where?"),
    ]
    told = "names no tier, so what follows has none; tiers are beginner, intermediate, advanced"
    assert unread(text) == [
        (6, f"the heading 'Senior level' {told}"),
        (8, f"the heading 'Hard' {told}"),
    ]


def test_a_heading_above_those_of_tiers_ends_a_tier_too() -> None:
    text = f"# A\n## Beginner\n1. {WHY}\n# B\n1. {ADAM}\n## Advanced\n1. Why?\n"
    entries = [one.draft for one in read_any_markdown(text) if isinstance(one, Entry)]
    assert [one.tier for one in entries] == ["beginner", "", "advanced"]
    assert [line for line, _ in unread(text)] == [4]


def test_no_heading_ends_a_tier_that_a_line_in_bold_names() -> None:
    text = f"**Beginner**\n# Training\n1. {WHY}\n"
    assert rows(text) == [(3, "beginner", WHY, "")]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param(f"Hello,\nworld.\n\n1. {WHY}", 1, "belongs to no question", id="preface"),
        pytest.param(f"1. {WHY}\n\nGood luck!", 3, "not indented", id="an end"),
        pytest.param(f"1. [Beginner](#beginner)\n2. {WHY}", 1, "table of contents", id="contents"),
        pytest.param(f"1. {WHY}\n\n   ```\n   x\n   ```", 3, "write A:", id="whose code"),
        pytest.param(f"1. {WHY}\n- a\n", 2, "asks nothing", id="a bullet below a number"),
        pytest.param(f"### Adam\nTwo moments.\n### {WHY}", 2, "belongs to no question", id="title"),
        pytest.param(
            "| Question | Answer |\n|---|---|\n| a? | b |", 1, "save it as CSV", id="a table"
        ),
        pytest.param("Q:\nA: nothing", 1, "asks nothing", id="an empty question"),
    ],
)
def test_what_is_no_question_is_listed_with_its_line(text: str, line: int, reason: str) -> None:
    found = unread(f"{text}\n")
    assert [at for at, _ in found] == [line]
    assert reason in found[0][1]


@pytest.mark.parametrize("empty", ["*", "-", "+", "3.", "3)", "  -", "- [ ]", "#"])
def test_an_empty_entry_is_told_and_joins_nothing(empty: str) -> None:
    text = f"# Beginner\n1. {WHY}\n{empty}\n2. {ADAM}\n"
    found = list(read_any_markdown(text))
    assert [one.draft.text for one in found if isinstance(one, Entry)] == [WHY, ADAM]
    assert [line for line, _ in unread(text)] == [3]
    assert unread(text)[0][1] == "an empty entry, left out"


def test_a_number_of_any_length_is_read_without_harm() -> None:
    assert unread(f"{'9' * 5_000}. Why?\n") == [(1, "belongs to no question")]


def test_a_list_inside_a_question_is_told_and_not_guessed() -> None:
    text = f"# Beginner\n1. {WHY}\n   1. forward\n   2. backward\n2. {ADAM}\n"
    found = list(read_any_markdown(text))
    assert [one.draft.text for one in found if isinstance(one, Entry)] == [WHY, ADAM]
    assert [line for line, _ in unread(text)] == [3]


def test_a_comment_of_many_lines_asks_nothing() -> None:
    text = f"# Beginner\n1. {WHY}\n<!-- not yet:\n2. What is hidden?\n-->\n3. {ADAM}\n"
    assert [text for _, _, text, _ in rows(text)] == [WHY, ADAM]


def test_a_comment_that_is_never_closed_is_told() -> None:
    text = f"# Beginner\n1. {WHY}\n<!-- not yet:\n2. What is hidden?\n"
    assert unread(text) == [(3, "a comment that is never closed")]


def test_a_box_to_tick_is_no_part_of_a_question() -> None:
    text = f"# Beginner\n- [ ] {WHY}\n- [x] {ADAM}\n"
    assert [text for _, _, text, _ in rows(text)] == [WHY, ADAM]
