"""Who may talk to the room, and what it says to what it cannot read."""

import io

import pytest

from bot.database.models import Base
from tests.adapters.playground.conftest import Room, Rooms


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
