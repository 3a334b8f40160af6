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
from bot.practice.views import answer_card, answer_form, hint_card, question_card, rated_card
from bot.question_bank import QuestionBank
from bot.ratings import Rating
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
    checklist=Checklist(ActionId("tick", ("1",)), (("one",), ("two",)), frozenset({1}), "Which?"),
    buttons=(
        Button("Go", ActionId("go"), Style.PRIMARY),
        Button("Stay", ActionId("stay")),
        Button("End", ActionId("end")),
    ),
    footer="Footer",
    tone=Tone.GOOD,
)
