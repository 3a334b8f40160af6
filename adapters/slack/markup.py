"""The Markdown that authors write and the letters that people type, as lines of styled pieces."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.catalogue import top_level_names
from bot.texts import ChannelLink, Link, Moment, PersonLink, Plain, RoleLink, Span, Text

_FENCE: Final = re.compile(r"^```[^\n]*\n(.*?)\n?^```[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_MARKER: Final = re.compile(r"(?:-|(\d{1,3})\.) +")
_INLINE: Final = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>(?=\S)[^\n]+?(?<=\S))\*\*"
    r"|(?<![\w*])\*(?P<italic>(?=[^\s*])[^\n]*?[^\s*])\*(?![\w*])"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"])"
    r"|\\(?P<letter>[\\`*_~|<>#+.!()\[\]-])"
)
_COMMAND: Final = re.compile(rf"(?<![\w/.:-])/(?=(?:{'|'.join(top_level_names())})(?![\w/-]))")


@dataclass(frozen=True, slots=True)
class Words:
    """Letters in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


Piece = Words | ChannelLink | PersonLink | Moment | Link


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``item`` is its number in a list, 0 with a bullet, None outside of lists."""

    pieces: tuple[Piece, ...] = ()
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """Lines of code, or of anything else that keeps its spaces."""

    text: str


_NEW_LINE: Final = Words("\n")
BLANK: Final = Line()


def plain_words(text: Text, prefix: str = "") -> str:
    """Write the words alone, without any style."""
    return "".join(_shown(piece) for piece in run(read_lines(text, prefix))).strip()


def with_prefix(words: str, prefix: str) -> str:
    """Write the bot's commands as they are typed here: ``/question`` as ``/dl-question``."""
    return _COMMAND.sub(f"/{prefix}", words) if prefix else words


def read_lines(text: Text, prefix: str) -> list[Line | Fence]:
    """Take a text apart into its lines; the names of commands get the prefix."""
    done: list[Line | Fence] = []
    current = BLANK
    for span in text:
        for part in _parts(span, prefix, at_start=current == BLANK):
            match part:
                case None:
                    done.append(current)
                    current = BLANK
                case Fence():
                    done += [part] if current == BLANK else [current, part]
                    current = BLANK
                case Line(pieces, item):
                    kept = item if current == BLANK else current.item
                    current = Line((*current.pieces, *pieces), kept)
    return [*done, current]


def _parts(span: Span, prefix: str, *, at_start: bool) -> Iterator[Line | Fence | None]:
    """Take a span apart; None ends a line."""
    match span:
        case str():
            yield from _markdown(with_prefix(span, prefix), at_start=at_start)
        case Plain(text):
            for number, line in enumerate(text.split("\n")):
                if number:
                    yield None
                yield Line((Words(line),) if line else ())
        case ChannelLink() | PersonLink() | Moment() | Link():
            yield Line((span,))
        case RoleLink():
            yield Line((Words("a role"),))  # Slack has none


def _markdown(words: str, *, at_start: bool) -> Iterator[Line | Fence | None]:
    for number, part in enumerate(_FENCE.split(words)):
        if number % 2:
            yield Fence(part)
            continue
        for line_number, line in enumerate(part.split("\n")):
            if line_number:
                yield None
            marker = _MARKER.match(line) if at_start or number or line_number else None
            if marker:
                yield Line(tuple(read_inline(Words(line[marker.end() :]))), int(marker[1] or 0))
            else:
                yield Line(tuple(read_inline(Words(line))))


def read_inline(words: Words) -> Iterator[Piece]:
    """Read the styles inside a line; a style may hold others."""
    end = 0
    for found in _INLINE.finditer(words.text):
        if found.start() > end:
            yield replace(words, text=words.text[end : found.start()])
        end = found.end()
        inner = found[found.lastgroup or 0]
        match found.lastgroup:
            case "code":
                yield replace(words, text=inner, code=True)
            case "bold":
                yield from read_inline(replace(words, text=inner, bold=True))
            case "italic":
                yield from read_inline(replace(words, text=inner, italic=True))
            case "url":
                yield Link("", inner)
            case _:
                yield replace(words, text=inner)
    if end < len(words.text):
        yield replace(words, text=words.text[end:])


def run(lines: Iterable[Line | Fence]) -> list[Piece]:
    """Put lines one under the other in one run of pieces."""
    run: list[Piece] = []
    for line in lines:
        run.append(_NEW_LINE)
        run += line.pieces if isinstance(line, Line) else (Words(line.text),)
    return run[1:]


def _shown(piece: Piece) -> str:
    match piece:
        case Words(text):
            return text
        case ChannelLink():
            return "#channel"
        case PersonLink():
            return "@member"
        case Moment(_, fallback):
            return fallback
        case Link(label, url):
            return label or url
