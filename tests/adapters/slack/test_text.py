"""Texts as rich text: styled, harmless and without gaps."""

from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.text import rich_section
from bot.texts import ChannelLink, Link, Moment, Plain, Span
from tests.adapters.slack.people import words_of

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def _rich(*spans: Span, prefix: str = "") -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = rich_section(spans, prefix=prefix).to_dict()["elements"]
    return elements


def test_authors_markdown_becomes_rich_text() -> None:
    paragraph, bullets, code, numbered = _rich(
        "Say **bold *and* `code`** d_k 2 * 3.\n\n- one\n- **two**\n\n```\nx  y\n```\n1. three\n"
    )
    assert [element.get("style") for element in paragraph["elements"]] == [
        None,
        {"bold": True},
        {"bold": True, "italic": True},
        {"bold": True},
        {"bold": True, "code": True},
        None,
    ]
    assert words_of(paragraph) == "Say bold and code d_k 2 * 3."
    assert bullets["style"] == "bullet"
    assert [words_of(row) for row in bullets["elements"]] == ["one", "two"]
    assert code == {
        "type": "rich_text_preformatted",
        "elements": [{"type": "text", "text": "x  y"}],
    }
    assert numbered["style"] == "ordered"


def test_a_list_goes_on_counting_after_a_block_of_code() -> None:
    first, _, second = _rich("1. one\n\n```\nx\n```\n\n2. two\n3. **three**")
    assert words_of(first) == "one"
    assert second["type"] == "rich_text_section"
    assert words_of(second) == "2. two\n3. three"


@pytest.mark.parametrize("block", ["```\nx\n```", "- one\n- two", "1. one"])
def test_no_empty_line_gapes_after_a_block_of_code_or_a_list(block: str) -> None:
    before, shown, after = _rich(f"Before\n\n{block}\n\nAfter\n\nand on")
    assert shown["type"] != "rich_text_section"
    assert (words_of(before), words_of(after)) == ("Before", "After\n\nand on")


def test_a_list_that_goes_on_keeps_its_distance_to_what_follows() -> None:
    *_, after = _rich("```\nx\n```\n2. two\n\nAfter")
    assert words_of(after) == "\nAfter"


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        (r"a \*star\*", "a *star*"),
        ("a*b*c", "a*b*c"),
        ("**open", "**open"),
        ("see https://arxiv.org/abs/1706.03762.", "see https://arxiv.org/abs/1706.03762."),
        ("snake_case_name", "snake_case_name"),
        ("-1 is no list", "-1 is no list"),
    ],
)
def test_signs_that_mark_nothing_stay_letters(markdown: str, words: str) -> None:
    assert words_of(_rich(markdown)) == words


@pytest.mark.parametrize(
    "typed",
    ["<!channel>", "<@U1>", "@here", "*bold* _it_ ~no~ `code`", "> quote", "- a\n1. b", ":smile:"],
)
def test_what_people_type_stays_letters(typed: str) -> None:
    (section,) = _rich("Name: ", Plain(typed), " said")
    assert section["elements"] == [{"type": "text", "text": f"Name: {typed} said"}]
    quoted = rich_section((Plain(typed),), quoted=True).to_dict()["elements"]
    assert quoted == [{"type": "rich_text_quote", "elements": [{"type": "text", "text": typed}]}]


def test_channels_moments_and_links_are_slacks_own() -> None:
    (section,) = _rich(
        "In ", ChannelLink("C1"), " ", Moment(NOON, "noon"), Link("open", "https://x.y/z")
    )
    channel, moment, link = (section["elements"][number] for number in (1, 3, 4))
    assert channel == {"type": "channel", "channel_id": "C1"}
    assert (moment["timestamp"], moment["fallback"]) == (int(NOON.timestamp()), "noon")
    assert link == {"type": "link", "url": "https://x.y/z", "text": "open"}
