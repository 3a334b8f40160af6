"""A filled form read and judged by the rules that the check of question files has."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from bot.errors import BadInput
from bot.question_bank import OwnQuestion, Question, QuestionBank
from bot.references import Spellings, reference_problem
from bot.suggestions.form_texts import (
    ANSWER,
    INPUTS,
    LABELS,
    MORE,
    POINTS,
    QUESTION,
    question_of,
    read_inputs,
)
from bot.validation_words import details_of, reason_of

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
    """Read a proposed question; BadInput, by input, for all that does not fit or no file may say.

    A work that the packs of ``bank`` name is spelled as it is there.
    """
    fields, problems = read_inputs(typed)
    problems = {**_problems_of_words(fields), **problems}
    if MORE not in problems:
        problems |= _problems_of_references(fields["references"], bank)
    if problems:
        raise BadInput.of({name: problems[name] for name in INPUTS if name in problems})
    return question_of(fields)


def _problems_of_words(fields: Mapping[str, Any]) -> dict[str, str]:
    """Judge what could be read as a question of a pack; what such a one has besides may be missing.

    The first thing that is wrong comes back for each input.
    """
    known = {name: value for name, value in fields.items() if value}
    try:
        Question.model_validate(known)
    except ValidationError as error:
        broken = [one for one in details_of(error) if one["type"] != "missing"]
    else:
        return {}
    problems: dict[str, str] = {}
    for name, (input_name, label) in _WHERE.items():
        for detail in broken:
            if detail["loc"][0] == name:
                problems.setdefault(input_name, f"{_numbered(label, detail)}: {reason_of(detail)}.")
    return problems


def _numbered(label: str, detail: Any) -> str:
    """Say which of several entries is meant, counted from 1."""
    return " ".join([label, *(str(number + 1) for number in detail["loc"][1:])])


def _problems_of_references(references: Iterable[str], bank: QuestionBank) -> dict[str, str]:
    spellings = Spellings()
    for known in bank.references:
        spellings.other_spelling(known)
    for reference in references:
        if problem := reference_problem(reference, spellings):
            return {MORE: f"{LABELS['references']} {problem}. {_SPELLED_SO}"}
    return {}
