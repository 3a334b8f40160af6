"""One small web server: health, Slack's HTTP mode and the playground."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from aiohttp import web

_HEALTH_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class WebServer:
    """Serves routes on one host and port.

    ``check`` is awaited by ``/readyz`` and gives what is not ready, in words; nothing when all is.
    """

    def __init__(
        self,
        host: str,
        port: int,
        check: Callable[[], Awaitable[list[str]]],
        routes: Iterable[web.AbstractRouteDef] = (),
    ) -> None:
        self._host = host
        self._port = port
        self._check = check
        application = web.Application()
        application.router.add_get("/healthz", _alive)
        application.router.add_get("/readyz", self._ready)
        application.router.add_routes(routes)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)

    @property
    def address(self) -> str:
        """Where the server listens, as a browser wants it."""
        host, port = self._runner.addresses[0][:2] if self._runner.addresses else ("", 0)
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{port}"

    async def start(self) -> None:
        """Listen; OSError when the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Take nothing new and close."""
        await self._runner.cleanup()

    async def _ready(self, _request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_HEALTH_SECONDS):
                missing = await self._check()
        except TimeoutError:
            missing = ["the database does not answer"]
        if missing:
            return web.json_response({"ready": False, "missing": missing}, status=503)
        return web.json_response({"ready": True})


async def _alive(_request: web.Request) -> web.Response:
    return web.json_response({"alive": True})
