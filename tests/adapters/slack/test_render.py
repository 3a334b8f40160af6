"""Cards and forms as blocks: complete, within the limits, and harmless."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.markup import with_prefix
from adapters.slack.render import card_blocks, card_view, fallback_text, form_view, home_view
from adapters.slack.text import rich_section
from bot.action_ids import ActionId
from bot.cards import Button, Card, Checklist, Field, Form, Section, Style, TextInput, Tone
from bot.practice.ratings import Rating
from bot.practice.views import answer_card, answer_form, hint_card, question_card, rated_card
from bot.question_bank import QuestionBank
from bot.texts import ChannelLink, Link, Moment, Plain, Span
from tests.adapters.slack.people import labels_of, words_of
from tests.adapters.slack.schemas import MISSING, SPECS, problems_of_message, problems_of_view

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def _rich(*spans: Span, prefix: str = "") -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = rich_section(spans, prefix=prefix).to_dict()["elements"]
    return elements


def test_the_schemas_of_slack_are_there() -> None:
    if not SPECS.is_dir():
        pytest.skip(MISSING)


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


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("`/question advanced`", "`/dl-question advanced`"),
        ("as /daily list shows it", "as /dl-daily list shows it"),
        ("**/daily add**: x", "**/dl-daily add**: x"),
        ("questions/question", "questions/question"),
        ("https://x.y/help", "https://x.y/help"),
        ("/questionnaire and /help-me", "/questionnaire and /help-me"),
    ],
)
def test_commands_are_shown_with_their_prefix(words: str, shown: str) -> None:
    assert with_prefix(words, "dl-") == shown
    assert with_prefix(words, "") == words


def test_a_prefix_changes_nothing_that_people_typed() -> None:
    assert words_of(_rich(Plain("/question"), prefix="dl-")) == "/question"


def test_a_card_is_shown_whole() -> None:
    blocks = _dicts(_FULL)
    assert [block["type"] for block in blocks] == [
        "header",
        "rich_text",
        "rich_text",
        "rich_text",
        "actions",
        "context",
        "actions",
    ]
    assert blocks[0]["text"]["text"] == "✅ Title"
    assert words_of(blocks[1]) == "Name: value"
    assert blocks[4]["elements"][0]["initial_options"][0]["value"] == "1"
    assert [button.get("style") for button in blocks[-1]["elements"]] == [
        "primary",
        None,
        None,
    ]
    assert labels_of({"blocks": blocks}) == ["Go", "Stay", "End"]


def test_a_refusal_bears_a_sign() -> None:
    blocks = _dicts(Card(sections=(Section(("No.",)),), tone=Tone.REFUSAL))
    assert words_of(blocks) == "⚠️ No."


def test_a_notification_tells_the_title_and_pings_nobody() -> None:
    assert fallback_text(_FULL) == "Title"
    card = Card(sections=(Section((Plain("<!here> @channel & co"),)),))
    assert fallback_text(card) == "&lt;!here&gt; @\N{WORD JOINER}channel &amp; co"


def test_every_question_fits_slack(bank: QuestionBank) -> None:
    words = "<&>*_ " * 333
    for question in bank:
        ticked = frozenset(range(len(question.key_points)))
        cards = [
            question_card(question, 10**9),
            hint_card(question, 10**9),
            answer_card(question, 10**9, words, ticked, Rating.EASY),
            rated_card(question, 10**9, words, "**Good.**", just_now=True),
        ]
        for card in cards:
            blocks = _dicts(card, prefix="a-long-prefix-")
            message = {"text": fallback_text(card), "blocks": blocks}
            assert list(problems_of_message(message)) == []
            assert list(problems_of_view(card_view(card).to_dict())) == []
        form = form_view(answer_form(question, 10**9, words[:2000]), channel_id="C1")
        assert list(problems_of_view(form.to_dict())) == []


def test_a_form_asks_for_what_it_wants() -> None:
    form = Form(
        title="Your answer",
        action=ActionId("submit", ("1",)),
        opener=ActionId("answer", ("1",)),
        inputs=(
            TextInput("words", "In your words", "so far", "Type", 500),
            TextInput("more", "More", required=False, multiline=False),
        ),
        intro=("**Why?**",),
    )
    view = form_view(form, channel_id="C1").to_dict()
    intro, words, more = view["blocks"]
    assert words_of(intro) == "Why?"
    assert (view["callback_id"], view["private_metadata"]) == ("pb1|submit|1", "C1")
    assert (words["block_id"], words["element"]["max_length"]) == ("words", 500)
    assert (more["optional"], more["element"]["multiline"]) == (True, False)
    assert list(problems_of_view(view)) == []


_letters = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=80)
_marks = st.text("*`_-[]()<>&#12. \n\\~|:/hqa", max_size=80)
_words = _letters | _marks
_spans: st.SearchStrategy[Span] = st.one_of(
    _words,
    _words.map(Plain),
    st.sampled_from(["C0GENERAL", "C1"]).map(ChannelLink),
    _letters.map(lambda words: Moment(NOON, words)),
    st.builds(Link, st.text(min_size=1, max_size=20), st.just("https://example.org/a")),
)
_sections = st.builds(
    Section, st.lists(_spans, max_size=6).map(tuple), st.just("") | st.just("Head"), st.booleans()
)


@settings(deadline=None, max_examples=300)
@given(_sections)
def test_a_section_is_never_longer_than_it_was_counted(section: Section) -> None:
    block = rich_section(section.text, heading=section.heading, quoted=section.quoted).to_dict()
    if section.length:
        assert len(words_of(block)) <= section.length


@settings(deadline=None, max_examples=100)
@given(st.lists(_sections, min_size=1, max_size=4), st.sampled_from(Tone), _words)
def test_every_card_can_be_shown(sections: list[Section], tone: Tone, footer: str) -> None:
    card = Card(title="T", sections=tuple(sections), footer=footer, tone=tone)
    message = {"text": fallback_text(card), "blocks": _dicts(card)}
    json.dumps(message)
    assert list(problems_of_message(message)) == []
    home_view(card).to_dict()


@settings(deadline=None, max_examples=200)
@given(_words)
def test_typed_words_come_out_as_they_went_in(words: str) -> None:
    assert words_of(rich_section((Plain(words),), quoted=True).to_dict()) == (words or " ")


def _dicts(card: Card, prefix: str = "") -> list[dict[str, Any]]:
    return [block.to_dict() for block in card_blocks(card, prefix)]


_FULL = Card(
    title="Title",
    sections=(Section(("Text",), heading="Heading"),),
    fields=(Field("Name", ("value",)),),
    checklist=Checklist(ActionId("tick", ("1",)), ("one", "two"), frozenset({1}), "Which?"),
    buttons=(
        Button("Go", ActionId("go"), Style.PRIMARY),
        Button("Stay", ActionId("stay")),
        Button("End", ActionId("end")),
    ),
    footer="Footer",
    tone=Tone.GOOD,
)
