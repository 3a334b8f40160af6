"""Times are told in the zone in which a member's days are counted."""

import re
from typing import Any

from tests.adapters.playground.conftest import Room, Rooms

_SHOWN = re.compile(r'class="message-time" [^>]*>(\d\d:\d\d)<')


async def _news(room: Room, who: str, **known: str) -> dict[str, Any]:
    answer = await room.client.get("/playground/messages", params={"as": who, **known})
    news: dict[str, Any] = await answer.json()
    return news


async def _zone(room: Room, who: str) -> object:
    return (await _news(room, who))["zones"][who]


async def test_members_without_a_zone_read_times_in_the_teams(room: Room) -> None:
    assert await _zone(room, "sol") == "Europe/Amsterdam"
    assert set(_SHOWN.findall(await room.page_of("sol"))) == {"08:30"}
    await room.type("mara", "/settings team timezone=Asia/Tokyo")
    assert await _zone(room, "sol") == "Asia/Tokyo"
    assert set(_SHOWN.findall(await room.page_of("sol"))) == {"16:30"}
    assert await _zone(room, "owen") == "America/New_York"


async def test_a_chosen_zone_is_everywhere_at_once(room: Room) -> None:
    await room.type("owen", "/settings me timezone=Pacific/Auckland")
    assert await _zone(room, "owen") == "Pacific/Auckland"
    assert set(_SHOWN.findall(await room.page_of("owen"))) == {"20:30"}
    assert {one["day"] for one in await room.messages("owen")} == {"Wednesday 4 March"}
    moved = await room.post("clock", **{"as": "owen", "to": "morning"})
    assert moved["now"] == "2026-03-04T20:00:00+00:00"
    page = await room.page_of("sol")
    assert "Owen moved the clock to Thursday 5 March, 09:00 (Pacific/Auckland)." in page


async def test_a_chosen_zone_survives_a_restart(rooms: Rooms) -> None:
    before = await rooms.open()
    await before.type("owen", "/settings me timezone=Pacific/Auckland")
    after = await rooms.open()
    assert await _zone(after, "owen") == "Pacific/Auckland"


async def test_a_page_that_shows_another_zone_gets_everything_again(room: Room) -> None:
    await room.type("owen", "/help")
    news = await _news(room, "owen")
    known = {"era": str(news["era"]), "after": str(news["version"]), "zone": "America/New_York"}
    assert (await _news(room, "owen", **known))["messages"] == []
    await room.type("owen", "/settings me timezone=Pacific/Auckland")
    again = (await _news(room, "owen", **known))["messages"]
    assert again == await room.messages("owen")
