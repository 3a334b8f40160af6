"""Questions that can be shown: every card of each is built beforehand; and their export."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.cards import MAX_TYPED
from bot.daily.views import post_card
from bot.members.practice_choices import MOST_REVIEWS
from bot.practice import views
from bot.practice.ratings import Rating
from bot.practice.review_views import review_card
from bot.question_bank import Question, QuestionBank
from bot.question_files import Problem, load

_ANY_ROW = 999_999_999


def check(folders: Sequence[Path]) -> tuple[QuestionBank, list[Problem]]:
    """Load all packs; a question with a card that would not fit is left out and reported, too."""
    bank, problems = load(*folders)
    good: list[Question] = []
    for question in bank:
        try:
            build_all_cards(question)
        except ValueError as error:
            reason = f"a card does not fit both platforms: {error}"
            problems.append(Problem(_path_of(question, folders), 1, reason))
        else:
            good.append(question)
    return QuestionBank(good), problems


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
    for hints in (frozenset[int](), everything):
        views.answer_card(question, _ANY_ROW, words, everything, Rating.EASY, hints)
    result = "**Good.** Day 1000. 4 points." + "x" * 250
    views.rated_card(
        question,
        _ANY_ROW,
        words,
        result,
        just_now=True,
        more_reviews=True,
        footer=f"{MOST_REVIEWS} more reviews today.",
    )
    review_card(question, _ANY_ROW, MOST_REVIEWS)
    post_card(question, _ANY_ROW)


def _path_of(question: Question, folders: Sequence[Path]) -> Path:
    paths = [folder / question.pack / f"{question.id}.md" for folder in folders]
    return next((path for path in paths if path.exists()), paths[0])
