"""The colours of both themes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.pictures import Theme


@dataclass(frozen=True, slots=True)
class Colours:
    """What each thing is painted with; ``ground`` is opaque, whatever lies behind a picture."""

    ground: str
    panel: str
    text: str
    quiet: str
    practised: str
    missed: str
    known: str
    unsure: str


COLOURS: Final[Mapping[Theme, Colours]] = {
    Theme.LIGHT: Colours(
        ground="#ffffff",
        panel="#f3f5fa",
        text="#151a23",
        quiet="#566072",
        practised="#1a8f4a",
        missed="#e4e8f0",
        known="#4450cf",
        unsure="#aab2f3",
    ),
    Theme.DARK: Colours(
        ground="#0f131a",
        panel="#1a202b",
        text="#f1f4f9",
        quiet="#a0aabb",
        practised="#3cc46c",
        missed="#252c39",
        known="#8d98ff",
        unsure="#424b8f",
    ),
}
