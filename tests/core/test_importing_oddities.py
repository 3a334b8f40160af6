"""Lists that cannot be read, whole or in part: each says where and why, and harms nothing."""

import json

import pytest

from bot.exchange.files import MAX_BYTES
from tests.core.author import LIST, Author


def test_tiers_and_topics_are_read_in_any_case(author: Author) -> None:
    path = author.writes("list.csv", "text,tier,topics\nWhy?, Beginner ,CNN\n")
    author.types("import", path, "--write")
    (words,) = author.has().values()
    assert "tier: beginner" in words
    assert "cnn" in words


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": "Why?"}, "has no tier"),
        ({"text": "Why?", "tier": "expert"}, "'expert' is no tier"),
        ({"tier": "beginner"}, "has no question"),
        ({"tier": "beginner", "id": "x-1"}, "has no question, and there is none with the id x-1"),
        ({"text": "Why?", "tier": "beginner", "id": "../../x"}, "is no id"),
        ({"text": "Why?", "tier": "beginner", "id": "X 1"}, "is no id"),
        ({"text": "Why?", "tier": "beginner", "pack": "../x"}, "cannot be the name of a pack"),
        ({"text": "Why?", "tier": "beginner", "pack": ".x"}, "cannot be the name of a pack"),
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
        ("a.csv", "Why?,beginner\n", 1, "names no column `text` or `id`"),
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


def test_entries_on_one_line_are_told_apart_by_their_number(author: Author) -> None:
    rows = [
        {"text": "Who is Ada Lovelace?", "tier": "beginner", "id": "x"},
        {"text": "Why?", "tier": "expert"},
        {"text": "Where is Paris?", "tier": "beginner", "id": "x"},
        {"text": "Ada Lovelace: who is she?", "tier": "beginner"},
    ]
    path = author.writes("a.json", json.dumps(rows))
    said = author.types("import", path, code=1)
    assert [one.split(": ")[0] for one in said[:-1]] == [f"line 1, entry {n}" for n in range(1, 5)]
    assert said[2].endswith("the id x stands twice, first on line 1, entry 1")
    said = author.types("import", path, "--accept", "1", code=2)
    several = "several questions begin on that line; give each a line of its own"
    assert said[-1] == f"--accept 1: {several}"
    said = author.types("import", author.writes("b.json", json.dumps(rows, indent=1)), code=1)
    assert said[1].startswith("line 7: not read: ")


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("a.csv", "text\nWhy?\n", "fill in `tier`, or use --tier"),
        ("a.json", '[{"text": "Why?"}]', "fill in `tier`, or use --tier"),
        ("a.md", "1. Why?\n", "put it below a heading that names one, or use --tier"),
    ],
)
def test_who_names_no_tier_is_told_how_to_in_that_format(
    author: Author, name: str, text: str, advice: str
) -> None:
    said = author.types("import", author.writes(name, text), code=1)
    assert said[0].endswith(f"not read: has no tier: {advice}")


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


def test_a_question_that_no_file_can_hold_is_told(author: Author) -> None:
    rows = [{"text": "Who is Ada?", "tier": "beginner", "answer": "x" * 70_000}]
    said = author.types("import", author.writes("a.json", json.dumps(rows)), "--write", code=1)
    assert said[0].startswith("line 1: not read: would be larger than 64 KiB")
    assert author.has() == {}


def test_a_reason_is_told_to_its_end(author: Author) -> None:
    rows = f"tier,text,pack\nbeginner,Why?,{'Our Own ' * 99}\n"
    said = author.types("import", author.writes("a.csv", rows), code=1)
    assert said[0].startswith("line 2: not read: 'Our Own Our Own")
    assert "Our…' cannot be the name of a pack; name one with --pack (a pack's name" in said[0]
    assert said[0].endswith(" hyphens between them, for instance deep-learning)")
    said = author.types("import", author.folder / "a.csv", "--pack", "small")
    assert said[0].startswith("line 2: would add small-beginner-01")
    said = author.types("import", author.writes("b.csv", f"text,{'mood' * 99}\nWhy?,x"), code=1)
    assert "moo…' is no field" in said[0]
    assert said[0].endswith(", references, formerly")


def test_a_long_question_is_cut_behind_a_word(author: Author) -> None:
    path = author.writes("list.md", "# Beginner\n1. Why" + " does it train" * 9 + "?")
    assert author.types("import", path)[0].endswith(" does it train does it…")


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


@pytest.mark.parametrize("words", [(), ("--write",)], ids=["shown", "written"])
def test_half_a_character_is_told_and_not_written(author: Author, words: tuple[str, ...]) -> None:
    entry = '{"text": "What is \\ud800 x?", "tier": "beginner"}'
    path = author.writes("list.json", f"[{entry}]")
    said = author.types("import", path, *words, code=1)
    assert "half of a character" in "\n".join(said)
    assert author.has() == {}
