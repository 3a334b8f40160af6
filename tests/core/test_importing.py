"""Import and export as an author types them: what is told, what is written, and what never is."""

import argparse
import csv
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import question_commands
from bot.exchange.files import MAX_BYTES
from bot.question_check import review
from bot.question_files import load
from bot.settings import Settings

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = REPOSITORY.parent / "shared" / "seed" / "deep-learning-questions.md"
LIST = """\
# Beginner

1. Why does dropout help?
2. What does a learning rate schedule do?

# Advanced

1. How does ring all-reduce share its work?
"""


@dataclass(frozen=True)
class Author:
    """Somebody with a folder of packs and a terminal."""

    folder: Path
    screen: pytest.CaptureFixture[str]

    @property
    def packs(self) -> Path:
        return self.folder / "questions"

    def types(self, *words: str | Path, code: int = 0) -> list[str]:
        """Run ``practice-bot questions``; what is said comes back, refusals too."""
        parser = argparse.ArgumentParser()
        question_commands.add_question_commands(parser.add_subparsers())
        chosen = parser.parse_args([str(word) for word in words])
        assert chosen.step(Settings.model_construct(), chosen) == code
        said = self.screen.readouterr()
        return (said.out + said.err).splitlines()

    def writes(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def has(self) -> dict[str, str]:
        """Read all files of all packs."""
        files = sorted(path for path in self.packs.rglob("*") if path.is_file())
        return {str(path.relative_to(self.packs)): path.read_text("utf-8") for path in files}


@pytest.fixture
def author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Author:
    (tmp_path / "questions").mkdir()
    monkeypatch.setattr(question_commands, "questions_folder", lambda: tmp_path / "questions")
    return Author(tmp_path, capsys)


@pytest.fixture
def with_the_bank(author: Author) -> Author:
    shutil.rmtree(author.packs)
    shutil.copytree(REPOSITORY / "questions", author.packs)
    return author


def test_an_import_shows_what_it_would_add_and_writes_nothing(author: Author) -> None:
    path = author.writes("my list.md", LIST)
    said = author.types("import", path)
    assert said[0].startswith("line 3: would add my-list-beginner-01 (beginner, a draft: without ")
    assert said[0].endswith(": Why does dropout help?")
    assert [line.split(" (")[0] for line in said[1:-1]] == [
        "line 4: would add my-list-beginner-02",
        "line 8: would add my-list-advanced-01",
    ]
    assert said[-1] == (
        "3 to add (0 complete, 3 drafts), 0 to change, 0 there already,"
        " 0 near-duplicates left out, 0 not read; --write writes"
    )
    assert author.has() == {}


def test_a_question_without_an_answer_becomes_a_draft_that_the_check_completes(
    author: Author,
) -> None:
    path = author.writes("list.md", LIST)
    author.types("import", path, "--pack", "small", "--write")
    draft = author.has()["small/small-beginner-01.md"]
    assert draft == (
        "---\nid: small-beginner-01\ntier: beginner\n---\nWhy does dropout help?\n\n## Answer\n"
    )
    bank, problems = load(author.packs)
    assert len(bank) == 0
    mine = [str(one) for one in problems if one.path.stem == "small-beginner-01"]
    names = ("topics", "hint", "key_points", "follow_ups", "misconception", "references")
    assert [line.split(": ", 1)[1] for line in mine] == [
        *(f"{name}: is missing" for name in names[:2]),
        "answer: is empty",
        *(f"{name}: is missing" for name in names[2:]),
    ]
    again = author.types("import", path, "--pack", "small", "--write")
    assert again[0] == "line 3: there already, unchanged: small-beginner-01"
    assert again[-1].startswith("0 added (0 complete, 0 drafts), 0 changed, 3 there already,")


@pytest.mark.skipif(
    not SEED.exists(),
    reason=f"THE DOCUMENT OF THE THIRTY QUESTIONS IS NOT IMPORTED: {SEED} is not there",
)
def test_the_document_of_the_thirty_is_already_there(with_the_bank: Author) -> None:
    before = with_the_bank.has()
    said = with_the_bank.types("import", SEED, "--write")
    assert said[-1].startswith("0 added (0 complete, 0 drafts), 0 changed, 30 there already, 0 ")
    assert with_the_bank.has() == before


def test_numbers_go_on_in_a_pack_and_keep_its_prefix(with_the_bank: Author) -> None:
    text = "# Beginner\n1. Who is Ada Lovelace?\n2. Where was Alan Turing born?\n"
    path = with_the_bank.writes("list.md", text)
    said = with_the_bank.types("import", path, "--pack", "deep-learning")
    assert [line.split()[4] for line in said[:2]] == ["dl-beginner-11", "dl-beginner-12"]


def test_a_new_number_is_none_that_the_list_gives_itself(author: Author) -> None:
    rows = "tier,text,id\nbeginner,Who is Ada Lovelace?,\nbeginner,Where is Paris?,x-beginner-01\n"
    said = author.types("import", author.writes("x.csv", rows))
    assert [line.split()[4] for line in said[:2]] == ["x-beginner-02", "x-beginner-01"]


def test_near_duplicates_are_shown_with_their_score_and_never_written(
    with_the_bank: Author,
) -> None:
    text = (
        "# Beginner\n1. When is a softmax function used, and what is it?\n"
        "2. Who is Ada Lovelace?\n3. Ada Lovelace: who is she?\n"
    )
    before = set(with_the_bank.has())
    path = with_the_bank.writes("new.md", text)
    said = with_the_bank.types("import", path, "--write")
    assert said[0].startswith("line 2: near-duplicate of dl-beginner-06 (score ")
    assert said[2].startswith("line 4: near-duplicate of new-beginner-01 (score ")
    assert "2 near-duplicates left out" in said[-1]
    assert set(with_the_bank.has()) - before == {"new/new-beginner-01.md"}


def test_a_change_names_its_fields_and_leaves_the_others(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-01", "hint": "Think again.", "text": WHAT_IS_IT, "answer": None}]
    path = with_the_bank.writes("list.json", json.dumps(rows))
    before = with_the_bank.has()
    said = with_the_bank.types("import", path)
    assert said[0].startswith("line 1: would change dl-beginner-01 (hint): What is Deep")
    assert with_the_bank.has() == before
    with_the_bank.types("import", path, "--write")
    after = with_the_bank.has()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"deep-learning/dl-beginner-01.md"}
    assert "\nhint: Think again.\n" in after["deep-learning/dl-beginner-01.md"]
    assert load(with_the_bank.packs)[1] == []


WHAT_IS_IT = "What is Deep Learning, and how does it relate to Machine Learning?"


def test_a_change_into_another_question_is_a_near_duplicate(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-02", "text": WHAT_IS_IT}]
    said = with_the_bank.types("import", with_the_bank.writes("list.json", json.dumps(rows)))
    assert said[0].startswith("line 1: near-duplicate of dl-beginner-01 (score 100 of 100)")


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": "Why?"}, "has no tier"),
        ({"text": "Why?", "tier": "expert"}, "'expert' is no tier"),
        ({"tier": "beginner"}, "has no question"),
        ({"text": "Why?", "tier": "beginner", "id": "../../x"}, "is no id"),
        ({"text": "Why?", "tier": "beginner", "id": "X 1"}, "is no id"),
        ({"text": "Why?", "tier": "beginner", "pack": "../x"}, "cannot be the name of a folder"),
        ({"text": "Why?", "tier": "beginner", "pack": ".x"}, "cannot be the name of a folder"),
        ({"text": "Why?", "tier": "beginner", "mood": "good"}, "mood: is no field"),
        ({"text": "Why?", "tier": "beginner", "topics": "cnn"}, "topics: must be a list"),
        ({"text": "Why?", "tier": "beginner", "hint": 7}, "hint: must be text"),
        ({"text": "Why?\n## Answer\nSo.", "tier": "beginner"}, "parts a question file"),
        ("Why?", "is no object"),
    ],
)
def test_what_cannot_be_a_question_is_listed_and_stops_nothing_else(
    author: Author, record: object, reason: str
) -> None:
    good = {"tier": "beginner", "text": "Who is Ada Lovelace?"}
    path = author.writes("list.json", json.dumps([record, good], indent=0))
    said = author.types("import", path, "--write", code=1)
    assert said[0].startswith("line 2: not read: ")
    assert reason in said[0]
    assert list(author.has()) == ["list/list-beginner-01.md"]
    assert said[-1].endswith("1 not read")


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.json", '[{"text": "Why?", "tier": "beginner"},\n{oops}]', 2, "is no JSON"),
        ("a.json", '[{"text": "Why?", "tier": "beginner"}\n7]', 2, "neither , nor ]"),
        ("a.json", '[{"text": "Why?", "tier": "beginner"}]\n7', 2, "behind the end"),
        ("a.json", '[{"text": "Why?", "tier": "beginner"},\n' + "[" * 99_999, 2, "is no question"),
        ("a.json", '{"text": "Why?"}', 1, "does not begin with ["),
        ("a.csv", 'text,tier\nWhy?,beginner\n"Who', 3, "is no CSV"),
        ("a.csv", "text,tier\nWhy?,beginner\na,b,c\n", 3, "has 3 cells"),
        ("a.csv", "text,tier,mood\nWhy?,beginner,\n", 1, "'mood' is no field"),
        ("a.csv", "text,tier,Question\nWhy?,beginner,\n", 1, "stands twice"),
        ("a.csv", "Why?,beginner\n", 1, "names no column `text`"),
    ],
)
def test_a_list_that_breaks_off_says_where(
    author: Author, name: str, text: str, line: int, reason: str
) -> None:
    said = author.types("import", author.writes(name, text), code=1)
    told = [one for one in said if "not read: " in one]
    assert [one.split(":")[0] for one in told] == [f"line {line}"]
    assert reason in told[0]


