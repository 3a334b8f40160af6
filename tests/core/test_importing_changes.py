"""Imports that change questions by their ids: which fields, and when that is refused."""

import json

import pytest

from bot.exchange.files import ListError, read_list, write_plan
from bot.exchange.plan import Planner
from bot.question_files import load
from tests.core.author import WHAT_IS_IT, Author


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("topics", '"generalisation, evaluation"', "'generalisation, evaluation' is no topic"),
        ("hint", "<b>bold</b>", "hint: HTML is not shown"),
    ],
)
def test_no_change_makes_a_draft_of_a_good_question(
    with_the_bank: Author, column: str, value: str, reason: str
) -> None:
    before = with_the_bank.has()
    path = with_the_bank.writes("new.csv", f"id,{column}\ndl-beginner-04,{value}\n")
    said = with_the_bank.types("import", path, "--write", code=1)
    assert said[0].startswith("line 2: not read: would make dl-beginner-04 a draft, ")
    assert reason in said[0]
    assert "too few" not in said[0]
    assert with_the_bank.has() == before


def test_a_change_names_its_fields_and_leaves_the_others(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-01", "hint": "Think again.", "text": WHAT_IS_IT, "answer": None}]
    path = with_the_bank.writes("list.json", json.dumps(rows))
    before = with_the_bank.has()
    said = with_the_bank.types("import", path)
    assert said[0].startswith("line 1: would change dl-beginner-01 (hint): What is Deep")
    assert "comments" not in said[0]
    assert with_the_bank.has() == before
    with_the_bank.types("import", path, "--write")
    after = with_the_bank.has()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"deep-learning/dl-beginner-01.md"}
    assert "\nhint: Think again.\n" in after["deep-learning/dl-beginner-01.md"]
    assert load(with_the_bank.packs)[1] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '[{"id": "dl-beginner-01", "hint": "Think again."}]'),
        ("a.csv", "id,hint\ndl-beginner-01,Think again.\n"),
    ],
)
@pytest.mark.parametrize("words", [(), ("--tier", "advanced")], ids=["bare", "with a tier"])
def test_an_id_and_one_field_are_enough_to_mend_it(
    with_the_bank: Author, name: str, content: str, words: tuple[str, ...]
) -> None:
    path = with_the_bank.writes(name, content)
    said = with_the_bank.types("import", path, *words, "--write")
    assert said[0].split(": ", 1)[1].startswith(f"changed dl-beginner-01 (hint): {WHAT_IS_IT[:20]}")
    (question,) = (one for one in load(with_the_bank.packs)[0] if one.id == "dl-beginner-01")
    assert (question.hint, question.text, question.tier) == ("Think again.", WHAT_IS_IT, "beginner")


def test_a_change_into_another_question_is_a_near_duplicate(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-02", "text": WHAT_IS_IT}]
    said = with_the_bank.types("import", with_the_bank.writes("list.json", json.dumps(rows)))
    assert said[0].startswith("line 1: near-duplicate of dl-beginner-01 (score 100 of 100)")


def test_a_question_may_change_its_own_words(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-01", "text": WHAT_IS_IT.replace("relate", "compare")}]
    said = with_the_bank.types("import", with_the_bank.writes("list.json", json.dumps(rows)))
    assert said[0].startswith("line 1: would change dl-beginner-01 (text): What is Deep Learning")


ADA = {"id": "dl-beginner-01", "text": "Who is Ada Lovelace?"}


@pytest.mark.parametrize("words", [(), ("--pack", "mine")], ids=["no pack", "another pack"])
def test_an_id_of_another_pack_is_not_taken_for_another_question(
    with_the_bank: Author, words: tuple[str, ...]
) -> None:
    before = with_the_bank.has()
    path = with_the_bank.writes("list.json", json.dumps([ADA]))
    said = with_the_bank.types("import", path, *words, "--write", code=1)
    assert said[0] == (
        "line 1: not read: dl-beginner-01 is the id of another question, in the pack deep-learning;"
        " leave the id out or take a new one; to change that question, add --pack deep-learning;"
        f" it asks: {WHAT_IS_IT}"
    )
    assert with_the_bank.has() == before


@pytest.mark.parametrize("named", ["by the command", "by the list"])
def test_a_question_may_become_another_in_its_own_pack_and_that_is_told(
    with_the_bank: Author, named: str
) -> None:
    by_list = {**ADA, "pack": "deep-learning"}
    path = with_the_bank.writes("a.json", json.dumps([by_list if named == "by the list" else ADA]))
    words = ("--pack", "deep-learning") if named == "by the command" else ()
    said = with_the_bank.types("import", path, *words)
    assert said[0] == (
        "line 1: would change dl-beginner-01 (text; asks something else than before): "
        "Who is Ada Lovelace?"
    )


def test_a_change_in_another_pack_than_the_named_one_says_where(with_the_bank: Author) -> None:
    rows = [{"id": "dl-beginner-01", "hint": "Think again."}]
    rows[0]["text"] = WHAT_IS_IT
    path = with_the_bank.writes("list.json", json.dumps(rows))
    said = with_the_bank.types("import", path, "--pack", "mine")
    assert said[0].startswith(
        "line 1: would change dl-beginner-01 (hint; in the pack deep-learning): What is"
    )


def test_a_change_tells_that_it_drops_comments_and_leaves_what_was_edited_since(
    with_the_bank: Author,
) -> None:
    rows = [{"id": "dl-beginner-01", "hint": "Think again.", "text": WHAT_IS_IT}]
    path = with_the_bank.writes("list.json", json.dumps(rows))
    mine = with_the_bank.packs / "deep-learning" / "dl-beginner-01.md"
    written = mine.read_text("utf-8").replace("---\n", "---\n# asked at our place\n", 1)
    mine.write_text(written, encoding="utf-8")
    said = with_the_bank.types("import", path)
    assert "(hint; drops the file's own comments and layout)" in said[0]
    outcomes = Planner([mine.parent], with_the_bank.packs, None, "list").plan(read_list(path, None))
    edited = written.replace("# asked at our place", "# asked twice")
    mine.write_text(edited, encoding="utf-8")
    with pytest.raises(ListError, match="changed in the meantime"):
        list(write_plan(outcomes))
    assert mine.read_text("utf-8") == edited


def test_a_question_is_never_changed_into_the_words_of_another_one(with_the_bank: Author) -> None:
    path = with_the_bank.writes(
        "list.json", json.dumps([{"id": "dl-beginner-02", "text": WHAT_IS_IT}])
    )
    said = with_the_bank.types("import", path, "--accept", "1", "--write")
    assert said[0].startswith("line 1: near-duplicate of dl-beginner-01 (score 100 of 100)")
