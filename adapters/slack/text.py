"""What the bot says, as Slack's rich text.

Rich text names each style instead of marking it, so nothing that people type can be read as markup,
as a mention or as a link (Block Kit reference, "Rich text block").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import (
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from adapters.slack.markup import (
    BLANK,
    Fence,
    Line,
    Piece,
    Words,
    read_lines,
    run,
    with_prefix,
)
from bot.texts import ChannelLink, Link, Moment, PersonLink, Text

_MOMENT: Final = "{date_short_pretty} {time}"


def rich_section(
    text: Text, *, heading: str = "", quoted: bool = False, prefix: str = ""
) -> RichTextBlock:
    """Write a text under a heading; ``quoted`` sets it apart as somebody's own words."""
    head = _heading(heading, prefix)
    lines = read_lines(text, prefix)
    if quoted:
        quote = RichTextQuoteElement(elements=_elements(run(lines)))
        return RichTextBlock(elements=[*(_groups(head) if head else ()), quote])
    return RichTextBlock(elements=_groups([*head, *lines]))


def rich_points(points: Sequence[Text], *, heading: str = "", prefix: str = "") -> RichTextBlock:
    """Write numbered points under a heading."""
    lines = [
        Line(tuple(run(read_lines(point, prefix))), number)
        for number, point in enumerate(points, start=1)
    ]
    return RichTextBlock(elements=_groups([*_heading(heading, prefix), *lines]))


def rich_fields(fields: Iterable[tuple[str, Text]], prefix: str = "") -> RichTextBlock:
    """Write names in bold, each before its value."""
    lines: list[Line | Fence] = []
    for name, value in fields:
        label = Words(f"{with_prefix(name, prefix)}: ", bold=True)
        first, *others = read_lines(value, prefix)
        match first:
            case Line(pieces, None):
                lines += [Line((label, *pieces)), *others]
            case _:
                lines += [Line((label,)), first, *others]
    return RichTextBlock(elements=_groups(lines))


def _heading(heading: str, prefix: str) -> list[Line]:
    return [Line((Words(with_prefix(heading, prefix), bold=True),))] if heading else []


def _groups(lines: Sequence[Line | Fence]) -> list[RichTextElement]:
    """Gather neighbouring lines of a kind into one element each."""
    groups: list[RichTextElement] = []
    for kind, members in groupby(lines, key=_kind):
        group = list(members)
        match kind:
            case "fence":
                groups += [
                    RichTextPreformattedElement(elements=_elements([Words(fence.text)]))
                    for fence in group
                    if isinstance(fence, Fence)
                ]
            case "paragraph":
                lines_shown = _without_gaps(group, after=groups[-1] if groups else None)
                if lines_shown:
                    groups.append(RichTextSectionElement(elements=_elements(run(lines_shown))))
            case _:
                groups.append(_list(kind, [line for line in group if isinstance(line, Line)]))
    return groups or [RichTextSectionElement(elements=_elements([]))]


def _without_gaps(
    lines: Sequence[Line | Fence], after: RichTextElement | None
) -> Sequence[Line | Fence]:
    """Leave out empty lines at the end, and where Slack itself keeps a distance."""
    keeps_distance = isinstance(after, RichTextListElement | RichTextPreformattedElement)
    shown = [number for number, line in enumerate(lines) if line != BLANK]
    if not shown:
        return ()
    return lines[shown[0] if keeps_distance else 0 : shown[-1] + 1]


def _list(style: str, items: Sequence[Line]) -> RichTextElement:
    if style == "ordered" and items[0].item != 1:
        # Slack's own types know no list that begins later, as one does after a block of code.
        numbered = [Line((Words(f"{item.item}. "), *item.pieces)) for item in items]
        return RichTextSectionElement(elements=_elements(run(numbered)))
    rows = [RichTextSectionElement(elements=_elements(item.pieces)) for item in items]
    return RichTextListElement(elements=rows, style=style)


def _kind(line: Line | Fence) -> str:
    match line:
        case Fence():
            return "fence"
        case Line(_, None):
            return "paragraph"
        case Line(_, 0):
            return "bullet"
        case _:
            return "ordered"


def _elements(pieces: Iterable[Piece]) -> list[RichTextElement]:
    # Slack refuses an element that says nothing.
    return [_element(piece) for piece in _merged(pieces)] or [RichTextElementParts.Text(text=" ")]


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbouring words of one style, and leave out those that have no letters."""
    for style, group in groupby(pieces, key=_style):
        match style:
            case Words():
                text = "".join(words.text for words in group if isinstance(words, Words))
                if text:
                    yield replace(style, text=text)
            case _:
                yield from group


def _style(piece: Piece) -> Piece:
    return replace(piece, text="") if isinstance(piece, Words) else piece


def _element(piece: Piece) -> RichTextElement:
    match piece:
        case Words(text, bold, italic, code):
            style = RichTextElementParts.TextStyle(
                bold=bold or None, italic=italic or None, code=code or None
            )
            return RichTextElementParts.Text(text=text, style=style if style.to_dict() else None)
        case ChannelLink(channel_id):
            return RichTextElementParts.Channel(channel_id=channel_id)
        case PersonLink(user_id):
            return RichTextElementParts.User(user_id=user_id)
        case Moment(at, fallback):
            seconds = int(at.timestamp())
            return RichTextElementParts.Date(timestamp=seconds, format=_MOMENT, fallback=fallback)
        case Link(label, url):
            return RichTextElementParts.Link(url=url, text=label or None)
