"""Exports and checks of the question bank, as an author types them."""

import csv

import pytest

from bot.question_check import review
from bot.question_files import load
from tests.core.author import LIST, Author


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


@pytest.mark.parametrize("form", ["markdown", "csv", "json"])
def test_a_pack_of_drafts_is_exported_with_what_it_lacks_and_read_back(
    author: Author, form: str
) -> None:
    author.types("import", author.writes("list.md", LIST), "--write")
    path = author.writes(f"copy.{'md' if form == 'markdown' else form}", "")
    exported = author.types("export", "--pack", "list", "--format", form)
    lacks = [line for line in exported if line.startswith("incomplete: list-")]
    assert len(lacks) == 3
    path.write_text("\n".join(line for line in exported if line not in lacks) + "\n", "utf-8")
    totals = author.types("import", path)[-1]
    assert totals.startswith("0 to add (0 complete, 0 drafts), 0 to change, 3 there already")


def test_a_broken_file_is_left_out_of_an_export_and_named(author: Author) -> None:
    author.types("import", author.writes("list.md", LIST), "--write")
    broken = author.packs / "list" / "list-beginner-01.md"
    broken.write_text(broken.read_text("utf-8").replace("beginner\n", "easy\n"), "utf-8")
    said = author.types("export", "--pack", "list")
    assert any(line.startswith(f"left out: {broken}:3: tier: ") for line in said)
    assert "list-beginner-02" in "".join(said)


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
