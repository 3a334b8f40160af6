"""Who may talk to the playground: pages of this machine, and no other page in its browser."""

import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from adapters.playground.inbound import UnreadableError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LOOPBACK: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_ELSEWHERE: Final = "The playground answers on this machine only: open it as http://127.0.0.1."
_OTHER_PAGE: Final = "The playground takes requests from its own page only."

log = logging.getLogger(__name__)


def guarded(handler: Handler) -> Handler:
    """Let a handler see only requests that come from the playground's own page."""

    async def guard(request: web.Request) -> web.StreamResponse:
        refused = _refused(request)
        response = web.Response(text=refused, status=403) if refused else await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return guard


def taking_json(
    handler: Callable[[Mapping[str, object]], Awaitable[web.StreamResponse]],
) -> Handler:
    """Read the JSON object of a request; what cannot be read is answered with a sentence."""

    async def take(request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            return _sentence("The playground reads JSON only.", 415)
        try:
            return await handler(_object(await request.text()))
        except UnreadableError as error:
            return _sentence(str(error), 400)
        except web.HTTPRequestEntityTooLarge:
            return _sentence("That is more than the playground can read at once.", 413)
        except Exception:  # the boundary: the page gets a sentence, the log gets the rest
            incident = secrets.token_hex(4)
            log.exception("incident %s in %s", incident, request.path)
            return _sentence(f"That went wrong on our side; the log calls it {incident}.", 500)

    return guarded(take)


def _refused(request: web.Request) -> str:
    if not _LOOPBACK.fullmatch(request.headers.get("Host", "")):
        return _ELSEWHERE  # a name that somebody else pointed at this machine (DNS rebinding)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.casefold() != request.host.casefold():
        return _OTHER_PAGE
    return ""


def _object(text: str) -> Mapping[str, object]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("That is no JSON.") from None
    if not isinstance(body, dict):
        raise UnreadableError("A JSON object is expected.")
    return body


def _sentence(sentence: str, status: int) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
