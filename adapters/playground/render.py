"""Cards, forms and messages in, HTML out."""

from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from adapters.pictures.layout import WIDTH, layout_of
from adapters.playground.room import Member, member_with
from adapters.playground.text import inline_html, to_html
from adapters.playground.transcript import Message, Note, Typed
from bot.action_ids import ActionId
from bot.cards import Attachment, Button, Card, Checklist, Field, Form, Section, TextInput
from bot.pictures import Picture, Theme

BOT_NAME: Final = "Practice bot"
_ONLY_YOU: Final = '<span class="only-you">Only you can see this</span>'


def message_html(message: Message, reader: Member, zone: ZoneInfo) -> str:
    """Draw one entry of the timeline as ``reader`` sees it, with times in their ``zone``."""
    match message.content:
        case Card() as card:
            drawn = _picture(message, card.picture, reader) if card.picture else ""
            file = _file(message, card.attachment, reader) if card.attachment else ""
            body = card_html(card, zone) + drawn + file
            return _entry(message, zone, "card-message", _from_bot(), body)
        case Typed(line):
            author = member_with(message.reader or "") or reader
            body = f'<p class="typed"><code>{escape(line)}</code></p>'
            return _entry(message, zone, "typed-message", _from_member(author), body)
        case Note(words):
            return f'<li class="note" id="message-{message.message_id}"><p>{escape(words)}</p></li>'


def card_html(card: Card, zone: ZoneInfo) -> str:
    """Draw a card; moments are told in the reader's zone."""
    parts = [
        f'<h3 class="card-title">{escape(card.title)}</h3>' if card.title else "",
        _fields(card.fields, zone),
        *(_section(section, zone) for section in card.sections),
        _checklist(card.checklist, zone) if card.checklist else "",
        f'<p class="card-footer">{escape(card.footer)}</p>' if card.footer else "",
        _buttons(card.buttons),
    ]
    return f'<div class="card tone-{card.tone}">{"".join(parts)}</div>'


def form_html(form: Form, zone: ZoneInfo) -> str:
    """Draw what stands inside the dialog of a form."""
    intro = f'<div class="form-intro prose">{to_html(form.intro, zone)}</div>' if form.intro else ""
    return (
        f'<form class="form" data-action="{_encoded(form.action)}" novalidate>'
        f'<h2 class="form-title" id="form-title">{escape(form.title)}</h2>{intro}'
        f"{''.join(_input(one) for one in form.inputs)}"
        '<p class="form-error" role="alert"></p>'
        '<div class="form-actions"><span class="form-hint">Ctrl + Enter submits</span>'
        '<button type="button" class="button" data-close>Cancel</button>'
        '<button type="submit" class="button primary">Submit</button>'
        "</div></form>"
    )


def _picture(message: Message, picture: Picture, reader: Member) -> str:
    """Show a picture on the ground that the page has, unless another was asked for."""
    light, dark = (
        f"/playground/pictures/{message.message_id}-{theme}.png"
        f"?as={reader.member_id}&amp;version={message.version}"
        for theme in (picture.theme or Theme.LIGHT, picture.theme or Theme.DARK)
    )
    return (
        f'<a class="full-size" href="{light}" target="_blank" title="Open at full size">'
        f'<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
        f'<img class="drawing" src="{light}" width="{WIDTH}"'
        f' height="{layout_of(picture).height}" alt="{escape(picture.alt)}"></picture></a>'
    )


def _file(message: Message, attachment: Attachment, reader: Member) -> str:
    address = f"/playground/files/{message.message_id}?as={reader.member_id}"
    name = escape(attachment.name)
    return f'<p><a href="{address}" download="{name}">{name}</a></p>'


def _entry(message: Message, zone: ZoneInfo, kind: str, author: str, body: str) -> str:
    private = message.reader is not None
    classes = f"message {kind}{' private' if private else ''}"
    return (
        f'<li class="{classes}" id="message-{message.message_id}" tabindex="-1">{author} '
        f'<time class="message-time" datetime="{message.at:%Y-%m-%dT%H:%M%z}">'
        f"{message.at.astimezone(zone):%H:%M}</time> "
        f"{_ONLY_YOU if private else ''}"
        f'<div class="message-body">{body}</div></li>'
    )


def _from_bot() -> str:
    return (
        '<span class="avatar avatar-bot" aria-hidden="true">∇</span>'
        f'<span class="author">{BOT_NAME}</span> <span class="badge">Bot</span>'
    )


def _from_member(member: Member) -> str:
    return (
        f'<span class="avatar avatar-{member.member_id}" aria-hidden="true">{member.name[0]}</span>'
        f'<span class="author">{escape(member.name)}</span>'
    )


def _section(section: Section, zone: ZoneInfo) -> str:
    heading = f"<h4>{escape(section.heading)}</h4>" if section.heading else ""
    words = to_html(section.text, zone)
    body = f"<blockquote>{words}</blockquote>" if section.quoted else words
    return f'<div class="prose">{heading}{body}</div>'


def _fields(fields: tuple[Field, ...], zone: ZoneInfo) -> str:
    if not fields:
        return ""
    pairs = (
        f"<div><dt>{escape(field.name)}</dt><dd>{to_html(field.value, zone)}</dd></div>"
        for field in fields
    )
    return f'<dl class="fields">{"".join(pairs)}</dl>'


def _checklist(checklist: Checklist, zone: ZoneInfo) -> str:
    points = (
        f'<label><input type="checkbox" value="{number}"'
        f"{' checked' if number in checklist.ticked else ''}>"
        f'<span><span class="number">{number + 1}.</span> {inline_html(point, zone)}</span></label>'
        for number, point in enumerate(checklist.points)
    )
    heading = escape(checklist.heading or "Tick what fits")
    return (
        f'<fieldset class="checklist" data-action="{_encoded(checklist.action)}">'
        f"<legend>{heading}</legend>{''.join(points)}</fieldset>"
    )


def _buttons(buttons: tuple[Button, ...]) -> str:
    if not buttons:
        return ""
    drawn = (
        f'<button type="button" class="button {button.style}"'
        f' data-action="{_encoded(button.action)}">{escape(button.label)}</button>'
        for button in buttons
    )
    return f'<div class="actions">{"".join(drawn)}</div>'


def _input(one: TextInput) -> str:
    attributes = (
        f'id="input-{escape(one.name)}" name="{escape(one.name)}" maxlength="{one.max_length}"'
        f' placeholder="{escape(one.placeholder)}"{" required" if one.required else ""}'
    )
    # The first line break inside a textarea is dropped by browsers.
    drawn = (
        f'<textarea rows="7" {attributes}>\n{escape(one.value)}</textarea>'
        if one.multiline
        else f'<input type="text" value="{escape(one.value)}" {attributes}>'
    )
    return f'<label for="input-{escape(one.name)}">{escape(one.label)}</label>{drawn}'


def _encoded(action: ActionId) -> str:
    return escape(action.encode())
