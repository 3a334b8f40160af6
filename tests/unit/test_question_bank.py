"""Question files: each rule, each broken kind with its line, and that one stops nothing else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.question_bank import QuestionBank
from bot.question_check import build_all_cards, check
from bot.question_files import MAX_BYTES, Problem, load
from tests.fakes.question_files import GOOD, longest, write
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "questions" / "small"
    folder.mkdir(parents=True)
    return folder


def broken(pack: Path, old: str, new: str) -> list[Problem]:
    """Break a good file in one place; what is wrong with it comes back."""
    text = GOOD.format(id="q-broken")
    assert old in text
    write(pack, "q-broken", text.replace(old, new, 1))
    write(pack, "q-good", GOOD.format(id="q-good"))
    bank, problems = load(pack.parent)
    assert [question.id for question in bank] == ["q-good"]
    assert all(problem.path == pack / "q-broken.md" for problem in problems)
    return problems


def test_a_good_file_becomes_a_question(pack: Path) -> None:
    write(pack, "q-good", GOOD.format(id="q-good"))
    bank, problems = load(pack.parent)
    assert problems == []
    question = bank.get("q-good")
    assert question is not None
    assert (question.pack, question.tier, question.topics) == ("small", "beginner", ("cnn", "data"))
    assert (question.text, question.answer) == ("What is it?", "It is *this*.")
    assert question.key_points == ("One", "Two", "Three", "Four")
    assert (question.follow_ups, question.misconception) == (("Why?",), "None.")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        pytest.param("---\nid", "id", 1, "the first line is not `---`", id="no front matter"),
        pytest.param("---\nWhat", "What", 1, "no closing `---`", id="front matter left open"),
        pytest.param("## Answer", "Answer", 20, "there is no line `## Answer`", id="no answer"),
        pytest.param("It is *this*.", "", 18, "answer: ", id="an empty answer"),
        pytest.param("What is it?", "", 16, "text: ", id="an empty question"),
        pytest.param("What is it?", "x" * 1001, 16, "1001 characters", id="an over-long question"),
        pytest.param("What is it?", "<" * 251, 16, "1004 characters (escaped)", id="once escaped"),
        pytest.param("*this*", "x" * 1501, 18, "are more than 1500", id="an over-long answer"),
        pytest.param("*this*", "$x^2$", 18, "write them in Unicode", id="maths"),
        pytest.param("hint: Think.", "hint: $x$", 5, "in Unicode", id="maths in a hint"),
        pytest.param("*this*", "x\n# So", 18, "headings are not shown", id="a heading"),
        pytest.param("It is *this*.", "| a | b |", 18, "tables are not shown", id="a table"),
        pytest.param("*this*", "![a](b.png)", 18, "images are not shown", id="an image"),
        pytest.param("*this*", "<b>this</b>", 18, "HTML is not shown", id="HTML"),
        pytest.param("*this*", "__init__", 18, "__ underlines on Discord", id="an underline"),
        pytest.param("It is *this*.", "```\nx", 18, "is not closed", id="an open code block"),
        pytest.param("beginner", "expert", 3, "tier: ", id="no tier"),
        pytest.param("tier: beginner\n", "", 2, "tier: is missing", id="the tier is missing"),
        pytest.param("[cnn, data]", "[cnn, dada]", 4, "'dada' is no topic", id="no topic"),
        pytest.param("[cnn, data]", "[]", 4, "topics: ", id="without topics"),
        pytest.param("[cnn, data]", "cnn", 4, "topics: ", id="topics that are no list"),
        pytest.param("[cnn, data]", "[cnn, rnn, nlp, llm, data]", 4, "topics: ", id="five topics"),
        pytest.param("  - Two\n  - Three\n", "", 6, "key_points: ", id="two key points"),
        pytest.param("  - Two\n", "  - Two\n" * 4, 6, "key_points: ", id="six key points"),
        pytest.param("- Two", "- " + "x" * 141, 8, "key_points.2: 141", id="a long key point"),
        pytest.param("- Two", "- a: b", 8, "key_points.2: ", id="a key point with a colon"),
        pytest.param("- Two", "- 2", 8, "key_points.2: ", id="a key point that is a number"),
        pytest.param("  - A book\n", "  []\n", 11, "references: ", id="without references"),
        pytest.param("[Why?]", "[]", 13, "follow_ups: ", id="without a follow-up"),
        pytest.param("[Why?]", "[a, b, c]", 13, "follow_ups: ", id="three follow-ups"),
        pytest.param("None.", "''", 14, "misconception: ", id="an empty misconception"),
        pytest.param("hint: Think.", "hint: ''", 5, "hint: ", id="an empty hint"),
        pytest.param("hint: Think.", "hint: a: b", 5, "YAML: ", id="no YAML"),
        pytest.param("hint: Think.", "hint: [a", 6, "YAML: ", id="an open bracket"),
        pytest.param("hint: Think.", "hint: 2024-99-99", 1, "YAML: ", id="a date that is none"),
        pytest.param("hint: Think.", "hint: !!int x", 1, "YAML: ", id="a number that is none"),
        pytest.param("hint: Think.", "hint: &a [*a]", 5, "an alias", id="a list of itself"),
        pytest.param("hint: Think.", "hint: " + "[" * 9_999, 5, "deep", id="open brackets"),
        pytest.param(
            "hint: Think.", "hint:\n  " + "- " * 9_999 + "x", 6, "deep", id="dashes in a line"
        ),
        pytest.param("hint: Think.", "hint: !x y", 5, "YAML: ", id="an unknown tag"),
        pytest.param("hint: Think.", "hint: Think.\nmood: good", 6, "mood: ", id="no such field"),
        pytest.param(
            "hint: Think.", "hint: Think.\ntier: advanced", 6, "`tier` stands twice", id="doubled"
        ),
        pytest.param("- Two", "- {a: 1, a: 2}", 8, "`a` stands twice", id="doubled further in"),
        pytest.param(
            "hint: Think.", "hint: Think.\ntext: x", 6, "`text` does not belong", id="text"
        ),
        pytest.param("id: q-broken", "id: q-other", 2, "the id is q-other", id="another id"),
        pytest.param("id: q-broken", "id: Q Broken", 2, "id: ", id="an id with a space"),
        pytest.param("id: q-broken", "id: 7", 2, "id: ", id="an id that is a number"),
    ],
)
def test_a_broken_file_is_reported_with_its_line_and_left_out(
    pack: Path, old: str, new: str, line: int, reason: str
) -> None:
    problems = broken(pack, old, new)
    assert [problem.line for problem in problems] == [line]
    assert reason in problems[0].reason
    assert str(problems[0]).startswith(f"{pack / 'q-broken.md'}:{line}: ")


def test_every_problem_of_a_file_is_reported_at_once(pack: Path) -> None:
    problems = broken(pack, "tier: beginner\ntopics: [cnn, data]", "tier: x\ntopics: []")
    assert [problem.line for problem in problems] == [3, 4]


def test_front_matter_that_is_no_list_of_names(pack: Path) -> None:
    write(pack, "q-broken", "---\n- a\n---\nx\n## Answer\ny\n")
    _, problems = load(pack.parent)
    assert [(one.line, "name: value" in one.reason) for one in problems] == [(2, True)]


def test_bytes_that_are_no_text(pack: Path) -> None:
    (pack / "q-broken.md").write_bytes(b"---\n\xff\xfe")
    bank, problems = load(pack.parent)
    assert len(bank) == 0
    assert "cannot be read" in problems[0].reason


def test_a_file_that_is_far_larger_than_any_question_is_not_read(pack: Path) -> None:
    text = GOOD.format(id="q-broken")
    write(pack, "q-broken", text + " " * (MAX_BYTES - len(text)))
    assert load(pack.parent)[1] == []
    write(pack, "q-broken", text + " " * (MAX_BYTES - len(text) + 1))
    (problem,) = load(pack.parent)[1]
    assert problem.reason.startswith("is larger than 64 KiB; ")


@pytest.mark.parametrize("content", [b"", b"---", b"---\n---\n", b"\xef\xbb\xbf---\n"])
def test_hardly_a_file_at_all(pack: Path, content: bytes) -> None:
    (pack / "q-broken.md").write_bytes(content)
    bank, problems = load(pack.parent)
    assert len(bank) == 0
    assert len(problems) == 1


def test_an_id_used_twice_is_reported_and_the_first_stays(pack: Path) -> None:
    other = pack.parent / "zebra"
    other.mkdir()
    write(pack, "q-good", GOOD.format(id="q-good"))
    write(other, "q-good", GOOD.format(id="q-good"))
    bank, problems = load(pack.parent)
    assert [question.pack for question in bank] == ["small"]
    assert [problem.path.parent.name for problem in problems] == ["zebra"]
    assert "used twice" in problems[0].reason


@settings(max_examples=200, deadline=None)
@given(front=st.text(max_size=80), body=st.text(max_size=80))
def test_no_file_stops_the_others(
    tmp_path_factory: pytest.TempPathFactory, front: str, body: str
) -> None:
    pack = tmp_path_factory.mktemp("any") / "small"
    pack.mkdir()
    write(pack, "q-good", GOOD.format(id="q-good"))
    (pack / "q-odd.md").write_bytes(f"---\n{front}\n---\n{body}\n## Answer\nx".encode())
    bank, problems = load(pack.parent)
    assert bank.get("q-good") is not None
    assert len(bank) + bool(problems) == 2


def test_packs_come_in_order_and_tiers_gently(pack: Path) -> None:
    for name in ("q-advanced-1", "q-beginner-2", "q-intermediate-1", "q-beginner-1", "other"):
        write(pack, name, GOOD.format(id=name))
    bank, problems = load(pack.parent)
    assert [question.id for question in bank] == [
        "q-beginner-1",
        "q-beginner-2",
        "q-intermediate-1",
        "q-advanced-1",
        "other",
    ]
    assert problems == []


def test_a_byte_order_mark_is_no_part_of_a_question(pack: Path) -> None:
    (pack / "q-good.md").write_bytes(b"\xef\xbb\xbf" + GOOD.format(id="q-good").encode())
    bank, problems = load(pack.parent)
    assert problems == []
    assert bank.get("q-good") is not None


@pytest.mark.parametrize(
    "name",
    [
        "loose.md",
        "loose.MD",
        "small/q-one.markdown",
        "small/q-one.MD",
        "small/notes.txt",
        "small/x",
    ],
)
def test_a_file_that_nobody_reads_is_reported(pack: Path, name: str) -> None:
    write(pack, "q-good", GOOD.format(id="q-good"))
    (pack.parent / name).write_text("a question, perhaps")
    bank, problems = load(pack.parent)
    assert len(bank) == 1
    assert [(one.path, one.line) for one in problems] == [(pack.parent / name, 1)]
    assert "is not read" in problems[0].reason


def test_a_folder_in_a_pack_is_reported(pack: Path) -> None:
    write(pack, "q-good", GOOD.format(id="q-good"))
    (pack / "more").mkdir()
    assert [one.path.name for one in load(pack.parent)[1]] == ["more"]


@pytest.mark.parametrize(
    "name", ["README.md", "REVIEWED.md", "small/README.md", "small/.DS_Store", ".gitkeep"]
)
def test_pages_about_the_questions_are_none_and_no_problem(pack: Path, name: str) -> None:
    write(pack, "q-good", GOOD.format(id="q-good"))
    (pack.parent / name).write_text("about the questions")
    bank, problems = load(pack.parent)
    assert (len(bank), problems) == (1, [])


def test_a_bank_finds_what_fits() -> None:
    bank: QuestionBank = a_bank(
        a_question("q-1", "beginner", ("cnn",)), a_question("q-2", "advanced", ("cnn", "rnn"))
    )
    assert [one.id for one in bank.matching()] == ["q-1", "q-2"]
    assert [one.id for one in bank.matching("advanced")] == ["q-2"]
    assert [one.id for one in bank.matching(topic="cnn")] == ["q-1", "q-2"]
    assert bank.matching("beginner", "rnn") == ()
    assert bank.topics == {"cnn", "rnn"}
    assert bank.get("q-3") is None


def test_the_check_builds_every_card(pack: Path) -> None:
    write(pack, "q-good", GOOD.format(id="q-good"))
    assert check((pack.parent,))[1] == []
    write(pack, "q-long", longest("q-long"))
    bank, problems = check((pack.parent,))
    assert problems == []
    assert len(bank) == 2


def test_what_does_not_fit_a_card_is_a_problem_of_its_file() -> None:
    question = a_question("q-one").model_copy(update={"text": "x" * 3_001})
    with pytest.raises(ValueError, match="section: 3001 is more than 3000"):
        build_all_cards(question)


def test_a_question_whose_card_does_not_fit_is_left_out_and_reported(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.practice.views._RESERVED", 0)
    write(pack, "q-good", GOOD.format(id="q-good"))
    write(pack, "q-long", longest("q-long"))
    bank, problems = check((pack.parent,))
    assert [question.id for question in bank] == ["q-good"]
    assert [(one.path.name, one.line) for one in problems] == [("q-long.md", 1)]
    assert "does not fit" in problems[0].reason


@pytest.mark.parametrize(
    "answer",
    [
        "a < b > c & d",
        "`__init__` and `<b>`",
        "```\n# a comment\n| a | b |\n<b> __x__\n```",
        "It costs 5$ or 6$.\n- #1 is first",
    ],
)
def test_what_both_platforms_show_alike_is_taken(pack: Path, answer: str) -> None:
    write(pack, "q-good", GOOD.format(id="q-good").replace("It is *this*.", answer))
    assert load(pack.parent)[1] == []
