"""What a workspace approved leaves as files, ready for a pull request."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.question_bank import QuestionBank
from bot.question_files import load, read_drafts
from tests.conftest import MakeBot
from tests.core.author import Author
from tests.core.player import somebody
from tests.core.proposals import WARM_UP, decides, proposes, reports

WHOLE = {
    **WARM_UP,
    "more": "Hint: Think of the first steps.\nAsked next: What is RAdam?\n"
    "Often believed: It only saves time.\n"
    "Source: Liu et al., On the Variance of the Adaptive Learning Rate, ICLR 2020, "
    "arXiv:1908.03265",
}


@pytest.fixture
def database(
    tmp_path: Path, make_bot: MakeBot, bank: QuestionBank, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database in which one workspace approved two questions, and another one of its own."""
    path = tmp_path / "bot.db"
    engine = open_engine(readable_url(f"sqlite:///{path}"))
    upgrade(engine)
    bot = make_bot(engine)
    for team in ("T1", "T2"):
        ada = somebody(bot, "Zanzibar").elsewhere(workspace_id=team)
        lea = somebody(bot, "Quillon", manager=True).elsewhere(workspace_id=team)
        proposes(ada, **{**WHOLE, "question": f"Why does warm-up help in {team}?"})
        decides(lea, "Approve")
        if team == "T1":
            proposes(ada, question="What does gradient clipping bound?", kind="beginner data")
            decides(lea, "Approve")
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.chdir(tmp_path)
    return path


def export(*words: str) -> int:
    return main(["questions", "export", "--workspace", *words])


def test_what_a_manager_left_out_is_not_exported_and_named(
    database: Path, make_bot: MakeBot, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(readable_url(f"sqlite:///{database}"))
    lea = somebody(make_bot(engine), "Quillon", manager=True)
    for pack in ("deep-learning", "deep-learning-plus"):
        lea.types(f"/settings team switch_off={pack}")
    reports(lea, lea.draws("beginner"))
    decides(lea, "Leave it out")
    engine.dispose()
    assert export("slack:T1") == 0
    said = capsys.readouterr()
    assert [one["id"] for one in json.loads(said.out)] == ["our-team-intermediate-01"]
    assert "left out: own-2, which managers there left out\n" in said.err


def test_no_second_pack_of_a_name_in_use_is_made(author: Author) -> None:
    elsewhere = author.folder / "packs" / "our-team"
    elsewhere.mkdir(parents=True)
    author = replace(author, question_packs=str(elsewhere))
    words = ("export", "--workspace", "slack:T1", "--format", "files", "--to", author.packs)
    said = author.types(*words, code=2)
    assert said == [f"the pack our-team is {elsewhere}; write there: --to {elsewhere.parent}"]


def test_approved_questions_become_files_of_a_pack(database: Path, tmp_path: Path) -> None:
    assert export("slack:T1", "--pack", "our-team", "--format", "files", "--to", ".") == 0
    good, problems = load(packs=[tmp_path / "our-team"])
    assert [question.id for question in good] == ["our-team-intermediate-01"]
    (whole,) = good
    assert whole.text == "Why does warm-up help in T1?"
    assert whole.hint == "Think of the first steps."
    drafts = [draft for _, draft in read_drafts([tmp_path / "our-team"])]
    assert sorted(draft.id for draft in drafts if draft) == [
        "our-team-beginner-02",
        "our-team-intermediate-01",
    ]
    # The other one says no misconception and no source that is spelled as one: told, not asked.
    assert any("misconception" in problem.reason for problem in problems)


@pytest.mark.parametrize("words", [("--format", "files", "--to", "."), ("--format", "csv")])
def test_what_is_incomplete_is_named_and_own_is_to_be_switched_off(
    database: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("slack:T1", *words) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("incomplete: our-team-beginner-02 is without ")
    assert "misconception" in told[0]
    assert told[1:] == [
        "when the pack our-team is in use, switch own off in that workspace, or members meet these "
        "questions twice: /settings team switch_off=own"
    ]


def test_a_list_of_them_names_no_other_workspace(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("slack:T1", "--format", "markdown") == 0
    said = capsys.readouterr().out
    assert "Why does warm-up help in T1?" in said
    assert "T2" not in said
    assert "Quillon" not in said
    assert "Zanzibar" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["T1"], "is no workspace", id="no platform"),
        pytest.param(["irc:T1"], "is no workspace", id="another platform"),
        pytest.param(["slack:T9"], "no questions of its own", id="nothing there"),
        pytest.param(["slack:T1", "--pack", "Our Team"], "cannot be the name", id="a bad name"),
    ],
)
def test_what_cannot_be_exported_is_told(
    database: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(*words) == 2
    assert said in capsys.readouterr().err


def test_an_exported_question_keeps_its_id_when_another_one_is_gone(
    database: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM approved_question WHERE id = 1")
    assert export("slack:T1", "--pack", "our-team", "--format", "files", "--to", ".") == 0
    assert [path.stem for path in (tmp_path / "our-team").iterdir()] == ["our-team-beginner-02"]


@pytest.mark.parametrize("form", ["markdown", "files"])
def test_what_would_not_be_read_back_as_it_was_approved_is_left_out_and_named(
    database: Path, form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with sqlite3.connect(database) as connection:
        ((content,),) = connection.execute("SELECT content FROM approved_question WHERE id = 1")
        smuggled = {**json.loads(content), "text": "What is it?\n## Answer\nIt is nothing."}
        changed = [json.dumps(smuggled)]
        connection.execute("UPDATE approved_question SET content = ? WHERE id = 1", changed)
    to = ["--to", str(tmp_path)] if form == "files" else []
    assert export("slack:T1", "--format", form, *to) == 1
    said = capsys.readouterr()
    assert "our-team-intermediate-01 holds a line that parts a list" in said.err
    assert "It is nothing" not in said.out
    assert not (tmp_path / "our-team" / "our-team-intermediate-01.md").exists()
    assert export("slack:T1", "--format", "json") == 0
    assert "It is nothing" in capsys.readouterr().out
