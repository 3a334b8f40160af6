"""The two ways in which Slack brings a request to the bot."""

import json
import time
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import SignatureVerifier

from adapters.slack.app import SlackSurface
from tests.adapters.slack.fake_slack import FakeSlack

SIGNING_SECRET = "a signing secret"


class Wire(Protocol):
    """Brings a payload to the bot and gives what the bot answers at once."""

    async def command(self, payload: Mapping[str, str]) -> Any:
        """Bring a slash command."""

    async def interaction(self, payload: Mapping[str, Any]) -> Any:
        """Bring a press or a submitted form."""

    async def event(self, payload: Mapping[str, Any]) -> Any:
        """Bring an event."""


class HttpWire:
    """Signed requests to the address that the bot gives Slack."""

    def __init__(self, surface: SlackSurface) -> None:
        handler = surface.handle_http
        assert handler is not None
        application = web.Application()
        application.router.add_post("/slack/events", handler)
        self._client: TestClient[web.Request, web.Application] = TestClient(TestServer(application))

    async def start(self) -> None:
        """Listen on loopback."""
        await self._client.start_server()

    async def stop(self) -> None:
        """Close."""
        await self._client.close()

    async def command(self, payload: Mapping[str, str]) -> Any:
        """Bring a slash command."""
        return await self._post(urlencode(payload), "application/x-www-form-urlencoded")

    async def interaction(self, payload: Mapping[str, Any]) -> Any:
        """Bring a press or a submitted form."""
        body = urlencode({"payload": json.dumps(payload)})
        return await self._post(body, "application/x-www-form-urlencoded")

    async def event(self, payload: Mapping[str, Any]) -> Any:
        """Bring an event."""
        return await self._post(json.dumps(payload), "application/json")

    async def _post(self, body: str, content_type: str) -> Any:
        status, text = await self.post(body, content_type, SIGNING_SECRET)
        assert status == 200, (status, text)
        return json.loads(text) if text.startswith("{") else text

    async def post(
        self,
        body: str,
        content_type: str,
        secret: str,
        *,
        age: float = 0,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """Send a request signed with a secret, some seconds ago."""
        timestamp = str(int(time.time() - age))
        signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature or "",
        }
        async with self._client.post(
            "/slack/events", data=body.encode(), headers=signed | dict(headers or {})
        ) as response:
            return response.status, await response.text()


class SocketWire:
    """Envelopes through a real websocket on loopback."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack

    async def command(self, payload: Mapping[str, str]) -> Any:
        """Bring a slash command."""
        return await self._slack.deliver("slash_commands", payload)

    async def interaction(self, payload: Mapping[str, Any]) -> Any:
        """Bring a press or a submitted form."""
        return await self._slack.deliver("interactive", payload)

    async def event(self, payload: Mapping[str, Any]) -> Any:
        """Bring an event."""
        return await self._slack.deliver("events_api", payload)
