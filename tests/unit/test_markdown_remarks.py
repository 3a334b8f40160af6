"""Markdown lists with more in them than questions and answers: remarks, labels, other manners."""

import pytest

from tests.unit.listed import ADAM, WHY, notes, read, rows, unread

STAYS = "stays in the answer above; if it is a question of its own, "
LIKE_ABOVE = f"{STAYS}write it like the one above"
WHOSE = "may belong to the question or be its answer; write A: before an answer"


@pytest.mark.parametrize("remark", ["(Google)", "[Easy]", "(Google, Meta) [Easy] \U0001f525"])
@pytest.mark.parametrize(
    ("before", "below"),
    [("- **", "**"), ("1. **", "**"), ("**", "**"), ("**Q1. ", "**"), ("### 1. **", "**")],
)
def test_a_remark_behind_a_question_in_bold_is_no_answer_and_is_told(
    remark: str, before: str, below: str
) -> None:
    text = f"{before}{WHY}{below} {remark}\n  It drops.\n"
    assert notes(text) == [(1, f"{remark!r} behind the question is left out")]
    assert read(text) == [(WHY, "It drops.")]
    assert unread(text) == []


@pytest.mark.parametrize(
    "said",
    ["(stochastic gradient descent)", "[Answer](https://a.b/c)", "(see the notes below)"],
)
def test_more_than_a_remark_behind_a_question_is_its_answer(said: str) -> None:
    assert rows(f"- **{WHY}** {said}\n") == [(1, "", WHY, said)]


def test_what_is_not_left_out_is_not_told_to_be() -> None:
    text = "1. Explain **dropout** (Srivastava 2014)\n2. Compare it with **L2** [ridge]\n"
    asked = ["Explain **dropout** (Srivastava 2014)", "Compare it with **L2** [ridge]"]
    assert [words for _, _, words, _ in rows(text)] == asked


@pytest.mark.parametrize("sign", ["\u2b50\ufe0f\u2b50", "<!-- to do -->", "\U0001f44d\U0001f3fd"])
def test_what_says_nothing_behind_a_question_in_bold_is_no_answer(sign: str) -> None:
    text = f"**{WHY}** {sign}\n\nIt drops.\n\n**{ADAM}** {sign}\nTwo moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "**Advanced** \U0001f31f",
        "## Advanced: transformers",
        "## Advanced \u2013 networks",
        "# Questions for the advanced",
        "Advanced\n========",
        "Advanced \U0001f31f\n---",
    ],
)
def test_a_tier_may_have_more_in_its_heading_or_be_underlined(title: str) -> None:
    assert [row[1:] for row in rows(f"{title}\n\n1. {WHY}\n")] == [("advanced", WHY, "")]


def test_what_looks_like_the_heading_of_a_tier_is_told() -> None:
    assert unread(f"The best ones\n---\n\n1. {WHY}\n") == [(1, "belongs to no question")]
    text = f"# Beginner\n\n### Advanced optimisers\n\n1. {WHY}\n"
    told = "the heading 'Advanced optimisers' is not read as that of a tier"
    assert notes(text) == [(3, told)]


def test_bold_words_with_a_remark_that_ask_nothing_stay_in_the_answer() -> None:
    text = f"**{WHY}**\n\n**Dropout** (2014)\n\n**{ADAM}**\n\nTwo moments.\n"
    assert rows(text)[0] == (1, "", WHY, "**Dropout** (2014)")


def test_a_bullet_that_asks_is_one_more_beside_bullets_in_bold() -> None:
    text = f"- **{WHY}** It drops.\n- What is SGD?\n- **{ADAM}** Two moments.\n"
    assert [asked for _, _, asked, _ in rows(text)] == [WHY, "What is SGD?", ADAM]
    text = f"- **{WHY}** It drops.\n- When to use it: always\n- **{ADAM}** Two moments.\n"
    assert read(text)[0] == (WHY, "It drops.\n- When to use it: always")


def test_a_bullet_below_a_line_in_bold_is_in_its_answer() -> None:
    text = f"**{WHY}**\n\nIt:\n- Explain more\n- What is left\n\n**{ADAM}**\n\nTwo.\n"
    assert rows(text)[0] == (1, "", WHY, "It:\n- Explain more\n- What is left")


def test_a_label_in_bold_is_in_the_answer_and_told() -> None:
    label = "**Why it works:** it averages.\n\n**How to choose p**: by validation."
    text = f"**{WHY}** It drops.\n\n{label}\n\n**What is SGD?** Steps.\n"
    assert read(text) == [(WHY, f"It drops.\n\n{label}"), ("What is SGD?", "Steps.")]
    assert notes(text) == [(line, f"{STAYS}end it with ?") for line in (3, 5)]
    assert unread(text) == []


def test_questions_may_all_end_as_labels_do() -> None:
    text = "**What is SGD:** Steps.\n\n**What is Adam:** Two moments.\n"
    assert [asked for _, _, asked, _ in rows(text)] == ["What is SGD:", "What is Adam:"]


