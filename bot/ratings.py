"""How well an answer went."""

from enum import StrEnum


class Rating(StrEnum):
    """The member's own judgement, from worst to best."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


def proposed_rating(ticked: int, points: int, *, has_words: bool) -> Rating:
    """Propose a rating from the key points ticked (PRODUCT: answering a question).

    None ticked is again, under half hard, half or more good, all easy; without typed words at most
    hard.
    """
    if ticked == 0:
        return Rating.AGAIN
    if not has_words or 2 * ticked < points:
        return Rating.HARD
    return Rating.EASY if ticked == points else Rating.GOOD
