"""A question of a Markdown list while it is being read: how it began, and what was said so far."""

import re
import textwrap
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.exchange import wording

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
    ``number`` is that of a bold line; ``remark`` stands behind the question and is no part of it.
    """

    style: Style
    text: str
    level: int = 0
    indent: int | None = None
    count: int | None = None
    answer: str | None = None
    is_whole: bool = False
    sign: str = ""
    number: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A line that may belong to a question or be its answer: a label behind it tells."""

    number: int
    line: str
    what: str


class Asked:
    """A question so far; ``answer`` is None until one has begun.

    An answer is certain where a label or its own line says that it is one.
    """

    def __init__(self, line: int, tier: str, opening: Opening) -> None:
        self.line = line
        self.tier = tier
        self.opening = opening
        self.text = [opening.text]
        self.answer: list[str] | None = None
        self.held: list[Held] = []
        self.after_blank = False
        self.has_choices = False
        self.is_certain = False
        self._choice: str | None = None  # the line behind A: that may be the first of several
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

    def begin_answer(self, first: str | None = None, choice: str | None = None) -> None:
        """Let what follows be the answer; it may begin on this line, ``choice``.

        What stood there without a label is a part of the question then; an answer with one goes on.
        """
        if self.is_certain and self.answer:
            _drop_blank_end(self.answer)
            self.answer += ["", *([] if first is None else [first])]
            return
        held = textwrap.dedent("\n".join(held.line for held in self.held))
        self.text += [*held.splitlines(), *(self.answer or ())]
        self.held.clear()
        self.answer = [] if first is None else [first]
        self.is_certain = True
        self._is_in_line = first is not None
        self._choice = choice

    def takes_choice(self, line: str) -> bool:
        """Take a line of several to choose from: what began behind an A: is the first of them."""
        letter = wording.choice_in(line)
        if self._choice is not None and letter == "b":
            self.text += [self._choice, *(self.answer or [])[1:]]
            self.answer, self._choice = None, None
            self.is_certain, self.has_choices = False, True
        if not letter or not self.has_choices or self.answer is not None:
            return False
        self.text.append(line)
        return True

    def answer_text(self) -> str:
        """Join the lines of the answer, without the indent that they have in their list."""
        lines = list(self.answer or [])
        _drop_blank_end(lines)
        first, rest = (lines[:1], lines[1:]) if self._is_in_line else ([], lines)
        return "\n".join([*first, textwrap.dedent("\n".join(rest))])


def _drop_blank_end(lines: list[str]) -> None:
    while lines and (not lines[-1].strip() or is_rule(lines[-1])):
        lines.pop()


def is_rule(line: str) -> bool:
    """Tell a line that only parts others."""
    return _RULE.fullmatch(line) is not None
