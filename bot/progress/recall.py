"""What a last rating tells of how well a question is known, on a scale that four words fill."""

from collections.abc import Mapping
from typing import Final

_RECALL: Final[Mapping[str, float]] = {"again": 0.25, "hard": 0.6, "good": 0.85, "easy": 0.95}


def expected_recall(rating: str) -> float:
    """Tell how likely a question is recalled that was last rated so.

    A plain reading of the four words: mostly not, rather yes than no, mostly, nearly always.
    """
    return _RECALL[rating]
