"""How well something is known, and how sure that is."""

import math
from collections.abc import Iterable
from typing import Final

from bot.pictures import Bar, Estimate

FEWEST: Final = 3
"""Below so many questions it is too few to say."""

_DEVIATIONS: Final = 1.2816  # of the normal distribution: 80 % lie within


def how_well(name: str, recalls: Iterable[float], *, total: int) -> Bar:
    """Tell how well something is known: the mean chance to recall each of its questions met.

    ``total`` is how many questions there are.
    """
    chances = list(recalls)
    if not chances or len(chances) < min(FEWEST, total):  # two of two is all there is
        return Bar(name, None, len(chances), total)
    mean = math.fsum(chances) / len(chances)
    return Bar(name, wilson(mean, len(chances)), len(chances), total)


def wilson(share: float, count: int) -> Estimate:
    """Tell where a share that ``count`` trials gave lies four times out of five.

    Wilson's score interval (E. B. Wilson, Probable Inference, the Law of Succession, and
    Statistical Inference, JASA 22, 1927). Chances vary less around their mean than the hits and
    misses it is made for, so that it is rather too wide than too narrow.
    """
    squared = _DEVIATIONS**2
    scale = 1 + squared / count
    middle = (share + squared / (2 * count)) / scale
    spread = share * (1 - share) / count + squared / (4 * count**2)
    half = _DEVIATIONS * math.sqrt(spread) / scale
    return Estimate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))
