"""Lines that members type, and who sees the answers."""

import pytest

from adapters.playground.room import MEMBERS
from tests.adapters.playground.conftest import Room, Rooms
from tests.adapters.playground.play import answer, ask


async def test_the_room_is_greeted_once(rooms: Rooms) -> None:
    first, second = await rooms.open(), await rooms.open()
    assert "Practise" in await first.page_of("owen")
    assert await second.messages("owen") == []


async def test_a_private_card_is_seen_by_its_asker_alone(room: Room) -> None:
    await answer(room, "mara", words="My very own words")
    for member in MEMBERS:
        page = await room.page_of(member.member_id)
        is_asker = member.member_id == "mara"
        assert ("My very own words" in page) is is_asker
        assert ("/question advanced" in page) is is_asker
        assert ("Only you can see this" in page) is is_asker


async def test_a_leaderboard_is_seen_by_all(room: Room) -> None:
    draw = await answer(room, "mara")
    await room.press("mara", f"pb1|rate|{draw}|good")
    await room.type("owen", "/leaderboard")
    for member in MEMBERS:
        assert "Leaderboard this week" in await room.page_of(member.member_id)


async def test_a_line_that_is_no_command_is_answered_privately(room: Room) -> None:
    await room.type("owen", "hello <b>everybody</b>")
    assert "I read commands only" in await room.page_of("owen")
    assert "hello &lt;b&gt;everybody&lt;/b&gt;" in await room.page_of("owen")
    assert "hello" not in (await room.page_of("mara")).casefold().replace("hello! ten", "")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("/frobnicate", "does not know that command", id="no such command"),
        pytest.param("/question purple", "does not fit here", id="no such option"),
        pytest.param("/question help", "Practise one interview question", id="help after it"),
        pytest.param("/daily add 09:00 #random", "There is no channel", id="no such channel"),
        pytest.param("/daily add", "is missing", id="an option is missing"),
    ],
)
async def test_a_line_that_does_not_work_is_explained(room: Room, line: str, sentence: str) -> None:
    await room.type("mara", line)
    assert sentence in await room.page_of("mara")


async def test_a_member_who_is_no_manager_cannot_schedule(room: Room) -> None:
    await room.type("sol", "/daily add 09:00")
    assert "Only managers may do this" in await room.page_of("sol")


async def test_half_a_character_does_no_harm(room: Room) -> None:
    draw = await ask(room, "mara")
    await room.press("mara", f"pb1|submit|{draw}", inputs={"words": "odd \ud800 \0 text"})
    assert "odd ?  text" in await room.page_of("mara")
