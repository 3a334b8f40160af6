"""Questions that can be shown: every card of each is built beforehand; and their export."""

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


def check(
    folders: Sequence[Path], packs: Sequence[Path] = ()
) -> tuple[QuestionBank, list[Problem]]:
    """Load all packs; a question with a card that would not fit is left out and reported, too."""
    bank, problems = load(*folders, packs=packs)
    good: list[Question] = []
    for question in bank:
        try:
            build_all_cards(question)
        except ValueError as error:
            reason = f"a card does not fit both platforms: {error}"
            problems.append(Problem(_path_of(question, folders, packs), 1, reason))
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
    views.answer_card(question, _ANY_ROW, words, everything, Rating.EASY)
    result = "**Good.** Day 1000. 4 points." + "x" * 200
    views.rated_card(question, _ANY_ROW, words, result, just_now=True)
    post_card(question, _ANY_ROW)


def _path_of(question: Question, folders: Sequence[Path], packs: Sequence[Path]) -> Path:
    homes = [folder / question.pack for folder in folders]
    homes += [pack for pack in packs if pack.name == question.pack]
    paths = [home / f"{question.id}.md" for home in homes]
    return next((path for path in paths if path.exists()), paths[0])
