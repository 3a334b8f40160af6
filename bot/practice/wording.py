"""Which key points have nothing close to them in a member's own words; wording only.

A point and each sentence of the answer become vectors of character n-grams, weighted by how rare
each is among all key points of the bank. The highest cosine of a point with a sentence says how
close the words come. It tells nothing about right or wrong, and nothing else is derived from it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

NOTHING_CLOSE: Final = 0.06
"""Below this, 96 to 97 of 100 points were indeed not in the answer, where it was measured."""
MIN_WORDS: Final = 3
MIN_LATIN: Final = 0.9
WORDS_FOR_A_COMMON_ONE: Final = 12
_GRAM_SIZES: Final = (3, 4, 5)
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;:])\s+|\n+")
# Without "is", "of", "in", "for" and their like: Dutch, German or Danish have them, too.
_COMMON: Final = frozenset(
    {"the", "and", "are", "it", "its", "that", "this", "these", "those", "which", "with", "from"}
    | {"by", "into", "not", "only", "than", "when", "you", "your", "they", "them", "their"}
    | {"would", "each", "every", "because", "there"}
)
_BANKS_AT_ONCE: Final = 16

Points = tuple[str, ...]
_Vector = Mapping[str, float]


def points_with_nothing_close(
    words: str, points: Points, all_points: Iterable[Points]
) -> frozenset[int]:
    """Number the points, from 0, to which nothing in the words comes close.

    ``all_points`` are the key points of every question of the bank. Empty for words that are too
    few, or that do not look like English: there nothing was measured.
    """
    if len(_WORD.findall(words)) < MIN_WORDS or not looks_english(words):
        return frozenset()
    rarity = _rarity(tuple(all_points))
    sentences = [_vector(part, rarity) for part in _SENTENCE_END.split(words) if _WORD.search(part)]
    return frozenset(
        number
        for number, point in enumerate(points)
        if _closest(_vector(point, rarity), sentences) < NOTHING_CLOSE
    )


def looks_english(words: str) -> bool:
    """Tell whether a text looks like English.

    Nine in ten of its letters are plain Latin ones, and one in twelve of its words, at least one,
    is among the commonest English words.
    """
    letters = [character for character in words.casefold() if character.isalpha()]
    found = _WORD.findall(words.casefold())
    if not letters or sum(letter.isascii() for letter in letters) < MIN_LATIN * len(letters):
        return False
    common = sum(word in _COMMON for word in found)
    return common >= max(1, len(found) // WORDS_FOR_A_COMMON_ONE)


@lru_cache(maxsize=_BANKS_AT_ONCE)
def _rarity(all_points: tuple[Points, ...]) -> tuple[_Vector, float]:
    """Weigh every n-gram of the bank, and those that no key point has."""
    found = [set(_grams(point)) for points in all_points for point in points]
    counts = Counter(gram for grams in found for gram in grams)
    weights = {gram: _weight(len(found), count) for gram, count in counts.items()}
    return weights, _weight(len(found), 0)


def _weight(points: int, having_it: int) -> float:
    return math.log((1 + points) / (1 + having_it)) + 1


def _vector(text: str, rarity: tuple[_Vector, float]) -> _Vector:
    weights, unknown = rarity
    values = {
        gram: (1 + math.log(count)) * weights.get(gram, unknown)
        for gram, count in Counter(_grams(text)).items()
    }
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {gram: value / length for gram, value in values.items()}


def _grams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        padded = f" {word} "
        for size in _GRAM_SIZES:
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def _closest(point: _Vector, sentences: Sequence[_Vector]) -> float:
    return max(
        sum(value * sentence.get(gram, 0.0) for gram, value in point.items())
        for sentence in sentences
    )
