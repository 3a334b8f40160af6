"""Buttons, checklists and forms."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pytest

from adapters.worker import Worker
from bot.requests import Press
from tests.adapters.playground.conftest import Room, Rooms
from tests.adapters.playground.play import actions, answer, ask

_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


class SlowOnce(Worker):
    """Eight threads, of which one is slow to begin with the tick of the first point alone."""

    def __init__(self) -> None:
        super().__init__(8)
        self.is_held = asyncio.Event()
        self.go_on = asyncio.Event()

    async def run(
        self,
        function: Callable[_Parameters, _Result],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Result:
        """Run a function of the core, later when it is that tick."""
        if any(isinstance(one, Press) and one.ticked == (0,) for one in args):
            self.is_held.set()
            await self.go_on.wait()
        return await super().run(function, *args, **kwargs)


async def test_the_form_keeps_what_was_typed_before(room: Room) -> None:
    draw = await answer(room, "mara", words="</textarea><b>first try")
    opened = await room.press("mara", f"pb1|answer|{draw}")
    assert "&lt;/textarea&gt;&lt;b&gt;first try</textarea>" in opened["form"]


async def test_an_empty_answer_is_refused_at_the_field(room: Room) -> None:
    draw = await ask(room, "mara")
    before = len(await room.messages("mara"))
    refused = await room.press("mara", f"pb1|submit|{draw}", inputs={"words": "  "})
    assert list(refused["rejected"]) == ["words"]
    assert refused["rejected"]["words"].startswith("Type a few words first")
    assert len(await room.messages("mara")) == before


async def test_an_overlong_answer_is_cut(room: Room) -> None:
    draw = await ask(room, "mara")
    await room.press("mara", f"pb1|submit|{draw}", inputs={"words": "<" * 50_000})
    page = await room.page_of("mara")
    assert "…" in page
    assert 100 < page.count("&lt;") <= 2_000


async def test_ticks_redraw_the_card_they_sit_on(room: Room) -> None:
    draw = await answer(room, "mara")
    before = await room.messages("mara")
    card = before[-1]["id"]
    ticked = await room.press("mara", f"pb1|tick|{draw}", ticked=[0, 2], message=card)
    after = await room.messages("mara")
    assert ticked["said"] == card
    assert [message["id"] for message in after] == [message["id"] for message in before]
    assert after[-1]["html"].count(" checked") == 2


async def test_a_public_post_is_never_redrawn_by_a_press(room: Room) -> None:
    await room.type("mara", "/daily add 09:00")
    await room.post("clock", **{"as": "mara", "to": "morning"})
    post = (await room.messages("owen"))[-1]
    action = actions(post["html"], "answer_post")[0]
    await room.press("owen", action, message=post["id"])
    await room.press("owen", "pb1|submit|1", inputs={"words": "secret"}, message=post["id"])
    await room.press("owen", "pb1|rate|1|good", message=post["id"])
    assert post in await room.messages("owen")
    assert "secret" in await room.page_of("owen")
    assert "secret" not in await room.page_of("mara")


async def test_somebody_elses_card_is_never_redrawn(room: Room) -> None:
    draw = await answer(room, "mara")
    card = (await room.messages("mara"))[-1]
    own = await answer(room, "owen")
    await room.press("owen", f"pb1|tick|{own}", ticked=[0], message=card["id"])
    await room.press("owen", f"pb1|tick|{draw}", ticked=[0], message=card["id"])
    assert (await room.messages("mara"))[-1] == card
    assert "somebody else" in await room.page_of("owen")


@pytest.mark.parametrize("action", ["pb1|fly|1", "pb0|answer|1", "", "pb1|rate", "<script>"])
async def test_an_unknown_button_is_answered(room: Room, action: str) -> None:
    await room.press("mara", action)
    assert "from another version of the bot" in await room.page_of("mara")


async def test_a_press_survives_a_restart(rooms: Rooms) -> None:
    before = await rooms.open()
    draw = await answer(before, "mara")
    card = (await before.messages("mara"))[-1]["id"]
    after = await rooms.open()
    await after.press("mara", f"pb1|tick|{draw}", ticked=[0], message=card)
    await after.press("mara", f"pb1|rate|{draw}|good", message=card)
    assert "Day 1." in await after.page_of("mara")


async def test_eight_presses_at_once_count_once(room: Room) -> None:
    draw = await answer(room, "mara")
    card = (await room.messages("mara"))[-1]["id"]
    rate = f"pb1|rate|{draw}|good"
    await asyncio.gather(*(room.press("mara", rate, message=card) for _ in range(8)))
    await room.type("mara", "/leaderboard")
    assert "Mara</span> · 3 points" in await room.page_of("owen")


async def test_two_members_with_the_same_form_open_keep_their_own_words(room: Room) -> None:
    first, second = await ask(room, "owen"), await ask(room, "priya")
    opened = await asyncio.gather(
        room.press("owen", f"pb1|answer|{first}"), room.press("priya", f"pb1|answer|{second}")
    )
    assert all("form" in one for one in opened)
    await asyncio.gather(
        room.press("owen", f"pb1|submit|{first}", inputs={"words": "of Owen"}),
        room.press("priya", f"pb1|submit|{second}", inputs={"words": "of Priya"}),
    )
    assert "of Owen" in await room.page_of("owen")
    assert "of Priya" not in await room.page_of("owen")
    assert "of Priya" in await room.page_of("priya")


async def test_a_late_answer_still_comes(room: Room, rooms: Rooms) -> None:
    draw = await ask(room, "mara")
    free = threading.Event()
    busy = asyncio.create_task(rooms.worker.run(free.wait, 10))
    late = await asyncio.gather(
        room.type("owen", "/help"),
        room.press("mara", f"pb1|answer|{draw}"),
        room.press("mara", f"pb1|submit|{draw}", inputs={"words": " "}),
    )
    assert list(late) == [{"working": True}] * 3
    free.set()
    await busy
    await room.surface.stop()
    assert "Deep-learning interview practice" in await room.page_of("owen")
    page = await room.page_of("mara")
    assert "The form is ready now" in page
    assert "Try again" in page


async def test_a_later_tick_never_overtakes_an_earlier_one(rooms: Rooms) -> None:
    rooms.worker.close()
    rooms.worker = worker = SlowOnce()
    room = await rooms.open()
    draw = await answer(room, "mara")
    card = (await room.messages("mara"))[-1]["id"]
    tick = f"pb1|tick|{draw}"
    first = asyncio.create_task(room.press("mara", tick, ticked=[0], message=card))
    await asyncio.wait_for(worker.is_held.wait(), 5)
    second = asyncio.create_task(room.press("mara", tick, ticked=[0, 1], message=card))
    await asyncio.wait({second}, timeout=0.3)  # long enough to overtake, were that possible
    worker.go_on.set()
    await asyncio.gather(first, second)
    assert (await room.messages("mara"))[-1]["html"].count(" checked") == 2
    await room.press("mara", f"pb1|submit|{draw}", inputs={"words": "Once more"})
    assert (await room.messages("mara"))[-1]["html"].count(" checked") == 2


async def test_cards_do_not_wait_for_one_another(rooms: Rooms) -> None:
    rooms.worker.close()
    rooms.worker = worker = SlowOnce()
    room = await rooms.open()
    slow, quick = await answer(room, "mara"), await answer(room, "owen")
    held = asyncio.create_task(room.press("mara", f"pb1|tick|{slow}", ticked=[0]))
    await asyncio.wait_for(worker.is_held.wait(), 5)
    assert "said" in await room.press("owen", f"pb1|tick|{quick}", ticked=[1])
    worker.go_on.set()
    await held


async def test_a_core_that_hangs_does_not_hang_the_stop(room: Room, rooms: Rooms) -> None:
    free = threading.Event()
    busy = asyncio.create_task(rooms.worker.run(free.wait, 10))
    assert await room.type("owen", "/help") == {"working": True}
    began = time.monotonic()
    await asyncio.wait_for(room.surface.stop(), 5)
    assert time.monotonic() - began < 4
    free.set()
    await busy
