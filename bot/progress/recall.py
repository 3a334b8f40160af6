"""What a last rating tells: how likely the answer is recalled, and when to look again."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

_RECALL: Final[Mapping[str, float]] = {"again": 0.25, "hard": 0.6, "good": 0.85, "easy": 0.95}
_DAYS: Final[Mapping[str, int]] = {"again": 1, "hard": 1, "good": 2, "easy": 8}
"""The first intervals of FSRS-6 with its default parameters, in whole days."""


def expected_recall(rating: str) -> float:
    """Tell how likely a question is recalled that was last rated so.

    A plain reading of the four words: mostly not, rather yes than no, mostly, nearly always.
    """
    return _RECALL[rating]


def next_look(rating: str, rated_on: date) -> date:
    """Tell on which day a question is due again that was rated so."""
    return rated_on + timedelta(days=_DAYS[rating])
