"""Which texts ask nearly the same; word order, case, punctuation and small words hide nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

ALIKE: Final = 75.0
"""From this score of 100 on two questions are near-duplicates; no two of ours reach 63."""

_SAME_WORD: Final = 80.0  # of 100: an inflection or another spelling, and no other word
_SAME_LETTERS: Final = 85.0  # of 100: the same words written together or apart
_SHORT: Final = 5  # words that carry: in so few, one that differs makes another question
_WORD: Final = re.compile(r"[^\W_]+")
_SMALL_WORD: Final = re.compile(
    "a|an|and|are|as|at|be|between|by|compare|describe|did|differ|difference|differences|differs|do"
    "|does|explain|for|from|how|in|is|it|its|of|on|or|s|that|the|their|them|they|this|to|use|used"
    "|versus|vs|we|what|when|which|why|with|would|you|your"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that carry a text: in its order, in alphabetical order, and those with a digit."""

    telling: tuple[str, ...]
    ordered: str
    numbers: frozenset[str]


class KnownTexts:
    """Texts by their ids, to be asked which of them a new one is alike."""

    def __init__(self) -> None:
        self._words: dict[str, _Words] = {}
        self._ordered: dict[str, str] = {}

    def add(self, text_id: str, text: str) -> None:
        """Remember a text."""
        words = _words_of(text)
        self._words[text_id] = words
        self._ordered[text_id] = words.ordered

    def alike(self, text: str) -> list[tuple[str, float]]:
        """List the near-duplicates of a text with their scores, best first."""
        words = _words_of(text)
        if not words.ordered:
            return []  # two texts of signs alone are not alike for that
        close = process.extract(
            words.ordered,
            self._ordered,
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=ALIKE,
            limit=None,
        )
        found = [
            (name, min(score, _score_by_words(words, self._words[name])))
            for _, score, name in close
        ]
        return sorted((one for one in found if one[1] >= ALIKE), key=lambda one: (-one[1], one[0]))


def alike(text: str, others: Mapping[str, str]) -> list[tuple[str, float]]:
    """List which of the other texts, by id, are near-duplicates of a text, best first."""
    known = KnownTexts()
    for text_id, other in others.items():
        known.add(text_id, other)
    return known.alike(text)


def _words_of(text: str) -> _Words:
    words = _WORD.findall(text.casefold())
    telling = [word for word in words if not _SMALL_WORD.fullmatch(word)]
    numbers = frozenset(word for word in telling if any(map(str.isdigit, word)))
    kept = tuple(telling or words)
    return _Words(kept, " ".join(sorted(kept)), numbers)


def _score_by_words(one: _Words, other: _Words) -> float:
    """Score what letters alone call alike: gradient descent is not gradient ascent."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0  # L1 is not L2, and the same sum with other numbers is another exercise
    mine, theirs = _without_shared(one.telling, other.telling)
    is_short = min(len(one.telling), len(other.telling)) <= _SHORT
    if not (mine and theirs and is_short) or _same("".join(mine), "".join(theirs), _SAME_LETTERS):
        return 100.0
    words = len(one.telling) + len(other.telling)
    return 100 * (words - len(mine) - len(theirs)) / words


def _without_shared(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """Leave of both texts the words that the other one has in no form."""
    mine, theirs = [], list(other)
    for word in one:
        same = next((known for known in theirs if _same(word, known, _SAME_WORD)), None)
        if same is None:
            mine.append(word)
        else:
            theirs.remove(same)
    return mine, theirs


def _same(one: str, other: str, score: float) -> bool:
    """Compare letters; what begins otherwise is another word, as decoder and encoder are."""
    return one[0] == other[0] and fuzz.ratio(one, other) >= score
