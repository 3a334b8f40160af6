"""Headings that are underlined, written as those that begin with a hash."""

import re
from collections.abc import Sequence
from typing import Final

from bot.exchange import wording

_UNDER: Final = re.compile(r" {0,3}(?P<sign>=|-)(?P=sign){2,}\s*")
_TITLE: Final = re.compile(r"[^\W_*].*")  # neither a list, a quote, a table nor a heading


def with_hashes(lines: Sequence[str], in_code: Sequence[bool]) -> list[str]:
    """Write each underlined heading as one line, and leave the other one empty.

    A rule of hyphens below a line parts as often as it underlines: only a tier is a heading then.
    """
    written = list(lines)
    for at, line in enumerate(lines[1:], start=1):
        under, title = _UNDER.fullmatch(line), lines[at - 1].strip()
        stands_alone = at == 1 or not lines[at - 2].strip()
        is_title = stands_alone and not in_code[at] and _TITLE.fullmatch(title)
        if not (under and is_title):
            continue
        if under["sign"] == "=" or wording.tier_of(title):
            written[at - 1] = f"{'#' if under['sign'] == '=' else '##'} {title}"
            written[at] = ""
    return written
