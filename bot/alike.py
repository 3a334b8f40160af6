"""Which texts ask nearly the same; word order, case, punctuation and small words hide nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

ALIKE: Final = 75.0
"""From this score of 100 on two questions are near-duplicates; no two of ours reach 67."""

_WORD: Final = re.compile(r"[^\W_]+")
_SMALL_WORD: Final = re.compile(
    "a|an|and|are|as|at|be|by|describe|did|do|does|explain|for|from|how|in|is|it|its|of|on|or|s"
    "|that|the|their|them|they|this|to|use|used|we|what|when|which|why|with|would|you|your"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in alphabetical order: all, those that carry it, those with a digit."""

    all: str
    telling: str
    numbers: frozenset[str]


class KnownTexts:
    """Texts by their ids, to be asked which of them a new one is alike."""

    def __init__(self) -> None:
        self._words: dict[str, _Words] = {}
        self._all: dict[str, str] = {}

    def add(self, text_id: str, text: str) -> None:
        """Remember a text."""
        words = _words_of(text)
        self._words[text_id] = words
        self._all[text_id] = words.all

    def alike(self, text: str) -> list[tuple[str, float]]:
        """List the near-duplicates of a text with their scores, best first."""
        words = _words_of(text)
        if not words.all:
            return []  # two texts of signs alone are not alike for that
        close = process.extract(
            words.all,
            self._all,
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=ALIKE,
            limit=None,
        )
        found = [
            (name, min(score, _telling_score(words, self._words[name]))) for _, score, name in close
        ]
        return sorted((one for one in found if one[1] >= ALIKE), key=lambda one: (-one[1], one[0]))


def alike(text: str, others: Mapping[str, str]) -> list[tuple[str, float]]:
    """List which of the other texts, by id, are near-duplicates of a text, best first."""
    known = KnownTexts()
    for text_id, other in others.items():
        known.add(text_id, other)
    return known.alike(text)


def _words_of(text: str) -> _Words:
    words = sorted(_WORD.findall(text.casefold()))
    telling = [word for word in words if not _SMALL_WORD.fullmatch(word)]
    numbers = frozenset(word for word in telling if any(map(str.isdigit, word)))
    return _Words(" ".join(words), " ".join(telling or words), numbers)


def _telling_score(one: _Words, other: _Words) -> float:
    """Score without the small words: "What is a CNN?" and "What is an RNN?" share only those."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0  # L1 is not L2, and the same sum with other numbers is another exercise
    return fuzz.ratio(one.telling, other.telling)
