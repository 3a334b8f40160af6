"""What a line of a foreign Markdown list is: a tier, a question, an answer's label, or none."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.question_bank import TIERS, Tier

_AROUND_A_TIER: Final = re.compile("(?:tier|level|part|section|question)s?|for|the")
_BEHIND_A_TIER: Final = re.compile(
    r"(?:\d+\s*[.):]\s*)?(?P<tier>[^\W\d_]+)\s*(?:[:(]|[-\u2013\u2014]\s).*"
)
_TO_DO: Final = (
    "compare|define|derive|describe|design|discuss|estimate|explain|give|implement|imagine|list"
    "|name|prove|show|sketch|suppose|walk|write"
)
_TELLING: Final = re.compile(_TO_DO)
_ASKING: Final = re.compile(
    rf"{_TO_DO}|are|can|could|do|does|how|is|should|what|when|where|which|who|why|would|you|your"
    "|you're|you've"
)
_ABOUT_QUESTIONS: Final = re.compile(r"\b(?:questions?|interviews?|prepar\w*|faq)\b")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_NUMBER: Final = re.compile(r"\d+\s*[.):]\s+")
_MARK: Final = re.compile(r"(?:\d{1,9}[.)]|[-*+])\s+")
_LETTER: Final = re.compile(
    r"(?:\d+[.)]\s+|[-*+]\s+)?(?P<bold>\*\*|__)?(?:Q|Question)\s?\d*\s?(?P<sign>[.:)])"
    r"(?P<closed>\*\*|__)?\s*(?P<text>.*)"
)
_ANSWER: Final = re.compile(
    r"\s*(?P<mark>[-*+]\s+)?(?P<bold>\*\*|__)?(?P<word>A|Solution|(?i:Ans(?:wer)?"
    r"|(?:Correct|Right)(?: (?:answer|option|choice))?))\s?\d*(?P<closed>\*\*|__)?"
    r"(?P<sign>[.:)])(?P<later>\*\*|__)?\s*(?P<text>.*)"
)
_CHOICE: Final = re.compile(
    r"\s*(?P<mark>[-*+]\s+)?(?:\*\*|__)?\(?(?P<letter>[A-Ha-h])(?P<sign>[.:)])"
)
_ANSWER_TITLES: Final = frozenset(
    {"answer", "answers", "show answer", "see answer", "solution", "show solution"}
)
_EMPHASISED: Final = re.compile(
    r"(?P<mark>\*\*|__)(?P<text>(?:(?!\*\*|__).)+)(?P=mark):?\s*(?P<rest>.*)"
)
_COMMENT: Final = re.compile(r"<!--.*?-->")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\](?!\()")
_MOST_OF_A_REMARK: Final = 3  # words
_SYMBOLS: Final = frozenset({"So", "Sk", "Mn", "Cf"})  # the kinds of sign that make up an emoji
_BOLD_FIRST: Final = re.compile(
    r"(?P<mark>\*\*|__)(?P<text>(?:(?!\*\*|__).)+)(?P=mark)\s*(?P<sign>:|[\u2013\u2014-](?=\s))?\s*(?P<rest>.*)"
)
_ENDS: Final = ("?", ".", "!", ":")
_TAG: Final = re.compile(r"</?(?:b|i|em|strong|h[1-6]|p|u)\s*/?>", re.IGNORECASE)
_LINK_TO_A_HEADING: Final = re.compile(r"\[[^\]]*\]\(#[^)]*\)")
_FENCE: Final = re.compile(r"\s*(?P<fence>`{3,}|~{3,})(?P<rest>.*)")


def tier_of(title: str) -> Tier | None:
    """Read a heading such as "Advanced 🌟" or "Level 2: Intermediate questions"."""
    words = [word.casefold() for word in _WORD.findall(title)]
    tiers = [tier for tier in TIERS if tier in words or f"{tier}s" in words]
    others = [word for word in words if word.removesuffix("s") not in TIERS]
    begins = _BEHIND_A_TIER.fullmatch(title.strip())
    is_first = begins is not None and begins["tier"].casefold().removesuffix("s") in TIERS
    only = all(map(_AROUND_A_TIER.fullmatch, others)) or is_first
    return tiers[0] if len(tiers) == 1 and only and "?" not in title else None


def names_a_tier(title: str) -> bool:
    """Tell a title with the name of a tier in it, whatever else it says."""
    words = {word.casefold().removesuffix("s") for word in _WORD.findall(title)}
    return not words.isdisjoint(TIERS)


def asks(text: str) -> bool:
    """Tell whether a heading or a line in bold is a question, and not the name of a section."""
    words = _WORD.findall(text.casefold())
    is_title = words[-1:] in (["question"], ["questions"])
    return "?" in text or bool(len(words) > 1 and _ASKING.fullmatch(words[0]) and not is_title)


def goes_on_asking(line: str) -> bool:
    """Tell a line below a question mark that asks or says what to do, from one that may answer."""
    first = next(iter(_WORD.findall(line.casefold())), "")
    return line.rstrip().endswith("?") or _TELLING.fullmatch(first) is not None


def is_about_questions(title: str) -> bool:
    """Tell a heading that asks by its words and may name a section, such as "How to prepare"."""
    return "?" not in title and _ABOUT_QUESTIONS.search(title.casefold()) is not None


def without_number(text: str) -> str:
    """Leave out the number that a question has in its list."""
    return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text


def in_bold(text: str) -> str | None:
    """Take the words of a line that is bold as a whole, but for a remark behind a question."""
    found = _EMPHASISED.fullmatch(text.strip())
    if not found or not _is_remark(found["rest"]):
        return None
    words = found["text"].strip()
    asked = behind_q(words) or words
    return words if asks(asked) or not _WORD.search(_COMMENT.sub("", found["rest"])) else None


def remark_behind(text: str) -> str:
    """Take what ``in_bold`` leaves out and says something, such as "(Google)"."""
    found = _EMPHASISED.fullmatch(text.strip())
    if not found or in_bold(text) is None:
        return ""
    rest = found["rest"].strip()
    return rest if _WORD.search(_COMMENT.sub("", rest)) else ""


def _is_remark(text: str) -> bool:
    """Tell comments, emoji, and a few words or a name in brackets: they are no answer."""
    rest = _COMMENT.sub("", text)
    signs = "".join(_IN_BRACKETS.sub("", rest).split())
    return all(unicodedata.category(sign) in _SYMBOLS for sign in signs) and all(
        _is_short_remark(found[0]) for found in _IN_BRACKETS.finditer(rest)
    )


def _is_short_remark(bracketed: str) -> bool:
    words = bracketed[1:-1].split()
    is_name = len(words) == 1 or all(word[:1].isupper() for word in words)
    return len(words) <= _MOST_OF_A_REMARK and (bracketed.startswith("[") or is_name)


def asked_and_answered(text: str) -> tuple[str, str] | None:
    """Part "**Why?** Because." into question and answer, where the bold words ask it all."""
    found = _BOLD_FIRST.fullmatch(text.rstrip())
    if not found:
        return None
    bold, answer = found["text"].strip(), found["rest"]
    asked = behind_q(bold) or without_number(bold)
    is_whole = asked[-1:] in _ENDS or bool(found["sign"])
    first_sentence = re.split(r"(?<=[.!?])\s", answer, maxsplit=1)[0]
    if _is_remark(answer) or not (is_whole and asks(asked)) or first_sentence.endswith("?"):
        return None
    return asked, answer


def has_ended(asked: str) -> bool:
    """Tell a question that ends as a sentence does, and not as a label: or as words alone."""
    return asked[-1:] in _ENDS and not asked.endswith(":")


def number_of(text: str) -> int | None:
    """Read the number that a question has in its list, where it has one."""
    found = _NUMBER.match(text)
    return int(re.sub(r"\D", "", found[0])) if found else None


def without_mark(line: str) -> str:
    """Leave out the number or the sign that begins an entry of a list."""
    return _MARK.sub("", line, count=1) if _MARK.match(line) else line


def behind_q(line: str) -> str | None:
    """Take what stands behind "Q:", "**Q1:**" or "Question 3."."""
    found = _LETTER.fullmatch(line.rstrip())
    if not found:
        return None
    text = found["text"]
    if found["bold"] and not found["closed"]:
        whole = in_bold(without_mark(line))
        text = behind_q(whole) or "" if whole else text.removesuffix(found["bold"])
    return text.strip()


def sign_behind_q(line: str) -> str:
    """Take the sign of "Q." or "Q:"; answers have the same one."""
    found = _LETTER.fullmatch(line.rstrip())
    return found["sign"] if found else ""


@dataclass(frozen=True, slots=True)
class Label:
    """What begins an answer, and the first of it."""

    word: str
    text: str
    mark: str  # of a list, before it

    @property
    def is_letter(self) -> bool:
        """Tell an A alone, which may be the first of several to choose from."""
        return self.word == "A"

    @property
    def is_plain(self) -> bool:
        """Tell a word that is nothing but a label."""
        return self.word != "Solution"


def label_in(line: str, sign: str = ":") -> Label | None:
    """Find "A:" or "**Answer:**" before an answer, or "A." where questions have "Q."."""
    found = _ANSWER.fullmatch(line.rstrip())
    if not found or found["sign"] not in {":", sign if len(found["word"]) == 1 else ":"}:
        return None
    is_open = found["bold"] and not (found["closed"] or found["later"])
    text = found["text"].removesuffix(found["bold"] if is_open else "")
    return Label(found["word"], text, found["mark"] or "")


@dataclass(frozen=True, slots=True)
class Choice:
    """How a line begins that is one of several to choose from, such as "- B)"."""

    letter: str
    mark: str
    sign: str


def choice_in(line: str) -> Choice | None:
    """Find how a line begins that may be one of several to choose from."""
    found = _CHOICE.match(line)
    if not found:
        return None
    return Choice(found["letter"].casefold(), found["mark"] or "", found["sign"])


def is_answer_title(title: str) -> bool:
    """Tell a heading or a summary that says no more than that the answer follows."""
    return " ".join(_WORD.findall(title.casefold())) in _ANSWER_TITLES


def without_tags(text: str) -> str:
    """Leave out the HTML that only sets letters."""
    return _TAG.sub("", text).strip()


def is_link_to_a_heading(text: str) -> bool:
    """Tell a line of a table of contents."""
    return _LINK_TO_A_HEADING.fullmatch(text.strip()) is not None


def in_code(lines: Iterable[str]) -> Iterator[bool]:
    """Tell for each line whether it belongs to a code block, fences included, of any style."""
    opened = ""
    for line in lines:
        fence = _FENCE.fullmatch(line.rstrip())
        yield bool(opened or fence)
        if opened:
            closes = fence and not fence["rest"].strip() and fence["fence"].startswith(opened)
            opened = "" if closes else opened
        elif fence:
            opened = fence["fence"]
