"""What a Markdown list has said so far: its questions, their answers, and what belongs to none."""

import re
from collections.abc import Iterator
from typing import Final

from bot.drafts import draft_of
from bot.exchange import wording
from bot.exchange.asked import Asked, Opening, Style, is_rule
from bot.exchange.entries import Entry, Found, Unread

_IN_A_TABLE: Final = "a row of a table, which is not read; write a list, or save it as CSV"
_COMMENT: Final = re.compile(r"<!--.*-->")


class Gathering:
    """The questions found so far, the one that is being read, and the tier that holds."""

    def __init__(self) -> None:
        self.question: Asked | None = None
        self._found: list[Found] = []
        self._tier = ""
        self._stray_at = 0

    def finish(self) -> Iterator[Found]:
        """Close what is open, and give all that was found in the order of its lines."""
        self.close()
        return iter(sorted(self._found, key=lambda found: found.line))

    @property
    def holds_bold_lines(self) -> bool:
        """Tell whether a bold line can be a part of the answer that is being read."""
        return self.question is not None and self.question.style in {Style.HEADING, Style.LETTER}

    def begin_tier(self, tier: str) -> None:
        """Let a tier hold from here on."""
        self.close()
        self._tier = tier

    def open(self, line: int, opening: Opening) -> None:
        """Begin a question."""
        self.close()
        self.question = Asked(line, self._tier, opening)

    def begin_answer(self) -> None:
        """Let what follows be the answer."""
        if self.question:
            self.question.begin_answer()

    def take_code(self, number: int, line: str) -> None:
        """Take a line of a block of code."""
        question = self.question
        if question and question.answer is None and question.is_in_a_list and question.after_blank:
            self.stray(number, "code that may belong to the question or be its answer; write A:")
        else:
            self.take(number, line)

    def take(self, number: int, line: str) -> None:
        """Take a line that opens nothing."""
        question = self.question
        is_comment = _COMMENT.fullmatch(line.strip()) is not None
        if not line.strip() or is_rule(line) or is_comment:
            self._stray_at = 0
            if question and question.answer:
                question.answer.append("" if is_comment else line)
            elif question:
                question.after_blank = True
            return
        answer = wording.behind_a(line, question.opening.sign if question else "")
        if question is None:
            self.stray(number, _IN_A_TABLE if line.startswith("|") else "belongs to no question")
        elif question.answer is None and answer is not None:
            question.begin_answer(answer)
        elif question.answer is not None:
            question.answer.append(line)
        elif question.style in {Style.HEADING, Style.BOLD} or question.opening.is_whole:
            question.answer = [line]
        elif question.is_in_a_list and question.after_blank:
            self._below_an_item(question, number, line)
        elif question.has_ended and not wording.goes_on_asking(line):
            self.stray(number, "may belong to the question or be its answer; write A: before one")
        else:
            question.text.append(line.strip() if question.is_in_a_list else line)

    def _below_an_item(self, question: Asked, number: int, line: str) -> None:
        if line[0].isspace():
            question.answer = [line]
        else:
            self.close()
            self.stray(number, "is not indented below a question, so it may not be its answer")

    def leave_out(self, number: int) -> None:
        """Report an entry with nothing in it; what comes behind it joins no question's text."""
        if self.question:
            self.question.after_blank = True
        self.stray(number, "an empty entry, left out")

    def stray(self, number: int, reason: str) -> None:
        """Report what belongs nowhere, once for lines that stand together."""
        if self._stray_at != number - 1 or not self._stray_at:
            self.tell(number, reason)
        self._stray_at = number

    def tell(self, number: int, reason: str) -> None:
        """Report a line."""
        self._found.append(Unread(number, reason))

    def close(self) -> None:
        """End the question that is being read."""
        question, self.question = self.question, None
        if question is None:
            return
        known = {
            "tier": question.tier,
            "text": "\n".join(question.text),
            "answer": question.answer_text(),
        }
        draft = draft_of(known)
        self._found.append(
            Entry(question.line, draft) if draft.text else Unread(question.line, "asks nothing")
        )
