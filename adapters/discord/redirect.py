"""The real client led to another address, for tests and proxies; other clients are not touched."""

from typing import Any

import aiohttp
import yarl
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context


class RedirectedHTTP(HTTPClient):
    """Sends what is meant for ``https://discord.com/api/v10`` and for the gateway elsewhere."""

    def __init__(self, api_url: str | None, gateway_url: str | None, **options: Any) -> None:
        super().__init__(**options)
        self._api_url = api_url
        self._gateway_url = gateway_url

    async def request(self, route: Route, **options: Any) -> Any:
        """Send a request to the other address."""
        return await super().request(_redirected(route, self._api_url), **options)

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Open the gateway at the other address, with what the library asks of it."""
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
