"""Of what people type, blocks of code alone are markup, and every platform reads the same ones."""

import re
from datetime import UTC
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.text import to_markdown
from adapters.playground.text import to_html
from adapters.slack.markup import Fence, read_lines
from bot.texts import Plain, Text, letters_and_code

PIECES: Final = (
    "```", "`", "````", "py", "c++", "é", "\n", "\n\n", " ", "\t", "\r", "word", "**bold**",
    "[prize](https://evil.example)", "@everyone", "<@1>", "# ", "> ", "- ", "1. ", "\\", "|", "~~",
)  # fmt: skip
TYPED: Final = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

# Discord's own rules, in its order: an escaped sign, then a block of code anywhere.
DISCORD: Final = re.compile(
    r"\\(?P<letter>[^0-9A-Za-z\s])"
    r"|```(?:[a-z0-9_+\-.#]+?\n)?\n*(?P<code>[^\n](?s:.)*?)\n*```",
    re.IGNORECASE,
)
MARKUP: Final = re.compile(r"[\\`*_~|<\[\]@:]|^[ \t]*(?:[>#+-]|\d+\.)", re.MULTILINE)


def blocks_of(text: Text) -> list[str]:
    return [span for span in text if isinstance(span, str)]


def code_in(block: str) -> str:
    return "\n".join(block.rstrip("\n").split("\n")[1:-1])


@example("```\n```\n```\n[prize](https://evil.example) **bold**\n```")
@example("```py\n```\n```\n**bold**\n```")
@example("```\n\n\n```\n**bold**\n```\nx\n```")
@example("```\n` **bold**\n```")
@example("```\nok\n```x\n```")
@given(TYPED)
def test_nothing_outside_of_a_block_is_markup_on_discord(typed: str) -> None:
    shown = letters_and_code(typed)
    markdown = to_markdown(shown)
    read = [found["code"] for found in DISCORD.finditer(markdown) if found["code"] is not None]
    assert [code.strip("\n") for code in read] == [
        code_in(block).strip("\n") for block in blocks_of(shown)
    ]
    outside = DISCORD.sub(lambda found: "x" if found["code"] is None else "\n", markdown)
    assert not MARKUP.search(outside), outside


@given(TYPED)
def test_a_block_has_no_fence_inside_and_says_something(typed: str) -> None:
    for block in blocks_of(letters_and_code(typed)):
        assert block.count("```") == 2
        assert re.search(r"[^\s`]", code_in(block))


@given(TYPED)
def test_no_letter_is_lost(typed: str) -> None:
    spans = letters_and_code(typed)
    assert "".join(span.text if isinstance(span, Plain) else str(span) for span in spans) == typed


@given(TYPED)
def test_slack_and_the_playground_read_the_same_blocks(typed: str) -> None:
    shown = letters_and_code(typed)
    code = [code_in(block) for block in blocks_of(shown)]
    assert [line.text for line in read_lines(shown, "") if isinstance(line, Fence)] == code
    assert to_html(shown, ZoneInfo(str(UTC))).count("<pre>") == len(code)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("```\nx = 1\n```", id="alone"),
        pytest.param("```py\nx = 1\n\ny = 2\n```", id="with its language"),
        pytest.param("```\n  x = `1`\n```", id="with marks inside"),
    ],
)
def test_a_block_stays_one(typed: str) -> None:
    assert letters_and_code(typed) == (typed,)


def test_words_above_and_below_a_block_leave_it_whole_in_the_playground() -> None:
    shown = to_html(letters_and_code("Above:\n```py\nx = 1\n```\nbelow."), ZoneInfo("UTC"))
    assert shown == (
        '<p><span class="plain">Above:</span></p><pre><code>x = 1</code></pre>'
        '<p><span class="plain">below.</span></p>'
    )
