"""What somebody types into the form of a suggestion, on every platform."""

from collections.abc import Mapping
from typing import Final

PROPOSED: Final[Mapping[str, str]] = {
    "question": "Why does warm-up help a transformer? <!channel> @everyone **now**",
    "answer": "The first gradients are large, and Adam's second moments are noisy.",
    "points": "Early gradients vary a lot\nAdam's moments are noisy at first\nSteps grow slowly",
    "kind": "advanced, responsible-ai",
    "more": "Hint: Think of the first hundred steps.",
}
LETTERS: Final = "<!channel> @everyone **now**"
"""What nobody may be able to read as a mention or as markup."""
