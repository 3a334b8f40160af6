"""What ``practice-bot questions`` does: check all files by building their cards, and export."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.cards import MAX_TYPED
from bot.daily.views import post_card
from bot.practice import views
from bot.practice.ratings import Rating
from bot.question_bank import Question, QuestionBank
from bot.question_files import Problem, load

_ANY_ROW = 999_999_999


def check(folders: Sequence[Path]) -> tuple[QuestionBank, list[Problem]]:
    """Load all packs; the problems include every card that would not fit a platform."""
    bank, problems = load(*folders)
    for question in bank:
        path = _path_of(question, folders)
        problems.extend(Problem(path, 1, reason) for reason in _cards_that_fail(question))
    return bank, problems


def export_json(questions: Iterable[Question]) -> str:
    """Write questions as a JSON list of objects, in the order of the bank."""
    rows = [question.model_dump(mode="json") for question in questions]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def build_all_cards(question: Question) -> None:
    """Build everything that can ever be shown of a question; ValueError for what does not fit."""
    words = "<" * MAX_TYPED  # the longest there is, once it is escaped
    views.question_card(question, _ANY_ROW)
    views.answer_form(question, _ANY_ROW, words)
    views.hint_card(question, _ANY_ROW)
    everything = frozenset(range(len(question.key_points)))
    views.answer_card(question, _ANY_ROW, words, everything, Rating.EASY)
    result = "**Good.** Day 1000. 4 points." + "x" * 200
    views.rated_card(question, _ANY_ROW, words, result, just_now=True)
    post_card(question, _ANY_ROW)


def _cards_that_fail(question: Question) -> list[str]:
    try:
        build_all_cards(question)
    except ValueError as error:
        return [f"a card does not fit both platforms: {error}"]
    return []


def _path_of(question: Question, folders: Sequence[Path]) -> Path:
    paths = [folder / question.pack / f"{question.id}.md" for folder in folders]
    return next((path for path in paths if path.exists()), paths[0])
