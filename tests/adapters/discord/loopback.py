"""A small Discord on this machine: enough of its API and its gateway for the real client."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

TOKEN: Final = "the.right.token"
APPLICATION_ID: Final = "500"
GUILD_ID: Final = "600"
CHANNEL_ID: Final = "700"
USER_ID: Final = "800"
FIRST_INTERACTION: Final = 1_000
_BOT: Final = {"id": APPLICATION_ID, "username": "bot", "discriminator": "0", "avatar": None}
_USER: Final = {"id": USER_ID, "username": "ada", "discriminator": "0", "avatar": None}
_HELLO: Final = 10
_HEARTBEAT_ACK: Final = 11


@dataclass
class Fault:
    """What happens to the next request instead of an answer."""

    status: int = 0
    body: str = "{}"
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    breaks: bool = False


class LoopbackDiscord:
    """Remembers what it was sent; fails for as long as it has faults left.

    ``faults_of`` fails whenever a path ends so.
    """

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Any]] = []
        self.faults: list[Fault] = []
        self.faults_of: dict[str, Fault] = {}
        self.close_code: int | None = None
        self.talks_nonsense = False
        self.guild_ids: list[str] = [GUILD_ID]
        self.has_outage = False
        self.base = ""
        self._socket: web.WebSocketResponse | None = None
        self._let_go = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._sequence = 0

    @property
    def api_url(self) -> str:
        return f"http://{self.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.base}/gateway"

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._api)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{host}:{port}"

    async def stop(self) -> None:
        """Be gone."""
        self._let_go.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def bodies(self, method: str, ending: str) -> list[Any]:
        """Find what was sent to an address."""
        return [
            body for heard, path, body in self.heard if heard == method and path.endswith(ending)
        ]

    async def command(self, name: str, **options: str) -> None:
        """Let a member type a command."""
        data = {
            "id": "1",
            "name": name,
            "type": 1,
            "options": [{"type": 3, "name": key, "value": value} for key, value in options.items()],
        }
        await self._interaction(2, data)

    async def tell_nonsense(self) -> None:
        """Report an interaction that lacks everything."""
        await self._tell("INTERACTION_CREATE", {})

    async def hang_up(self, code: int) -> None:
        """Close the gateway's connection."""
        assert self._socket is not None
        await self._socket.close(code=code)

    async def complete(self, name: str, typed: str) -> None:
        """Let a member type the first letters of an option."""
        option = {"type": 3, "name": "topic", "value": typed, "focused": True}
        await self._interaction(4, {"id": "1", "name": name, "type": 1, "options": [option]})

    async def press(self, custom_id: str, *, private: bool = True) -> None:
        """Let a member press a button of a message, a private one by default."""
        data = {"custom_id": custom_id, "component_type": 2}
        await self._interaction(3, data, message=_message("901") | {"flags": 64 * private})

    async def tick(self, custom_id: str, *values: str, message_id: str = "901") -> None:
        """Let a member change what is ticked on a private message."""
        data = {"custom_id": custom_id, "component_type": 3, "values": list(values)}
        await self._interaction(3, data, message=_message(message_id) | {"flags": 64})

    async def _interaction(self, kind: int, data: dict[str, Any], **more: Any) -> None:
        member = {"user": _USER, "roles": [], "permissions": "0", "flags": 0}
        member |= {"joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        await self._tell(
            "INTERACTION_CREATE",
            {
                "id": str(FIRST_INTERACTION - 2 + self._sequence),
                "application_id": APPLICATION_ID,
                "type": kind,
                "token": "an-interaction",
                "version": 1,
                "data": data,
                "guild_id": GUILD_ID,
                "channel_id": CHANNEL_ID,
                "channel": _channel(),
                "member": member,
                "app_permissions": "0",
                "attachment_size_limit": 1,
                **more,
            },
        )

    async def _tell(self, event: str, data: dict[str, Any]) -> None:
        assert self._socket is not None
        self._sequence += 1
        await self._socket.send_json({"op": 0, "t": event, "s": self._sequence, "d": data})

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self._socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": _HELLO, "d": {"heartbeat_interval": 45_000}})
        async for frame in socket:
            match json.loads(frame.data)["op"]:
                case 2 if self.close_code is not None:
                    await socket.close(code=self.close_code)
                case 2:
                    await self._welcome()
                case 1:
                    await socket.send_json({"op": _HEARTBEAT_ACK})
        return socket

    async def _welcome(self) -> None:
        ready = {
            "v": 10,
            "user": _BOT,
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in self.guild_ids],
            "session_id": "a-session",
            "resume_gateway_url": "wss://nowhere.invalid",
            "application": {"id": APPLICATION_ID, "flags": 0},
        }
        await self._tell("READY", ready)
        if self.talks_nonsense:
            await self.tell_nonsense()
            return
        if not self.has_outage:
            for guild_id in self.guild_ids:
                await self.open_guild(guild_id)

    async def open_guild(self, guild_id: str) -> None:
        """Tell all of a server, at the start or after an outage."""
        everyone = {"id": guild_id, "name": "@everyone", "permissions": "0", "position": 0}
        guild = {
            "id": guild_id,
            "name": "Team",
            "owner_id": USER_ID,
            "unavailable": False,
            "member_count": 1,
            "members": [],
            "roles": [
                everyone | {"color": 0, "hoist": False, "managed": False, "mentionable": False}
            ],
            "channels": [_channel()],
        }
        await self._tell("GUILD_CREATE", guild)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        path = "/" + request.match_info["path"]
        self.heard.append((request.method, path, json.loads(text) if text else None))
        if self.faults:
            return await self._fail(request, self.faults.pop(0))
        for ending, fault in self.faults_of.items():
            if path.endswith(ending):
                return await self._fail(request, fault)
        if not path.startswith(("/interactions", "/webhooks")) and (
            request.headers.get("Authorization") != f"Bot {TOKEN}"
        ):
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        return _json(self._answer(request.method, path))

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hangs:
            await self._let_go.wait()
        if fault.breaks:
            assert request.transport is not None
            request.transport.close()
        headers = {"Content-Type": "application/json"} | fault.headers
        return web.Response(status=fault.status or 500, body=fault.body.encode(), headers=headers)

    def _answer(self, method: str, path: str) -> Any:
        if path == "/users/@me":
            return _BOT
        if path == "/oauth2/applications/@me":
            return {"id": APPLICATION_ID, "name": "bot", "description": "", "flags": 0} | {
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "owner": _USER,
                "icon": None,
            }
        if path == f"/applications/{APPLICATION_ID}/commands" and method == "PUT":
            extra = {"id": "1", "application_id": APPLICATION_ID, "version": "1"}
            return [command | extra for command in self.heard[-1][2]]
        if path.endswith("/callback"):
            return {"interaction": {"id": "1", "type": 2, "response_message_id": "902"}}
        return _message("903")


def _json(value: Any, status: int = 200) -> web.Response:
    # The library reads JSON only where the type says nothing else, not even the charset.
    headers = {"Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(value).encode(), headers=headers)


def _channel() -> dict[str, Any]:
    return {
        "id": CHANNEL_ID,
        "type": 0,
        "guild_id": GUILD_ID,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
    }


def _message(message_id: str) -> dict[str, Any]:
    return {
        "id": message_id,
        "channel_id": CHANNEL_ID,
        "author": _BOT,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }
