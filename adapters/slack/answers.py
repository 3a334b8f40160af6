"""Where outcomes go: to the card that was pressed, else by the next way that is open."""

import logging
from dataclasses import replace
from typing import Final

from adapters.slack.inbound import Container, Pressed, TypedCommand, WayBack
from adapters.slack.voice import Voice
from bot.cards import Card, Form, Outcome, Rejected, Reply, Section, late_reply

WORKING: Final = Card(title="Working on it", sections=(Section(("The answer is on its way.",)),))

log = logging.getLogger(__name__)


class Answers:
    """Performs outcomes; an answer that Slack does not take in one place comes by another."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    async def deliver(self, way: WayBack, reply: Reply, *, replaces: bool = False) -> None:
        """Answer in the modal, else by the response URL, else by direct message."""
        if way.view_id and await self._voice.update(way.view_id, reply.card, way.place.channel_id):
            return
        if way.response_url and await self._voice.say(way.response_url, reply, replaces=replaces):
            return
        if not await self._voice.tell(way.place, way.user_id, reply.card):
            log.error("an answer reached nobody")

    async def late(self, way: WayBack, outcome: Outcome, *, replaces: bool = False) -> None:
        """Answer after a card that said that the bot is at work."""
        match outcome:
            case Form() if way.view_id:
                if await self._voice.update(way.view_id, outcome, way.place.channel_id):
                    return
        await self.deliver(way, late_reply(outcome), replaces=replaces)

    async def open(self, typed: TypedCommand, form: Form) -> None:
        """Open the form that a command leads to."""
        if not await self._voice.open(typed.trigger_id, form, typed.place.channel_id):
            await self.deliver(typed.way_back, late_reply(form))

    async def home(self, way: WayBack, card: Card) -> None:
        """Show a card on a member's Home tab."""
        if not await self._voice.publish_home(way.user_id, card):
            await self.deliver(way, Reply(card))

    async def working(self, press: Pressed) -> WayBack:
        """Show where the button is that the bot is at work; tell where the answer belongs then."""
        way, channel_id = press.way_back, press.place.channel_id
        match press.container:
            case Container.MODAL:
                await self._voice.update(press.view_id, WORKING, channel_id)
            case Container.HOME:
                view_id = await self._voice.open(press.trigger_id, WORKING, channel_id)
                return replace(way, view_id=view_id)
            case Container.MESSAGE | Container.PRIVATE_MESSAGE:
                await self._voice.say(press.response_url, Reply(WORKING))
        return way

    async def to_press(self, press: Pressed, outcome: Outcome) -> None:
        """Answer a press in time, where its button is."""
        match outcome:
            case Form() if press.container is Container.MODAL:
                await self.late(press.way_back, outcome)
            case Form():
                if not await self._open(press, outcome):
                    await self.deliver(press.way_back, late_reply(outcome))
            case Reply():
                await self._show(press, outcome)
            case Rejected(card=card):
                await self._show(press, Reply(card))

    async def _show(self, press: Pressed, reply: Reply) -> None:
        replaces, card = replaces_pressed(press, reply), reply.card
        match press.container:
            case Container.MODAL:
                # A card without a title is a remark on the one shown, which must not be lost.
                is_shown = not card.title and not reply.replaces_original
                is_shown = is_shown and await self._push(press, card)
            case Container.HOME:
                is_shown = await self._open(press, card)
            case Container.MESSAGE | Container.PRIVATE_MESSAGE:
                is_shown = card.checklist is not None and not replaces
                is_shown = is_shown and await self._open(press, card)
        if not is_shown:
            await self.deliver(press.way_back, Reply(card), replaces=replaces)

    async def _open(self, press: Pressed, shown: Card | Form) -> bool:
        return bool(await self._voice.open(press.trigger_id, shown, press.place.channel_id))

    async def _push(self, press: Pressed, shown: Card) -> bool:
        return bool(await self._voice.push(press.trigger_id, shown, press.place.channel_id))


def replaces_pressed(press: Pressed, outcome: Outcome) -> bool:
    """Tell whether an outcome redraws the message that was pressed: never one that others see."""
    is_private = press.container is Container.PRIVATE_MESSAGE
    return is_private and isinstance(outcome, Reply) and outcome.replaces_original
