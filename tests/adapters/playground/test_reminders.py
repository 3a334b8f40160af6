"""A reminder in the playground: it comes at its hour while the clock is moved past it."""

from tests.adapters.playground.conftest import Room


async def test_it_comes_on_the_way_to_the_next_morning(room: Room) -> None:
    await room.type("mara", "/question beginner")
    await room.press("mara", "pb1|show|1")
    await room.press("mara", "pb1|rate|1|easy")
    await room.type("mara", "/settings me reminder=18:00")
    for _ in range(2):
        await room.post("clock", **{"as": "mara"}, to="morning")
    page = await room.page_of("mara")
    assert page.count("Time to practise") == 1
    assert "18:00" in page
    assert "Time to practise" not in await room.page_of("owen")
    await room.press("mara", "pb1|no_reminders")
    assert "No reminder comes any more" in await room.page_of("mara")
