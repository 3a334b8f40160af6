"""Text as the core writes it, and how long it gets on the platform that needs more characters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

# Without a fence inside: Discord ends a block wherever three marks stand. And with something in it
# that is no such mark: what has nothing in it is no block there, and its end begins the next one.
_CODE: Final = re.compile(
    r"^```\w*\n(?!`)(?=\s*[^\s`])(?:(?!```)[^\x00])*?^```[ \t]*$\n?", re.MULTILINE
)
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BACKSLASHED: Final = "\\`*_~|#-+[]()!:@.="
_ANY_BACKSLASHED: Final = re.compile(f"[{re.escape(_BACKSLASHED)}]")
_LONGEST: Final = {character: 2 * character for character in _BACKSLASHED} | _ENTITIES
_QUOTE_MARK: Final = "&gt; "
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that people typed: shown letter for letter, never read as markup or as a mention."""

    text: str


@dataclass(frozen=True, slots=True)
class ChannelLink:
    """A channel, by the platform's own id, written so that it can be followed."""

    channel_id: str


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A person, by the platform's own id; only in private cards, where it reaches nobody else."""

    user_id: str


@dataclass(frozen=True, slots=True)
class RoleLink:
    """Everybody who has a role, by the platform's own id; only in private cards."""

    role_id: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown to each reader in the reader's own zone where the platform can."""

    at: datetime
    fallback: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a message or a page."""

    label: str
    url: str


Span = str | Plain | ChannelLink | PersonLink | RoleLink | Moment | Link
"""A piece of text; a bare ``str`` is the Markdown that authors write (see questions/README.md)."""

Text = tuple[Span, ...]


def shown_length(text: Text) -> int:
    """Count the characters that the longer of the two dialects needs for ``text``."""
    return sum(_span_length(span) for span in text)


def letters(text: Text) -> str:
    """Read a text as one line of a menu shows it: its words, and nothing for what is no words."""
    return "".join(
        span if isinstance(span, str) else span.text
        for span in text
        if isinstance(span, str | Plain)
    )


def letters_and_code(words: str) -> Text:
    """Show what people typed letter for letter, and closed blocks of code as such."""
    spans: list[Span] = []
    end = 0
    for block in _CODE.finditer(words):
        if block.start() > end:
            spans.append(Plain(words[end : block.start()]))
        spans.append(block[0])
        end = block.end()
    return (*spans, Plain(words[end:])) if end < len(words) or not spans else tuple(spans)


def bulleted(items: Iterable[Text]) -> Text:
    """Write texts as a list, one on each line."""
    lines: list[Span] = []
    for item in items:
        lines += ["\n- " if lines else "- ", *item]
    return tuple(lines)


def clip(words: str, limit: int) -> Plain:
    """Cut what a member typed so that, escaped and quoted, it has at most ``limit`` characters."""
    if quoted_length(words) <= limit:
        return Plain(words)
    room = limit - len(ELLIPSIS) - len(_QUOTE_MARK)
    for length, character in enumerate(words):
        room -= len(_LONGEST.get(character, character))
        room -= len(_QUOTE_MARK) if character == "\n" else 0
        if room < 0:
            return Plain(words[:length] + ELLIPSIS)
    return Plain(words)


def _span_length(span: Span) -> int:
    match span:
        case str():
            return _length_with_entities(span)
        case Plain(text):
            return escaped_length(text)
        case ChannelLink(channel_id):
            return len(f"<#{channel_id}>")
        case PersonLink(user_id):
            return len(f"<@{user_id}>")
        case RoleLink(role_id):
            return len(f"<@&{role_id}>")
        case Moment(_, fallback):
            return len("<!date^1234567890^{date_short_pretty} {time}|>") + escaped_length(fallback)
        case Link(label, url):
            return len("[]()") + escaped_length(label) + escaped_length(url)


def quoted_length(text: str) -> int:
    return escaped_length(text) + (1 + text.count("\n")) * len(_QUOTE_MARK)


def escaped_length(text: str) -> int:
    return _length_with_entities(text) + len(_ANY_BACKSLASHED.findall(text))


def _length_with_entities(text: str) -> int:
    """Count, which is many times faster than to write the escaped text and measure it."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
