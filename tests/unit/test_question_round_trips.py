"""What is written reads back as it was: question files, and lists in every format."""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.data_files import questions_folder
from bot.drafts import Draft, draft_of_question
from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import Entry, Found, Unread
from bot.exchange.files import read_list
from bot.exchange.outcomes import Unchanged
from bot.exchange.own_markdown import write_markdown
from bot.exchange.plan import Planner
from bot.exchange.records import write_csv, write_json
from bot.question_bank import Question, QuestionBank
from bot.question_files import packs_in, read_file
from bot.question_writer import question_file, write_file
from tests.fakes.drawn_questions import lists_of_questions, questions
from tests.fakes.questions import a_question

Writer = Callable[[Iterable[Draft]], str]

each_format = pytest.mark.parametrize(
    ("form", "writer"), [("markdown", write_markdown), ("csv", write_csv), ("json", write_json)]
)


def read_back(folder: Path, form: str, text: str) -> list[Found]:
    path = folder / "list"
    path.write_bytes(text.encode())
    return read_list(path, form)


@settings(max_examples=150, deadline=None)
@given(question=questions())
def test_a_question_file_reads_back(question: Question) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / question.pack / f"{question.id}.md"
        write_file(path, question_file(draft_of_question(question)))
        assert read_file(path) == question
        assert [one.name for one in path.parent.iterdir()] == [path.name]


@each_format
@settings(max_examples=60, deadline=None)
@given(drafts=lists_of_questions())
def test_a_list_reads_back(form: str, writer: Writer, drafts: list[Draft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read_back(Path(folder), form, writer(drafts))
    assert [one.draft for one in found if isinstance(one, Entry)] == drafts
    assert not [one for one in found if isinstance(one, Unread)]


@each_format
@settings(max_examples=30, deadline=None)
@given(drafts=lists_of_questions())
def test_importing_an_export_changes_nothing(
    form: str, writer: Writer, drafts: list[Draft]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bank = Path(folder) / "questions"
        bank.mkdir()
        for draft in drafts:
            write_file(bank / draft.pack / f"{draft.id}.md", question_file(draft))
        planner = Planner(packs_in(bank), bank, None, "other")
        outcomes = planner.plan(read_back(Path(folder), form, writer(drafts)))
    assert [one.question_id for one in outcomes if isinstance(one, Unchanged)] == [
        draft.id for draft in drafts
    ]
    assert len(outcomes) == len(drafts)


@each_format
def test_importing_an_export_of_the_whole_bank_changes_nothing(
    tmp_path: Path, bank: QuestionBank, form: str, writer: Writer
) -> None:
    text = writer(draft_of_question(question) for question in bank)
    for ending in ("\n", "\r\n"):
        planner = Planner(packs_in(questions_folder()), questions_folder(), None, "other")
        outcomes = planner.plan(read_back(tmp_path, form, text.replace("\n", ending)))
        assert [type(one) for one in outcomes] == [Unchanged] * len(bank)


def test_the_files_of_the_bank_are_written_as_their_authors_wrote_them(bank: QuestionBank) -> None:
    for question in bank:
        path = questions_folder() / question.pack / f"{question.id}.md"
        written = question_file(draft_of_question(question)).replace('"', "")
        assert written == path.read_text(encoding="utf-8").replace('"', "")


@settings(max_examples=200, deadline=None)
@given(
    text=st.text()
    | st.lists(
        st.sampled_from(
            [
                "# ",
                "1. ",
                "**",
                "a?",
                "Q:",
                "A:",
                "\n",
                "- ",
                "<details>",
                "<summary>",
                "</summary>",
                "</details>",
                "```",
                " ",
                "beginner",
                "##",
            ]
        )
    ).map("".join)
)
@example(text="</details></summary><summary>")
@example(text="**Why?**\n\n---\n")
def test_no_markdown_stops_the_reader(text: str) -> None:
    found = list(read_any_markdown(text))
    assert all(1 <= one.line <= len(text.splitlines()) for one in found)
    assert all(one.draft.text for one in found if isinstance(one, Entry))


def test_a_page_is_readable_by_people() -> None:
    page = write_markdown([draft_of_question(a_question("q-1"))])
    assert page.startswith(
        "<!-- questions of practice-bot -->\n\n# small\n\n## Beginner\n\n### What"
    )
    assert "\n#### Key points\n\n- Point 1\n- Point 2\n" in page
