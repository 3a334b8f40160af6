"""Streaks in the room, whose clock jumps."""

from tests.adapters.playground.conftest import Room
from tests.adapters.playground.play import answer


async def practise(room: Room, who: str) -> None:
    draw = await answer(room, who)
    await room.press(who, f"pb1|rate|{draw}|good")


async def test_a_missed_day_is_a_missed_day_and_no_outage_however_the_clock_jumps(
    room: Room,
) -> None:
    room.bot.beat()
    await practise(room, "priya")
    await room.post("clock", **{"as": "mara", "hours": 48})
    room.bot.beat()
    await room.type("priya", "/streak why")
    page = await room.page_of("priya")
    assert "Thu 5 Mar: missed; no freeze was left, and the streak of 1 day ended" in page
    assert "the bot was down" not in page


async def test_the_manager_names_a_member_and_repairs_a_day(room: Room) -> None:
    await practise(room, "priya")
    await room.post("clock", **{"as": "mara", "hours": 48})
    await room.type("mara", "/repair @priya yesterday train without network")
    assert "is repaired for" in await room.page_of("mara")
    await room.type("priya", "/streak")
    page = await room.page_of("priya")
    assert "Thu 5 Mar: repaired by" in page
    assert "train without network" in page
