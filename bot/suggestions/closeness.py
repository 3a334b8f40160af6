"""Which question a suggestion is close to."""

from dataclasses import dataclass

from bot.alike import alike
from bot.question_bank import QuestionBank


@dataclass(frozen=True, slots=True)
class Close:
    """A question that asks nearly the same, how alike the two are, of 100, and what it asks."""

    question_id: str
    score: float
    text: str


def closest(text: str, bank: QuestionBank) -> Close | None:
    """Find the question of a bank that a text is a near-duplicate of; None when there is none."""
    texts = {question.id: question.text for question in bank}
    found = alike(text, texts)
    return Close(*found[0], texts[found[0][0]]) if found else None
