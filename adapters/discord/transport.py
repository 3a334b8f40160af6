"""The library's requests, safe to cancel; led to another address for tests and proxies.

Nothing here touches other clients of the same process.
"""

import asyncio
from typing import Any

import aiohttp
import yarl
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context


class Transport(HTTPClient):
    """Sends requests, and opens the gateway, where it is told to.

    ``api_url`` stands for ``https://discord.com/api/v10`` and ``gateway_url`` for
    ``wss://gateway.discord.gg``.
    """

    def __init__(self, api_url: str | None, gateway_url: str | None, **options: Any) -> None:
        super().__init__(**options)
        self._api_url = api_url
        self._gateway_url = gateway_url

    async def request(self, route: Route, **options: Any) -> Any:
        """Send a request; one that is cancelled leaves the way free for the others."""
        try:
            return await super().request(_redirected(route, self._api_url), **options)
        except asyncio.CancelledError:
            # The library shuts this gate while it waits for a global rate limit, and a wait that
            # is cancelled would leave it shut. Open too early costs one more "try later" at most.
            self._global_over.set()
            raise

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open the gateway, with what the library asks of it."""
        if self._gateway_url is not None:
            url = str(yarl.URL(self._gateway_url).update_query(yarl.URL(url).query))
        return await super().ws_connect(url, compress=compress)


class RedirectedWebhooks(AsyncWebhookAdapter):
    """Answers interactions at the other address."""

    def __init__(self, api_url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._api_url = api_url

    async def request(self, route: Route, session: aiohttp.ClientSession, **options: Any) -> Any:
        """Send a request to the other address."""
        return await super().request(_redirected(route, self._api_url), session, **options)


def redirect_answers(api_url: str) -> None:
    """Lead the answers elsewhere that this task, and every task it starts, gives."""
    async_context.set(RedirectedWebhooks(api_url))


def _redirected(route: Route, api_url: str | None) -> Route:
    if api_url is not None:
        route.url = api_url.rstrip("/") + route.url.removeprefix(Route.BASE)
    return route
