"""Cards and text in, HTML out."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.playground.render import card_html, form_html, message_html
from adapters.playground.room import MEMBERS
from adapters.playground.text import inline_html, to_html
from adapters.playground.transcript import Message, Note, Typed
from bot.action_ids import ActionId
from bot.cards import Button, Card, Checklist, Field, Form, Section, Style, TextInput, Tone
from bot.question_bank import QuestionBank
from bot.texts import ChannelLink, Link, Moment, Plain

_UTC = ZoneInfo("UTC")
_NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class _Reader(HTMLParser):
    """Reads HTML as a browser would: its tags and its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


# What members typed


@given(st.text())
@example("\n")
@example("a\n\n")
def test_what_a_member_typed_is_shown_letter_for_letter(typed: str) -> None:
    page = _Reader(to_html(("**Said:** ", Plain(typed), "\n"), _UTC))
    assert page.tags == ["p", "strong", "span"]
    assert page.words == f"Said: {typed}"
    assert page.open == []


@given(st.text(alphabet="<>&\"'`*_-#\n\ue000\ue0010123456789 a"))
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    for html in (to_html((text, Plain(text), Link(text, text)), _UTC), inline_html((text,), _UTC)):
        page = _Reader(html)
        assert page.open == []
        known = {"p", "br", "ul", "ol", "li", "pre", "code", "strong", "em", "span", "a"}
        assert set(page.tags) <= known


@given(st.text(max_size=300).filter(str.strip))
def test_a_card_with_any_words_is_whole(words: str) -> None:
    card = Card(
        title=words[:70],
        sections=(Section((Plain(words),), heading=words[:70], quoted=True),),
        fields=(Field(words[:70], (Plain(words[:300]),)),),
        checklist=Checklist(ActionId("tick", ("1",)), ((words,),), heading=words[:70]),
        buttons=(Button(words[:70], ActionId("rate", ("1", "good"))),),
        footer=words,
    )
    assert _Reader(card_html(card, _UTC)).open == []


@given(st.text(max_size=300).map(lambda text: text.replace("\r", "")))
def test_a_form_gives_back_what_was_typed(typed: str) -> None:
    asked = TextInput("words", "In your own words", value=typed)
    form = Form("Your answer", ActionId("submit", ("1",)), ActionId("answer", ("1",)), (asked,))
    html = form_html(form, _UTC)
    inside = html.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]
    assert "<" not in inside
    assert _Reader(f"<p>{inside}</p>").words == typed


def test_a_typed_line_is_no_markup() -> None:
    message = Message("a-1", 1, "general", _NOON, Typed("/x <img src=x>"), "sol")
    assert "<code>/x &lt;img src=x&gt;</code>" in message_html(message, MEMBERS[3], _UTC)


# What authors write


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>", id="paragraphs"),
        pytest.param("- a\n- **b**", "<ul><li>a</li><li><strong>b</strong></li></ul>", id="list"),
        pytest.param(
            "so:\n- a", "<p>so:</p><ul><li>a</li></ul>", id="a list right below a paragraph"
        ),
        pytest.param(
            "3. c\n4. d",
            '<ol><li value="3">c</li><li value="4">d</li></ol>',
            id="numbers stay as they are",
        ),
        pytest.param("*a* b", "<p><em>a</em> b</p>", id="italic"),
        pytest.param("2*3*4 * 5", "<p>2*3*4 * 5</p>", id="a product is not italic"),
        pytest.param("`**x** < y`", "<p><code>**x** &lt; y</code></p>", id="code is as it is"),
        pytest.param(
            "```python\na < *b*\n\n- c\n```\nend",
            "<pre><code>a &lt; *b*\n\n- c</code></pre><p>end</p>",
            id="a fence is as it is",
        ),
        pytest.param("```\nopen", "<pre><code>open</code></pre>", id="a fence that is not closed"),
        pytest.param("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>", id="HTML is no markup"),
    ],
)
def test_authors_markdown(markdown: str, html: str) -> None:
    assert to_html((markdown,), _UTC) == html


def test_a_bare_address_can_be_followed() -> None:
    html = to_html(("See https://example.org/a?b=1&c=2.",), _UTC)
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert 'rel="noopener noreferrer"' in html
    assert html.endswith("</a>.</p>")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "data:text/html,x"])
def test_only_addresses_of_pages_become_links(address: str) -> None:
    assert to_html((Link("words", address),), _UTC) == "<p>words</p>"


def test_a_moment_is_told_in_the_readers_zone() -> None:
    html = to_html((Moment(_NOON, "Wed 12:00 UTC"),), ZoneInfo("Asia/Kolkata"))
    assert '<time datetime="2026-03-04T12:00Z"' in html
    assert "Wed 04 Mar 17:30" in html


def test_a_channel_that_is_there_can_be_followed() -> None:
    assert 'href="#general"' in to_html((ChannelLink("general"),), _UTC)
    assert "href" not in to_html((ChannelLink("gone"),), _UTC)


def test_every_question_is_drawn(questions: QuestionBank) -> None:
    for question in questions:
        for text in (question.text, question.answer, question.hint, *question.key_points):
            page = _Reader(to_html((text,), _UTC))
            assert page.open == []
            assert "```" not in page.words
            assert "- **" not in page.words


# Cards


def test_a_card_is_drawn_with_all_its_parts() -> None:
    card = Card(
        title="A title",
        sections=(Section(("words",), heading="A heading"),),
        fields=(Field("Current", ("2 days",)),),
        checklist=Checklist(ActionId("tick", ("7",)), (("first",), ("second",)), frozenset({1})),
        buttons=(Button("Answer", ActionId("answer", ("7",)), Style.PRIMARY),),
        footer="A footer",
        tone=Tone.GOOD,
    )
    html = card_html(card, _UTC)
    assert 'class="card tone-good"' in html
    assert '<button type="button" class="button primary" data-action="pb1|answer|7">' in html
    assert '<fieldset class="checklist" data-action="pb1|tick|7">' in html
    assert '<input type="checkbox" value="0">' in html
    assert '<input type="checkbox" value="1" checked>' in html
    words = _Reader(html).words
    assert words.index("A title") < words.index("2 days") < words.index("A heading")
    assert words.index("2. second") < words.index("A footer") < words.index("Answer")


def test_a_note_belongs_to_no_reader() -> None:
    message = Message("a-1", 1, "", _NOON, Note("The clock <moved>."))
    assert "The clock &lt;moved&gt;." in message_html(message, MEMBERS[0], _UTC)