def test_an_id_that_stands_twice_in_a_list_is_told(author: Author) -> None:
    rows = "id,tier,text\nx,beginner,Who is Ada Lovelace?\nx,beginner,Where is Paris?\n"
    said = author.types("import", author.writes("list.csv", rows), code=1)
    assert said[1] == "line 3: not read: the id x stands twice, first on line 2"


def test_a_broken_file_is_never_overwritten(author: Author) -> None:
    pack = author.packs / "small"
    pack.mkdir()
    (pack / "x.md").write_text("my notes", encoding="utf-8")
    (pack / "README.md").write_text("about", encoding="utf-8")
    rows = "id,tier,text\nx,beginner,Who is Ada Lovelace?\n"
    said = author.types(
        "import", author.writes("a.csv", rows), "--pack", "small", "--write", code=1
    )
    assert "is broken; mend or remove it first" in said[0]
    assert author.has() == {"small/README.md": "about", "small/x.md": "my notes"}


def test_a_pack_may_lie_elsewhere_and_lists_have_a_default_tier(author: Author) -> None:
    path = author.writes("list.txt", "1. Who is Ada Lovelace?\n")
    elsewhere = author.folder / "team" / "ours"
    for total in ("1 added", "0 added"):
        said = author.types("import", path, "--tier", "advanced", "--pack", elsewhere, "--write")
        assert said[-1].startswith(total)
    assert [one.name for one in elsewhere.iterdir()] == ["ours-advanced-01.md"]
    assert author.has() == {}


