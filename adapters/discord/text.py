"""The core's text in Discord's dialect of Markdown."""

import re
from typing import Final

from bot.cards import Section
from bot.texts import ChannelLink, Link, Moment, PersonLink, Plain, RoleLink, Span, Text

_MARKS: Final = re.compile(r"[\\`*_~|<\[\]@:]")
"""What begins markup, a mention, an emoji or an address anywhere in a line."""

_LINE_MARKS: Final = re.compile(r"^([ \t]*)([>#+-]|\d+(?=\.))", re.MULTILINE)
"""What begins a quotation, a heading or a list at the start of a line."""


def to_markdown(text: Text) -> str:
    """Write text in Discord's Markdown; members' words stay letters."""
    return "".join(_span(span) for span in text)


def section_markdown(section: Section) -> str:
    """Write a section with its heading, quoted where it is somebody's own words."""
    heading = f"**{escaped(section.heading)}**\n" if section.heading else ""
    body = to_markdown(section.text)
    return heading + (_quoted(body) if section.quoted else body)


def escaped(words: str) -> str:
    """Make words show letter for letter: no markup, no mention, no emoji, no address."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return _LINE_MARKS.sub(_escape_line_mark, _MARKS.sub(r"\\\g<0>", lines))


def _escape_line_mark(found: re.Match[str]) -> str:
    indent, mark = found.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def _span(span: Span) -> str:
    match span:
        case str():
            return span
        case Plain(text):
            return escaped(text)
        case ChannelLink(channel_id):
            return f"<#{channel_id}>"
        case PersonLink(user_id):
            return f"<@{user_id}>"
        case RoleLink(role_id):
            return f"<@&{role_id}>"
        case Moment(at):
            return f"<t:{int(at.timestamp())}:f>"
        case Link(label, url):
            return f"[{escaped(label)}]({url})"


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}" for line in markdown.split("\n"))
