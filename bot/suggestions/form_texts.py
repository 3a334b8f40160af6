"""A proposed question as the five texts of a form, and back."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import ValidationError

from bot.cards import MAX_CARD, MAX_SECTION, MAX_TYPED
from bot.errors import BadInput
from bot.question_bank import (
    MAX_ANSWER,
    MAX_FOLLOW_UP,
    MAX_HINT,
    MAX_KEY_POINT,
    MAX_MISCONCEPTION,
    MAX_REFERENCE,
    MAX_TEXT,
    OWN,
    TIERS,
    TOPICS,
    OwnQuestion,
)
from bot.texts import shown_length

QUESTION: Final = "question"
ANSWER: Final = "answer"
POINTS: Final = "points"
KIND: Final = "kind"
MORE: Final = "more"
INPUTS: Final = (QUESTION, ANSWER, POINTS, KIND, MORE)
UNSTORED: Final = "own-0"
"""The id of a question that has no row yet."""

_MARKER: Final = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_WORD: Final = re.compile(r"[,;·\s]+")
LABELS: Final[Mapping[str, str]] = {
    "hint": "Hint",
    "follow_ups": "Asked next",
    "misconception": "Often believed",
    "references": "Source",
}
"""What a line of the last input begins with, for each field of a question."""
_LIMITS: Final[Mapping[str, int]] = {
    "hint": MAX_HINT,
    "follow_ups": MAX_FOLLOW_UP,
    "misconception": MAX_MISCONCEPTION,
    "references": MAX_REFERENCE,
}
_MOST: Final[Mapping[str, int]] = {
    "hint": 1,
    "follow_ups": 2,
    "misconception": 1,
    "references": 3,
}
_SPACED: Final = "|".join(topic.replace("-", r"[\s_-]+") for topic in TOPICS if "-" in topic)
_TOPIC_IN_WORDS: Final = re.compile(rf"(?<![\w-])(?:{_SPACED})(?![\w-])")
_FIELD_OF_LABEL: Final = {label.casefold(): name for name, label in LABELS.items()}
_HEADING: Final = 100  # characters: more than any heading with its marks
_MARKS: Final = 5  # characters: what stands before an entry of a list, with the end of its line
_FOR_THE_REST: Final = 1_400  # of a card: the title, headings, the result and what was typed


def as_typed(question: str, answer: str, points: str, kind: str, more: str) -> dict[str, str]:
    """Gather what stands in the form's inputs, each cut where its input ends."""
    typed = {QUESTION: question, ANSWER: answer, POINTS: points, KIND: kind, MORE: more}
    return {name: words[:MAX_TYPED] for name, words in typed.items()}


