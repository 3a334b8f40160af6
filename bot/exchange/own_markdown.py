"""Questions as one Markdown page that people can read and this module reads back.

A heading is never part of a question (see bot/question_markup.py), so headings part everything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.drafts import LISTS, Draft, draft_of
from bot.exchange.entries import Entry, Found, Unread
from bot.exchange.lists import entries_of, lines_of
from bot.exchange.phrases import named
from bot.question_bank import TIERS
from bot.question_markup import outside_code

MARK: Final = "<!-- questions of practice-bot -->"
_PACK, _TIER, _QUESTION, _FIELD = "# ", "## ", "### ", "#### "
_HEADING: Final = re.compile(r"(#{1,4} )(\S.*)")
_BULLET: Final = "- "
_TITLES: Final = {
    "answer": "Answer",
    "hint": "Hint",
    "key_points": "Key points",
    "follow_ups": "Follow-ups",
    "misconception": "Misconception",
    "references": "References",
    "topics": "Topics",
    "id": "Id",
    "formerly": "Former ids",
}
_NAMES: Final = {title.casefold(): name for name, title in _TITLES.items()}


def is_own_markdown(text: str) -> bool:
    """Tell a page that was written here from any other list."""
    return text.lstrip().startswith(MARK)


def write_markdown(drafts: Iterable[Draft]) -> str:
    """Write questions as a page: a heading for each pack, tier and question."""
    lines = [MARK]
    pack = tier = ""
    for draft in drafts:
        if draft.pack != pack:
            lines += ["", _PACK + draft.pack]
            tier = ""
        if draft.tier != tier:
            lines += ["", _TIER + draft.tier.capitalize()]
        pack, tier = draft.pack, draft.tier
        lines += ["", *_question_lines(draft)]
    return "\n".join(lines) + "\n"


def read_markdown(text: str) -> Iterator[Found]:
    """Read such a page back."""
    lines = text.splitlines()
    pack = tier = ""
    current: _Part | None = None
    for number, (line, outside) in enumerate(zip(lines, outside_code(lines), strict=True), start=1):
        heading = _HEADING.fullmatch(line.rstrip()) if outside else None
        match heading.groups() if heading else None:
            case (("# " | "## " | "### ") as level, str(title)):
                yield from _found(current)
                current = None
                if level == _QUESTION:
                    current = _Part(number, pack, tier, title)
                elif level == _PACK:
                    pack, tier = title, ""
                elif title.casefold() in TIERS:
                    tier = title.casefold()
                else:
                    yield Unread(number, f"{named(title)} is no tier; tiers are {', '.join(TIERS)}")
            case (_, str(title)) if current and title.casefold() in _NAMES:
                current.fields.append((_NAMES[title.casefold()], []))
            case (_, str(title)):
                yield Unread(number, f"{named(title)} is no field of a question")
            case None if current:
                current.fields[-1][1].append(line)
            case None if line.strip() and line.strip() != MARK:
                yield Unread(number, "belongs to no question")
    yield from _found(current)


@dataclass(slots=True)
class _Part:
    """The lines of one question so far, by field, in the order of the page."""

    line: int
    pack: str
    tier: str
    title: str
    fields: list[tuple[str, list[str]]] = field(default_factory=lambda: [("text", [])])


def _question_lines(draft: Draft) -> Iterator[str]:
    first, *others = draft.text.split("\n")
    if first.startswith("```") or first == draft.id:
        yield from (_QUESTION + draft.id, "", first)
    else:
        yield _QUESTION + first
    yield from others
    for name, title in _TITLES.items():
        value = getattr(draft, name)
        if value:
            yield from ("", _FIELD + title, "")
            yield from lines_of(value, _BULLET) if name in LISTS else value.split("\n")


def _found(part: _Part | None) -> Iterator[Found]:
    if part is None:
        return
    names = [name for name, _ in part.fields]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        yield Unread(part.line, f"`{_TITLES[twice]}` stands twice below this question")
        return
    known: dict[str, Sequence[str] | str] = {
        name: entries_of(lines, _BULLET) if name in LISTS else "\n".join(lines)
        for name, lines in part.fields
    }
    draft = draft_of({**known, "pack": part.pack, "tier": part.tier})
    if not (part.title == draft.id and draft.text):
        draft = draft_of({**known, "pack": part.pack, "tier": part.tier, "text": _joined(part)})
    yield Entry(part.line, draft)


def _joined(part: _Part) -> str:
    return "\n".join([part.title, *part.fields[0][1]])
