"""Questions out of Markdown lists in the styles that people use; nothing is guessed."""

import re
from collections.abc import Iterator
from typing import Final

from bot.exchange import wording
from bot.exchange.asked import Asked, Opening, Style
from bot.exchange.entries import Found
from bot.exchange.gathering import Gathering
from bot.exchange.inside import remark_on
from bot.exchange.items import is_empty_item, is_in_its_answer, is_inside, item_in, opening_of
from bot.exchange.phrases import named
from bot.exchange.underlined import with_hashes
from bot.question_bank import TIERS

_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*?)(?:\s+#+)?")
_TAGS: Final = re.compile(r"(</?details[^<>]*>|</?summary[^<>]*>)", re.IGNORECASE)


def read_any_markdown(text: str) -> Iterator[Found]:
    """Read a list: what are questions in it, and what belongs to none."""
    lines = text.splitlines()
    in_code = list(wording.in_code(lines))
    reader = _Reader()
    numbered = enumerate(zip(with_hashes(lines, in_code), in_code, strict=True), start=1)
    for number, (line, code) in numbered:
        if code:
            reader.take_code(number, line)
        else:
            reader.take(number, line.rstrip())
    return reader.finish()


def _may_begin_below(question: Asked | None, asked: str) -> bool:
    """Tell whether a line of bold words and an answer is in the manner of the question above."""
    if question is None:
        return True
    opening = question.opening
    is_label = not wording.has_ended(asked) and wording.has_ended(opening.text)
    return opening.indent is None and opening.answer is not None and not is_label


def _is_next_in_bold(question: Asked | None, bold: str) -> bool:
    """Tell a bold line whose number follows on that of the question above, also in bold."""
    number = wording.number_of(bold)
    if question is None or number is None or question.opening.number is None:
        return False
    if number == (question.bold_step or 0) + 1:
        question.bold_step = number  # a step of several in the answer
        return False
    return number == question.opening.number + 1


def _no_tier(title: str) -> str:
    tiers = ", ".join(TIERS)
    return f"the heading {named(title)} names no tier, so what follows has none; tiers are {tiers}"


class _Reader:
    def __init__(self) -> None:
        self._list = Gathering()
        self._summary: str | None = None
        self._in_details = False
        self._tier_level = 0  # of the headings that name tiers; none ends what a bold line named
        self._comment_at = 0  # the line where a comment began that is not closed yet

    def finish(self) -> Iterator[Found]:
        if self._comment_at:
            self._list.tell(self._comment_at, "a comment that is never closed")
        return self._list.finish()

    def take_code(self, number: int, line: str) -> None:
        if not self._comment_at:
            self._list.take_code(number, line)

    def take(self, number: int, line: str) -> None:
        if self._comment_at:
            _, end, line = line.partition("-->")
            self._comment_at = 0 if end else self._comment_at
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            self._comment_at, line = number, ""
        if self._comment_at:
            self._list.take(number, "")
        elif self._summary is not None or _TAGS.search(line):
            self._take_tags(number, line)
        elif is_empty_item(line):
            self._list.leave_out(number)
        elif self._in_details or not (
            self._takes_heading(number, line) or self._opens(number, line)
        ):
            self._list.take(number, line)
            question = None if self._in_details else self._list.question
            if question and (remark := remark_on(question, line)):
                self._list.note(number, remark)

    def _take_tags(self, number: int, line: str) -> None:
        for piece in _TAGS.split(line):
            match (
                re.sub(r"[<>\s].*", "", piece.casefold().lstrip("<")) if _TAGS.match(piece) else ""
            ):
                case "details":
                    self._in_details = True
                case "/details":
                    self._in_details = False
                    if self._list.question and self._list.question.style is Style.DETAILS:
                        self._list.close()
                case "summary":
                    self._summary = ""
                case "/summary":
                    self._end_summary(number)
                case _ if self._summary is not None:
                    self._summary += f"{piece}\n"
                case _ if piece.strip():
                    self._list.take(number, piece)

    def _end_summary(self, number: int) -> None:
        text = wording.without_tags(self._summary or "")
        self._summary = None
        question = self._list.question
        is_title = wording.is_answer_title(text)
        if question and question.style is not Style.DETAILS and not wording.asks(text):
            self._list.begin_answer(number)
            if not is_title:
                self._list.note(number, f"{named(text)} is read as a label of the answer")
        elif not (is_title and question):
            bold = wording.in_bold(text)
            asked = wording.behind_q(text) or wording.without_number(bold or text)
            remark = wording.remark_behind(text)
            self._list.open(number, Opening(Style.DETAILS, asked, remark=remark))
        else:
            self._list.begin_answer(number)

    def _takes_heading(self, number: int, line: str) -> bool:
        heading = _HEADING.fullmatch(line)
        bold = wording.in_bold(line)
        question = self._list.question
        if not heading:
            tier = wording.tier_of(bold) if bold and not self._list.holds_bold_lines else None
            if tier:
                self._tier_level = 0
                self._list.begin_tier(tier)
            return tier is not None
        title = wording.in_bold(heading["title"]) or heading["title"]
        level = len(heading["level"])
        words = wording.behind_q(title) or wording.without_number(title)
        asked = wording.in_bold(words) or words
        if tier := wording.tier_of(title):
            self._tier_level = level
            self._list.begin_tier(tier)
        elif wording.is_answer_title(title) and question:
            self._list.begin_answer(number)
        elif wording.asks(asked) or wording.behind_q(title):
            remark = wording.remark_behind(heading["title"]) or wording.remark_behind(words)
            self._list.open(number, Opening(Style.HEADING, asked, level=level, remark=remark))
        elif question and 0 < question.opening.level < level:
            return False
        else:
            self._begin_section(number, title, level)
        return True

    def _begin_section(self, number: int, title: str, level: int) -> None:
        if level <= self._tier_level:
            self._list.begin_tier("")
            self._list.tell(number, _no_tier(title))
        else:
            self._list.close()
            if wording.names_a_tier(title):
                self._list.note(number, f"the heading {named(title)} is not read as that of a tier")

    def _opens(self, number: int, line: str) -> bool:
        asked = wording.behind_q(line)
        if asked is not None:
            parts = wording.asked_and_answered(wording.without_mark(line))
            asked, answer = parts or (asked, None)
            is_whole = bool(asked and wording.in_bold(wording.without_mark(line)))
            sign = wording.sign_behind_q(line)
            remark = wording.remark_behind(wording.without_mark(line))
            self._list.open(
                number,
                Opening(
                    Style.LETTER,
                    asked,
                    answer=answer,
                    is_whole=is_whole,
                    sign=sign,
                    remark=remark,
                ),
            )
            return True
        if self._list.holds_bold_lines and not self._ends_a_section_title(line):
            return False
        return self._opens_bold(number, line) or self._opens_item(number, line)

    def _opens_bold(self, number: int, line: str) -> bool:
        question, bold = self._list.question, wording.in_bold(line)
        asked = wording.without_number(bold or "")
        is_next = bold is not None and _is_next_in_bold(question, bold)
        if bold and (wording.asks(asked) or is_next):
            of_list, remark = wording.number_of(bold), wording.remark_behind(line)
            self._list.open(number, Opening(Style.BOLD, asked, number=of_list, remark=remark))
            if not wording.asks(asked):
                self._list.note(number, "is read as a question, by its number")
            return True
        parts = wording.asked_and_answered(line)
        if not parts:
            return False
        if _may_begin_below(question, parts[0]):
            self._list.open(number, Opening(Style.BOLD, parts[0], answer=parts[1]))
            return True
        return False

    def _ends_a_section_title(self, line: str) -> bool:
        """Take back a heading without a question mark that questions follow at once."""
        question = self._list.question
        if question is None or question.style is not Style.HEADING or question.answer:
            return False
        item = item_in(line)
        first = item.text if item else wording.in_bold(line) or ""
        if "?" not in first or not wording.is_about_questions(question.opening.text):
            return False
        self._list.drop()
        title = named(question.opening.text)
        self._list.note(question.line, f"the heading {title} is read as that of a section")
        self._begin_section(question.line, question.opening.text, question.opening.level)
        return True

    def _opens_item(self, number: int, line: str) -> bool:
        question, item = self._list.question, item_in(line)
        if item is None:
            return False
        if question and is_inside(question, item):
            return self._is_told_of_a_list_inside(question, number)
        if wording.is_link_to_a_heading(item.text):
            self._list.close()
            self._list.stray(number, "a link of a table of contents")
        elif question and is_in_its_answer(question, item):
            question.step = item.count
            return False
        elif opening := opening_of(question, item):
            self._list.open(number, opening)
        else:
            self._list.close()
            self._list.stray(
                number, "an entry that asks nothing, or is not indented below its question"
            )
        return True

    def _is_told_of_a_list_inside(self, question: Asked, number: int) -> bool:
        """Report a list that may ask or answer; False where it certainly belongs to an answer."""
        if question.answer is not None or question.after_blank or question.style is Style.BOLD:
            return False
        self._list.stray(
            number, "a list that may belong to the question or be its answer; write A:"
        )
        return True
