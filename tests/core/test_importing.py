"""Imports as an author types them: what is told, what is written, and what never is."""

from dataclasses import replace

import pytest

from bot.exchange.files import ListError, read_list, write_plan
from bot.exchange.plan import Planner
from bot.question_files import load
from tests.core.author import LIST, REPOSITORY, WHAT_IS_IT, Author

SEED = REPOSITORY.parent / "shared" / "seed" / "deep-learning-questions.md"


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
    missing = "topics, hint, answer, key_points, follow_ups, misconception, references"
    told = f"is a draft without {missing}; nobody is asked it yet"
    assert [line.split(": ", 1)[1] for line in mine] == [told]
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


def test_a_pack_may_lie_elsewhere_and_lists_have_a_default_tier(author: Author) -> None:
    path = author.writes("list.txt", "1. Who is Ada Lovelace?\n")
    elsewhere = author.folder / "team" / "ours"
    for total in ("1 added", "0 added"):
        said = author.types("import", path, "--tier", "advanced", "--pack", elsewhere, "--write")
        assert said[-1].startswith(total)
    assert [one.name for one in elsewhere.iterdir()] == ["ours-advanced-01.md"]
    assert author.has() == {}


@pytest.mark.parametrize("name", ["题目", "!!", "own"])
def test_a_name_that_no_pack_can_have_is_told(author: Author, name: str) -> None:
    said = author.types("import", author.writes(f"{name}.md", LIST), "--write", code=1)
    assert "cannot be the name of a pack" in said[0]
    assert "name one with --pack" in said[0]
    assert author.has() == {}


def test_a_pack_is_the_same_by_its_path_as_by_its_name(with_the_bank: Author) -> None:
    path = with_the_bank.writes("list.md", "# Beginner\n1. Who is Ada Lovelace?\n")
    pack = with_the_bank.packs / "x" / ".." / "deep-learning"
    said = with_the_bank.types("import", path, "--pack", pack)
    assert said[0].split()[4] == "dl-beginner-11"


def test_one_is_counted_as_one(with_the_bank: Author) -> None:
    text = "# Beginner\n1. When is a softmax function used, and what is it?\n2. Who is Ada?\n"
    said = with_the_bank.types("import", with_the_bank.writes("a.md", text), "--write")
    assert said[-1].startswith("1 added (0 complete, 1 draft), 0 changed, 0 there already, 1 near-")
    assert "1 near-duplicate left out" in said[-1]
    said = with_the_bank.types("check", code=1)
    assert said[-1].startswith("90 good questions in ")
    with_the_bank.folder.joinpath("questions/a/a-beginner-01.md").write_text("", "utf-8")
    assert with_the_bank.types("check", code=1)[-1].endswith("; 1 problem")


def test_a_csv_cell_holds_a_list_line_by_line_and_any_sign(author: Author) -> None:
    row = 'beginner;"=1+1; why?";"-one\r\n@two\r\n+3";"a, ""b"""'
    text = f"Tier;Question;Key points;Answer\r\n{row}\r\n"
    path = author.writes("list.csv", b"\xef\xbb\xbf" + text.encode())
    said = author.types("import", path, "--write")
    assert said[0].endswith(": =1+1; why?")
    assert (
        'key_points:\n  - -one\n  - "@two"\n  - "+3"\n' in author.has()["list/list-beginner-01.md"]
    )


def test_a_file_that_appears_in_the_meantime_is_left_as_it_is(author: Author) -> None:
    found = read_list(author.writes("list.md", LIST), None)
    outcomes = Planner([], author.packs, None, "list").plan(found)
    (author.packs / "list").mkdir()
    mine = author.packs / "list" / "list-beginner-01.md"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(ListError, match="appeared in the meantime"):
        list(write_plan(outcomes))
    assert author.has() == {"list/list-beginner-01.md": "mine"}


def test_an_author_may_accept_what_is_called_alike(with_the_bank: Author) -> None:
    text = "# Beginner\n1. When is a softmax function used, and what is it?\n2. Who is Ada?\n"
    path = with_the_bank.writes("new.md", text)
    assert "near-duplicate of dl-beginner-06" in with_the_bank.types("import", path)[0]
    said = with_the_bank.types("import", path, "--accept", "2", "--accept", "3", "--write")
    assert said[0].startswith("line 2: added new-beginner-01 ")
    assert said[1].startswith("line 3: added new-beginner-02 ")


def test_the_same_words_are_never_accepted_nor_a_line_without_a_question(
    with_the_bank: Author,
) -> None:
    path = with_the_bank.writes("new.csv", f'tier,text\nadvanced,"{WHAT_IS_IT}"\n')
    said = with_the_bank.types("import", path, "--accept", "2", "--write")
    assert said[0].startswith("line 2: near-duplicate of dl-beginner-01 ")
    said = with_the_bank.types("import", path, "--accept", "7", "--write", code=2)
    assert said[-2:] == ["--accept 7: no question begins on that line", "nothing was written"]


def test_a_line_that_cannot_be_accepted_still_shows_what_the_others_would_do(
    with_the_bank: Author,
) -> None:
    before = with_the_bank.has()
    text = "# Beginner\n1. When is a softmax function used, and what is it?\n2. Who is Ada?\n"
    path = with_the_bank.writes("new.md", text)
    said = with_the_bank.types("import", path, "--accept", "2", "--accept", "9", code=2)
    assert said[0].startswith("line 2: would add new-beginner-01 ")
    assert said[-1] == "--accept 9: no question begins on that line"
    with_the_bank.types("import", path, "--accept", "2", "--accept", "9", "--write", code=2)
    assert with_the_bank.has() == before


def test_what_may_not_be_meant_so_is_a_note_and_nothing_is_unread(with_the_bank: Author) -> None:
    text = "# Beginner\n**Who is Ada Lovelace?** (Google)\n\nShe wrote the first program.\n"
    said = with_the_bank.types("import", with_the_bank.writes("new.md", text))
    assert said[0] == "line 2: note: '(Google)' behind the question is left out"
    assert said[1].startswith("line 2: would add new-beginner-01 ")
    assert ", 0 not read, 1 note; --write writes" in said[2]


@pytest.mark.parametrize("words", [(), ("--pack", "vision")])
def test_new_questions_join_the_pack_of_that_name_wherever_it_is(
    author: Author, words: tuple[str, ...]
) -> None:
    elsewhere = author.folder / "packs" / "vision"
    elsewhere.mkdir(parents=True)
    author = replace(author, question_packs=str(elsewhere))
    author.types("import", author.writes("vision.md", LIST), *words, "--write")
    assert sorted(path.name for path in elsewhere.iterdir())[0] == "vision-advanced-01.md"
    assert author.has() == {}


def test_a_near_duplicate_says_how_to_take_it_in(with_the_bank: Author) -> None:
    text = "# Beginner\n1. When is a softmax function used, and what is it?\n"
    said = with_the_bank.types("import", with_the_bank.writes("new.md", text))
    assert said[-1].endswith("0 not read; --accept LINE adds a near-duplicate that is none")
