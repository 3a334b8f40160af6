"""Folders of packs, folders that are packs, and the ids that questions had before."""

from pathlib import Path

import pytest

from bot.pack_folders import pack_folders
from bot.question_bank import MAX_PACK_NAME, QuestionBank
from bot.question_check import check, review
from bot.question_files import Problem, load
from bot.settings import SettingsError, read_settings
from tests.fakes.question_files import GOOD, longest, write

GOOD_NAMES = ["deep-learning", "a", "2026", "p" * MAX_PACK_NAME]
BAD_NAMES = ["Deep-Learning", "deep_learning", "deep learning", "-a", "a--b", "p|on", "ü", "p" * 41]


def a_pack(folder: Path, *ids: str, formerly: str = "") -> Path:
    """Make a folder that is a pack of these questions; the last one had other ids before."""
    folder.mkdir(parents=True)
    for number, question_id in enumerate(ids, start=1):
        text = GOOD.format(id=question_id)
        if formerly and number == len(ids):
            text = text.replace("misconception", f"formerly: {formerly}\nmisconception")
        write(folder, question_id, text)
    return folder


def ids(bank: QuestionBank) -> list[str]:
    return [question.id for question in bank]


def test_a_folder_that_is_a_pack_comes_behind_the_folders_of_packs(tmp_path: Path) -> None:
    a_pack(tmp_path / "questions" / "seed", "q-seed")
    zoo = a_pack(tmp_path / "zoo", "q-zoo")
    ape = a_pack(tmp_path / "ape", "q-ape")
    bank, problems = load(tmp_path / "questions", packs=(zoo, ape))
    assert problems == []
    assert list(bank.packs.items()) == [("seed", 1), ("zoo", 1), ("ape", 1)]


def test_an_id_that_another_pack_has_is_a_problem_of_the_later_one(tmp_path: Path) -> None:
    a_pack(tmp_path / "questions" / "seed", "q-1")
    team = a_pack(tmp_path / "team", "q-1", "q-2")
    bank, problems = load(tmp_path / "questions", packs=(team,))
    assert ids(bank) == ["q-1", "q-2"]
    assert problems == [Problem(team / "q-1.md", 1, "the id q-1 is used twice")]


def test_what_nobody_reads_in_a_folder_that_is_a_pack_is_told(tmp_path: Path) -> None:
    team = a_pack(tmp_path / "team", "q-1")
    (team / "README.md").write_text("About this pack.")
    (team / ".hidden").write_text("")
    (team / "q-2.txt").write_text("")
    (problem,) = load(packs=(team,))[1]
    assert problem.path == team / "q-2.txt"


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_a_pack_has_the_name_of_its_folder(tmp_path: Path, name: str) -> None:
    a_pack(tmp_path / name, "q-1")
    bank, problems = load(tmp_path)
    assert (list(bank.packs), problems) == ([name], [])


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_pack_whose_name_fits_no_button_is_left_out(tmp_path: Path, name: str) -> None:
    a_pack(tmp_path / name, "q-1")
    a_pack(tmp_path / "good", "q-2")
    bank, (problem,) = load(tmp_path)
    assert ids(bank) == ["q-2"]
    assert problem.path == tmp_path / name
    assert "is not read: a pack's name has at most 40 lower-case letters" in problem.reason


def test_names_of_a_workspace_s_own_questions_are_kept_for_them(tmp_path: Path) -> None:
    a_pack(tmp_path / "own", "q-1")
    a_pack(tmp_path / "seed", "q-2", "own-1")
    a_pack(tmp_path / "later", "q-3", "q-4", formerly="[q-0, own-7]")
    bank, problems = load(tmp_path)
    assert ids(bank) == ["q-3", "q-2"]
    assert [(one.path.name, one.line) for one in problems] == [
        ("q-4.md", 14),
        ("own", 1),
        ("own-1.md", 2),
    ]
    assert "own is kept for the questions that a workspace has" in problems[1].reason
    assert "begins as ids of a workspace's own questions do" in problems[2].reason


def test_a_question_may_name_the_ids_that_it_had(tmp_path: Path) -> None:
    a_pack(tmp_path / "seed", "q-1", "q-2", formerly="[q-old, q-older]")
    bank, problems = load(tmp_path)
    assert problems == []
    assert bank.renamed == {"q-old": "q-2", "q-older": "q-2"}


def test_an_id_that_is_in_use_still_is_nobody_s_former_one(tmp_path: Path) -> None:
    a_pack(tmp_path / "one", "q-9", "q-1", formerly="[q-old, q-2]")
    a_pack(tmp_path / "two", "q-2")
    bank, problems = load(tmp_path)
    assert ids(bank) == ["q-9", "q-2"]
    reason = "formerly: q-2 is a question's id still"
    assert problems == [Problem(tmp_path / "one" / "q-1.md", 14, reason)]


