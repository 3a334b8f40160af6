"""HTTP mode: what Slack posts to us, answered by the same app as in Socket Mode."""

from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.request.async_internals import build_async_context


async def answer_http(app: AsyncApp, request: web.Request) -> web.Response:
    """Let the app check the signature of a request and answer it."""
    # Bytes that are no text change here, so that their signature does not fit any more.
    raw = (await request.read()).decode("utf-8", errors="replace")
    try:
        bolt_request = _bolt_request(raw, request)
    except ValueError:
        return web.Response(status=400)
    return await to_aiohttp_response(await app.async_dispatch(bolt_request))


def _bolt_request(raw: str, request: web.Request) -> AsyncBoltRequest:
    bolt_request = AsyncBoltRequest(
        body=raw, query=request.query_string, headers=dict(request.headers)
    )
    if not bolt_request.body and raw:
        # Bolt takes a command for an empty interaction when somebody types the word "payload".
        bolt_request.body = dict(parse_qsl(raw, keep_blank_values=True))
        bolt_request.context = build_async_context(AsyncBoltContext({}), bolt_request.body)
    return bolt_request