def test_the_next_number_in_bold_is_a_question_even_if_it_asks_nothing() -> None:
    text = f"**1. {WHY}**\n\nIt drops.\n\n**2. Bias and variance**\n\nTwo.\n\n**4. Note**\n\nx\n"
    assert read(text) == [
        (WHY, "It drops."),
        ("Bias and variance", "Two.\n\n**4. Note**\n\nx"),
    ]


@pytest.mark.parametrize("sign", [".", ")", ":"])
@pytest.mark.parametrize("bold", ["", "**"])
def test_an_answer_has_the_sign_of_its_question(sign: str, bold: str) -> None:
    q, a = f"{bold}Q{sign}{bold}", f"{bold}A{sign}{bold}"
    text = f"{q} {WHY}\n{a} It drops.\n\n{q} {ADAM}\n{a} Two moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


@pytest.mark.parametrize("question", ["Q:", "Q1.", "Q2)", "**Q3.**", "###"])
@pytest.mark.parametrize("sign", [".", ")", ":"])
@pytest.mark.parametrize("mark", ["", "- "])
def test_letters_below_a_question_are_what_there_is_to_choose_from(
    question: str, sign: str, mark: str
) -> None:
    choices = "\n".join(f"{mark}{one}" for one in (f"A{sign} Adam", f"B{sign} MSE", f"C{sign} L2"))
    text = f"{question} Which is a loss?\n{choices}\n\nAnswer: B\n"
    assert rows(text) == [(1, "", f"Which is a loss?\n{choices}", "B")]


@pytest.mark.parametrize("label", ["", "**A:** ", "A: "])
def test_a_question_that_is_bold_with_its_letter_ends_on_its_line(label: str) -> None:
    text = f"**Q1: {WHY}**\n{label}It drops.\n\n**Q2: {ADAM}**\n{label}Two moments.\n"
    assert [(asked, said) for _, _, asked, said in rows(text)] == [
        (WHY, "It drops."),
        (ADAM, "Two moments."),
    ]


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        pytest.param(
            "**Q1: Which?**\n\na) x\nb) y\n\n**A:** b", "Which?\na) x\nb) y", "b", id="a)"
        ),
        pytest.param(
            "**Q1: Which?**\n\n- x\n- y\n\n<details><summary>Answer</summary>\ny\n</details>",
            "Which?\n- x\n- y",
            "y",
            id="details",
        ),
        pytest.param(
            "## What is it?\n\n```\nx = 3\n```\n\n### Answer\n\n3",
            "What is it?\n```\nx = 3\n```",
            "3",
            id="a heading",
        ),
        pytest.param(
            "1. What is it?\n\n   ```\n   x = 3\n   ```\n\n   A: 3",
            "What is it?\n```\nx = 3\n```",
            "3",
            id="code in a list",
        ),
        pytest.param(
            "Q: What is it?\nIt takes steps.\nWhy? It is cheap.\nA: SGD",
            "What is it?\nIt takes steps.\nWhy? It is cheap.",
            "SGD",
            id="lines behind a question mark",
        ),
    ],
)
def test_what_stands_before_a_label_belongs_to_the_question(
    text: str, asked: str, answer: str
) -> None:
    assert read(f"{text}\n") == [(asked, answer)]
    assert unread(f"{text}\n") == []


def test_an_author_hears_what_a_label_made_a_part_of_the_question() -> None:
    told = "what stands between the question and this label is read as the question's"
    assert notes("## What is it?\n\nConsider x.\n\n### Answer\n\n3\n") == [(5, told)]
    assert notes("**Q1: What?**\n\nConsider x.\n\n**A:** 3\n") == [(5, told)]
    assert notes("## What is it?\n\n```\nx\n```\n\n### Answer\n\n3\n") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("### What is it?\n\nIt mixes: s(A H), where\n\n- A: the edges\n- H: the rest", "It mixes"),
        ("### What is it?\n\n- **A**: the state\n- **B**: the input", "- **A**: the state"),
        ("**What is it?**\nUse Bayes.\nAnswer: 8%.", "Use Bayes."),
        ("Q: What is it?\nA: A layer.\nB: the bias, is learned.", "A layer."),
        ("Q: What is it?\nA: Two groups.\n- A: the old page\n- B: the new page", "Two groups."),
        ("Q: What is it?\nA: By letters.\n\nB) is a pass", "By letters."),
    ],
)
def test_letters_in_an_answer_stay_there(text: str, asked: str) -> None:
    ((question, answer),) = read(f"{text}\n")
    assert question == "What is it?"
    assert answer.startswith(asked)
    assert unread(f"{text}\n") == []


@pytest.mark.parametrize("key", ["Ans: B", "**Correct answer:** B", "Correct: B", "**Answer: B**"])
def test_a_key_below_what_there_is_to_choose_from_is_the_answer(key: str) -> None:
    for question, choices in (("Q1.", "A. x\nB. y"), ("###", "(a) x\n(b) y")):
        text = f"{question} Which?\n{choices}\n{key}\n"
        assert rows(text) == [(1, "", f"Which?\n{choices}", "B")]


