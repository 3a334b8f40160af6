"""The ids of new questions: each tier of a pack is numbered on."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Container
from pathlib import Path
from typing import Final

from bot.question_bank import TIERS

_LONGEST_PREFIX: Final = 40
_NUMBERED_ID: Final = re.compile(rf"(?P<prefix>.+)-(?P<tier>{'|'.join(TIERS)})-(?P<number>\d+)")


class Numbering:
    """What the ids of each pack begin with, and the highest number of each tier."""

    def __init__(self) -> None:
        self._prefixes: defaultdict[Path, Counter[str]] = defaultdict(Counter)
        self._highest: Counter[tuple[Path, str]] = Counter()

    def add(self, folder: Path, question_id: str) -> None:
        """Remember an id of a pack."""
        if found := _NUMBERED_ID.fullmatch(question_id):
            self._prefixes[folder][found["prefix"]] += 1
            place = folder, found["tier"]
            self._highest[place] = max(self._highest[place], int(found["number"]))

    def next_id(self, folder: Path, tier: str, *taken: Container[str]) -> str:
        """Number on in a pack, with the name that most of its ids begin with."""
        prefixes = self._prefixes[folder].most_common(1)
        prefix = prefixes[0][0] if prefixes else pack_prefix(folder.name)
        counts = itertools.count(self._highest[folder, tier] + 1)
        new_ids = (f"{prefix}-{tier}-{count:02}" for count in counts)
        return next(one for one in new_ids if not any(one in ids for ids in taken))


def pack_prefix(name: str) -> str:
    """Turn the name of a pack into the beginning of its ids; empty when no letter can stay."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return "-".join(words)[:_LONGEST_PREFIX].strip("-")
