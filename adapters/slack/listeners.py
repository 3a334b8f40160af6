"""What Slack says to the bot, from the first acknowledgement to the answer."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse

from adapters.pictures.studio import Studio
from adapters.slack import inbound
from adapters.slack.answers import WORKING, Answers, replaces_pressed
from adapters.slack.channels import Channels
from adapters.slack.file_mail import FileMail, files_in
from adapters.slack.inbound import Pressed, Submitted, TypedCommand, WayBack
from adapters.slack.incidents import beneath_an_input, report
from adapters.slack.kept import KeptWork
from adapters.slack.people import People
from adapters.slack.turned_away import still_open
from adapters.slack.voice import Voice
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.cards import Form, Outcome, Rejected, Reply, late_reply
from bot.catalogue import Command, action_named, read_line
from bot.errors import Refusal
from bot.rejection import rejected
from bot.requests import Asker, CommandCall, Place, Platform, Press

_EVERY: Final = re.compile("")
"""Whatever Slack brings gets an answer: the core refuses with a sentence what it does not know."""


_TAKEN: Final = BoltResponse(status=200)
_BRING_IT_AGAIN: Final = BoltResponse(status=503)
"""Slack repeats an event that was not taken, within minutes."""


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
        studio: Studio,
        prefix: str,
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._people = people
        self._channels = channels
        self._voice = voice
        self._answers = Answers(voice)
        self._mail = FileMail(studio, voice, self._answers)
        self._kept = kept
        self._prefix = prefix
        self.identity = Identity()

    def register(self, app: AsyncApp) -> None:
        """Put the listeners on an app."""
        app.command(_EVERY)(self.on_command)
        app.action(_EVERY)(self.on_press)
        app.view(_EVERY)(self.on_submit)
        app.event("app_home_opened")(self.on_home_opened)
        app.event("app_uninstalled")(self.on_removed)
        app.event("tokens_revoked")(self.on_removed)
        app.error(self.on_error)

    async def on_command(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Answer a slash command by its acknowledgement; only a slow core makes a second one."""
        typed = inbound.typed_command(body, self._team_id(context), self._prefix)
        work = self._kept.start(self._guarded(self._run(typed), typed.way_back))
        if not await _in_time(work):
            await ack(self._voice.message(Reply(WORKING)))
            self._keep(self._answer_late(typed.way_back, work), typed.way_back)
            return
        match work.result():
            case Form() as form:
                await ack()
                self._keep(self._answers.open(typed, form), typed.way_back)
            case outcome:
                await ack(self._voice.message(late_reply(outcome)))

    async def on_press(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Take a press at once; the answer follows when this listener has returned."""
        press = inbound.pressed(body, self._team_id(context))
        await ack()
        apologise = partial(self._answers.to_press, press)
        work = _or_apologise(self._answer_press(press), apologise)
        self._kept.start_in_order(press.order_key, work)

    async def on_submit(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Answer a form by its acknowledgement; only a slow core redraws the modal later."""
        form = inbound.submitted(body, self._team_id(context))
        channel_id = form.place.channel_id
        work = self._kept.start(self._guarded_form(form))
        if not await _in_time(work):
            working = self._voice.view(WORKING, channel_id)
            await ack(response_action="update", view=working)
            self._keep(self._answer_late(form.way_back, work), form.way_back)
            return
        match work.result():
            case Reply(card):
                await ack(response_action="update", view=self._voice.view(card, channel_id))
            case Form() as next_form:
                await ack(response_action="update", view=self._voice.view(next_form, channel_id))
            case Rejected(problems):
                await ack(response_action="errors", errors=dict(problems))

    async def on_home_opened(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Draw a member's Home tab."""
        opened = inbound.home_opened(event, self._team_id(context))
        if opened is None:
            return
        user, place = opened
        show = partial(self._answers.home, WayBack(place, user.id))

        async def draw() -> None:
            asker = await self._people.asker(user.id, user.name, for_managers=False)
            await show(await self._worker.run(self._bot.home, asker, place))

        async def apologise(reply: Reply) -> None:
            await show(reply.card)

        self._kept.start_in_order(f"{user.id} home", _or_apologise(draw(), apologise))

    async def on_removed(self, event: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        """Note that the app was removed, unless the bot's token still works.

        A member's own token is none of ours, and word of an old removal may come after a return.
        """
        if not inbound.takes_the_bot_out(event):
            return _TAKEN
        match await self._voice.is_known():
            case None:
                return _BRING_IT_AGAIN
            case False:
                place = Place(Platform.SLACK, self._team_id(context), "")
                await self._worker.run(self._bot.left, place)
        return _TAKEN

    async def on_error(
        self, error: Exception, body: dict[str, Any], context: AsyncBoltContext
    ) -> BoltResponse:
        """Answer what broke in a listener itself: with an id to quote, as everywhere."""
        apology = report(error)
        match body.get("type"):
            case "view_submission":
                sentence = beneath_an_input(apology.sentence)
                return BoltResponse(status=200, body=still_open(body, sentence))
            case "block_actions":
                way = inbound.way_back(body, self._team_id(context))
                self._kept.start(self._answers.deliver(way, Reply(apology.card())))
                return BoltResponse(status=200)
            case _:
                return BoltResponse(status=200, body=apology.sentence)

    def _keep(self, work: Coroutine[Any, Any, None], way: WayBack) -> None:
        self._kept.start(_or_apologise(work, partial(self._answers.deliver, way)))

    def _team_id(self, context: AsyncBoltContext) -> str:
        # Apps that were installed for a whole organisation may leave the workspace out.
        return context.team_id or self.identity.team_id

    async def _run(self, typed: TypedCommand) -> Outcome:
        command, options = read_line(typed.name, typed.line)
        asker = await self._people.asker(
            typed.user.id,
            typed.user.name,
            for_managers=command.for_managers or command.knows_managers,
        )
        obstacle = await self._obstacle(command, options, typed)
        call = CommandCall(command.name, asker, typed.place, options, obstacle)
        return await self._worker.run(self._bot.run_command, call)

    async def _obstacle(
        self, command: Command, options: dict[str, str], typed: TypedCommand
    ) -> str:
        if not command.posts:
            return ""
        option = next((one for one in command.options if one.name == "channel"), None)
        named = option.read(options["channel"]) if option and "channel" in options else None
        return await self._channels.obstacle(
            named or typed.place.channel_id, self.identity.bot_name
        )

    async def _submit(self, form: Submitted) -> Outcome:
        asker = await self._asker(form.user, form.action)
        direct = inbound.is_direct(form.place)
        press = Press(form.action, asker, form.place, form.inputs, is_direct=direct)
        return await self._worker.run(self._bot.press, press)

    async def _press(self, press: Pressed) -> Outcome:
        asker = await self._asker(press.user, press.action)
        call = Press(
            press.action,
            asker,
            press.place,
            ticked=press.ticked,
            is_direct=inbound.is_direct(press.place),
        )
        return await self._worker.run(self._bot.press, call)

    async def _asker(self, user: inbound.User, encoded: str) -> Asker:
        action = action_named(encoded)
        for_managers = action is not None and action.for_managers
        return await self._people.asker(user.id, user.name, for_managers=for_managers)

    async def _answer_press(self, press: Pressed) -> None:
        work = self._kept.start(self._guarded(self._press(press), press.way_back))
        if await _in_time(work):
            await self._answers.to_press(press, work.result())
            return
        way = await self._answers.working(press)
        outcome = await work
        reply = outcome if isinstance(outcome, Form) else Reply(late_reply(outcome).card)
        await self._answers.late(way, reply, replaces=replaces_pressed(press, outcome))

    async def _answer_late(self, way: WayBack, work: asyncio.Task[Outcome]) -> None:
        await self._answers.late(way, await work)

    async def _guarded_form(self, form: Submitted) -> Outcome:
        """Come to an outcome that loses nothing of what was typed."""
        try:
            return await self._submit(form)
        except Exception as error:  # the boundary: the form stays open with what was typed
            nobody = Asker(form.user.id, form.user.name)
            press = Press(form.action, nobody, form.place, form.inputs)
            return rejected(report(error), press)

    async def _guarded(self, request: Coroutine[Any, Any, Outcome], way: WayBack) -> Outcome:
        """Come to an outcome whatever happens on the way to the core and back."""
        try:
            outcome = await request
        except Refusal as refusal:
            return Reply(refusal.card())
        except Exception as error:  # the boundary: whoever asks gets an answer
            return Reply(report(error).card())
        card = files_in(outcome)
        if card is not None:
            self._keep(self._mail.send(way, card), way)
        return outcome


async def _or_apologise(
    work: Coroutine[Any, Any, None], say: Callable[[Reply], Awaitable[None]]
) -> None:
    """See work through that nobody waits for; whoever asked hears of it when it breaks."""
    try:
        await work
    except Exception as error:  # the boundary: Slack was answered, and only this can tell more
        await say(Reply(report(error).card()))


async def _in_time(work: asyncio.Task[Outcome]) -> bool:
    done, _ = await asyncio.wait([work], timeout=FIRST_ANSWER_SECONDS)
    return bool(done)
