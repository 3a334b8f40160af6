"""What the room answers over HTTP."""

import asyncio
import io
import re
import threading
import time
from typing import Any

import pytest

from adapters.playground.room import MEMBERS
from bot.database.models import Base
from tests.adapters.playground.conftest import Room, Rooms

_ACTION = re.compile(r'data-action="([^"]+)"')


def actions(html: str, name: str) -> list[str]:
    """Find the encoded actions of a name in what a member sees."""
    return [action for action in _ACTION.findall(html) if action.split("|")[1] == name]


async def ask(room: Room, who: str) -> str:
    """Let a member ask for a question; gives the number of its draw."""
    await room.type(who, "/question advanced")
    return actions(await room.page_of(who), "answer")[-1].split("|")[2]


async def answer(room: Room, who: str, words: str = "Attention mixes positions.") -> str:
    """Let a member answer a question, up to the rating; gives the number of its draw."""
    draw = await ask(room, who)
    await room.press(who, f"pb1|submit|{draw}", inputs={"words": words})
    return draw


# Who may talk to the room


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("playground.example", id="a name that points here"),
        pytest.param("127.0.0.1.example:8080", id="a name that begins like the address"),
        pytest.param("192.168.1.5:8080", id="another address of this machine"),
        pytest.param("", id="no name"),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/playground/messages?as=mara", "/playground/room", "/playground/static/main.js"]
)
async def test_a_host_that_is_not_loopback_is_refused(room: Room, host: str, path: str) -> None:
    answer = await room.client.get(path, headers={"Host": host})
    assert answer.status == 403
    assert "this machine only" in await answer.text()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:9", "LOCALHOST"])
async def test_every_name_of_loopback_is_served(room: Room, host: str) -> None:
    answer = await room.client.get("/", headers={"Host": host})
    assert answer.status == 200
    assert "<title>Practice bot playground</title>" in await answer.text()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:1", "null", "http://127.0.0.1"]
)
async def test_another_page_cannot_act_in_the_room(room: Room, origin: str) -> None:
    body = {"as": "mara", "channel": "general", "line": "/daily add 09:00"}
    answer = await room.client.post(
        "/playground/command", json=body, headers={"Origin": origin, "Host": "127.0.0.1:8080"}
    )
    assert answer.status == 403
    assert "Added daily" not in await room.page_of("mara")


async def test_the_rooms_own_page_can_act(room: Room) -> None:
    body = {"as": "mara", "channel": "general", "line": "/help"}
    headers = {"Origin": "http://127.0.0.1:8080", "Host": "127.0.0.1:8080"}
    answer = await room.client.post("/playground/command", json=body, headers=headers)
    assert answer.status == 200


async def test_a_form_of_another_page_cannot_send_json(room: Room) -> None:
    body = '{"as": "mara", "channel": "general", "line": "/help"}'
    answer = await room.client.post(
        "/playground/command", data=body, headers={"Content-Type": "text/plain"}
    )
    assert answer.status == 415


async def test_nothing_from_outside_may_be_loaded(room: Room) -> None:
    for path in ("/", "/playground/static/main.js", "/playground/room"):
        headers = (await room.client.get(path)).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_only_the_pages_own_files_are_served(room: Room) -> None:
    for name in ("surface.py", "..%2Fsurface.py", "%2e%2e%2fsurface.py", "nothing.js"):
        answer = await room.client.get(f"/playground/static/{name}")
        assert answer.status == 404


# What cannot be read


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("command", "{", id="half an object"),
        pytest.param("command", "[" * 100_000, id="nested too deep"),
        pytest.param("command", "[]", id="a list"),
        pytest.param("command", '{"as": "nobody", "channel": "general", "line": "/help"}'),
        pytest.param("command", '{"as": ["mara"], "channel": "general", "line": "/help"}'),
        pytest.param("command", '{"as": "mara", "channel": "secret", "line": "/help"}'),
        pytest.param("command", '{"as": "mara", "channel": "general"}'),
        pytest.param("command", '{"as": "mara", "channel": "general", "line": "   "}'),
        pytest.param("press", '{"as": "mara", "channel": "general", "action": 7}'),
        pytest.param(
            "press",
            '{"as": "mara", "channel": "general", "action": "pb1|tick|1", "ticked": [true]}',
        ),
        pytest.param(
            "press",
            '{"as": "mara", "channel": "general", "action": "pb1|submit|1", "inputs": ["x"]}',
        ),
        pytest.param("clock", '{"as": "mara", "hours": "1"}'),
        pytest.param("clock", '{"as": "mara", "hours": true}'),
        pytest.param("completions", '{"line": null}'),
    ],
)
async def test_what_cannot_be_read_is_answered_with_a_sentence(
    room: Room, path: str, body: str
) -> None:
    answer = await room.client.post(
        f"/playground/{path}", data=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status == 400
    sentence = (await answer.json())["error"]
    assert sentence.endswith(".")


async def test_a_request_that_is_too_large_is_answered_with_a_sentence(room: Room) -> None:
    answer = await room.client.post(
        "/playground/command",
        data=io.BytesIO(b" " * 2_000_000),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status == 413
    assert "more than" in (await answer.json())["error"]


async def test_what_breaks_is_answered_with_an_id_to_quote(
    room: Room, rooms: Rooms, caplog: pytest.LogCaptureFixture
) -> None:
    Base.metadata.drop_all(rooms.engine)
    answer = await room.client.post("/playground/clock", json={"as": "mara", "hours": 1})
    assert answer.status == 500
    incident = (await answer.json())["error"].removesuffix(".").rpartition(" ")[2]
    assert f"incident {incident} in /playground/clock" in caplog.text


# Commands and who sees them


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


# Presses


async def test_the_form_keeps_what_was_typed_before(room: Room) -> None:
    draw = await answer(room, "mara", words="</textarea><b>first try")
    opened = await room.press("mara", f"pb1|answer|{draw}")
    assert "&lt;/textarea&gt;&lt;b&gt;first try</textarea>" in opened["form"]


async def test_an_empty_answer_is_refused_at_the_field(room: Room) -> None:
    draw = await ask(room, "mara")
    before = len(await room.messages("mara"))
    refused = await room.press("mara", f"pb1|submit|{draw}", inputs={"words": "  "})
    assert refused["rejected"]["input"] == "words"
    assert refused["rejected"]["sentence"].startswith("Type a few words first")
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


# The clock


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


# News


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
