"""Every limit fails where a card is made, and cut text never exceeds what it was cut to."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.action_ids import ActionId
from bot.cards import Button, Card, Checklist, Field, Form, Rejected, Reply, Section, TextInput
from bot.texts import ChannelLink, Link, Moment, Plain, Span, clip, shown_length

PRESS = ActionId("answer", ("1",))
SPECIAL = st.text(st.sampled_from("ab *_`~|>#\n&<[]()\\!:@.=+-é😀"), max_size=300)


def button(number: int = 1) -> Button:
    return Button("Answer", ActionId("answer", (str(number),)))


def section(length: int) -> Section:
    return Section(("x" * length,))


FITS: dict[str, Callable[[int], object]] = {
    "title": lambda extra: Card(title="x" * (150 + extra)),
    "section": lambda extra: section(3_000 + extra),
    "section with a heading": lambda extra: Section(("x" * (2_994 + extra),), heading="h"),
    "quoted section": lambda extra: Section((Plain("x" * (2_995 + extra)),), quoted=True),
    "card": lambda extra: Card(sections=(section(3_000), section(2_500 + extra))),
    "card with a footer": lambda extra: Card(
        sections=(section(3_000), section(2_000)), footer="x" * (500 + extra)
    ),
    "card with a checklist": lambda extra: Card(
        sections=(section(2_995), section(2_490)),
        checklist=Checklist(PRESS, (("x" * (5 + extra),),)),
    ),
    "card with a field": lambda extra: Card(
        sections=(section(3_000), section(2_000)), fields=(Field("n", ("x" * (499 + extra),)),)
    ),
    "sections": lambda extra: Card(sections=(section(1),) * (20 + extra)),
    "fields": lambda extra: Card(fields=(Field("n", ("v",)),) * (10 + extra)),
    "field name": lambda extra: Field("x" * (256 + extra), ("v",)),
    "field value": lambda extra: Field("n", ("x" * (1_024 + extra),)),
    "button label": lambda extra: Button("x" * (75 + extra), PRESS),
    "buttons": lambda extra: Card(title="t", buttons=tuple(map(button, range(5 + extra)))),
    "points of a checklist": lambda extra: Checklist(PRESS, (("p",),) * (10 + extra)),
    "text of a checklist": lambda extra: Checklist(PRESS, (("x" * (2_990 + extra),),)),
    "form title": lambda extra: Form("x" * (24 + extra), PRESS, PRESS, (TextInput("w", "l"),)),
    "inputs": lambda extra: Form("t", PRESS, PRESS, (TextInput("w", "l"),) * (5 + extra)),
    "inputs below an intro": lambda extra: Form(
        "t", PRESS, PRESS, (TextInput("w", "l"),) * (4 + extra), ("Read this.",)
    ),
    "intro": lambda extra: Form("t", PRESS, PRESS, (), ("x" * (3_000 + extra),)),
    "label": lambda extra: TextInput("w", "x" * (45 + extra)),
    "placeholder": lambda extra: TextInput("w", "l", placeholder="x" * (100 + extra)),
    "input": lambda extra: TextInput("w", "l", max_length=2_000 + extra),
    "value": lambda extra: TextInput("w", "l", value="x" * (10 + extra), max_length=10),
    "id of an action": lambda extra: Button("b", ActionId("a", ("x" * (94 + extra),))),
    "id of a checklist": lambda extra: Checklist(ActionId("a", ("x" * (94 + extra),)), (("p",),)),
    "id of a form": lambda extra: Form("t", ActionId("a", ("x" * (94 + extra),)), PRESS, ()),
    "id of an opener": lambda extra: Form("t", PRESS, ActionId("a", ("x" * (94 + extra),)), ()),
}


@pytest.mark.parametrize("make", FITS.values(), ids=FITS)
def test_a_limit_is_reached_and_not_passed(make: Callable[[int], object]) -> None:
    make(0)
    with pytest.raises(ValueError, match=r"more than|at most"):
        make(1)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Card(), id="a card without a word"),
        pytest.param(lambda: Card(buttons=(button(),)), id="only a button"),
        pytest.param(lambda: Card(title="t", buttons=(button(), button())), id="the same twice"),
        pytest.param(lambda: Checklist(PRESS, ()), id="nothing to tick"),
        pytest.param(
            lambda: Checklist(PRESS, (("p",),), frozenset({1})), id="ticked what is not there"
        ),
        pytest.param(lambda: Checklist(PRESS, (("p",),), frozenset({-1})), id="ticked below zero"),
        pytest.param(lambda: Button("b", ActionId("Loud")), id="an id nobody could read"),
    ],
)
def test_what_makes_no_sense_is_not_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


@given(SPECIAL, st.integers(6, 400))
def test_cut_text_never_exceeds_its_limit_escaped_and_quoted(words: str, limit: int) -> None:
    cut = clip(words, limit)
    assert Section((cut,), quoted=True).length <= limit
    assert shown_length((cut,)) <= limit


@given(SPECIAL, st.integers(6, 400))
def test_cut_text_is_the_beginning_of_what_was_typed(words: str, limit: int) -> None:
    cut = clip(words, limit).text
    if cut != words:
        assert cut.endswith("…")
        assert words.startswith(cut[:-1])


@given(SPECIAL)
def test_what_fits_is_not_cut(words: str) -> None:
    assert clip(words, Section((Plain(words),), quoted=True).length).text == words


@given(SPECIAL, st.integers(10, 400))
def test_no_more_is_cut_than_must_be(words: str, limit: int) -> None:
    cut = clip(words, limit)
    if cut.text != words:
        assert Section((cut,), quoted=True).length > limit - len("\n> &gt; ") - len("…")


@pytest.mark.parametrize(
    ("span", "length"),
    [
        pytest.param("a<b", 6, id="an author's sign is escaped for Slack"),
        pytest.param("a*b", 3, id="an author's markup stays"),
        pytest.param(Plain("a<b"), 6, id="a member's sign is escaped"),
        pytest.param(Plain("a*b"), 4, id="a member's markup is escaped for Discord"),
        pytest.param(Plain("&"), 5, id="the longest escape"),
        pytest.param(ChannelLink("C123"), 7, id="a channel"),
        pytest.param(Link("open", "https://x.y/z"), 4 + 4 + len("https://x.y/z") + 2, id="a link"),
    ],
)
def test_lengths_count_the_longer_dialect(span: Span, length: int) -> None:
    assert shown_length((span,)) == length


def test_every_quoted_line_counts_its_mark() -> None:
    mark = len("&gt; ")
    assert Section((Plain("a\nb\nc"),), quoted=True).length == len("a\nb\nc") + 3 * mark
    assert clip("\n" * 100, 60).text.count("\n") == (60 - mark - len("…")) // (mark + 1)


def test_a_moment_counts_its_fallback() -> None:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    assert shown_length((Moment(at, "x" * 30),)) > shown_length((Moment(at, "x"),)) > 20


def test_a_form_that_comes_too_late_is_a_card_that_opens_it() -> None:
    opener = ActionId("answer", ("7",))
    card = Form("Your answer", ActionId("submit", ("7",)), opener, (TextInput("w", "l"),)).as_card()
    assert [one.action for one in card.buttons] == [opener]
    assert card.title == "Your answer"


def test_replies_are_private_unless_told() -> None:
    reply = Reply(Card(title="t"))
    assert (reply.audience, reply.replaces_original) == ("asker", False)
    assert Rejected({"words": "s"}, Card(title="t")).problems == {"words": "s"}
