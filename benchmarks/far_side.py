"""The platforms' side, as a process of its own so that its CPU does not count.

Prints its port, then for each line ``go N [URL]`` on standard input makes N requests, one after the
other, each begun when the answer to the one before has arrived, and prints ``done``.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
import urllib.parse
from typing import Any, Final, Protocol

import aiohttp
from aiohttp import web

SIGNING_SECRET: Final = "a secret for the benchmark alone"
_BOT: Final = {
    "id": "900",
    "username": "practice",
    "discriminator": "0",
    "avatar": None,
    "bot": True,
    "flags": 0,
}
_PERMISSIONS: Final = "2147483647"


class _Platform(Protocol):
    def routes(self) -> list[web.RouteDef]: ...

    async def make(self, requests: int, url: str) -> None: ...


class _Discord:
    """As much of Discord's API and gateway as one command needs."""

    def __init__(self) -> None:
        self._socket: web.WebSocketResponse | None = None
        self._answered = asyncio.Event()
        self._numbers = itertools.count(1_000)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/gateway", self._gateway),
            web.get("/api/v10/users/@me", _answer(_BOT)),
            web.get("/api/v10/oauth2/applications/@me", _answer(_APPLICATION)),
            web.get("/api/v10/applications/@me", _answer(_APPLICATION)),
            web.put("/api/v10/applications/901/commands", _answer([])),
            web.post("/api/v10/interactions/{id}/{token}/callback", self._callback),
        ]

    async def make(self, requests: int, url: str) -> None:
        if self._socket is None:
            raise RuntimeError("nobody is connected")
        for _ in range(requests):
            self._answered.clear()
            await self._socket.send_json(_dispatch(1, "INTERACTION_CREATE", self._interaction()))
            await self._answered.wait()

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45_000}})
        async for message in socket:
            op = json.loads(message.data)["op"]
            if op == 1:
                await socket.send_json({"op": 11})
            elif op == 2:
                self._socket = socket
                await socket.send_json(_dispatch(1, "READY", _READY))
        return socket

    async def _callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] != 4:
            raise RuntimeError(f"an answer of type {body['type']}")
        self._answered.set()
        number = request.match_info["id"]
        about = {"interaction": {"id": number, "type": 2, "response_message_id": number}}
        return _json(about | {"resource": None})

    def _interaction(self) -> dict[str, Any]:
        number = str(next(self._numbers))
        user = _BOT | {"id": "77", "username": "ada", "global_name": "Ada", "bot": False}
        return {
            "id": number,
            "application_id": "901",
            "type": 2,
            "token": f"token-{number}",
            "version": 1,
            "guild_id": "500",
            "guild": {"id": "500", "locale": "en-GB", "features": []},
            "channel_id": "600",
            "channel": {
                "id": "600",
                "type": 0,
                "name": "general",
                "position": 0,
                "permissions": _PERMISSIONS,
            },
            "member": {
                "user": user,
                "roles": [],
                "joined_at": "2026-01-01T00:00:00+00:00",
                "permissions": _PERMISSIONS,
                "deaf": False,
                "mute": False,
                "flags": 0,
            },
            "app_permissions": _PERMISSIONS,
            "locale": "en-GB",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 0,
            "attachment_size_limit": 10_000_000,
            "data": {
                "id": "700",
                "name": "question",
                "type": 1,
                "options": [{"name": "tier", "type": 3, "value": "advanced"}],
            },
        }


class _Slack:
    """As much of Slack as one command needs, by signed requests."""

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/api/{method}", self._api)]

    async def make(self, requests: int, url: str) -> None:
        fields = {
            "team_id": "T1",
            "team_domain": "team",
            "channel_id": "C1",
            "channel_name": "general",
            "user_id": "U1",
            "user_name": "ada",
            "command": "/question",
            "text": "advanced",
            "api_app_id": "A1",
            "response_url": "http://127.0.0.1:9/response",
            "trigger_id": "1.2.abc",
        }
        body = urllib.parse.urlencode(fields)
        async with aiohttp.ClientSession() as session:
            for _ in range(requests):
                async with session.post(url, data=body, headers=_signed(body)) as response:
                    answer = await response.json()
                    if response.status != 200 or answer.get("response_type") != "ephemeral":
                        raise RuntimeError(f"an answer of status {response.status}")

    async def _api(self, request: web.Request) -> web.Response:
        return web.json_response(_SLACK_API[request.match_info["method"]])


def _signed(body: str) -> dict[str, str]:
    at = str(int(time.time()))
    mac = hmac.new(SIGNING_SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256)
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={mac.hexdigest()}",
    }


def _answer(value: object) -> Any:
    async def answer(_request: web.Request) -> web.Response:
        return _json(value)

    return answer


def _json(value: object) -> web.Response:
    # discord.py reads JSON only where nothing is said behind the type.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(value).encode(), headers=headers)


def _dispatch(sequence: int, name: str, data: object) -> dict[str, Any]:
    return {"op": 0, "s": sequence, "t": name, "d": data}


_APPLICATION: Final = {
    "id": "901",
    "name": "practice",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "00",
    "flags": 0,
    "owner": _BOT,
    "team": None,
}
_READY: Final = {
    "v": 10,
    "user": _BOT,
    "guilds": [],
    "session_id": "s",
    "resume_gateway_url": "ws://127.0.0.1:9/",
    "application": {"id": "901", "flags": 0},
}
_SLACK_API: Final[dict[str, Any]] = {
    "auth.test": {
        "ok": True,
        "url": "http://127.0.0.1/",
        "team": "team",
        "team_id": "T1",
        "user": "practice",
        "user_id": "U0",
        "bot_id": "B0",
    },
    "users.info": {
        "ok": True,
        "user": {
            "id": "U1",
            "name": "ada",
            "tz": "Europe/Amsterdam",
            "is_admin": False,
            "is_owner": False,
            "profile": {"display_name": "Ada", "real_name": "Ada"},
        },
    },
    "team.info": {"ok": True, "team": {"id": "T1", "name": "team"}},
}


async def _serve(platform: _Platform) -> None:
    application = web.Application()
    application.router.add_routes(platform.routes())
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    while line := (await asyncio.to_thread(sys.stdin.readline)).split():
        await platform.make(int(line[1]), line[2] if len(line) > 2 else "")
        sys.stdout.write("done\n")
        sys.stdout.flush()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(_Discord() if sys.argv[1] == "discord" else _Slack()))
