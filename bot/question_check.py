"""Questions that can be shown: every card is built beforehand; and what a reader would mend."""

from collections.abc import Sequence
from pathlib import Path

from bot.alike import KnownTexts
from bot.cards import MAX_TYPED
from bot.daily.views import post_card
from bot.members.practice_choices import MOST_REVIEWS
from bot.practice import views
from bot.practice.review_views import review_card
from bot.question_bank import Question, QuestionBank
from bot.question_files import Problem, line_of, load
from bot.ratings import Rating
from bot.references import Spellings, reference_problem

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


def review(
    folders: Sequence[Path], packs: Sequence[Path] = ()
) -> tuple[QuestionBank, list[Problem]]:
    """Check all packs, and tell their authors too what keeps no question from being asked.

    Two questions that ask nearly the same, and references that are not spelled as the others are.
    """
    bank, problems = check(folders, packs)
    known = KnownTexts()
    spellings = Spellings()
    for question in bank:
        path = _path_of(question, folders, packs)
        # Of many copies the nearest is enough: the author mends or removes this file.
        for other_id, score in known.alike(question.text)[:1]:
            reason = f"{question.id} asks nearly the same as {other_id} (score {score:.0f} of 100)"
            problems.append(Problem(path, line_of(path, "text"), reason))
        known.add(question.id, question.text)
        for number, reference in enumerate(question.references):
            if said := reference_problem(reference, spellings):
                problems.append(Problem(path, line_of(path, "references", number), said))
    return bank, problems


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


def _path_of(question: Question, folders: Sequence[Path], packs: Sequence[Path]) -> Path:
    homes = [folder / question.pack for folder in folders]
    homes += [pack for pack in packs if pack.name == question.pack]
    paths = [home / f"{question.id}.md" for home in homes]
    return next((path for path in paths if path.exists()), paths[0])
