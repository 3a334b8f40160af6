"""The playground as a platform that is switched on."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiohttp import web

from adapters.in_order import InOrder
from adapters.pictures.studio import Studio
from adapters.playground.inbound import Visitor, command_call, press
from adapters.playground.outbound import Answer, AtWork, RoomPublisher, answer, answer_late
from adapters.playground.room import CHANNELS, Member, place_of
from adapters.playground.routes import Routes
from adapters.playground.transcript import Note, Transcript, Typed
from adapters.playground.travel import TimeTravel, read_target
from adapters.playground.zones import Zones
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.action_ids import ActionId
from bot.app import PracticeBot
from bot.cards import Outcome, Reply
from bot.clock import ShiftedClock
from bot.errors import Refusal
from bot.ports import Publisher
from bot.requests import CommandCall, Platform, Press

_STOP_SECONDS: Final = 2.0
_SETTINGS: Final = "settings "


class PlaygroundSurface:
    """A room in the browser: members to act as, and a clock to move.

    ``tick`` posts what is due, and comes back when it is out.
    """

    def __init__(
        self,
        bot: PracticeBot,
        worker: Worker,
        clock: ShiftedClock,
        tick: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._worker = worker
        self._clock = clock
        self._transcript = Transcript(clock)
        self._publisher = RoomPublisher(self._transcript)
        self._travel = TimeTravel(bot, worker, clock, tick)
        self._zones = Zones(bot, worker)
        self._in_order = InOrder()
        self._studio = Studio()
        self._under_way: set[asyncio.Task[Outcome]] = set()
        self._is_ready = False

    @property
    def platform(self) -> Platform:
        """Which platform this is."""
        return Platform.PLAYGROUND

    @property
    def publisher(self) -> Publisher:
        """How the core speaks here unasked."""
        return self._publisher

    def routes(self) -> list[web.RouteDef]:
        """List what the web server serves for the playground."""
        return Routes(
            self._transcript,
            self._clock,
            self._zones,
            self._on_line,
            self._on_press,
            self._on_jump,
            self._studio,
        ).table()

    async def start(self) -> None:
        """Greet the room, the first time."""
        here = CHANNELS[0].channel_id
        greeting = await self._worker.run(self._bot.greet, place_of(here))
        if greeting is not None:
            self._transcript.add(here, greeting)
            await self._worker.run(self._bot.greeted, place_of(here))
        await self._zones.refresh()
        self._is_ready = True

    async def stop(self) -> None:
        """Close the open streams, and let what is under way end, unless it takes long."""
        self._is_ready = False
        self._transcript.close()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_STOP_SECONDS)
        self._studio.close()

    def is_ready(self) -> bool:
        """Tell whether requests can arrive now."""
        return self._is_ready

    async def _on_line(self, line: str, visitor: Visitor) -> Answer:
        self._transcript.add(
            visitor.channel.channel_id, Typed(line), reader=visitor.member.member_id
        )
        try:
            call = command_call(line, visitor)
        except Refusal as refusal:
            return answer(self._transcript, Reply(refusal.card()), visitor)
        return await self._answer(self._run(call), visitor)

    async def _on_press(self, body: Mapping[str, object], visitor: Visitor) -> Answer:
        pressed = body.get("message")
        asked = press(body, visitor)
        return await self._answer(
            self._in_order.run(_subject(asked), self._worker.run, self._bot.press, asked),
            visitor,
            pressed if isinstance(pressed, str) else "",
        )

    async def _on_jump(self, body: Mapping[str, object], member: Member) -> None:
        zone = self._zones.of(member)
        target = read_target(body, self._clock(), zone)
        local = target.astimezone(zone)
        words = f"{member.name} moved the clock to {local:%A} {local.day} {local:%B}, {local:%H:%M}"
        self._transcript.add("", Note(f"{words} ({zone})."))
        await self._travel.go_to(target)

    async def _run(self, call: CommandCall) -> Outcome:
        outcome = await self._worker.run(self._bot.run_command, call)
        if call.name.startswith(_SETTINGS):
            await self._zones.refresh()
        return outcome

    async def _answer(
        self, asked: Awaitable[Outcome], visitor: Visitor, pressed: str = ""
    ) -> Answer:
        """Answer at once when the core is fast, else later in the timeline."""
        task = asyncio.ensure_future(asked)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait({task}, timeout=FIRST_ANSWER_SECONDS)
        if done:
            return answer(self._transcript, task.result(), visitor, pressed)
        task.add_done_callback(
            lambda late: answer_late(self._transcript, late.result(), visitor, pressed)
        )
        return AtWork()


def _subject(press: Press) -> tuple[str, ...]:
    """Tell what a press is about: presses of one member on one card keep their order."""
    action = ActionId.decode(press.action)
    return (press.asker.user_id, *(action.arguments[:1] if action else ()))
