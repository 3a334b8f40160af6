"""Questions that may still lack something: what is known of them, and what is missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from pydantic import ValidationError

from bot.question_bank import Question
from bot.question_markup import tidy
from bot.validation_words import details_of, missing_of, name_and_reason


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a question; an empty field is not known yet."""

    id: str = ""
    pack: str = ""
    tier: str = ""
    topics: tuple[str, ...] = ()
    text: str = ""
    hint: str = ""
    answer: str = ""
    key_points: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    misconception: str = ""
    references: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


FIELDS: Final = tuple(field.name for field in fields(Draft))
LISTS: Final = frozenset({"topics", "key_points", "follow_ups", "references", "formerly"})


class DraftError(ValueError):
    """A field that cannot be what it says, such as a number for a hint."""


def draft_of(known: Mapping[str, object]) -> Draft:
    """Make a draft of fields from anywhere; None is the same as not there."""
    words: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for name, value in known.items():
        if name not in FIELDS:
            raise DraftError(f"{name}: is no field of a question")
        if value is None:
            continue
        if name in LISTS:
            lists[name] = _entries(name, value)
        elif isinstance(value, str):
            words[name] = _storable(name, value)
        else:
            raise DraftError(f"{name}: must be text")
    return Draft(**words, **lists)  # type: ignore[arg-type]  # the names were looked up


def draft_of_question(question: Question) -> Draft:
    """Take a finished question for a draft that lacks nothing."""
    return draft_of(question.model_dump())


def shortcomings(draft: Draft) -> tuple[list[str], list[str]]:
    """List the fields that are missing, and what else keeps a draft from being a question."""
    known = {name: value for name, value in asdict(draft).items() if value}
    try:
        Question.model_validate(known)
    except ValidationError as error:
        details = details_of(error)
        wrong = [name_and_reason(one) for one in details if one["type"] != "missing"]
        return missing_of(details), wrong
    return [], []


def _entries(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise DraftError(f"{name}: must be a list of texts")
    return tuple(entry for one in value if (entry := _storable(name, one)))


def _storable(name: str, words: str) -> str:
    """Tidy a text; DraftError for half a character, which no file can hold."""
    try:
        words.encode()
    except UnicodeEncodeError:
        raise DraftError(f"{name}: holds half of a character") from None
    return tidy(words)
