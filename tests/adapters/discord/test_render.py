"""Cards as embeds and components, forms as modals."""

from collections.abc import Callable
from typing import Any, TypeVar

import discord
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from adapters.discord.render import card_embeds, card_view, form_modal, read_custom_id
from bot.action_ids import ActionId
from bot.cards import (
    MAX_BUTTON_LABEL,
    MAX_BUTTONS,
    MAX_CHECKLIST,
    MAX_FIELDS,
    MAX_INPUTS,
    MAX_LABEL,
    MAX_PLACEHOLDER,
    MAX_SECTIONS,
    MAX_TYPED,
    Button,
    Card,
    Checklist,
    Field,
    Form,
    Section,
    Style,
    TextInput,
    Tone,
)
from bot.texts import Plain, Span
from tests.adapters.discord.schema import check

MAX_EMBEDS = 10
MAX_MESSAGE = 6_000

Made = TypeVar("Made")
TICK = ActionId("tick", ("1",))
TEXT = st.one_of(
    st.text(alphabet="a*_\\<@ \n#", max_size=40),
    st.integers(1, 3_000).map(lambda length: "*" * length),
    st.integers(1, 3_000).map(lambda length: "a" * length),
)
SPANS: st.SearchStrategy[Span] = st.one_of(TEXT, TEXT.map(Plain))
LABELS = st.text(min_size=1, max_size=MAX_BUTTON_LABEL)


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Any section that the core can make; somebody's own words are always plain."""
    quoted = draw(st.booleans())
    text = draw(st.lists(TEXT.map(Plain) if quoted else SPANS, max_size=3))
    heading = draw(st.text(alphabet="H*e", max_size=20))
    return allowed(lambda: Section(tuple(text), heading, quoted))


