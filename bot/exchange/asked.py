"""A question of a Markdown list while it is being read: how it began, and what was said so far."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from bot.exchange import wording
from bot.exchange.wording import Choice

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
        self.is_certain = False
        self.step: int | None = None  # the last number of a list in the answer
        self.bold_step: int | None = None  # likewise of bold lines that ask nothing
        self._letter: str | None = None  # the line behind A: that may be the first of several
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

    def begin_answer(self, first: str | None = None, letter: str | None = None) -> bool:
        """Let what follows be the answer; it may begin on this line, ``letter``, behind an A.

        What stood there without a label is a part of the question then, and an answer with one goes
        on. True where that is more than what there is to choose from, and code.
        """
        if self.offers_choices:
            self.take_choices()
        elif self.is_certain and self.answer:
            _drop_blank_end(self.answer)
            self.answer += ["", *([] if first is None else [first])]
            return False
        before = textwrap.dedent("\n".join(held.line for held in self.held)).splitlines()
        before += self.answer or []
        self.text += before
        self.held.clear()
        self.answer = [] if first is None else [first]
        self.is_certain = True
        self._is_in_line = first is not None
        self._letter = letter
        return not is_asked(before)

    @property
    def offers_choices(self) -> bool:
        """Tell an answer behind an A that is the first of several lines to choose from."""
        if self._letter is None or not self.answer:
            return False
        below = [line for line in self.answer[1:] if line.strip()]
        marks = [wording.choice_in(line) for line in (self._letter, *below)]
        return len(marks) > 1 and None not in marks and marks[1] == _next_to(marks[0])

    @property
    def are_choices_certain(self) -> bool:
        """Tell choices even without a label behind them: a lone "A:" may well be one."""
        first = wording.choice_in(self._letter or "")
        return first is not None and bool(first.sign != ":" or first.mark)

    def take_choices(self) -> None:
        """Take back what began as an answer: it is what there is to choose from."""
        self.text += [self._letter or "", *(self.answer or [])[1:]]
        _drop_blank_end(self.text)
        self.answer, self._letter, self.is_certain = None, None, False

    def answer_text(self) -> str:
        """Join the lines of the answer, without the indent that they have in their list."""
        lines = list(self.answer or [])
        _drop_blank_end(lines)
        first, rest = (lines[:1], lines[1:]) if self._is_in_line else ([], lines)
        return "\n".join([*first, textwrap.dedent("\n".join(rest))])


def is_asked(lines: Sequence[str]) -> bool:
    """Tell lines to choose from, and code: below a question, they are a part of it."""
    return all(
        is_code or not line.strip() or wording.choice_in(line)
        for line, is_code in zip(lines, wording.in_code(lines), strict=True)
    )


def _next_to(choice: Choice | None) -> Choice | None:
    return choice and replace(choice, letter="b") if choice and choice.letter == "a" else None


def _drop_blank_end(lines: list[str]) -> None:
    while lines and (not lines[-1].strip() or is_rule(lines[-1])):
        lines.pop()


def is_rule(line: str) -> bool:
    """Tell a line that only parts others."""
    return _RULE.fullmatch(line) is not None
