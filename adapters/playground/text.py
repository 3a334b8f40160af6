"""Text in the playground's dialect: authors' Markdown into HTML, everybody else's letter by letter.

The Markdown is the one that questions/README.md allows: paragraphs, lists, bold, italic, code,
fences and bare addresses. Nothing else is read as markup, and HTML never is.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC
from html import escape
from itertools import zip_longest
from typing import Final
from zoneinfo import ZoneInfo

from adapters.playground.room import channel_with, member_with
from bot.texts import ChannelLink, Link, Moment, PersonLink, Plain, RoleLink, Span, Text

_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_MARKS: Final = str.maketrans("", "", _OPEN + _CLOSE)

_FENCE: Final = "```"
_BULLET: Final = re.compile(r"- +(.*)")
_NUMBER: Final = re.compile(r"(\d{1,3})\. +(.*)")
_INLINE: Final = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(?P<italic>[^*]+?)(?<=\S)\*(?![\w*])"
    rf"|(?P<address>https?://[^\s<>{_OPEN}]*[^\s<>{_OPEN}.,;:!?)'\"])",
    re.DOTALL,
)


def to_html(text: Text, zone: ZoneInfo) -> str:
    """Write text as block elements; moments are told in the reader's ``zone``."""
    held: list[str] = []
    source = "".join(_hold(span, zone, held) for span in _with_fences_on_lines_of_their_own(text))
    lines = deque(source.split("\n"))
    blocks = []
    while lines:
        if not lines[0].strip():
            lines.popleft()
            continue
        blocks.append(_block_reader(lines[0])(lines))
    return _HELD.sub(lambda mark: held[int(mark[1])], "".join(blocks))


def inline_html(text: Text, zone: ZoneInfo) -> str:
    """Write one line of text without a block around it."""
    held: list[str] = []
    source = "".join(_hold(span, zone, held) for span in text)
    return _HELD.sub(lambda mark: held[int(mark[1])], _inline(source))


def _hold(span: Span, zone: ZoneInfo, held: list[str]) -> str:
    """Give Markdown as it is, and a mark for everything that must not be read as Markdown."""
    if isinstance(span, str):
        return span.translate(_MARKS)
    held.append(_span_html(span, zone))
    return f"{_OPEN}{len(held) - 1}{_CLOSE}"


def _with_fences_on_lines_of_their_own(text: Text) -> Iterator[Span]:
    """Give the spans; the last line break of words before a block of code stands between them."""
    for span, behind in zip_longest(text, text[1:], fillvalue=""):
        if isinstance(span, Plain) and isinstance(behind, str) and behind.startswith(_FENCE):
            yield Plain(span.text.removesuffix("\n"))
            yield "\n"
        else:
            yield span


def _span_html(
    span: Plain | ChannelLink | PersonLink | RoleLink | Moment | Link, zone: ZoneInfo
) -> str:
    match span:
        case Plain(text):
            return f'<span class="plain">{escape(text)}</span>'
        case ChannelLink(channel_id):
            name = escape(f"#{channel_id}")
            known = channel_with(channel_id) is not None
            return f'<a class="channel-link" href="{name}">{name}</a>' if known else name
        case PersonLink(somebody) | RoleLink(somebody):
            known_as = member_with(somebody)
            return escape(f"@{known_as.name if known_as else somebody}")
        case Moment(at, fallback):
            shown = f"{at.astimezone(zone):%a %d %b %H:%M}"
            machine = f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
            return f'<time datetime="{machine}" title="{escape(fallback)}">{shown}</time>'
        case Link(label, url):
            return _anchor(url, label)


def _anchor(address: str, label: str) -> str:
    if address.startswith("/#"):
        return f'<a href="{escape(address)}">{escape(label)}</a>'
    if address.startswith(("https://", "http://")):
        outside = 'target="_blank" rel="noopener noreferrer"'
        return f'<a href="{escape(address)}" {outside}>{escape(label)}</a>'
    return escape(label)


def _block_reader(line: str) -> Callable[[deque[str]], str]:
    if line.startswith(_FENCE):
        return _fence
    if _BULLET.match(line):
        return _bullets
    return _numbers if _NUMBER.match(line) else _paragraph


def _fence(lines: deque[str]) -> str:
    lines.popleft()
    code = []
    while lines and not lines[0].startswith(_FENCE):
        code.append(escape(lines.popleft()))
    if lines:
        lines.popleft()
    return f"<pre><code>{chr(10).join(code)}</code></pre>"


def _bullets(lines: deque[str]) -> str:
    items = []
    while lines and (found := _BULLET.match(lines[0])):
        lines.popleft()
        items.append(f"<li>{_inline(found[1])}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _numbers(lines: deque[str]) -> str:
    items = []
    while lines and (found := _NUMBER.match(lines[0])):
        lines.popleft()
        items.append(f'<li value="{int(found[1])}">{_inline(found[2])}</li>')
    return f"<ol>{''.join(items)}</ol>"


def _paragraph(lines: deque[str]) -> str:
    words = [_inline(lines.popleft())]
    while lines and lines[0].strip() and _block_reader(lines[0]) is _paragraph:
        words.append(_inline(lines.popleft()))
    return f"<p>{'<br>'.join(words)}</p>"


def _inline(text: str) -> str:
    html, position = [], 0
    for found in _INLINE.finditer(text):
        html += [escape(text[position : found.start()]), _marked_up(found)]
        position = found.end()
    return "".join([*html, escape(text[position:])])


def _marked_up(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    words = found[kind]
    match kind:
        case "code":
            return f"<code>{escape(words)}</code>"
        case "bold":
            return f"<strong>{_inline(words)}</strong>"
        case "italic":
            return f"<em>{_inline(words)}</em>"
        case _:
            return _anchor(words, words)
