"""What the core says: cards, forms and the outcomes that carry them.

Every limit is the smaller one of Discord and Slack (Discord API reference: embed limits, component
limits; Slack Block Kit reference) and is checked when a value is made, so that nothing too long is
found out while sending. Lengths count the longer dialect after escaping.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.action_ids import ActionId
from bot.pictures import Picture
from bot.texts import Text, escaped_length, letters, quoted_length, shown_length

MAX_TITLE: Final = 150  # Slack: plain text of a header block
MAX_SECTION: Final = 3_000  # Slack: text of a section block
MAX_CARD: Final = (
    5_500  # Discord: all text of an embed is 6,000; the rest is for what a renderer adds
)
MAX_FOOTER: Final = 2_000  # Slack: text of a context block's element
MAX_SECTIONS: Final = 20
MAX_FIELDS: Final = 10
MAX_FIELD_NAME: Final = 256  # Discord: name of an embed's field
MAX_FIELD_VALUE: Final = 1_024  # Discord: value of an embed's field
MAX_BUTTON_LABEL: Final = 75  # Slack: text of a button
MAX_BUTTONS: Final = 5  # Discord: buttons in a row
MAX_CHECKLIST: Final = 10  # Slack: options of a group of checkboxes
MAX_FORM_TITLE: Final = 24  # Slack: title of a view
MAX_LABEL: Final = 45  # Discord: label of a text input
MAX_PLACEHOLDER: Final = 100  # Discord: placeholder of a text input
MAX_TYPED: Final = 2_000  # so that what was typed can be shown again inside a card, escaped
MAX_INPUTS: Final = 5  # Discord: components of a modal


class Audience(StrEnum):
    """Who may see a reply."""

    ASKER = "asker"
    CHANNEL = "channel"


class Tone(StrEnum):
    """The mood of a card; each platform has a colour or a sign for it."""

    NEUTRAL = "neutral"
    GOOD = "good"
    REFUSAL = "refusal"


class Style(StrEnum):
    """How much a button asks to be pressed."""

    PLAIN = "plain"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph or more under an optional heading; ``quoted`` marks somebody's own words."""

    text: Text
    heading: str = ""
    quoted: bool = False

    def __post_init__(self) -> None:
        _at_most(MAX_SECTION, "section", self.length)

    @property
    def length(self) -> int:
        """Characters as shown, the heading and its marks included."""
        heading = escaped_length(self.heading) + len("****\n") if self.heading else 0
        return heading + shown_length(self.text) + self._quote_marks()

    def _quote_marks(self) -> int:
        if not self.quoted:
            return 0
        words = letters(self.text)
        return quoted_length(words) - escaped_length(words)


