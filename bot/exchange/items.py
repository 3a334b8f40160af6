"""Entries of a Markdown list: whether one begins a question, or belongs to the one above."""

import re
from dataclasses import dataclass
from typing import Final

from bot.exchange import wording
from bot.exchange.asked import Asked, Opening, Style

_BOX: Final = r"(?:\[[ xX]\]\s+)?"
_NUMBERED: Final = re.compile(
    rf"(?P<indent> {{0,3}})(?P<count>\d{{1,9}})[.)]\s+{_BOX}(?P<text>\S.*)"
)
_BULLET: Final = re.compile(rf"[-*+]\s+{_BOX}(?P<text>\S.*)")
_EMPTY: Final = re.compile(r"\s*(?:[-*+]|\d+[.)]|#{1,6})(?:\s+\[[ xX]?\])?")
_NESTED: Final = 2  # spaces: a number so much further in belongs to the entry above it


@dataclass(frozen=True, slots=True)
class Item:
    """An entry; ``bold`` are its words where all are bold, and a bullet has no ``count``."""

    text: str
    indent: int
    count: int | None
    bold: str | None
    remark: str = ""  # behind the bold words, and no part of them

    @property
    def asks(self) -> bool:
        """Tell whether it is a question by its words."""
        return wording.asks(self.bold or self.text)


def item_in(line: str) -> Item | None:
    """Read a line that begins an entry, and no answer."""
    if wording.label_in(line) is not None:
        return None
    if found := _NUMBERED.fullmatch(line):
        text, indent, count = found["text"], len(found["indent"]), int(found["count"])
        return Item(text, indent, count, wording.in_bold(text), wording.remark_behind(text))
    if found := _BULLET.fullmatch(line):
        text = found["text"]
        return Item(text, 0, None, wording.in_bold(text), wording.remark_behind(text))
    return None


def is_empty_item(line: str) -> bool:
    """Tell a mark, a number or a box to tick with nothing behind it."""
    return _EMPTY.fullmatch(line.rstrip()) is not None


def is_inside(question: Asked, item: Item) -> bool:
    """Tell whether an entry is indented below a question that is one itself."""
    indent = question.opening.indent
    return indent is not None and item.indent >= indent + _NESTED


def is_in_its_answer(question: Asked, item: Item) -> bool:
    """Tell whether an entry that is not indented belongs to the answer of the question above."""
    if item.bold and item.asks:
        return False
    if question.style is Style.BOLD:
        if question.opening.count is not None and item.count is not None:
            return _is_a_step(question, question.opening.count, item.text, item.count)
        if _is_a_bullet_beside(question, item) and "?" in item.text:
            return False
        if question.answer is None:
            is_beside = question.opening.indent is not None and question.opening.count == item.count
            return not (is_beside or item.asks)
        return not _goes_on(question, item)
    return question.answer is not None and item.count is None and question.style is not Style.BULLET


def _is_a_bullet_beside(question: Asked, item: Item) -> bool:
    """Tell an entry of the very list that the question is one of."""
    opening = question.opening
    return opening.indent is not None and opening.count is None and item.count is None


def _is_a_step(question: Asked, count: int, text: str, step: int) -> bool:
    """Tell a number below a numbered question that begins or goes on with a list of its own."""
    is_next_question = step == count + 1 != (question.step or 0) + 1
    if is_next_question or wording.asked_and_answered(text):
        return False
    return question.answer is not None or not (wording.in_bold(text) or "?" in text)


def opening_of(question: Asked | None, item: Item) -> Opening | None:
    """Tell how an entry begins a question; None for one that does not."""
    numbered = item.count is not None
    if item.bold and (item.asks or numbered):
        return Opening(
            Style.BOLD, item.bold, indent=item.indent, count=item.count, remark=item.remark
        )
    parts = wording.asked_and_answered(item.text)
    if parts and (question is None or _goes_on(question, item)):
        asked, answer = parts
        return Opening(Style.BOLD, asked, indent=item.indent, count=item.count, answer=answer)
    if numbered:
        return Opening(Style.NUMBER, item.text, indent=item.indent, count=item.count)
    if item.asks and (question is None or question.style is not Style.NUMBER):
        return Opening(Style.BULLET, item.text, indent=item.indent)
    return None


def _goes_on(question: Asked, item: Item) -> bool:
    """Tell whether an entry with its answer behind it is the next one in the manner of the list."""
    opening = question.opening
    is_of_one_list = opening.indent is not None and (opening.count is None) == (item.count is None)
    is_entry = is_of_one_list or question.style is Style.BULLET
    return is_entry and wording.asked_and_answered(item.text) is not None
