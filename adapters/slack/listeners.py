"""What Slack says to the bot, from the first acknowledgement to the answer."""

import asyncio
import logging
import re
import secrets
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.slack import inbound
from adapters.slack.channels import Channels
from adapters.slack.inbound import Container, Pressed, Submitted, TypedCommand
from adapters.slack.kept import KeptWork
from adapters.slack.people import People
from adapters.slack.voice import Voice
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.cards import Card, Form, Outcome, Rejected, Reply, Section
from bot.catalogue import Command, action_named, read_line
from bot.errors import Refusal
from bot.requests import Asker, CommandCall, Press

_WORKING: Final = Card(title="Working on it", sections=(Section(("The answer is on its way.",)),))
_EVERY: Final = re.compile("")
"""Whatever Slack brings gets an answer: the core refuses with a sentence what it does not know."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in the workspace that its token belongs to; empty before the start."""

    team_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    bot_name: str = ""
    team_url: str = ""


class Listeners:
    """One listener for each thing that people can do, for both modes of connection."""

    def __init__(
        self,
        bot: PracticeBot,
        worker: Worker,
        people: People,
        channels: Channels,
        voice: Voice,
        kept: KeptWork,
        prefix: str,
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._people = people
        self._channels = channels
        self._voice = voice
        self._kept = kept
        self._prefix = prefix
        self.identity = Identity()

    def register(self, app: AsyncApp) -> None:
        """Put the listeners on an app."""
        app.command(_EVERY)(self.on_command)
        app.action(_EVERY)(self.on_press)
        app.view(_EVERY)(self.on_submit)
        app.event("app_home_opened")(self.on_home_opened)
        app.error(self.on_error)

    async def on_command(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Answer a slash command by its acknowledgement; only a slow core makes a second one."""
        typed = inbound.typed_command(body, self._team_id(context), self._prefix)
        work = self._kept.start(self._guarded(self._run(typed)))
        if not await _in_time(work):
            await ack(self._voice.message(Reply(_WORKING)))
            self._kept.start(self._answer_late(typed, work))
            return
        match work.result():
            case Form() as form:
                await ack()
                self._kept.start(self._open(typed, form))
            case Reply() as reply:
                await ack(self._voice.message(reply))
            case Rejected(card=card):
                await ack(self._voice.message(Reply(card)))

    async def on_press(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Take a press at once; the answer follows when this listener has returned."""
        await ack()
        press = inbound.pressed(body, self._team_id(context))
        self._kept.start_in_order(press.order_key, self._answer_press(press))

    async def on_submit(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Answer a form by its acknowledgement; only a slow core redraws the modal later."""
        form = inbound.submitted(body, self._team_id(context))
        channel_id = form.place.channel_id
        work = self._kept.start(self._guarded_form(form))
        if not await _in_time(work):
            working = self._voice.view(_WORKING, channel_id)
            await ack(response_action="update", view=working)
            self._kept.start(self._redraw_late(form, work))
            return
        match work.result():
            case Reply(card):
                await ack(response_action="update", view=self._voice.view(card, channel_id))
            case Form() as next_form:
                await ack(response_action="update", view=self._voice.view(next_form, channel_id))
            case Rejected(sentence, input_name):
                await ack(response_action="errors", errors={input_name: sentence})

    async def on_home_opened(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Draw a member's Home tab."""
        opened = inbound.home_opened(event, self._team_id(context))
        if opened is None:
            return
        user, place = opened

        async def draw() -> None:
            asker = await self._people.asker(user.id, user.name, for_managers=False)
            card = await self._worker.run(self._bot.home, asker, place)
            await self._voice.publish_home(user.id, card)

        self._kept.start_in_order(f"{user.id} home", draw())

    async def on_error(self, error: Exception) -> BoltResponse:
        """Answer what broke in a listener itself: with an id to quote, as everywhere."""
        incident = _report(error)
        return BoltResponse(status=200, body=_apology(incident).sentence)

    def _team_id(self, context: AsyncBoltContext) -> str:
        # Apps that were installed for a whole organisation may leave the workspace out.
        return context.team_id or self.identity.team_id

    async def _run(self, typed: TypedCommand) -> Outcome:
        command, options = read_line(typed.name, typed.line)
        asker = await self._people.asker(
            typed.user.id, typed.user.name, for_managers=command.for_managers
        )
        obstacle = await self._obstacle(command, options, typed, asker)
        call = CommandCall(command.name, asker, typed.place, options, obstacle)
        return await self._worker.run(self._bot.run_command, call)

    async def _obstacle(
        self, command: Command, options: dict[str, str], typed: TypedCommand, asker: Asker
    ) -> str:
        if not command.posts or not asker.is_manager:
            return ""
        option = next((one for one in command.options if one.name == "channel"), None)
        named = option.read(options["channel"]) if option and "channel" in options else None
        return await self._channels.obstacle(
            named or typed.place.channel_id, self.identity.bot_name
        )

    async def _submit(self, form: Submitted) -> Outcome:
        asker = await self._asker(form.user, form.action)
        press = Press(form.action, asker, form.place, form.inputs)
        return await self._worker.run(self._bot.press, press)

    async def _press(self, press: Pressed) -> Outcome:
        asker = await self._asker(press.user, press.action)
        call = Press(press.action, asker, press.place, ticked=press.ticked)
        return await self._worker.run(self._bot.press, call)

    async def _asker(self, user: inbound.User, encoded: str) -> Asker:
        action = action_named(encoded)
        for_managers = action is not None and action.for_managers
        return await self._people.asker(user.id, user.name, for_managers=for_managers)

    async def _answer_press(self, press: Pressed) -> None:
        work = self._kept.start(self._guarded(self._press(press)))
        in_time = await _in_time(work)
        if not in_time and press.container in {Container.MESSAGE, Container.PRIVATE_MESSAGE}:
            await self._voice.say(press.response_url, Reply(_WORKING))
        await self._voice.answer_press(press, await work, is_late=not in_time)

    async def _open(self, typed: TypedCommand, form: Form) -> None:
        view = self._voice.view(form, typed.place.channel_id)
        if not await self._voice.open(typed.trigger_id, view):
            await self._voice.say(typed.response_url, Reply(form.as_card()))

    async def _answer_late(self, typed: TypedCommand, work: asyncio.Task[Outcome]) -> None:
        outcome = await work
        match outcome:
            case Form():
                outcome = Reply(outcome.as_card())
            case Rejected(card=card):
                outcome = Reply(card)
        await self._voice.say(typed.response_url, outcome)

    async def _redraw_late(self, form: Submitted, work: asyncio.Task[Outcome]) -> None:
        outcome = await work
        shown = outcome if isinstance(outcome, Form) else outcome.card
        await self._voice.update(form.view_id, shown, form.place.channel_id)

    async def _guarded_form(self, form: Submitted) -> Outcome:
        """Come to an outcome that loses nothing of what was typed."""
        try:
            return await self._submit(form)
        except Exception as error:  # the boundary: the form stays open with what was typed
            apology = _apology(_report(error))
            sentence = apology.sentence.replace("`", "")
            return Rejected(sentence, next(iter(form.inputs), ""), apology.card())

    async def _guarded(self, request: Coroutine[Any, Any, Outcome]) -> Outcome:
        """Come to an outcome whatever happens on the way to the core and back."""
        try:
            return await request
        except Refusal as refusal:
            return Reply(refusal.card())
        except Exception as error:  # the boundary: whoever asks gets an answer
            return Reply(_apology(_report(error)).card())


async def _in_time(work: asyncio.Task[Outcome]) -> bool:
    done, _ = await asyncio.wait([work], timeout=FIRST_ANSWER_SECONDS)
    return bool(done)


def _report(error: Exception) -> str:
    incident = secrets.token_hex(4)
    log.error("incident %s on the way to or from Slack", incident, exc_info=error)
    return incident


def _apology(incident: str) -> Refusal:
    return Refusal(
        "That went wrong on our side. Please try again; if it stays, tell whoever runs this bot: "
        f"`{incident}`."
    )