@dataclass(frozen=True, slots=True)
class Field:
    """A short name and its value, side by side with others where there is room."""

    name: str
    value: Text

    def __post_init__(self) -> None:
        _at_most(MAX_FIELD_NAME, "field name", escaped_length(self.name))
        _at_most(MAX_FIELD_VALUE, "field value", shown_length(self.value))


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press."""

    label: str
    action: ActionId
    style: Style = Style.PLAIN

    def __post_init__(self) -> None:
        _at_most(MAX_BUTTON_LABEL, "button label", len(self.label))
        self.action.encode()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Points to tick; a change sends ``action`` with the numbers ticked, counted from 0."""

    action: ActionId
    points: tuple[Text, ...]
    ticked: frozenset[int] = frozenset()
    heading: str = ""

    def __post_init__(self) -> None:
        _at_most(MAX_CHECKLIST, "checklist", len(self.points))
        _at_most(MAX_SECTION, "checklist", self.length)
        self.action.encode()
        if not self.points or not self.ticked <= set(range(len(self.points))):
            raise ValueError("a checklist has points, and only those can be ticked")

    @property
    def length(self) -> int:
        """Characters as shown: the heading and a numbered line for each point."""
        numbered = sum(shown_length(point) + len("10. \n") for point in self.points)
        return numbered + escaped_length(self.heading) + len("****\n")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for one person to keep."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message: its words, what can be ticked and what can be pressed.

    ``picture`` says nothing that the words do not say: it may come late, or not at all.
    ``attachment`` is for private cards alone.
    """

    title: str = ""
    sections: tuple[Section, ...] = ()
    fields: tuple[Field, ...] = ()
    checklist: Checklist | None = None
    buttons: tuple[Button, ...] = ()
    footer: str = ""
    tone: Tone = Tone.NEUTRAL
    picture: Picture | None = None
    attachment: Attachment | None = None

    def __post_init__(self) -> None:
        _at_most(MAX_TITLE, "title", escaped_length(self.title))
        _at_most(MAX_FOOTER, "footer", escaped_length(self.footer))
        _at_most(MAX_SECTIONS, "sections", len(self.sections))
        _at_most(MAX_FIELDS, "fields", len(self.fields))
        _at_most(MAX_BUTTONS, "buttons", len(self.buttons))
        _at_most(MAX_CARD, "card", self._length())
        ids = [button.action for button in self.buttons]
        if len(set(ids)) < len(ids):
            raise ValueError("two buttons of a card do the same")
        if not (self.title or self.sections or self.fields):
            raise ValueError("a card says something")

    def _length(self) -> int:
        sections = sum(section.length for section in self.sections)
        fields = sum(escaped_length(item.name) + shown_length(item.value) for item in self.fields)
        checklist = self.checklist.length if self.checklist else 0
        ends = escaped_length(self.title) + escaped_length(self.footer)
        return ends + sections + fields + checklist


@dataclass(frozen=True, slots=True)
class TextInput:
    """One text field of a form; ``name`` is the keyword that its handler receives."""

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    max_length: int = MAX_TYPED
    required: bool = True
    multiline: bool = True

    def __post_init__(self) -> None:
        _at_most(MAX_LABEL, "label", len(self.label))
        _at_most(MAX_PLACEHOLDER, "placeholder", len(self.placeholder))
        _at_most(MAX_TYPED, "input", self.max_length)
        _at_most(self.max_length, "value", len(self.value))


@dataclass(frozen=True, slots=True)
class Form:
    """Ask the member to type something; submitting it runs ``action``.

    ``opener`` is the press that opens the form again, for when it is too late to open it now.
    """

    title: str
    action: ActionId
    opener: ActionId
    inputs: tuple[TextInput, ...]
    intro: Text = field(default=())

    def __post_init__(self) -> None:
        _at_most(MAX_FORM_TITLE, "form title", len(self.title))
        # On Discord the intro takes the place of an input.
        _at_most(MAX_INPUTS - bool(self.intro), "inputs", len(self.inputs))
        _at_most(MAX_SECTION, "intro", shown_length(self.intro))
        self.action.encode()
        self.opener.encode()

    def as_card(self) -> Card:
        """Offer the form by a button instead, when it comes too late to be opened."""
        return Card(
            title=self.title,
            sections=(Section(("That took a moment. The form is ready now.",)),),
            buttons=(Button("Open the form", self.opener, Style.PRIMARY),),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """Say something to the asker, or to the channel.

    ``replaces_original`` redraws the private card that was pressed; a public one is never redrawn
    by a reply, the adapter then sends a new private card.
    """

    card: Card
    audience: Audience = Audience.ASKER
    replaces_original: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A form was submitted and not taken: nothing typed is lost.

    Where the form can stay open, each sentence of ``problems`` is shown at the input that it is
    under the name of; elsewhere ``card`` says them all and offers to try again.
    """

    problems: Mapping[str, str]
    card: Card


Outcome = Reply | Form | Rejected
"""All that a request can lead to; each adapter performs every kind."""


def late_reply(outcome: Outcome) -> Reply:
    """Say by a message what comes too late for a form to be opened or to stay open."""
    match outcome:
        case Reply():
            return outcome
        case Form():
            return Reply(outcome.as_card())
        case Rejected(card=card):
            return Reply(card)


def _at_most(limit: int, what: str, size: int) -> None:
    if size > limit:
        raise ValueError(f"{what}: {size} is more than {limit}")
