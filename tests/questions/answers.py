"""The reference answers as their files say them, for tests that compute their numbers again."""

from functools import cache
from typing import Final

from bot.data_files import questions_folder
from bot.question_bank import QuestionBank
from bot.question_files import load

_FOLDER: Final = questions_folder()


def answer(question_id: str) -> str:
    """Give the text of a reference answer; LookupError when there is no such question."""
    question = _bank().get(question_id)
    if question is None:
        raise LookupError(question_id)
    return question.answer


@cache
def _bank() -> QuestionBank:
    return load(_FOLDER)[0]
