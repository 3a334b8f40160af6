"""Somebody at the keyboard: types commands, presses what cards offer, reads what is shown."""

from dataclasses import dataclass, field, replace

from bot.action_ids import ActionId
from bot.app import PracticeBot
from bot.cards import Audience, Card, Form, Outcome, Rejected, Reply
from bot.catalogue import read_line
from bot.errors import Refusal
from bot.requests import Asker, CommandCall, Place, Platform, Press
from bot.texts import ChannelLink, Link, Moment, PersonLink, Plain, RoleLink, Span, Text

GENERAL = Place(Platform.SLACK, "T1", "C1")


@dataclass
class Player:
    """One person in one channel, and the bot they talk to."""

    bot: PracticeBot
    asker: Asker = field(default_factory=lambda: Asker("U-ada", "Ada"))
    place: Place = GENERAL

    def types(self, line: str, obstacle: str = "") -> Reply:
        """Type a command such as ``/question advanced``; a line that does not fit is told so."""
        name, _, rest = line.removeprefix("/").partition(" ")
        try:
            command, options = read_line(name, rest)
        except Refusal as refusal:
            return Reply(refusal.card())
        call = CommandCall(command.name, self.asker, self.place, options, obstacle)
        outcome = self.bot.run_command(call)
        assert isinstance(outcome, Reply), outcome
        return outcome

    def presses(self, button: str, card: Card) -> Outcome:
        """Press the button of a card that has this label."""
        return self.sends(action_of(card, button))

    def sends(self, action: ActionId | str, **inputs: str) -> Outcome:
        """Send an action, with what a form's inputs hold."""
        text = action if isinstance(action, str) else action.encode()
        return self.bot.press(Press(text, self.asker, self.place, inputs))

    def ticks(self, card: Card, *numbers: int) -> Reply:
        """Tick exactly these points of a card's checklist, counted from 0."""
        assert card.checklist is not None
        action = card.checklist.action.encode()
        outcome = self.bot.press(Press(action, self.asker, self.place, ticked=numbers))
        assert isinstance(outcome, Reply)
        return outcome

    def draws(self, words: str = "") -> Card:
        """Ask for a question, for instance an ``advanced`` one; the card comes back."""
        return self.types(f"/question {words}").card

    def answers(self, card: Card, words: str) -> Card:
        """Press Answer, type and submit; the card with the reference answer comes back."""
        form = self.presses("Answer", card)
        assert isinstance(form, Form), form
        reply = self.sends(form.action, words=words)
        assert isinstance(reply, Reply), reply
        return reply.card

    def rates(self, card: Card, rating: str) -> Card:
        """Answer a question and rate the answer; the card with the result comes back."""
        reply = self.presses(rating, self.answers(card, "my words"))
        assert isinstance(reply, Reply), reply
        return reply.card

    def practises(self, words: str = "", rating: str = "Good") -> Card:
        """Do a whole round."""
        return self.rates(self.draws(words), rating)

    def elsewhere(self, **place: str) -> "Player":
        """Be the same person in another channel, workspace or platform."""
        changed = dict(place)
        platform = Platform(changed.pop("platform", self.place.platform))
        return replace(self, place=replace(self.place, platform=platform, **changed))


def somebody(
    bot: PracticeBot, name: str, *, manager: bool = False, zone: str | None = None
) -> Player:
    """Seat one more member before the bot."""
    return Player(bot, Asker(f"U-{name.casefold()}", name, manager, zone))


def action_of(card: Card, label: str) -> ActionId:
    """Find what a button does."""
    found = [button.action for button in card.buttons if button.label == label]
    assert found, f"no button {label!r} among {[button.label for button in card.buttons]}"
    return found[0]


def labels(card: Card) -> list[str]:
    """List what can be pressed."""
    return [button.label for button in card.buttons]


def words_of(card: Card) -> str:
    """Read everything that a card says, as one text."""
    lines = [card.title]
    for section in card.sections:
        lines += [section.heading, text_of(section.text)]
    for item in card.fields:
        lines.append(f"{item.name}: {text_of(item.value)}")
    if card.checklist:
        lines += [card.checklist.heading, *map(text_of, card.checklist.points)]
    return "\n".join((*lines, card.footer))


def text_of(text: Text) -> str:
    """Read a text as a reader would."""
    return "".join(_read(span) for span in text)


def own_words(card: Card) -> str:
    """Read the words that a card quotes."""
    return "".join(text_of(section.text) for section in card.sections if section.quoted)


def reasons(rejected: Rejected) -> str:
    """Read why a form was not taken."""
    return "\n".join(rejected.problems.values())


def is_refusal(outcome: Outcome) -> bool:
    """Tell whether a request was turned down in words, privately, without an incident."""
    match outcome:
        case Reply(card, audience):
            refused = card.tone == "refusal" and audience is Audience.ASKER
            return refused and "went wrong" not in words_of(card)
        case Rejected() as rejected:
            return "went wrong" not in reasons(rejected)
        case Form():
            return False


def is_incident(outcome: Outcome) -> bool:
    """Tell whether the bot apologised for a bug of its own."""
    match outcome:
        case Reply(card):
            return "went wrong" in words_of(card)
        case Rejected() as rejected:
            return "went wrong" in reasons(rejected)
        case Form():
            return False


def _read(span: Span) -> str:
    match span:
        case str():
            return span
        case Plain(words):
            return words
        case ChannelLink(channel_id):
            return f"#{channel_id}"
        case PersonLink(somebody) | RoleLink(somebody):
            return f"@{somebody}"
        case Moment(_, fallback):
            return fallback
        case Link(label, url):
            return f"{label} ({url})"