def read_inputs(typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Read the fields of a proposed question, and tell of each input that cannot be read, why."""
    fields: dict[str, Any] = {"id": UNSTORED, "pack": OWN}
    problems: dict[str, str] = {}
    for name, read in _READERS.items():
        try:
            fields |= read(typed.get(name, ""))
        except BadInput as bad:
            problems |= bad.problems
    return fields, problems


def question_of(fields: Mapping[str, Any]) -> OwnQuestion:
    """Make a question of what all inputs hold; BadInput where no card has room for it."""
    try:
        question = OwnQuestion.model_validate(fields)
    except ValidationError as error:
        raise BadInput(QUESTION, f"That cannot be stored: {error.errors()[0]['msg']}.") from None
    _check_room(question)
    return question


def form_texts(question: OwnQuestion) -> dict[str, str]:
    """Write a question into the texts of the form, so that reading them gives it again."""
    more = [f"{LABELS['hint']}: {question.hint}"] if question.hint else []
    more += [f"{LABELS['follow_ups']}: {one}" for one in question.follow_ups]
    if question.misconception:
        more.append(f"{LABELS['misconception']}: {question.misconception}")
    more += [f"{LABELS['references']}: {one}" for one in question.references]
    return {
        QUESTION: question.text,
        ANSWER: question.answer,
        POINTS: "\n".join(f"- {point}" for point in question.key_points),
        KIND: ", ".join((question.tier, *question.topics)),
        MORE: "\n".join(more),
    }


def _read_words(name: str, what: str, typed: str, limit: int) -> str:
    words = "\n".join(line.rstrip() for line in typed.strip().splitlines())
    if not any(letter.isalnum() for letter in words):
        raise BadInput(name, f"{what} is missing.")
    return _within(name, what, words, limit)


def _within(name: str, what: str, words: str, limit: int) -> str:
    if len(words) > limit:
        raise BadInput(name, f"{what} has {len(words)} characters; {limit} fit.")
    return words


def _read_text(typed: str) -> dict[str, str]:
    return {"text": _read_words(QUESTION, "The question", typed, MAX_TEXT)}


def _read_answer(typed: str) -> dict[str, str]:
    return {"answer": _read_words(ANSWER, "The answer", typed, MAX_ANSWER)}


def _read_points(typed: str) -> dict[str, tuple[str, ...]]:
    points = tuple(
        _within(POINTS, "A key point", point, MAX_KEY_POINT)
        for line in typed.splitlines()
        if (point := _MARKER.sub("", line).strip())
    )
    if not 3 <= len(points) <= 5:
        count = f"{len(points)} stand" if len(points) != 1 else "1 stands"
        raise BadInput(POINTS, f"3 to 5 key points are needed, one on each line; {count} there.")
    if len({point.casefold() for point in points}) < len(points):
        raise BadInput(POINTS, "Two key points are the same.")
    return {"key_points": points}


def _read_kind(typed: str) -> dict[str, str | tuple[str, ...]]:
    hyphened = _TOPIC_IN_WORDS.sub(_with_hyphens, typed.casefold())
    words = dict.fromkeys(word for word in _WORD.split(hyphened) if word)
    tiers = [tier for tier in TIERS if tier in words]
    topics = tuple(word for word in words if word not in TIERS)
    for topic in topics:
        if topic not in TOPICS:
            raise BadInput(KIND, _unknown(topic))
    if not tiers:
        raise BadInput(KIND, f"One tier is needed: {', '.join(TIERS)}.")
    if len(tiers) > 1:
        count = "Two" if len(tiers) == 2 else "Three"
        listed = f"{', '.join(tiers[:-1])} and {tiers[-1]}"
        raise BadInput(KIND, f"{count} tiers stand there: {listed}. One is needed.")
    if not 1 <= len(topics) <= 4:
        raise BadInput(KIND, f"1 to 4 topics are needed, of these: {', '.join(TOPICS)}.")
    return {"tier": tiers[0], "topics": topics}


def _with_hyphens(topic: re.Match[str]) -> str:
    """Write a topic such as "computer vision" as it is called here."""
    return "-".join(re.split(r"[\s_-]+", topic[0]))


def _unknown(word: str) -> str:
    close = get_close_matches(word, [*TOPICS, *TIERS], 1)
    meant = f" Did you mean {close[0]}?" if close else ""
    return (
        f"'{word[:40]}' is no tier and no topic.{meant} Tiers are {', '.join(TIERS)}; "
        f"topics are {', '.join(TOPICS)}."
    )


def _read_more(typed: str) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in LABELS}
    for line in typed.splitlines():
        if not line.strip():
            continue
        label, colon, words = line.partition(":")
        name = _FIELD_OF_LABEL.get(_MARKER.sub("", label).strip().casefold())
        if not colon or name is None or not words.strip():
            raise BadInput(MORE, _labels_needed(line))
        found[name].append(_within(MORE, LABELS[name], words.strip(), _LIMITS[name]))
    for name, lines in found.items():
        if len(lines) > _MOST[name]:
            raise BadInput(MORE, f"At most {_MOST[name]} lines can begin with {LABELS[name]}:")
    return {
        "hint": _only(found["hint"]),
        "follow_ups": tuple(found["follow_ups"]),
        "misconception": _only(found["misconception"]),
        "references": tuple(found["references"]),
    }


def _labels_needed(line: str) -> str:
    labels = ", ".join(f"{label}:" for label in LABELS.values())
    return f"Each line here begins with one of {labels} This one does not: '{line.strip()[:40]}'"


def _only(lines: Sequence[str]) -> str:
    return lines[0] if lines else ""


def _check_room(question: OwnQuestion) -> None:
    """Refuse what no card could hold once its signs are written so that nobody reads markup."""
    parts = {
        QUESTION: ((question.text,),),
        ANSWER: ((question.answer,),),
        POINTS: (question.key_points,),
        MORE: ((question.hint, question.misconception), question.follow_ups, question.references),
    }
    total = 0
    for name, sections in parts.items():
        for section in sections:
            size = sum(shown_length(question.shown(part)) + _MARKS for part in section)
            total += size
            if size > MAX_SECTION - _HEADING:
                raise BadInput(name, "That has too many signs such as * or &; write it plainer.")
    if total > MAX_CARD - _FOR_THE_REST:
        raise BadInput(ANSWER, "Together that is more than one message holds; shorten it a little.")


_READERS: Final[Mapping[str, Callable[[str], Mapping[str, Any]]]] = {
    QUESTION: _read_text,
    ANSWER: _read_answer,
    POINTS: _read_points,
    KIND: _read_kind,
    MORE: _read_more,
}