def test_choices_without_a_key_are_told() -> None:
    text = "Q1. Which?\nA. x\nB. y\n\nQ2. Who?\nA. Ada.\n"
    told = "has lettered lines to choose from; write Answer: before the answer"
    assert notes(text) == [(1, told)]
    assert read(text) == [("Which?\nA. x\nB. y", ""), ("Who?", "Ada.")]


def test_numbered_steps_in_bold_stay_in_an_answer() -> None:
    steps = "**1. Forward pass**\nx\n\n**2. Backward pass**\ny"
    assert read(f"**1. {WHY}**\n\n{steps}\n\n**2. {ADAM}**\nTwo.\n") == [
        (WHY, steps),
        (ADAM, "Two."),
    ]


def test_lines_that_are_underlined_in_code_stay_as_they_are() -> None:
    code = "```\nTitle\n\nBeginner\n========\n```"
    assert rows(f"### {WHY}\n\n{code}\n") == [(1, "", WHY, code)]


@pytest.mark.parametrize("summary", ["Click to see the answer", "Hint"])
def test_a_summary_below_a_question_that_asks_nothing_is_a_label(summary: str) -> None:
    text = f"### {WHY}\n<details><summary>{summary}</summary>It drops.</details>\n"
    assert read(text) == [(WHY, "It drops.")]
    assert notes(text) == [(2, f"{summary!r} is read as a label of the answer")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## What is it?\n\n### Answer\n\nSGD\n\n### Solution\n\nSteps", id="headings"),
        pytest.param(
            "**What is it?** SGD\n\n<details><summary>Solution</summary>\nSteps\n</details>",
            id="below",
        ),
        pytest.param("### What is it?\n\nProblem: SGD\n\nSolution: Steps", id="a label inside"),
    ],
)
def test_what_was_said_of_an_answer_is_never_lost(text: str) -> None:
    ((_, _, asked, answer),) = rows(f"{text}\n")
    assert asked == "What is it?"
    assert answer.index("SGD") < answer.index("Steps")


@pytest.mark.parametrize("mark", ["1.", "-", "Q:"])
def test_a_line_behind_a_question_mark_may_be_its_answer(mark: str) -> None:
    asked = f"{mark} {WHY}\n   When it drops.\n   Why? It averages.\n"
    assert unread(asked) == [(2, WHOSE)]
    assert read(asked) == [(WHY, "")]


def test_a_question_may_ask_more_on_its_next_line() -> None:
    assert rows(f"1. {WHY}\n   Explain.\n") == [(1, "", f"{WHY}\nExplain.", "")]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("## Design questions", "1. Design a spam filter"),
        ("# List of questions to ask", "- What is SGD?"),
        ("# How to prepare well", "**What is SGD?**"),
    ],
)
def test_a_heading_that_questions_follow_at_once_is_no_question(title: str, first: str) -> None:
    text = f"{title}\n\n{first}\n"
    assert [asked for asked, _ in read(text)] == [first.strip("1.-* ")]
    assert unread(text) == []


@pytest.mark.parametrize("title", ["## 2. Explain dropout", "### Compare SGD and Adam"])
def test_a_heading_that_says_what_to_do_is_a_question_whatever_follows(title: str) -> None:
    text = f"{title}\n\n**Why is it used?**\n\nTo save time.\n"
    assert [answer for _, answer in read(text)] == ["**Why is it used?**\n\nTo save time."]
    assert notes(text) == [(3, LIKE_ABOVE)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("**Q:** Who?\n**A:** Thus:\n\n1. **What is SGD?**\n2. **Step**", [4], id="Q:"),
        pytest.param("Q: Who?\nA: So.\n\n1. What is SGD?\n2. Why?", [4, 5], id="numbers"),
        pytest.param("### Who?\n\nSo.\n\n- What is SGD?\n- A step", [5], id="bullets"),
        pytest.param("### Who?\n\nSo.\n\n**What is SGD?**\n\nSteps.", [5], id="in bold"),
        pytest.param("**Who?**\n\nSo.\n\n1. What is SGD?", [5], id="below bold"),
        pytest.param("### Explain it\n\n1. Derive it\n2. Done", [3], id="imperatives"),
    ],
)
def test_what_looks_like_a_question_inside_an_answer_is_told(text: str, lines: list[int]) -> None:
    assert notes(f"{text}\n") == [(line, LIKE_ABOVE) for line in lines]
    assert len(read(f"{text}\n")) == 1


def test_names_of_fields_in_an_answer_are_told() -> None:
    text = f"Q: {WHY}\nA: It drops.\nHint: Think.\n**Key points:**\n- One\nTopics: cnn\n"
    assert notes(f"1. **{WHY}**\n   - Hint: Think.\n")[0][0] == 2
    fields = "stays in the answer; CSV, JSON and what `questions export` writes have fields"
    assert notes(text) == [(line, fields) for line in (3, 4, 6)]
