"""The real app between a stand-in for Slack and a real core with a database in memory."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine

from adapters.slack.app import SlackSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.models import Base
from bot.question_bank import QuestionBank
from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.people import GENERAL, Person
from tests.adapters.slack.stopwatch import Stopwatch
from tests.adapters.slack.wires import SIGNING_SECRET, HttpWire, SocketWire, Wire
from tests.fakes.clock import FakeClock


@dataclass
class Workspace:
    """A Slack workspace in which the bot and three people are."""

    slack: FakeSlack
    surface: SlackSurface
    wire: Wire
    bot: PracticeBot
    ada: Person
    bob: Person
    manager: Person


OpenWorkspace = Callable[..., Awaitable[Workspace]]


@pytest.fixture(autouse=True)
def direct_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy and no token of this machine come between."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Open a fresh database in memory."""
    engine = open_engine(readable_url("sqlite://"))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def bot(engine: Engine, bank: QuestionBank, clock: FakeClock) -> PracticeBot:
    """Build the core."""
    return PracticeBot(engine, bank, clock, random.Random(1), "worker")


@pytest.fixture
def stopwatch() -> Stopwatch:
    """Give a stopwatch that stands still."""
    return Stopwatch()


@pytest.fixture
def worker() -> Iterator[Worker]:
    """Give the core its thread."""
    worker = Worker(1)
    yield worker
    worker.close()


@pytest.fixture
async def slack(stopwatch: Stopwatch) -> AsyncIterator[FakeSlack]:
    """Start the stand-in; whatever the bot sent it must be what Slack takes."""
    slack = FakeSlack(now=stopwatch)
    for user_id, name in (("U0ADA", "ada"), ("U0BOB", "bob"), ("U0MAY", "may")):
        slack.users[user_id] = {
            "id": user_id,
            "name": name,
            "tz": "Europe/Amsterdam",
            "is_admin": name == "may",
            "profile": {"display_name": name.capitalize(), "real_name": name},
        }
    slack.channels[GENERAL] = {"id": GENERAL, "is_member": True}
    await slack.start()
    yield slack
    await slack.stop()
    assert slack.problems == []


@pytest.fixture
async def open_workspace(
    slack: FakeSlack, bot: PracticeBot, worker: Worker
) -> AsyncIterator[OpenWorkspace]:
    """Start the bot; a second call makes a second process on the same database."""
    async with AsyncExitStack() as stack:

        async def start(
            mode: str = "http", core: PracticeBot | None = None, **settings: Any
        ) -> Workspace:
            secrets = (
                {"signing_secret": SIGNING_SECRET} if mode == "http" else {"app_token": "xapp"}
            )
            surface = SlackSurface(
                "xoxb-token", core or bot, worker, api_url=slack.api_url, **secrets, **settings
            )
            await surface.start()
            stack.push_async_callback(surface.stop)
            wire: Wire = SocketWire(slack)
            if mode == "http":
                wire = HttpWire(surface)
                await wire.start()
                stack.push_async_callback(wire.stop)
            ada, bob, manager = (
                Person(slack, wire, user_id, slack.users[user_id]["name"])
                for user_id in ("U0ADA", "U0BOB", "U0MAY")
            )
            return Workspace(slack, surface, wire, core or bot, ada, bob, manager)

        yield start


@pytest.fixture(params=["http", "socket"])
async def workspace(request: pytest.FixtureRequest, open_workspace: OpenWorkspace) -> Workspace:
    """Start the bot, once in HTTP mode and once in Socket Mode."""
    return await open_workspace(request.param)


@pytest.fixture
async def by_http(open_workspace: OpenWorkspace) -> Workspace:
    """Start the bot in HTTP mode."""
    return await open_workspace("http")
