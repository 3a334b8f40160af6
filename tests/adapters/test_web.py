"""The small web server: health, readiness and what is mounted on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from adapters.web import WebServer


async def nothing_missing() -> list[str]:
    return []


async def one_thing_missing() -> list[str]:
    return ["slack is not connected"]


async def never_answers() -> list[str]:
    await asyncio.Event().wait()
    return []


@asynccontextmanager
async def serving(
    check: Callable[[], Awaitable[list[str]]], routes: tuple[web.AbstractRouteDef, ...] = ()
) -> AsyncIterator[str]:
    server = WebServer("127.0.0.1", 0, check, routes)
    await server.start()
    try:
        yield server.address
    finally:
        await server.stop()


async def get(address: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, await response.json()


async def test_it_is_alive_whatever_is_missing() -> None:
    async with serving(one_thing_missing) as address:
        assert await get(f"{address}/healthz") == (200, {"alive": True})


async def test_it_is_ready_when_nothing_is_missing() -> None:
    async with serving(nothing_missing) as address:
        assert await get(f"{address}/readyz") == (200, {"ready": True})


async def test_it_says_what_is_missing() -> None:
    async with serving(one_thing_missing) as address:
        answer = {"ready": False, "missing": ["slack is not connected"]}
        assert await get(f"{address}/readyz") == (503, answer)


async def test_a_check_that_hangs_means_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.web._HEALTH_SECONDS", 0.05)
    async with serving(never_answers) as address:
        status, answer = await get(f"{address}/readyz")
    assert (status, answer["missing"]) == (503, ["the database does not answer"])


async def test_routes_of_others_are_served() -> None:
    async def events(request: web.Request) -> web.Response:
        return web.json_response(await request.json())

    async with (
        serving(nothing_missing, (web.post("/slack/events", events),)) as address,
        aiohttp.ClientSession() as session,
        session.post(f"{address}/slack/events", json={"a": 1}) as response,
    ):
        assert await response.json() == {"a": 1}
