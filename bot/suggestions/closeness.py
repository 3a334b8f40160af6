"""Which question a suggestion is close to."""

from dataclasses import dataclass

from bot.alike import alike
from bot.question_bank import QuestionBank


@dataclass(frozen=True, slots=True)
class Close:
    """A question that asks nearly the same, and how alike the two are, of 100."""

    question_id: str
    score: float


def closest(text: str, bank: QuestionBank) -> Close | None:
    """Find the question of a bank that a text is a near-duplicate of; None when there is none."""
    found = alike(text, {question.id: question.text for question in bank})
    return Close(*found[0]) if found else None
