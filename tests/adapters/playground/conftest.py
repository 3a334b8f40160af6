"""A room of the playground with the real core, served on a free loopback port."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, ConsoleMessage, async_playwright, expect
from sqlalchemy import Engine

from adapters.delivery import Delivery
from adapters.playground.surface import PlaygroundSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock
from bot.database.engine import open_engine, readable_url
from bot.database.models import Base
from bot.question_bank import QuestionBank
from bot.question_files import load
from bot.requests import Platform
from tests.adapters.playground.seen import Seen
from tests.fakes.clock import FakeClock

_QUESTIONS = Path(__file__).parents[3] / "questions"
_MORNING = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)  # 08:30 in Amsterdam, a Wednesday

_CHROMIUM = shutil.which("chromium")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

Open = Callable[..., Awaitable[Seen]]
Client = TestClient[web.Request, web.Application]


@dataclass(slots=True)
class Room:
    """One run of the bot: its surface, and a client that talks to it."""

    surface: PlaygroundSurface
    clock: ShiftedClock
    bot: PracticeBot
    client: Client
    delivery: Delivery

    async def post(self, path: str, **body: Any) -> Any:
        """Send JSON to the room and give back what it answers."""
        answer = await self.client.post(f"/playground/{path}", json=body)
        assert answer.status in {200, 202}, await answer.text()
        return await answer.json()

    async def type(self, who: str, line: str, channel: str = "general") -> Any:
        """Type a line as a member."""
        return await self.post("command", **{"as": who}, channel=channel, line=line)

    async def press(self, who: str, action: str, **more: Any) -> Any:
        """Press a button as a member."""
        return await self.post(
            "press", **{"as": who, "channel": "general", "action": action, **more}
        )

    async def messages(self, who: str) -> list[dict[str, str]]:
        """List what a member sees."""
        answer = await self.client.get("/playground/messages", params={"as": who})
        news: dict[str, list[dict[str, str]]] = await answer.json()
        return news["messages"]

    async def page_of(self, who: str) -> str:
        """Give all that a member sees as one text."""
        return "\n".join(message["html"] for message in await self.messages(who))

    async def close(self) -> None:
        """Stop this run."""
        await asyncio.wait_for(self.surface.stop(), 5)
        await self.delivery.stop()
        await self.client.close()


@dataclass(slots=True)
class Rooms:
    """Starts runs of the bot on one database, one after the other or side by side."""

    engine: Engine
    questions: QuestionBank
    base_clock: FakeClock
    worker: Worker
    opened: list[Room] = field(default_factory=list)

    async def open(self, port: int = 0) -> Room:
        """Start a run of the bot, on a free port unless one is given."""
        clock = ShiftedClock(self.base_clock)
        bot = PracticeBot(self.engine, self.questions, clock, random.Random(1), "worker")

        async def tick() -> None:
            await delivery.tick()
            await delivery.settle()

        surface = PlaygroundSurface(bot, self.worker, clock, tick)
        delivery = Delivery(bot, self.worker, {Platform.PLAYGROUND: surface.publisher})
        application = web.Application()
        application.router.add_routes(surface.routes())
        await surface.start()
        client: Client = TestClient(TestServer(application, port=port or None))
        await client.start_server()
        room = Room(surface, clock, bot, client, delivery)
        self.opened.append(room)
        return room

    async def close(self) -> None:
        """Stop every run."""
        for room in self.opened:
            await room.close()


@pytest.fixture
def questions() -> QuestionBank:
    bank, problems = load(_QUESTIONS)
    assert not problems
    return bank


@pytest.fixture
async def rooms(questions: QuestionBank) -> AsyncIterator[Rooms]:
    engine = open_engine(readable_url("sqlite://"))
    Base.metadata.create_all(engine)
    opened = Rooms(engine, questions, FakeClock(_MORNING), Worker(1))
    yield opened
    await opened.close()
    opened.worker.close()
    engine.dispose()


@pytest.fixture
async def room(rooms: Rooms) -> Room:
    return await rooms.open()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real browser: Debian's Chromium, without a window."""
    if _CHROMIUM is None:
        pytest.skip("NO BROWSER: the page is not tested; apt install chromium")
    expect.set_options(timeout=20_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_CHROMIUM, args=_SWITCHES)
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(room: Room, browser: Browser) -> AsyncIterator[Open]:
    """Open pages of the room; none of them may complain on its console."""
    complaints: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            complaints.append(said.text)

    async def open_one(
        width: int = 1280, height: int = 860, dark: bool = False, at: str = "/"
    ) -> Seen:
        page = await browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", note)
        await page.goto(f"{room.client.make_url('/')}{at.removeprefix('/')}")
        await expect(page.locator(".message").first).to_be_visible()
        return Seen(page)

    yield open_one
    assert complaints == []
