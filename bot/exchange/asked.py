"""A question of a Markdown list while it is being read: how it began, and what was said so far."""

import re
import textwrap
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_RULE: Final = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,})")


class Style(Enum):
    """How a question is marked as one."""

    HEADING = auto()
    BOLD = auto()
    NUMBER = auto()
    BULLET = auto()
    LETTER = auto()
    DETAILS = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line begins a question with, and its answer if that stands on the same line.

    ``level`` is that of a heading; ``indent`` and ``count`` are those of an entry of a list.
    ``is_whole`` holds where a question behind a Q ends on its line; ``sign`` is what follows the Q.
    """

    style: Style
    text: str
    level: int = 0
    indent: int | None = None
    count: int | None = None
    answer: str | None = None
    is_whole: bool = False
    sign: str = ""


class Asked:
    """A question so far; ``answer`` is None until one has begun."""

    def __init__(self, line: int, tier: str, opening: Opening) -> None:
        self.line = line
        self.tier = tier
        self.opening = opening
        self.text = [opening.text]
        self.answer: list[str] | None = None
        self.after_blank = False
        self.step: int | None = None  # the last number of a list in the answer
        self._is_in_line = False  # the answer began behind its label or its question
        if opening.answer is not None:
            self.begin_answer(opening.answer)

    @property
    def style(self) -> Style:
        """How it is marked."""
        return self.opening.style

    @property
    def is_in_a_list(self) -> bool:
        """Tell whether it is an entry that may go on below its first line."""
        return self.style in {Style.NUMBER, Style.BULLET}

    @property
    def has_ended(self) -> bool:
        """Tell a question with its question mark at the end of what was read of it."""
        return self.text[-1].rstrip().endswith("?")

    def begin_answer(self, first: str | None = None) -> None:
        """Let what follows be the answer; it may begin on this line."""
        self.answer = [] if first is None else [first]
        self._is_in_line = first is not None

    def answer_text(self) -> str:
        """Join the lines of the answer, without the indent that they have in their list."""
        lines = list(self.answer or [])
        while lines and (not lines[-1].strip() or is_rule(lines[-1])):
            lines.pop()
        first, rest = (lines[:1], lines[1:]) if self._is_in_line else ([], lines)
        return "\n".join([*first, textwrap.dedent("\n".join(rest))])


def is_rule(line: str) -> bool:
    """Tell a line that only parts others."""
    return _RULE.fullmatch(line) is not None
