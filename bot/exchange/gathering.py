"""What a Markdown list has said so far: its questions, their answers, and what belongs to none."""

import re
from collections.abc import Iterator
from typing import Final

from bot.drafts import draft_of
from bot.exchange import wording
from bot.exchange.asked import Asked, Held, Opening, Style, is_asked, is_rule
from bot.exchange.entries import Entry, Found, Note, Unread
from bot.exchange.phrases import named
from bot.exchange.wording import Label

_IN_A_TABLE: Final = "a row of a table, which is not read; write a list, or save it as CSV"
_BEFORE_A_LABEL: Final = "what stands between the question and this label is read as the question's"
_CHOICES: Final = "has lettered lines to choose from; write Answer: before the answer"
_WHOSE: Final = "may belong to the question or be its answer; write A: before an answer"
_END_ON_THEIR_LINE: Final = {Style.HEADING, Style.BOLD, Style.DETAILS}
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
        if opening.remark:
            self.note(line, f"{named(opening.remark)} behind the question is left out")

    def begin_answer(self, number: int) -> None:
        """Let what follows be the answer, behind the label on this line."""
        if self.question and self.question.begin_answer():
            self.note(number, _BEFORE_A_LABEL)

    def take_code(self, number: int, line: str) -> None:
        """Take a line of a block of code."""
        question = self.question
        if question and question.answer is None and question.is_in_a_list and question.after_blank:
            question.held.append(Held(number, line, "code that "))
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
        if question is None:
            self.stray(number, _IN_A_TABLE if line.startswith("|") else "belongs to no question")
        elif not self._begins_its_answer(question, number, line):
            self._take_below(question, number, line)

    def _begins_its_answer(self, question: Asked, number: int, line: str) -> bool:
        """Begin the answer behind its label, also where something without one stood before it."""
        label = wording.label_in(line, question.opening.sign)
        if label is None or not _may_begin(question, label):
            return False
        if question.begin_answer(label.text, line if label.is_letter else None):
            self.note(number, _BEFORE_A_LABEL)
        return True

    def _take_below(self, question: Asked, number: int, line: str) -> None:
        """Take a line that no label says anything about."""
        ends_on_its_line = question.style in _END_ON_THEIR_LINE or question.opening.is_whole
        if question.answer is not None:
            question.answer.append(line)
        elif ends_on_its_line:
            question.answer = [line]
        elif question.is_in_a_list and question.after_blank:
            self._below_an_item(question, number, line)
        elif question.held or (question.has_ended and not wording.goes_on_asking(line)):
            question.held.append(Held(number, line, ""))
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

    def note(self, number: int, remark: str) -> None:
        """Tell of a line that was read, and perhaps not as it was meant."""
        self._found.append(Note(number, remark))

    def drop(self) -> None:
        """Forget what was read as a question and is none."""
        self.question = None

    def close(self) -> None:
        """End the question that is being read."""
        question, self.question = self.question, None
        if question is None:
            return
        if question.offers_choices:
            self.note(question.line, _CHOICES)
            if question.are_choices_certain:
                question.take_choices()
        for held in question.held:
            self.stray(held.number, f"{held.what}{_WHOSE}")
        known = {
            "tier": question.tier,
            "text": "\n".join(question.text).strip(),
            "answer": question.answer_text(),
        }
        draft = draft_of(known)
        self._found.append(
            Entry(question.line, draft) if draft.text else Unread(question.line, "asks nothing")
        )


def _may_begin(question: Asked, label: Label) -> bool:
    """Tell whether a label begins the answer; in what is being said it may be any other word."""
    if label.is_letter and label.mark and question.opening.indent is None:
        return question.style is Style.LETTER  # else an entry of a list may be called A
    if question.answer is None:
        return True
    if question.is_certain:
        return not label.is_letter and question.offers_choices
    if question.style is Style.LETTER:
        return label.is_plain
    return label.is_plain and not label.is_letter and is_asked(question.answer)