@st.composite
def checklists(draw: st.DrawFn) -> Checklist:
    points = draw(st.lists(TEXT.map(lambda point: (point,)), min_size=1, max_size=MAX_CHECKLIST))
    ticked = draw(st.frozensets(st.integers(0, len(points) - 1)))
    heading = draw(TEXT)
    return allowed(lambda: Checklist(TICK, tuple(points), ticked, heading))


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card that the core can make."""
    fields = st.builds(
        lambda name, value: allowed(lambda: Field(name, (value,))), st.text(max_size=40), SPANS
    )
    labels = draw(st.lists(LABELS, max_size=MAX_BUTTONS))
    parts: dict[str, Any] = {
        "title": draw(st.text(max_size=80)),
        "sections": tuple(draw(st.lists(sections(), max_size=MAX_SECTIONS))),
        "fields": tuple(draw(st.lists(fields, max_size=MAX_FIELDS))),
        "checklist": draw(st.none() | checklists()),
        "buttons": tuple(
            Button(label, ActionId("rate", (str(number),)), draw(st.sampled_from(Style)))
            for number, label in enumerate(labels)
        ),
        "footer": draw(TEXT),
        "tone": draw(st.sampled_from(Tone)),
    }
    return allowed(lambda: Card(**parts))


def allowed(make: Callable[[], Made]) -> Made:
    """Make a value, or tell hypothesis that the core would refuse it."""
    try:
        return make()
    except ValueError:
        reject()


def message(card: Card) -> dict[str, Any]:
    view = card_view(card)
    return {
        "embeds": [embed.to_dict() for embed in card_embeds(card)],
        "components": view.to_components() if view is not None else [],
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(cards())
def test_no_card_is_too_much_for_discord(card: Card) -> None:
    embeds = card_embeds(card)
    assert 1 <= len(embeds) <= MAX_EMBEDS
    assert sum(len(embed) for embed in embeds) <= MAX_MESSAGE
    check("MessageCreateRequest", message(card))
    for embed in embeds:
        assert (embed.description or "").strip()
        assert all(field.name and field.value for field in embed.fields)


def test_the_longest_card_there_can_be_fits() -> None:
    card = Card(
        title="*" * 75,
        sections=(Section(("a" * 3_000,)), Section((Plain("*" * 1_150),))),
        buttons=(Button("B" * MAX_BUTTON_LABEL, TICK),),
    )
    embeds = card_embeds(card)
    assert sum(len(embed) for embed in embeds) > 5_000
    assert len(embeds) == 2
    check("MessageCreateRequest", message(card))


def test_a_checklist_is_numbered_points_and_a_select_that_shows_the_ticks() -> None:
    points = (("First point.",), ("Second point.",))
    card = Card(
        title="Answer",
        checklist=Checklist(TICK, points, frozenset({1}), "Which did you cover?"),
        buttons=(Button("Good", ActionId("rate", ("1", "good")), Style.PRIMARY),),
    )
    (embed,) = card_embeds(card)
    assert embed.description == "**Which did you cover?**\n1. First point.\n2. Second point."
    rows = message(card)["components"]
    select = rows[0]["components"][0]
    assert (select["custom_id"], select["min_values"], select["max_values"]) == ("pb1|tick|1", 0, 2)
    assert [option["label"] for option in select["options"]] == ["1", "2"]
    assert [option["default"] for option in select["options"]] == [False, True]
    assert rows[1]["components"][0]["label"] == "Good"


def test_what_stands_below_a_point_is_shown_in_the_text_and_not_in_the_menu() -> None:
    card = Card(
        title="x", checklist=Checklist(TICK, (("First *point*.\n*A hint.*",), ("Second.",)))
    )
    (embed,) = card_embeds(card)
    assert embed.description == "1. First *point*.\n*A hint.*\n2. Second."
    options = message(card)["components"][0]["components"][0]["options"]
    assert [option["description"] for option in options] == ["First *point*.", "Second."]


def test_each_tone_has_a_colour_of_its_own() -> None:
    colours = {card_embeds(Card(title="x", tone=tone))[0].colour for tone in Tone}
    assert len(colours) == len(Tone)


def test_names_and_titles_are_letters() -> None:
    (embed,) = card_embeds(Card(title="*x*", fields=(Field("a_b", (Plain("<@1>"),)),)))
    assert embed.title == r"\*x\*"
    assert (embed.fields[0].name, embed.fields[0].value) == (r"a\_b", r"\<\@1>")


def test_a_footer_is_shown_as_it_is() -> None:
    (embed,) = card_embeds(Card(title="x", footer="Only *you*: here."))
    assert embed.footer.text == "Only *you*: here."


def test_a_card_that_only_speaks_has_no_components() -> None:
    assert card_view(Card(title="x")) is None


async def test_what_is_rendered_asks_for_no_place_in_the_librarys_store() -> None:
    view = card_view(Card(title="x", buttons=(Button("Press", TICK),)))
    assert view is not None
    assert view.is_finished()
    assert form_modal(a_form(1)).is_finished()


def a_form(inputs: int) -> Form:
    return Form(
        title="Your answer",
        action=ActionId("submit", ("1",)),
        opener=ActionId("answer", ("1",)),
        inputs=tuple(
            TextInput(
                f"input{number}",
                "L" * MAX_LABEL,
                value="v" * MAX_TYPED,
                placeholder="p" * MAX_PLACEHOLDER,
                multiline=bool(number % 2),
            )
            for number in range(inputs)
        ),
        intro=("What is a *kernel*?",) if inputs < MAX_INPUTS else (),
    )


@pytest.mark.parametrize("inputs", [1, MAX_INPUTS - 1, MAX_INPUTS])
def test_a_form_is_a_modal_that_discord_takes(inputs: int) -> None:
    payload = form_modal(a_form(inputs)).to_dict()
    check("ModalInteractionCallbackRequest", {"type": 9, "data": payload})
    assert payload["custom_id"] == "pb1|submit|1"
    labels = [one for one in payload["components"] if one["type"] == 18]
    assert len(labels) == inputs
    assert len(payload["components"]) == min(inputs + 1, MAX_INPUTS)


def test_the_question_stands_above_the_text_field() -> None:
    intro, field = form_modal(a_form(1)).to_dict()["components"]
    assert intro["content"] == "What is a *kernel*?"
    assert field["component"]["value"] == "v" * MAX_TYPED


def test_a_button_in_a_direct_message_remembers_its_server() -> None:
    view = card_view(Card(title="x", buttons=(Button("Press", TICK),)), origin="123")
    assert view is not None
    (button,) = view.children
    assert isinstance(button, discord.ui.Button)
    assert button.custom_id is not None
    assert read_custom_id(button.custom_id) == ("pb1|tick|1", "123")
    assert read_custom_id("pb1|tick|1") == ("pb1|tick|1", "")
    assert read_custom_id("pb1|tick|1#not a server") == ("pb1|tick|1", "")
