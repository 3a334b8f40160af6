"""A filled form read and judged by the rules that the check of question files has."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from bot.errors import BadInput
from bot.question_bank import OwnQuestion, Question, QuestionBank
from bot.references import Spellings, reference_problem
from bot.suggestions.form_texts import ANSWER, LABELS, MORE, POINTS, QUESTION, read_form
from bot.validation_words import reason_of

_SPELLED_SO: Final = (
    "A paper is spelled like this: Vaswani et al., Attention Is All You Need, NeurIPS 2017, "
    "arXiv:1706.03762. A page like this: PyTorch documentation, torch.nn.Linear, "
    "https://docs.pytorch.org/docs/stable/nn.html"
)
_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "text": (QUESTION, "The question"),
    "answer": (ANSWER, "The answer"),
    "key_points": (POINTS, "Key point"),
    **{name: (MORE, label) for name, label in LABELS.items()},
}


def read_question(typed: Mapping[str, str], bank: QuestionBank) -> OwnQuestion:
    """Read a proposed question; BadInput, with its input, also for what no file may say.

    A work that the packs of ``bank`` name is spelled as it is there.
    """
    question = read_form(typed)
    _check_words(question)
    _check_references(question.references, bank)
    return question


def _check_words(question: OwnQuestion) -> None:
    """Judge what there is as a question of a pack; what such a one has besides may be missing."""
    known = {name: value for name, value in question.model_dump().items() if value}
    try:
        Question.model_validate(known)
    except ValidationError as error:
        broken = [one for one in error.errors() if one["type"] != "missing"]
    else:
        return
    # The first input of the form comes first, wherever a file has its field.
    for name, (input_name, label) in _WHERE.items():
        for detail in broken:
            if detail["loc"][0] == name:
                raise BadInput(input_name, f"{_numbered(label, detail)}: {reason_of(detail)}.")


def _numbered(label: str, detail: Any) -> str:
    """Say which of several entries is meant, counted from 1."""
    return " ".join([label, *(str(number + 1) for number in detail["loc"][1:])])


def _check_references(references: Iterable[str], bank: QuestionBank) -> None:
    spellings = Spellings()
    for known in bank.references:
        spellings.other_spelling(known)
    for reference in references:
        if problem := reference_problem(reference, spellings):
            raise BadInput(MORE, f"{LABELS['references']} {problem}. {_SPELLED_SO}")
