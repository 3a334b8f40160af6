"""A stand-in for Slack on this machine: its Web API, its response URLs and its Socket Mode."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.adapters.slack.schemas import problems_of_message, problems_of_view
from tests.adapters.slack.stopwatch import Stopwatch

TEAM: Final = "T0001"
TEAM_URL: Final = "https://example.slack.com/"
BOT_USER: Final = "U0BOT"
PATIENCE_SECONDS: Final = 8.0
TRIGGER_SECONDS: Final = 3.0
RESPONSE_URL_USES: Final = 5
_LOOK_AGAIN_SECONDS: Final = 0.05

Answer = Callable[[Mapping[str, Any]], web.StreamResponse]


@dataclass(frozen=True)
class Call:
    """One request of the bot; ``method`` is ``response_url`` for those to such an address.

    ``view_id`` names the view that it shows.
    """

    method: str
    body: Mapping[str, Any]
    address: str = ""
    view_id: str = ""


@dataclass
class FakeSlack:
    """Remembers what the bot sends and answers as Slack does.

    A trigger opens one view, within three seconds of ``now``; a response URL takes five messages;
    only views that are open can be redrawn.
    """

    now: Callable[[], float] = field(default_factory=Stopwatch)
    calls: list[Call] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    overrides: dict[str, Answer] = field(default_factory=dict)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    open_views: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the routes."""
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._api)
        application.router.add_post("/respond/{name}", self._respond)
        application.router.add_post("/upload/{name}", self._upload)
        application.router.add_get("/link", self._link)
        self._server = TestServer(application)
        self._changed = asyncio.Event()
        self._acks: dict[str, Any] = {}
        self._envelopes = 0
        self._views = 0
        self._triggers: dict[str, float] = {}
        self._addresses = 0
        self._uses: Counter[str] = Counter()

    async def start(self) -> None:
        """Listen on loopback."""
        await self._server.start_server()

    async def stop(self) -> None:
        """Close."""
        for socket in self.sockets:
            await socket.close()
        await self._server.close()

    @property
    def api_url(self) -> str:
        """Where the Web API is."""
        return str(self._server.make_url("/api"))

    def response_url(self, name: str) -> str:
        """Make an address for answers."""
        self._addresses += 1
        return str(self._server.make_url(f"/respond/{name}-{self._addresses}"))

    def trigger(self) -> str:
        """Make a trigger, as each interaction brings one."""
        self._addresses += 1
        trigger_id = f"trigger-{self._addresses}"
        self._triggers[trigger_id] = self.now()
        return trigger_id

    def sent(self, *methods: str) -> list[Call]:
        """List what the bot sent by these methods so far."""
        return [call for call in self.calls if call.method in methods]

    async def wait_for(self, *methods: str, count: int = 1) -> list[Call]:
        """Wait until the bot has sent so many."""
        await self.wait_until(lambda: len(self.sent(*methods)) >= count, f"{count} of {methods}")
        return self.sent(*methods)

    async def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait for a condition that what comes in makes true."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not holds():
                    await self._look_again()
        except TimeoutError:
            seen = [call.method for call in self.calls]
            raise AssertionError(f"waited in vain for {what}; came: {seen}") from None

    async def _look_again(self) -> None:
        self._changed.clear()
        try:
            async with asyncio.timeout(_LOOK_AGAIN_SECONDS):
                await self._changed.wait()
        except TimeoutError:
            return  # what comes true at the bot's end is not told here

    async def deliver(self, kind: str, payload: Mapping[str, Any]) -> Any:
        """Send an envelope through Socket Mode and wait for its acknowledgement."""
        await self.wait_until(lambda: bool(self.sockets), "a Socket Mode connection")
        self._envelopes += 1
        envelope_id = f"envelope-{self._envelopes}"
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        await self.sockets[-1].send_json(envelope | {"accepts_response_payload": True})
        await self.wait_until(lambda: envelope_id in self._acks, f"the answer to {kind}")
        return self._acks[envelope_id]

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await _body(request)
        address = request.headers.get("Authorization", "")
        self._note(Call(method, body, address, self._view_id(method, body)))
        if method in self.overrides:
            return self.overrides[method](body)
        return web.json_response({"ok": True} | self._answer(method, body))

    def _answer(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        match method:
            case "auth.test":
                who = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": "B1", "user": "practice"}
                return who | {"url": TEAM_URL}
            case "apps.connections.open":
                url = self._server.make_url("/link").with_scheme("ws")
                return {"url": f"{url}?ticket=secret"}
            case "users.info":
                user = self.users.get(body["user"])
                return {"user": user} if user else {"ok": False, "error": "user_not_found"}
            case "conversations.info":
                return self._channel(body["channel"])
            case "views.open" | "views.push":
                return self._opened(method, body)
            case "views.update" if body.get("view_id") not in self.open_views:
                return {"ok": False, "error": "not_found"}
            case "conversations.open":
                return {"channel": {"id": f"D{body['users']}"}}
            case "chat.postMessage":
                return {"ts": f"1700000000.{len(self.calls):06}", "channel": body["channel"]}
            case "files.getUploadURLExternal" | "files.completeUploadExternal":
                return self._filed(method, body)
            case _:
                return {}

    def _channel(self, channel_id: str) -> dict[str, Any]:
        channel = self.channels.get(channel_id)
        return {"channel": channel} if channel else {"ok": False, "error": "channel_not_found"}

    def _filed(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if method == "files.getUploadURLExternal":
            file_id = f"F{len(self.calls)}"
            address = str(self._server.make_url(f"/upload/{file_id}"))
            return {"file_id": file_id, "upload_url": address}
        named = json.loads(body["files"])
        if all(file["id"] in self.files for file in named):
            return {"files": named}
        return {"ok": False, "error": "file_not_found"}

    def _view_id(self, method: str, body: Mapping[str, Any]) -> str:
        match method:
            case "views.update":
                return str(body.get("view_id"))
            case "views.publish":
                return f"VHOME-{body['user_id']}"
            case _:
                return f"V{self._views + 1}"

    def _opened(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        made_at = self._triggers.pop(body["trigger_id"], None)
        if made_at is None:
            return {"ok": False, "error": "exchanged_trigger_id"}
        if self.now() - made_at >= TRIGGER_SECONDS:
            return {"ok": False, "error": "expired_trigger_id"}
        view_id = self._view_id(method, body)
        self._views += 1
        self.open_views.add(view_id)
        return {"view": {"id": view_id}}

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        name, body = request.match_info["name"], await request.json()
        self._note(Call("response_url", body, name))
        if "response_url" in self.overrides:
            return self.overrides["response_url"](body)
        self._uses[name] += 1
        if self._uses[name] > RESPONSE_URL_USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        name, data = request.match_info["name"], await request.read()
        self._note(Call("upload", {"length": len(data)}))
        if "upload" in self.overrides:
            return self.overrides["upload"]({})
        self.files[name] = data
        return web.Response(text=f"OK - {len(data)}")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello"})
        self.sockets.append(socket)
        self._changed.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                self._acks[answer["envelope_id"]] = answer.get("payload")
                self._changed.set()
        self.sockets.remove(socket)
        self._changed.set()
        return socket

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        if "view" in call.body:
            self.problems += problems_of_view(dict(call.body["view"]))
        if call.method in {"chat.postMessage", "response_url"}:
            self.problems += problems_of_message(dict(call.body))
        self._changed.set()


def refuses(code: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Let a method answer with an error, as Slack words it."""
    return lambda _: web.json_response(
        {"ok": False, "error": code}, status=status, headers=dict(headers or {})
    )


async def _body(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body: dict[str, Any] = await request.json()
        return body
    fields: dict[str, Any] = {**request.query, **await request.post()}
    if isinstance(fields.get("blocks"), str):
        fields["blocks"] = json.loads(fields["blocks"])
    return fields
