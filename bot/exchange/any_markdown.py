"""Questions out of Markdown lists in the styles that people use; nothing is guessed."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.drafts import draft_of
from bot.exchange import wording
from bot.exchange.entries import Entry, Found, Unread

_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<title>.*?)(?:\s+#+)?")
_NUMBERED: Final = re.compile(r"(?P<indent> {0,3})\d+[.)]\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)")
_BULLET: Final = re.compile(r"(?P<indent>)[-*+]\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)")
_RULE: Final = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,})")
_COMMENT: Final = re.compile(r"<!--.*-->")
_NESTED: Final = 2  # spaces: a number so much further in belongs to the entry above it
_TAGS: Final = re.compile(r"(</?details[^>]*>|</?summary[^>]*>)", re.IGNORECASE)


class _Style(Enum):
    HEADING = auto()
    BOLD = auto()
    NUMBER = auto()
    BULLET = auto()
    LETTER = auto()
    DETAILS = auto()


_IN_A_LIST: Final = frozenset({_Style.NUMBER, _Style.BULLET})


@dataclass(slots=True)
class _Question:
    """A question so far; ``answer`` is None until one has begun.

    ``indent`` is that of an entry of a list, and None for what is no entry.
    """

    line: int
    tier: str
    style: _Style
    text: list[str]
    level: int = 0
    indent: int | None = None
    answer: list[str] | None = None
    after_blank: bool = False


def read_any_markdown(text: str) -> Iterator[Found]:
    """Read a list: what are questions in it, and what belongs to none."""
    lines = text.splitlines()
    reader = _Reader()
    for number, (line, code) in enumerate(zip(lines, wording.in_code(lines), strict=True), start=1):
        if code:
            reader.take_code(number, line)
        else:
            reader.take(number, line.rstrip())
    return reader.finish()


def _holds_steps(question: _Question | None) -> bool:
    """Tell whether numbers below a question are its answer, as it is no such entry itself."""
    return question is not None and question.style is _Style.BOLD and question.indent is None


class _Reader:
    def __init__(self) -> None:
        self._found: list[Found] = []
        self._tier = ""
        self._question: _Question | None = None
        self._summary: str | None = None
        self._in_details = False
        self._stray_at = 0
        self._comment_at = 0  # the line where a comment began that is not closed yet

    def finish(self) -> Iterator[Found]:
        self._close()
        if self._comment_at:
            self._found.append(Unread(self._comment_at, "a comment that is never closed"))
        return iter(sorted(self._found, key=lambda found: found.line))

    def take_code(self, number: int, line: str) -> None:
        question = self._question
        if self._comment_at:
            return
        if (
            question
            and question.answer is None
            and question.style in _IN_A_LIST
            and question.after_blank
        ):
            self._stray(number, "code that may belong to the question or be its answer; write A:")
        else:
            self._content(number, line)

    def take(self, number: int, line: str) -> None:
        if self._comment_at:
            _, end, line = line.partition("-->")
            self._comment_at = 0 if end else self._comment_at
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            self._comment_at, line = number, ""
        if self._comment_at:
            self._content(number, "")
        elif self._summary is not None or _TAGS.search(line):
            self._take_tags(number, line)
        elif self._in_details or not (
            self._takes_heading(number, line) or self._opens(number, line)
        ):
            self._content(number, line)

    def _take_tags(self, number: int, line: str) -> None:
        for piece in _TAGS.split(line):
            match (
                re.sub(r"[<>\s].*", "", piece.casefold().lstrip("<")) if _TAGS.match(piece) else ""
            ):
                case "details":
                    self._in_details = True
                case "/details":
                    self._in_details = False
                    if self._question and self._question.style is _Style.DETAILS:
                        self._close()
                case "summary":
                    self._summary = ""
                case "/summary":
                    self._end_summary(number)
                case _ if self._summary is not None:
                    self._summary += f"{piece}\n"
                case _ if piece.strip():
                    self._content(number, piece)

    def _end_summary(self, number: int) -> None:
        text = wording.without_tags(self._summary or "")
        self._summary = None
        if wording.is_answer_title(text) and self._question:
            self._question.answer = []
            return
        bold = wording.in_bold(text)
        asked = wording.behind_q(text) or wording.without_number(bold or text)
        self._open(number, _Style.DETAILS, asked)
        if self._question:
            self._question.answer = []

    def _takes_heading(self, number: int, line: str) -> bool:
        heading = _HEADING.fullmatch(line)
        bold = wording.in_bold(line)
        if not heading:
            tier = wording.tier_of(bold) if bold and not self._holds_bold_lines() else None
            if tier:
                self._begin_tier(tier)
            return tier is not None
        title = wording.in_bold(heading["title"]) or heading["title"]
        level = len(heading["level"])
        asked = wording.behind_q(title) or wording.without_number(title)
        if tier := wording.tier_of(title):
            self._begin_tier(tier)
        elif wording.is_answer_title(title) and self._question:
            self._question.answer = []
        elif wording.asks(asked) or wording.behind_q(title):
            self._open(number, _Style.HEADING, asked, level)
        elif self._question and 0 < self._question.level < level:
            return False
        else:
            self._close()
        return True

    def _holds_bold_lines(self) -> bool:
        """Tell whether a bold line can be a part of the answer that is being read."""
        question = self._question
        return question is not None and question.style in {_Style.HEADING, _Style.LETTER}

    def _begin_tier(self, tier: str) -> None:
        self._close()
        self._tier = tier

    def _opens(self, number: int, line: str) -> bool:
        asked = wording.behind_q(line)
        if asked is not None:
            self._open(number, _Style.LETTER, asked)
            return True
        if self._holds_bold_lines():
            return False
        bold = wording.in_bold(line)
        if bold and wording.asks(wording.without_number(bold)):
            self._open(number, _Style.BOLD, wording.without_number(bold))
            return True
        return self._opens_item(number, line)

    def _opens_item(self, number: int, line: str) -> bool:
        question = self._question
        item = _NUMBERED.fullmatch(line) or _BULLET.fullmatch(line)
        if not item or wording.behind_a(line) is not None:
            return False
        text, indent = item["text"], len(item["indent"])
        bold = wording.in_bold(text)
        in_an_answer = question is not None and question.answer is not None
        if question and question.indent is not None and indent >= question.indent + _NESTED:
            return self._is_told_of_a_list_inside(question, number)
        if _NUMBERED.fullmatch(line) and _holds_steps(question) and not wording.asks(bold or text):
            return False
        if wording.is_link_to_a_heading(text):
            self._close()
            self._stray(number, "a link of a table of contents")
        elif bold and (wording.asks(bold) or (_NUMBERED.fullmatch(line) and not in_an_answer)):
            self._open(number, _Style.BOLD, bold, indent=indent)
        elif question and question.style is _Style.BOLD and in_an_answer:
            return False
        elif _NUMBERED.fullmatch(line):
            self._open(number, _Style.NUMBER, text, indent=indent)
        elif in_an_answer and question and question.style is not _Style.BULLET:
            return False
        elif wording.asks(text) and (question is None or question.style is not _Style.NUMBER):
            self._open(number, _Style.BULLET, text, indent=indent)
        else:
            self._close()
            self._stray(number, "an entry that asks nothing, or is not indented below its question")
        return True

    def _is_told_of_a_list_inside(self, question: _Question, number: int) -> bool:
        """Report a list that may ask or answer; False where it certainly belongs to an answer."""
        if question.answer is not None or question.after_blank:
            return False
        self._stray(number, "a list that may belong to the question or be its answer; write A:")
        return True

    def _open(
        self, number: int, style: _Style, text: str, level: int = 0, indent: int | None = None
    ) -> None:
        self._close()
        self._question = _Question(number, self._tier, style, [text], level, indent)

    def _content(self, number: int, line: str) -> None:
        question = self._question
        if not line.strip() or _RULE.fullmatch(line) or _COMMENT.fullmatch(line.strip()):
            self._stray_at = 0
            if question and question.answer:
                question.answer.append("" if _COMMENT.fullmatch(line.strip()) else line)
            elif question:
                question.after_blank = True
            return
        answer = wording.behind_a(line)
        if question is None:
            self._stray(number, "belongs to no question")
        elif question.answer is None and answer is not None:
            question.answer = [answer]
        elif question.answer is not None:
            question.answer.append(line)
        elif question.style in {_Style.HEADING, _Style.BOLD}:
            question.answer = [line]
        elif question.style in _IN_A_LIST and question.after_blank:
            self._below_an_item(question, number, line)
        else:
            question.text.append(line.strip() if question.style in _IN_A_LIST else line)

    def _below_an_item(self, question: _Question, number: int, line: str) -> None:
        if line[0].isspace():
            question.answer = [line]
        else:
            self._close()
            self._stray(number, "is not indented below a question, so it may not be its answer")

    def _stray(self, number: int, reason: str) -> None:
        """Report what belongs nowhere, once for lines that stand together."""
        if self._stray_at != number - 1 or not self._stray_at:
            self._found.append(Unread(number, reason))
        self._stray_at = number

    def _close(self) -> None:
        question, self._question = self._question, None
        if question is None:
            return
        answer = question.answer or []
        while answer and (not answer[-1].strip() or _RULE.fullmatch(answer[-1])):
            answer.pop()
        known = {
            "tier": question.tier,
            "text": "\n".join(question.text),
            "answer": textwrap.dedent("\n".join(answer)),
        }
        draft = draft_of(known)
        self._found.append(
            Entry(question.line, draft) if draft.text else Unread(question.line, "asks nothing")
        )
