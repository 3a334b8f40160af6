"""Text as the letters that readers see: marks, joined emoji and flags belong together."""

import unicodedata
from collections.abc import Iterator
from typing import Final

JOINER: Final = "\N{ZERO WIDTH JOINER}"
EMOJI_STYLE: Final = "\N{VARIATION SELECTOR-16}"
KEYCAP: Final = "\N{COMBINING ENCLOSING KEYCAP}"
_NON_JOINER: Final = "\N{ZERO WIDTH NON-JOINER}"
_TEXT_STYLE: Final = "\N{VARIATION SELECTOR-15}"
_MAX_MARKS: Final = 3  # more of them climb into the lines above
_MAX_LETTER: Final = 12  # the longest emoji in use have ten
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def letters(text: str) -> list[str]:
    """Split one line of text into the letters that readers see; what shows nothing is left out."""
    return list(_letters(_visible(text)))


def bare(letter: str) -> str:
    """Take off what only says how a letter joins or looks."""
    unseen = {JOINER, _NON_JOINER, EMOJI_STYLE, _TEXT_STYLE}
    return "".join(sign for sign in letter if sign not in unseen)


def is_emoji(letter: str) -> bool:
    """Tell whether a letter wants to be a coloured picture."""
    return ord(letter[0]) >= 0x1F000 or EMOJI_STYLE in letter or KEYCAP in letter


def is_neutral(letter: str) -> bool:
    """Tell whether a letter looks the same in any script: a space, a digit, a sign."""
    return unicodedata.category(letter[0])[0] not in {"L", "M"}


def is_right_to_left(letter: str) -> bool:
    """Tell whether a letter is read from right to left."""
    return unicodedata.bidirectional(letter[0]) in _RIGHT_TO_LEFT


def begins_at_the_right(text: list[str]) -> bool:
    """Tell whether a line is read from right to left: its first letter with a direction says so."""
    for letter in text:
        if unicodedata.bidirectional(letter[0]) in {"L", *_RIGHT_TO_LEFT}:
            return is_right_to_left(letter)
    return False


def _visible(text: str) -> str:
    """Leave out controls, and signs that turn the direction of what follows."""
    kept = []
    for sign in " ".join(text.split()):
        category = unicodedata.category(sign)
        if category in {"Cc", "Cs", "Co"}:
            continue
        if category == "Cf" and sign not in {JOINER, _NON_JOINER} and not _is_tag(sign):
            continue
        kept.append(sign)
    return "".join(kept)


def _letters(text: str) -> Iterator[str]:
    letter, marks = "", 0
    for sign in text:
        if letter and _belongs_to(letter, sign):
            marks += unicodedata.category(sign) in {"Mn", "Me"}
            if marks <= _MAX_MARKS and len(letter) < _MAX_LETTER:
                letter += sign
            continue
        if letter:
            yield letter
        letter, marks = sign, 0
    if letter:
        yield letter


def _belongs_to(letter: str, sign: str) -> bool:
    if letter[-1] == JOINER and ord(sign) > 0xFF and is_emoji(letter):
        return True
    if _is_flag_half(sign):
        return len(letter) == 1 and _is_flag_half(letter)
    joins = sign in {JOINER, _NON_JOINER}
    return joins or unicodedata.category(sign)[0] == "M" or _is_skin(sign) or _is_tag(sign)


def _is_flag_half(sign: str) -> bool:
    return 0x1F1E6 <= ord(sign) <= 0x1F1FF


def _is_skin(sign: str) -> bool:
    return 0x1F3FB <= ord(sign) <= 0x1F3FF


def _is_tag(sign: str) -> bool:
    return 0xE0020 <= ord(sign) <= 0xE007F
