"""Which texts ask nearly the same; order, case, punctuation, endings and small words hide nothing.

What counts is the words that carry a question: the score is the share of them that both texts have.
One word that is another, or one more, makes a short question another one, and a long one hardly.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

ALIKE: Final = 87.5
"""From this score of 100 on, 7 words of 8, two questions are near-duplicates."""

_LONG_ENOUGH_FOR_A_SLIP: Final = 7  # letters: shorter words are easily others, such as Adam, AdamW

_WITHOUT_SPACES: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # each sign is a word
_WORD: Final = re.compile(rf"[{_WITHOUT_SPACES}]|[^\W_{_WITHOUT_SPACES}]+")
_SMALL_WORD: Final = re.compile(
    "a|about|an|and|are|as|at|be|been|between|briefly|by|can|concept|could|describe|did|do|does"
    "|explain|for|from|give|has|have|he|her|his|how|idea|in|is|it|its|me|mean|means|meant|of|on"
    "|one|or|please|s|she|should|so|tell|than|that|the|their|them|then|there|they|this|to|us|use|used|we"
    "|what|when|which|who|why|with|would|you|your"
)
_CACHED: Final = 10_000  # words: those of some thousand questions
_DIFFER: Final = "differ"
_FROM: Final = "from"  # beside it: who compares two things says more than who asks about one
_COMPARING: Final = re.compile(
    "differ|differs|difference|differences|differently|different|differentiate|compare|compares"
    "|comparison|contrast|distinguish|versus|vs"
)
_ENDING: Final = re.compile(
    r"(?:(?<=[^\W\d_]{4})(?:ations?|ings?|ed|es|e)|(?<=[^\W\d_]{3})(?<![ais])s)\Z"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: those that carry it, and what two neighbours are when written as one.

    ``all`` are in alphabetical order; ``numbers`` are the words with a digit.
    """

    all: str
    telling: frozenset[str]
    joined: Mapping[str, tuple[str, str]]
    numbers: frozenset[str]


class KnownTexts:
    """Texts by their ids, to be asked which of them a new one is alike."""

    def __init__(self) -> None:
        self._words: dict[str, _Words] = {}
        self._ids_with: defaultdict[str, set[str]] = defaultdict(set)
        self._ids_joining: defaultdict[str, set[str]] = defaultdict(set)
        self._long_words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._slips: dict[str, list[str]] = {}

    def add(self, text_id: str, text: str) -> None:
        """Remember a text, in the place of what it said before."""
        if before := self._words.get(text_id):
            for word in before.telling:
                self._ids_with[word].discard(text_id)
            for word in before.joined:
                self._ids_joining[word].discard(text_id)
        self._words[text_id] = words = _words_of(text)
        for word in words.telling:
            self._ids_with[word].add(text_id)
            self._learn(word)
        for word in words.joined:
            self._ids_joining[word].add(text_id)

    def alike(self, text: str) -> list[tuple[str, float]]:
        """List the near-duplicates of a text with their scores, best first."""
        words = _words_of(text)
        found = [
            (text_id, score)
            for text_id in self._near(words)
            if (score := _score(words, self._words[text_id])) >= ALIKE
        ]
        return sorted(found, key=lambda one: (-one[1], -self._by_letters(words, one[0]), one[0]))

    def _near(self, words: _Words) -> Iterator[str]:
        """List the texts that can be alike, by how many words they share: counting is quick."""
        shared: Counter[str] = Counter()
        joins: Counter[str] = Counter()
        for word in words.telling:
            shared.update(self._ids_with.get(word, ()))
            joins.update(self._ids_joining.get(word, ()))
            for slip in self._slips_of(word):
                shared.update(self._ids_with[slip])
        for word in words.joined:
            joins.update(self._ids_with.get(word, ()))
        for text_id in shared.keys() | joins.keys():
            most = 2 * shared[text_id] + 3 * joins[text_id]  # words of both that can be the same
            if 100 * most >= ALIKE * (len(words.telling) + len(self._words[text_id].telling)):
                yield text_id

    def _learn(self, word: str) -> None:
        """Remember what else a long word may be, once: texts share their words."""
        if word not in self._slips and len(word) >= _LONG_ENOUGH_FOR_A_SLIP:
            self._slips[word] = list(self._slips_of(word))
            for near in self._slips[word]:
                self._slips[near].append(word)
            self._long_words[word[0], len(word)].append(word)

    def _slips_of(self, word: str) -> Iterator[str]:
        if word in self._slips:
            yield from self._slips[word]
            return
        for length in range(len(word) - 1, len(word) + 2):
            for near in self._long_words.get((word[0], length), ()):
                if _is_a_slip(word, near):
                    yield near

    def _by_letters(self, words: _Words, text_id: str) -> float:
        return fuzz.ratio(words.all, self._words[text_id].all)


def alike(text: str, others: Mapping[str, str]) -> list[tuple[str, float]]:
    """List which of the other texts, by id, are near-duplicates of a text, best first."""
    known = KnownTexts()
    for text_id, other in others.items():
        known.add(text_id, other)
    return known.alike(text)


def likeness(one: str, other: str) -> float:
    """Tell how alike two texts are, of 100."""
    return _score(_words_of(one), _words_of(other))


def _words_of(text: str) -> _Words:
    words = _WORD.findall(text.casefold())
    telling = [word for word in words if not _is_small(word)] or words
    joined = {
        one + _root(other): (_root(one), _root(other))
        for one, other in pairwise(words)
        if not (_is_small(one) or _is_small(other))
    }
    numbers = frozenset(word for word in telling if any(map(str.isdigit, word)))
    roots = set(map(_root, telling))
    if _DIFFER in roots:
        roots.add(_FROM)
    return _Words(" ".join(sorted(words)), frozenset(roots), joined, numbers)


@lru_cache(maxsize=_CACHED)
def _is_small(word: str) -> bool:
    return _SMALL_WORD.fullmatch(word) is not None


@lru_cache(maxsize=_CACHED)
def _root(word: str) -> str:
    """Leave off how a word ends and is spelled where that makes no other word."""
    if _COMPARING.fullmatch(word):
        return _DIFFER
    return _ENDING.sub("", word.replace("z", "s"))


def _score(one: _Words, other: _Words) -> float:
    """Score how much of two texts is the same, of 100."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0  # L1 is not L2, and the same sum with other numbers is another exercise
    left, right = set(one.telling), set(other.telling)
    _join(left, right, other.joined)
    _join(right, left, one.joined)
    size = len(left) + len(right) or 1
    alone, alone_too = left - right, right - left
    for word in sorted(alone):
        if slip := next((near for near in sorted(alone_too) if _is_a_slip(word, near)), None):
            alone.discard(word)
            alone_too.discard(slip)
    return 100.0 * (1 - (len(alone) + len(alone_too)) / size)


def _join(words: set[str], others: set[str], joined: Mapping[str, tuple[str, str]]) -> None:
    """Take two words of the others for one that is written in one here, such as soft-max."""
    for word in sorted(words & joined.keys()):
        if word not in others:
            others.difference_update(joined[word])
            others.add(word)


def _is_a_slip(word: str, other: str) -> bool:
    """Tell a word with a letter too many, too few or in the wrong place.

    Another letter makes another word, as in perception and perceptron.
    """
    return (
        min(len(word), len(other)) >= _LONG_ENOUGH_FOR_A_SLIP
        and word[0] == other[0]
        and (len(word) != len(other) or sorted(word) == sorted(other))
        and (word + other).isalpha()
        and OSA.distance(word, other, score_cutoff=1) <= 1
    )
