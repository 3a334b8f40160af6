"""The core's text in Discord's Markdown."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.text import escaped, section_markdown, to_markdown
from bot.cards import Section
from bot.texts import ChannelLink, Link, Moment, Plain, Span, shown_length

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
"""How Discord's clients read a backslash: the sign behind it is a letter."""

ALIVE = re.compile(r"[*_~`|<\[\]@:]|^[ \t]*([>#+-]|\d+\.)", re.MULTILINE)
"""What Discord would read as the beginning of something."""

NASTY = st.text(alphabet="\\`*_~|<>#@:[]()+-. \n1a/é", max_size=60)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("<@1> <@!1> <@&1>", id="mentions of people and roles"),
        pytest.param("@everyone @here", id="mentions of all"),
        pytest.param("<#1> </quiz:1> <id:guide>", id="channels and commands"),
        pytest.param("<:x:1> <a:x:1> :smile:", id="emoji"),
        pytest.param("<t:1:R>", id="moments"),
        pytest.param("https://example.org [words](https://example.org)", id="addresses"),
        pytest.param("**b** *i* __u__ ~~s~~ ||h||", id="markup"),
        pytest.param("`code` ```py\nfence\n```", id="code"),
        pytest.param("# title\n-# small\n> quoted\n>>> all\n- point\n+ point\n1. one", id="lines"),
        pytest.param("\\*not bold\\* \\", id="backslashes"),
        pytest.param("a\r# title\r\n- point", id="other ends of lines"),
    ],
)
def test_members_words_stay_letters(words: str) -> None:
    shown = escaped(words)
    assert not ALIVE.search(ESCAPE.sub("x", shown))
    assert ESCAPE.sub(r"\1", shown) == words.replace("\r\n", "\n").replace("\r", "\n")


@given(NASTY)
def test_any_words_stay_letters_within_what_was_counted(words: str) -> None:
    shown = escaped(words)
    assert not ALIVE.search(ESCAPE.sub("x", shown))
    assert ESCAPE.sub(r"\1", shown) == words
    assert len(shown) <= shown_length((Plain(words),))


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param("**bold** `x <= y`", "**bold** `x <= y`", id="what authors write"),
        pytest.param(Plain("*x*"), r"\*x\*", id="what members type"),
        pytest.param(ChannelLink("123"), "<#123>", id="a channel"),
        pytest.param(
            Moment(datetime(2026, 3, 4, 9, 0, tzinfo=UTC), "Wed 09:00"),
            "<t:1772614800:f>",
            id="a moment, in each reader's own zone",
        ),
        pytest.param(
            Link("open it", "https://discord.com/channels/1/2/3"),
            "[open it](https://discord.com/channels/1/2/3)",
            id="a link",
        ),
    ],
)
def test_each_kind_of_text_has_its_dialect(span: Span, expected: str) -> None:
    assert to_markdown((span,)) == expected
    assert len(expected) <= shown_length((span,))


def test_own_words_are_quoted_line_by_line() -> None:
    section = Section((Plain("one\n\n# two"),), heading="Your words", quoted=True)
    assert section_markdown(section) == "**Your words**\n> one\n> \n> \\# two"
