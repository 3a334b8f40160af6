"""Cards and forms as Slack's blocks and views; the SDK's classes check every limit."""

from typing import Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    HeaderBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from adapters.slack.markup import plain_words, with_prefix
from adapters.slack.text import rich_fields, rich_points, rich_section
from bot.cards import MAX_TITLE, Button, Card, Checklist, Form, Section, Style, TextInput, Tone
from bot.texts import ELLIPSIS, Plain

VIEW_TITLE: Final = "Practice"
_MAX_CONTEXT: Final = 2_000  # Slack: text of an element of a context block
_MAX_FALLBACK: Final = 300  # what a notification shows; the blocks say the rest
_PICTURE_COMES: Final = "The picture comes as a direct message."
_FILE_COMES: Final = "The file comes as a direct message."
_SIGNS: Final = {Tone.NEUTRAL: "", Tone.GOOD: "✅ ", Tone.REFUSAL: "⚠️ "}
_STYLES: Final = {Style.PLAIN: None, Style.PRIMARY: "primary"}
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\N{WORD JOINER}"})


def card_blocks(card: Card, prefix: str = "") -> list[Block]:
    """Write a card as blocks; ``prefix`` stands before the names of commands here."""
    blocks: list[Block] = []
    sign = _SIGNS[card.tone]
    if card.title:
        title = with_prefix(card.title, prefix)
        blocks.append(HeaderBlock(text=_label(_clipped(f"{sign}{title}", MAX_TITLE))))
        sign = ""
    if card.fields:
        named = [(field.name, field.value) for field in card.fields]
        blocks.append(rich_fields(named, prefix))
    for section in card.sections:
        blocks.append(_section(section, sign, prefix))
        sign = ""
    if card.checklist:
        blocks += _checklist(card.checklist, prefix)
    if card.footer:
        blocks.append(_footer(with_prefix(card.footer, prefix)))
    if card.picture:
        blocks.append(_footer(_PICTURE_COMES))
    if card.attachment:
        blocks.append(_footer(_FILE_COMES))
    if card.buttons:
        blocks.append(ActionsBlock(elements=[_button(button) for button in card.buttons]))
    return blocks


def card_view(card: Card, prefix: str = "", channel_id: str = "") -> View:
    """Write a card as a modal that remembers the channel it was asked for in."""
    return View(
        type="modal",
        title=_label(VIEW_TITLE),
        close=_label("Close"),
        blocks=card_blocks(card, prefix),
        private_metadata=channel_id,
    )


def form_view(form: Form, prefix: str = "", channel_id: str = "") -> View:
    """Write a form as a modal; the name of an input is the id of its block."""
    blocks: list[Block] = [_input(text_input, prefix) for text_input in form.inputs]
    if form.intro:
        blocks.insert(0, rich_section(form.intro, prefix=prefix))
    return View(
        type="modal",
        callback_id=form.action.encode(),
        title=_label(form.title),
        submit=_label("Submit"),
        close=_label("Cancel"),
        blocks=blocks,
        private_metadata=channel_id,
    )


def home_view(card: Card, prefix: str = "") -> View:
    """Write a card as a member's Home tab."""
    return View(type="home", blocks=card_blocks(card, prefix))


def fallback_text(card: Card, prefix: str = "") -> str:
    """Write in one line what a notification and a screen reader announce."""
    words = with_prefix(card.title, prefix)
    for text in (*(section.text for section in card.sections), *(f.value for f in card.fields)):
        words = words or plain_words(text, prefix)
    shown = " ".join(words.split()) or VIEW_TITLE
    return _clipped(shown, _MAX_FALLBACK).translate(_ESCAPES)


def _section(section: Section, sign: str, prefix: str) -> Block:
    heading = f"{sign}{section.heading}" if section.heading else ""
    text = (Plain(sign), *section.text) if sign and not heading else section.text
    return rich_section(text, heading=heading, quoted=section.quoted, prefix=prefix)


def _checklist(checklist: Checklist, prefix: str) -> list[Block]:
    options = [
        Option(value=str(number), text=_label(str(number + 1)))
        for number in range(len(checklist.points))
    ]
    ticked = [options[number] for number in sorted(checklist.ticked)]
    boxes = CheckboxesElement(
        action_id=checklist.action.encode(), options=options, initial_options=ticked or None
    )
    points = rich_points(checklist.points, heading=checklist.heading, prefix=prefix)
    return [points, ActionsBlock(elements=[boxes])]


def _button(button: Button) -> ButtonElement:
    return ButtonElement(
        text=_label(button.label), action_id=button.action.encode(), style=_STYLES[button.style]
    )


def _footer(words: str) -> ContextBlock:
    starts = range(0, len(words), _MAX_CONTEXT)
    return ContextBlock(elements=[_label(words[start : start + _MAX_CONTEXT]) for start in starts])


def _input(text_input: TextInput, prefix: str) -> InputBlock:
    placeholder = with_prefix(text_input.placeholder, prefix)
    return InputBlock(
        block_id=text_input.name,
        label=_label(text_input.label),
        optional=not text_input.required,
        element=PlainTextInputElement(
            action_id=text_input.name,
            multiline=text_input.multiline,
            initial_value=text_input.value or None,
            max_length=text_input.max_length,
            placeholder=_label(placeholder) if placeholder else None,
        ),
    )


def _label(words: str) -> PlainTextObject:
    # A colon in a text must not turn into an emoji.
    return PlainTextObject(text=words, emoji=False)


def _clipped(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1] + ELLIPSIS
