"""Whether words can be read by those who see little."""

import re
from pathlib import Path

import pytest

from adapters.playground.room import MEMBERS

_STYLES = Path(__file__).parents[3] / "adapters/playground/static/base.css"


def _colours(styles: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", styles))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("text", "page"),
        ("text", "raised"),
        ("text", "accent-soft"),
        ("muted", "page"),
        ("muted", "raised"),
        ("muted", "accent-soft"),
        ("accent-strong", "page"),
        ("accent-strong", "raised"),
        ("accent-strong", "accent-soft"),
        ("on-accent", "accent"),
        ("refusal", "page"),
        ("danger", "page"),
        ("side-text", "side-raised"),
        ("side-muted", "side"),
        ("side-muted", "side-raised"),
    ],
)
def test_words_stand_out_from_what_is_behind_them(ink: str, paper: str, scheme: str) -> None:
    light, _, dark = _STYLES.read_text(encoding="utf-8").partition("@media (prefers-color-scheme")
    colours = _colours(light) | (_colours(dark) if scheme == "dark" else {})
    brighter, darker = sorted((_luminance(colours[ink]), _luminance(colours[paper])), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5


def test_everybody_has_a_colour_on_which_their_letter_stands_out() -> None:
    cards = (_STYLES.parent / "cards.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"\.avatar-([a-z]+) \{ background: (#[0-9a-f]{6}); \}", cards))
    for member in MEMBERS:
        assert 1.05 / (_luminance(colours[member.member_id]) + 0.05) >= 4.5
    assert len({colours[member.member_id] for member in MEMBERS}) == len(MEMBERS)
