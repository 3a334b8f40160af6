"""The question bank itself: what every file promises, and the thirty that began it."""

import re
from pathlib import Path

import pytest

from bot.question_bank import TIERS, Question, QuestionBank
from bot.question_check import build_all_cards
from bot.question_files import load

REPOSITORY = Path(__file__).resolve().parents[2]
QUESTIONS = tuple(load(REPOSITORY / "questions")[0])
SEED = REPOSITORY.parent / "shared" / "seed" / "deep-learning-questions.md"

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def test_no_file_is_broken() -> None:
    assert load(REPOSITORY / "questions")[1] == []


def test_every_file_is_a_question() -> None:
    files = {path.stem for path in (REPOSITORY / "questions").glob("*/*.md")}
    assert files == {question.id for question in QUESTIONS}


@each_question
def test_its_cards_fit_both_platforms(question: Question) -> None:
    build_all_cards(question)


@each_question
def test_it_has_three_to_five_key_points_of_its_own(question: Question) -> None:
    assert 3 <= len(question.key_points) <= 5
    assert len(set(question.key_points)) == len(question.key_points)


@each_question
def test_its_hint_gives_no_key_point_and_no_answer_away(question: Question) -> None:
    assert not any(point in question.hint for point in question.key_points)
    assert question.hint not in question.answer


@each_question
def test_it_uses_no_markup_that_neither_platform_renders(question: Question) -> None:
    outside_code = re.sub(r"```.*?```", "", question.answer, flags=re.DOTALL)
    for forbidden in (r"^#{1,6} ", r"^\|", r"!\[", r"</?[a-z]+>", r"\$\$"):
        assert not re.search(forbidden, outside_code, re.MULTILINE), forbidden
    assert question.answer.count("```") % 2 == 0


def test_ids_are_unique(bank: QuestionBank) -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) == len(bank)


def test_every_tier_has_a_choice() -> None:
    counts = {tier: sum(question.tier == tier for question in QUESTIONS) for tier in TIERS}
    assert min(counts.values()) >= 10


@pytest.mark.skipif(
    not SEED.exists(),
    reason=f"THE THIRTY QUESTIONS ARE NOT COMPARED WITH THEIR SOURCE: {SEED} is not there",
)
def test_the_thirty_are_word_for_word_those_that_were_given() -> None:
    given = seed_questions(SEED.read_text(encoding="utf-8"))
    for tier in TIERS:
        ours = {
            question.id: stripped(question.text)
            for question in QUESTIONS
            if question.pack == "deep-learning" and question.tier == tier
        }
        expected = {f"dl-{tier}-{number:02}": text for number, text in enumerate(given[tier], 1)}
        assert ours == expected
        assert len(expected) == 10


def seed_questions(text: str) -> dict[str, list[str]]:
    """Read the numbered questions below each tier's heading; a question may have several lines."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"^#+ ", text, flags=re.MULTILINE):
        heading, _, body = part.partition("\n")
        tier = next((name for name in TIERS if heading.casefold().startswith(name)), None)
        if tier:
            items = re.split(r"^\d+\. ", body, flags=re.MULTILINE)[1:]
            found[tier] = [stripped(item) for item in items]
    return found


def stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