def test_a_question_s_own_id_is_no_former_one(tmp_path: Path) -> None:
    a_pack(tmp_path / "one", "q-1", formerly="[q-1]")
    bank, (problem,) = load(tmp_path)
    assert ids(bank) == []
    assert "q-1 is a question's id still" in problem.reason


def test_an_id_that_two_questions_claim_stays_with_the_first(tmp_path: Path) -> None:
    a_pack(tmp_path / "one", "q-1", formerly="[q-old]")
    a_pack(tmp_path / "two", "q-2", formerly="\n  - q-older\n  - q-old")
    bank, problems = load(tmp_path)
    assert bank.renamed == {"q-old": "q-1"}
    reason = "formerly: q-1 was called q-old, too"
    assert problems == [Problem(tmp_path / "two" / "q-2.md", 16, reason)]


@pytest.mark.parametrize("formerly", ["q-old", "[Q_old]", "[7]"])
def test_former_ids_are_a_list_of_ids(tmp_path: Path, formerly: str) -> None:
    a_pack(tmp_path / "one", "q-1", formerly=formerly)
    bank, (problem,) = load(tmp_path)
    assert ids(bank) == []
    assert (problem.line, problem.reason.startswith("formerly")) == (14, True)


def test_a_card_that_does_not_fit_is_reported_where_the_file_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.practice.views._RESERVED", 0)
    a_pack(tmp_path / "questions" / "seed", "q-1")
    team = a_pack(tmp_path / "team", "q-2")
    write(team, "q-long", longest("q-long"))
    bank, (problem,) = check((tmp_path / "questions",), (team,))
    assert ids(bank) == ["q-1", "q-2"]
    assert problem.path == team / "q-long.md"


@pytest.mark.parametrize("between", [",", ":", " , ", ",,:"])
def test_packs_of_the_settings_are_listed_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    zoo, ape = a_pack(tmp_path / "zoo", "q-zoo"), a_pack(tmp_path / "ape", "q-ape")
    monkeypatch.setenv("QUESTION_PACKS", between.join((f"{zoo}/", "ape")))
    monkeypatch.chdir(tmp_path)
    assert pack_folders(read_settings()) == (zoo, ape)


def test_without_the_setting_there_is_no_further_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTION_PACKS", "")
    assert pack_folders(read_settings()) == ()


def test_the_folder_one_is_in_can_be_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(a_pack(tmp_path / "team", "q-1"))
    monkeypatch.setenv("QUESTION_PACKS", ".")
    assert [folder.name for folder in pack_folders(read_settings())] == ["team"]


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        pytest.param("nosuch", "does not exist; it must be a folder", id="not there"),
        pytest.param("a-file", "is no folder; it must be the folder", id="a file"),
        pytest.param("Team", "has a name that no pack may have: a pack's name has", id="bad name"),
        pytest.param("own", "has a name that no pack may have: own is kept", id="kept name"),
        pytest.param("deep-learning", "has the name of another pack", id="the seed's name"),
        pytest.param("team,other/team", "has the name of another pack", id="named alike"),
        pytest.param("team:team", "has the name of another pack", id="named twice"),
    ],
)
def test_a_folder_that_cannot_be_a_pack_is_an_error_of_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, reason: str
) -> None:
    for name in ("Team", "own", "deep-learning", "team", "other/team"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "a-file").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUESTION_PACKS", named)
    with pytest.raises(SettingsError) as refused:
        pack_folders(read_settings())
    line = str(refused.value)
    assert line.startswith(f"QUESTION_PACKS: {tmp_path}/")
    assert reason in line
    assert len(line.splitlines()) == 1


def test_a_wrong_claim_under_a_quoted_name_is_told_and_stops_nobody(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "one", "q-9", "q-1")
    file = pack / "q-1.md"
    text = GOOD.format(id="q-1").replace("misconception", '"formerly": [q-9]\nmisconception')
    file.write_text(text, encoding="utf-8")
    bank, problems = load(packs=(pack,))
    assert ids(bank) == ["q-9"]
    (problem,) = problems
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "formerly" in one)
    assert (problem.line, "still" in problem.reason) == (line, True)


def test_aliases_within_aliases_are_refused_at_once(tmp_path: Path) -> None:
    bombs = ["a0: &a0 [x]"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 9)
    ]
    text = GOOD.format(id="q-1").replace("misconception", "\n".join((*bombs, "misconception")), 1)
    pack = tmp_path / "one"
    pack.mkdir()
    write(pack, "q-1", text)
    _, problems = load(packs=(pack,))
    assert "an alias" in problems[0].reason


def test_of_many_copies_the_nearest_alone_is_named(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "one", *(f"q-{number}" for number in range(1, 9)))
    _, problems = review((), (pack,))
    alike = [problem for problem in problems if "asks nearly the same" in problem.reason]
    assert len(alike) == 7
