"""A member who types commands and presses what they see, without a platform in between."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.action_ids import ActionId
from bot.app import PracticeBot
from bot.cards import Card, Form, Outcome, Reply
from bot.requests import Asker, CommandCall, Place, Press


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, in a channel."""

    bot: PracticeBot
    asker: Asker
    place: Place

    def types(self, command: str, **options: str) -> Card:
        """Type a command; the card that answers comes back."""
        return _card(self.bot.run_command(CommandCall(command, self.asker, self.place, options)))

    def press(self, card: Card, label: str) -> Card:
        """Press a button of a card."""
        return _card(self._send(_action(card, label)))

    def answer(self, card: Card, words: str) -> Card:
        """Press Answer, type words into the form and submit it."""
        match self._send(_action(card, "Answer")):
            case Form(action=action, inputs=(field,)):
                return _card(self._send(action, inputs={field.name: words}))
            case outcome:
                raise RuntimeError(f"no form: {outcome}")

    def tick(self, card: Card, points: tuple[int, ...]) -> Card:
        """Tick points of a card's checklist."""
        if card.checklist is None:
            raise RuntimeError("there is nothing to tick")
        return _card(self._send(card.checklist.action, ticked=points))

    def _send(
        self,
        action: ActionId,
        inputs: Mapping[str, str] | None = None,
        ticked: tuple[int, ...] | None = None,
    ) -> Outcome:
        press = Press(action.encode(), self.asker, self.place, inputs or {}, ticked)
        return self.bot.press(press)


def _action(card: Card, label: str) -> ActionId:
    return next(button.action for button in card.buttons if button.label == label)


def _card(outcome: Outcome) -> Card:
    match outcome:
        case Reply(card):
            return card
        case _:
            raise RuntimeError(f"no card: {outcome}")
