"""Cards as embeds and components, forms as modals; pure, and total for every card there can be.

Views and modals are made to be serialised only. They are stopped at once: the library keeps those
that are not in a store that never shrinks, and finds forms there by their id alone.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

import discord
from discord import ui

from adapters.discord.text import escaped, section_markdown, to_markdown
from bot.action_ids import MAX_LENGTH, ActionId
from bot.cards import Card, Checklist, Form, Style, TextInput, Tone
from bot.texts import ELLIPSIS, Text, letters

ORIGIN_MARK: Final = "#"
"""Stands between an action and the server it belongs to, in a direct message."""

_MAX_DESCRIPTION: Final = 4_096
_MAX_PLACEHOLDER: Final = 150
_MAX_OPTION_DESCRIPTION: Final = 100
_NOTHING: Final = "\N{ZERO WIDTH SPACE}"  # Discord refuses empty text
_GAP: Final = "\n\n"
_COLOURS: Final[Mapping[Tone, int]] = {
    Tone.NEUTRAL: 0x5865F2,
    Tone.GOOD: 0x2E9E5B,
    Tone.REFUSAL: 0xE0A100,
}
_STYLES: Final[Mapping[Style, discord.ButtonStyle]] = {
    Style.PLAIN: discord.ButtonStyle.secondary,
    Style.PRIMARY: discord.ButtonStyle.primary,
}


def card_embeds(card: Card) -> list[discord.Embed]:
    """Show a card as an embed, or as several where its text is too long for one."""
    colour = _COLOURS[card.tone]
    embeds = [
        discord.Embed(description=part or _NOTHING, colour=colour) for part in _descriptions(card)
    ]
    if card.title:
        embeds[0].title = escaped(card.title)
    for field in card.fields:
        name, value = escaped(field.name), to_markdown(field.value)
        embeds[-1].add_field(name=_shown(name), value=_shown(value), inline=True)
    if card.footer:
        embeds[-1].set_footer(text=card.footer)
    return embeds


def card_view(card: Card, origin: str = "") -> ui.View | None:
    """Show what can be ticked and pressed; None for a card that only speaks.

    ``origin`` is the server that a card in a direct message is about, see ``read_custom_id``.
    """
    if card.checklist is None and not card.buttons:
        return None
    view = ui.View(timeout=None)
    if card.checklist is not None:
        view.add_item(_select(card.checklist, origin))
    for button in card.buttons:
        item: ui.Button[ui.View] = ui.Button(
            label=button.label,
            style=_STYLES[button.style],
            custom_id=_custom_id(button.action, origin),
            row=1,
        )
        view.add_item(item)
    view.stop()
    return view


def form_modal(form: Form, origin: str = "") -> ui.Modal:
    """Show a form; its intro stands above the text fields."""
    modal = ui.Modal(title=form.title, custom_id=_custom_id(form.action, origin), timeout=None)
    intro = to_markdown(form.intro).strip()
    if intro:
        display: ui.TextDisplay[Any] = ui.TextDisplay(intro)
        modal.add_item(display)
    for text_input in form.inputs:
        modal.add_item(_label(text_input))
    modal.stop()
    return modal


def read_custom_id(custom_id: str) -> tuple[str, str]:
    """Split what was pressed into the encoded action and its server, empty where it names none."""
    action, _, origin = custom_id.partition(ORIGIN_MARK)
    return action, origin if origin.isascii() and origin.isdecimal() else ""


def _custom_id(action: ActionId, origin: str) -> str:
    encoded = action.encode()
    longer = f"{encoded}{ORIGIN_MARK}{origin}"
    return longer if origin and len(longer) <= MAX_LENGTH else encoded


def _descriptions(card: Card) -> list[str]:
    """Put the parts of a card into as few descriptions as hold them."""
    descriptions = [""]
    for part in _parts(card):
        joined = f"{descriptions[-1]}{_GAP}{part}" if descriptions[-1] else part
        if len(joined) <= _MAX_DESCRIPTION:
            descriptions[-1] = joined
        else:
            descriptions.append(part)
    return descriptions


def _parts(card: Card) -> Iterator[str]:
    sections = (section_markdown(section).strip("\n") for section in card.sections)
    points = (_points(card.checklist),) if card.checklist is not None else ()
    return (part for part in chain(sections, points) if part.strip())


def _points(checklist: Checklist) -> str:
    heading = f"**{escaped(checklist.heading)}**\n" if checklist.heading else ""
    lines = (f"{number}. {to_markdown(point)}" for number, point in enumerate(checklist.points, 1))
    return heading + "\n".join(lines)


def _select(checklist: Checklist, origin: str) -> ui.Select[ui.View]:
    options = [
        discord.SelectOption(
            label=str(number + 1),
            value=str(number),
            # What stands below the first line, such as a hint, is shown in the text above.
            description=_cut(_first_line(point), _MAX_OPTION_DESCRIPTION) or None,
            default=number in checklist.ticked,
        )
        for number, point in enumerate(checklist.points)
    ]
    return ui.Select(
        custom_id=_custom_id(checklist.action, origin),
        placeholder=_cut(checklist.heading, _MAX_PLACEHOLDER) or None,
        min_values=0,
        max_values=len(options),
        options=options,
        row=0,
    )


def _first_line(point: Text) -> str:
    return letters(point).strip().partition("\n")[0].strip()


def _label(text_input: TextInput) -> ui.Label[ui.Modal]:
    style = discord.TextStyle.paragraph if text_input.multiline else discord.TextStyle.short
    component: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=text_input.name,
        style=style,
        placeholder=text_input.placeholder or None,
        default=text_input.value or None,
        required=text_input.required,
        max_length=text_input.max_length,
    )
    return ui.Label(text=text_input.label, component=component)


def _shown(text: str) -> str:
    return text if text.strip() else _NOTHING


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + ELLIPSIS