def test_a_csv_cell_holds_a_list_line_by_line_and_any_sign(author: Author) -> None:
    row = 'beginner;"=1+1; why?";"-one\r\n@two\r\n+3";"a, ""b"""'
    text = f"Tier;Question;Key points;Answer\r\n{row}\r\n"
    path = author.writes("list.csv", b"\xef\xbb\xbf" + text.encode())
    said = author.types("import", path, "--write")
    assert said[0].endswith(": =1+1; why?")
    assert (
        'key_points:\n  - -one\n  - "@two"\n  - "+3"\n' in author.has()["list/list-beginner-01.md"]
    )


def test_a_terminal_takes_no_orders_from_a_list(author: Author) -> None:
    path = author.writes("list.md", "# Beginner\n1. Why \x1b[2J?" + " so" * 50)
    said = author.types("import", path)
    assert "\x1b" not in said[0]
    assert said[0].endswith("…")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.md", b"# Beginner\n\xff\xfe", "is not UTF-8 text, as line 2 shows"),
        ("list.md", b"", "is empty"),
        ("list.csv", b"\n \n", "is empty"),
        ("list.json", b" " * (MAX_BYTES + 1), "is larger than 5 MB"),
        ("list.doc", b"x", "its ending says no format"),
        ("题目.md", LIST, "no id can begin with the name of this pack"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(
    author: Author, name: str, content: bytes, sentence: str
) -> None:
    said = author.types("import", author.writes(name, content), code=2)
    assert len(said) == 1
    assert sentence in said[0]


def test_a_folder_and_a_missing_file_are_refused_alike(author: Author) -> None:
    for name in (author.packs, author.folder / "nowhere.md"):
        said = author.types("import", name, "--format", "markdown", code=2)
        assert len(said) == 1
        assert "cannot be read: " in said[0]


def test_what_cannot_be_written_is_refused_in_one_sentence(author: Author) -> None:
    path = author.writes("list.md", LIST)
    said = author.types("import", path, "--pack", f"{path}", code=2)
    assert said == [f"{path}: is no folder"]
    said = author.types("import", path, "--pack", path / "below", "--write", code=2)
    assert len(said) == 1
    assert "cannot be written: " in said[0]


@pytest.mark.parametrize("form", ["markdown", "csv", "json"])
def test_one_pack_or_all_are_exported(with_the_bank: Author, form: str) -> None:
    everything = "\n".join(with_the_bank.types("export", "--format", form))
    one = "\n".join(with_the_bank.types("export", "--format", form, "--pack", "deep-learning"))
    assert "dlp-advanced-20" in everything
    assert "dl-advanced-10" in one
    assert "dlp-" not in one


def test_an_export_as_files_is_the_same_pack_again_and_overwrites_nothing(
    with_the_bank: Author,
) -> None:
    folder = with_the_bank.folder / "copy"
    words = ("export", "--format", "files", "--to", folder, "--pack", "deep-learning")
    for _ in range(2):
        assert with_the_bank.types(*words)[-1].startswith("30 questions are in ")
    ours = [one for one in load(with_the_bank.packs)[0] if one.pack == "deep-learning"]
    assert list(load(folder)[0]) == ours
    mine = folder / "deep-learning" / "dl-beginner-01.md"
    mine.write_text("mine", encoding="utf-8")
    said = with_the_bank.types(*words, code=1)
    assert f"{mine}: says something else and is left as it is" in said
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "files"), "belong together"),
        (("--to", "folder"), "belong together"),
        (("--pack", "x"), "there is no pack 'x'; packs are deep-learning, deep-learning-plus"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused(
    with_the_bank: Author, words: tuple[str, ...], sentence: str
) -> None:
    said = with_the_bank.types("export", *words, code=2)
    assert len(said) == 1
    assert sentence in said[0]


def test_a_csv_export_opens_in_a_spreadsheet(with_the_bank: Author) -> None:
    rows = list(
        csv.DictReader(with_the_bank.types("export", "--format", "csv", "--pack", "deep-learning"))
    )
    assert rows[0]["id"] == "dl-beginner-01"


def test_the_check_shows_near_duplicates_across_packs_at_the_later_file(
    with_the_bank: Author,
) -> None:
    path = with_the_bank.packs / "zebra" / "z-beginner-01.md"
    path.parent.mkdir()
    text = (with_the_bank.packs / "deep-learning" / "dl-beginner-06.md").read_text("utf-8")
    asked = "What is a Softmax function and when is it used?"
    assert asked in text
    text = text.replace("dl-beginner-06", "z-beginner-01")
    path.write_text(text.replace(asked, "When is the softmax function used? What is it?"), "utf-8")
    said = with_the_bank.types("check", code=1)
    line = 1 + text.splitlines().index(asked)
    assert said[0].startswith(
        f"{path}:{line}: z-beginner-01 asks nearly the same as dl-beginner-06"
    )
    assert said[0].endswith("of 100)")
    assert said[1].startswith("91 good questions")
    assert len(said) == 2


def test_the_check_shows_a_misspelt_reference_at_its_line(with_the_bank: Author) -> None:
    path = with_the_bank.packs / "deep-learning-plus" / "dlp-beginner-10.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("JMLR 15, 2014", "Journal, 2014").replace("et al.", "et al"), "utf-8"
    )
    problems = review((with_the_bank.packs,))[1]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert problems
    for one in problems:
        assert one.path == path
        assert "et al" in lines[one.line - 1]
        assert "with its point" in one.reason
