"""The page, and what it asks the room."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from adapters.pictures.studio import Studio
from adapters.playground.completion import completions
from adapters.playground.guard import HEADERS, guarded, taking_json
from adapters.playground.inbound import (
    UnreadableError,
    Visitor,
    read_member,
    read_partial_line,
    read_typed_line,
    read_visitor,
)
from adapters.playground.outbound import Answer, AtWork, Opened, Said, TurnedDown
from adapters.playground.render import form_html, message_html
from adapters.playground.room import CHANNELS, MEMBERS, Member
from adapters.playground.transcript import Message, Transcript
from adapters.playground.zones import Zones
from bot.clock import Clock
from bot.pictures import Theme

_STATIC: Final = Path(__file__).parent / "static"
_PING_SECONDS: Final = 15.0

OnLine = Callable[[str, Visitor], Awaitable[Answer]]
OnPress = Callable[[Mapping[str, object], Visitor], Awaitable[Answer]]
OnJump = Callable[[Mapping[str, object], Member], Awaitable[None]]


class Routes:
    """Turns requests of the page into calls, and answers into JSON."""

    def __init__(
        self,
        transcript: Transcript,
        clock: Clock,
        zones: Zones,
        on_line: OnLine,
        on_press: OnPress,
        on_jump: OnJump,
        studio: Studio,
    ) -> None:
        self._transcript = transcript
        self._clock = clock
        self._zones = zones
        self._on_line = on_line
        self._on_press = on_press
        self._on_jump = on_jump
        self._studio = studio

    def table(self) -> list[web.RouteDef]:
        """List the routes for the web server."""
        return [
            web.get("/", guarded(_page)),
            web.get("/playground/static/{name}", guarded(_static)),
            web.get("/playground/room", guarded(_room)),
            web.get("/playground/messages", guarded(self._messages)),
            web.get("/playground/events", guarded(self._events)),
            web.get("/playground/pictures/{message}-{theme}.png", guarded(self._picture)),
            web.get("/playground/files/{message}", guarded(self._file)),
            web.post("/playground/completions", taking_json(_completions)),
            web.post("/playground/command", taking_json(self._command)),
            web.post("/playground/press", taking_json(self._press)),
            web.post("/playground/clock", taking_json(self._jump)),
        ]

    async def _messages(self, request: web.Request) -> web.Response:
        """Tell a member what is new since the page last asked."""
        try:
            reader = read_member(request.query.get("as"))
        except UnreadableError as error:
            return web.json_response({"error": str(error)}, status=400)
        zone = self._zones.of(reader)
        # With another zone, every message the page holds tells the wrong time.
        known = (request.query.get("era"), request.query.get("zone", zone.key))
        is_current = known == (self._transcript.era, zone.key)
        after = _number(request.query.get("after", "")) if is_current else 0
        seen = self._transcript.visible_to(reader.member_id, after)
        return web.json_response(
            {
                "era": self._transcript.era,
                "version": self._transcript.version,
                "now": self._clock().isoformat(),
                "zones": {one.member_id: self._zones.of(one).key for one in MEMBERS},
                "messages": [_message(message, reader, zone) for message in seen],
            },
            headers={"Cache-Control": "no-store"},
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Ring whenever something changed; what it was, each page asks for itself."""
        kind = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        stream = web.StreamResponse(headers={**HEADERS, **kind})
        await stream.prepare(request)
        try:
            await stream.write(b"retry: 1000\n\n")
            while not self._transcript.is_closed:
                version = self._transcript.version
                await stream.write(f"data: {version}\n\n".encode())
                await self._transcript.news(version, _PING_SECONDS)
        except ConnectionResetError:
            return stream  # the page was closed
        return stream

    async def _picture(self, request: web.Request) -> web.Response:
        """Draw the picture of a message for a member who may see it."""
        theme, asker = request.match_info["theme"], request.query.get("as", "")
        card = self._transcript.card_for(request.match_info["message"], asker)
        if card is None or card.picture is None or theme not in set(Theme):
            return web.Response(text="There is no such picture.", status=404)
        png = await self._studio.draw(card.picture, Theme(theme))
        if png is None:
            return web.Response(text="The picture could not be drawn.", status=500)
        # The address changes with the card.
        kept = {"Cache-Control": "private, max-age=3600"}
        return web.Response(body=png, content_type="image/png", headers=kept)

    async def _file(self, request: web.Request) -> web.Response:
        """Hand out the file of a message to the member who may see it."""
        asker = request.query.get("as", "")
        card = self._transcript.card_for(request.match_info["message"], asker)
        if card is None or card.attachment is None:
            return web.Response(text="There is no such file.", status=404)
        file = card.attachment
        kept = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{file.name}"',
        }
        return web.Response(body=file.content, content_type=file.media_type, headers=kept)

    async def _command(self, body: Mapping[str, object]) -> web.Response:
        visitor = read_visitor(body)
        return self._answered(await self._on_line(read_typed_line(body), visitor), visitor)

    async def _press(self, body: Mapping[str, object]) -> web.Response:
        visitor = read_visitor(body)
        return self._answered(await self._on_press(body, visitor), visitor)

    async def _jump(self, body: Mapping[str, object]) -> web.Response:
        await self._on_jump(body, read_member(body.get("as")))
        return web.json_response({"now": self._clock().isoformat()})

    def _answered(self, answer: Answer, visitor: Visitor) -> web.Response:
        match answer:
            case Said(message_id):
                return web.json_response({"said": message_id})
            case Opened(form):
                html = form_html(form, self._zones.of(visitor.member))
                return web.json_response({"form": html})
            case TurnedDown(problems):
                return web.json_response({"rejected": dict(problems)})
            case AtWork():
                return web.json_response({"working": True}, status=202)


async def _page(_request: web.Request) -> web.StreamResponse:
    return web.FileResponse(_STATIC / "index.html", headers={"Cache-Control": "no-cache"})


async def _static(request: web.Request) -> web.StreamResponse:
    known = {path.name: path for path in _STATIC.iterdir() if path.is_file()}
    path = known.get(request.match_info["name"])
    if path is None:
        return web.Response(text="There is no such file.", status=404)
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def _room(_request: web.Request) -> web.Response:
    return web.json_response(
        {
            "channels": [{"id": one.channel_id, "purpose": one.purpose} for one in CHANNELS],
            "members": [
                {
                    "id": one.member_id,
                    "name": one.name,
                    "isManager": one.is_manager,
                }
                for one in MEMBERS
            ],
        }
    )


async def _completions(body: Mapping[str, object]) -> web.Response:
    found = completions(read_partial_line(body))
    return web.json_response(
        [{"line": one.line, "label": one.label, "description": one.description} for one in found]
    )


def _message(message: Message, reader: Member, zone: ZoneInfo) -> dict[str, object]:
    local = message.at.astimezone(zone)
    return {
        "id": message.message_id,
        "channel": message.channel_id or None,
        "day": f"{local:%A} {local.day} {local:%B}",
        "html": message_html(message, reader, zone),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
