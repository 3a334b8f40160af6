"""The clock of the room, and how a page hears what is new."""

import asyncio
import time
from typing import Any

import pytest

from tests.adapters.playground.conftest import Room


async def test_the_daily_post_arrives_tomorrow_morning(room: Room) -> None:
    await room.type("mara", "/daily add 09:00")
    moved = await room.post("clock", **{"as": "mara", "to": "morning"})
    assert moved["now"] == "2026-03-05T08:00:00+00:00"
    page = await room.page_of("sol")
    # Today's at 09:00 was on the way, too.
    assert page.count("Daily question ·") == 2
    assert "Mara moved the clock to Thursday 5 March, 09:00 (Europe/Amsterdam)." in page


async def test_a_long_jump_leaves_no_daily_post_out(room: Room) -> None:
    await room.type("mara", "/daily add 12:30 weekdays=mon-fri")
    await room.post("clock", **{"as": "owen", "hours": 7 * 24})
    page = await room.page_of("sol")
    assert page.count("Daily question ·") == 5
    assert page.count('datetime="2026-03-10T11:30+0000"') == 1
    assert "was away" not in await room.page_of("mara")


async def test_a_post_on_the_way_comes_at_its_own_minute(room: Room) -> None:
    await room.type("mara", "/daily add 18:47")
    await room.post("clock", **{"as": "mara", "hours": 24})
    assert ">18:47</time>" in await room.page_of("mara")


async def test_the_clock_is_remembered(room: Room) -> None:
    await room.post("clock", **{"as": "mara", "hours": 24})
    assert room.bot.remembered("playground.offset") == str(24 * 3600)


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param(0, id="nowhere"),
        pytest.param(-1, id="backward"),
        pytest.param(31 * 24 + 1, id="too far"),
        pytest.param(10**30, id="out of all bounds"),
    ],
)
async def test_the_clock_moves_forward_only_and_not_too_far(room: Room, hours: int) -> None:
    before = room.clock()
    answer = await room.client.post("/playground/clock", json={"as": "mara", "hours": hours})
    assert answer.status == 400
    assert "forward only" in (await answer.json())["error"]
    assert room.clock() == before


async def _first_ring(stream: Any) -> str:
    while True:
        line: bytes = await asyncio.wait_for(stream.content.readline(), 5)
        if line.startswith(b"data:"):
            return line.decode().strip()


async def test_the_room_rings_when_something_is_new(room: Room) -> None:
    async with room.client.get("/playground/events") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        first = await _first_ring(stream)
        await room.type("mara", "/help")
        assert await _first_ring(stream) != first


async def test_only_what_is_new_is_sent(room: Room) -> None:
    await room.type("mara", "/help")
    seen = await (await room.client.get("/playground/messages", params={"as": "mara"})).json()
    await room.type("mara", "/streak")
    params = {"as": "mara", "era": seen["era"], "after": str(seen["version"])}
    news = await (await room.client.get("/playground/messages", params=params)).json()
    assert len(news["messages"]) == 2
    params["era"] = "another"
    again = await (await room.client.get("/playground/messages", params=params)).json()
    assert len(again["messages"]) == len(seen["messages"]) + 2


async def test_open_streams_do_not_delay_the_stop(room: Room) -> None:
    async with room.client.get("/playground/events") as stream:
        await _first_ring(stream)
        began = time.monotonic()
        await room.surface.stop()
        await asyncio.wait_for(stream.content.read(), 5)
    await room.client.server.close()
    assert time.monotonic() - began < 2
    assert not room.surface.is_ready()
