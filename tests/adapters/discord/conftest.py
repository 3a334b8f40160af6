"""The real client in a simulated server, on a real core with a database in memory."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import InteractionResult
from sqlalchemy import Engine

from adapters.discord.client import DiscordSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.models import Base
from bot.question_bank import QuestionBank, load
from tests.fakes.clock import FakeClock

QUESTIONS = Path(__file__).parents[3] / "questions"


@dataclass
class Server:
    """A simulated Discord server in which the bot and three people are."""

    env: simcord.Env
    surface: DiscordSurface
    bot: PracticeBot
    guild: GuildHandle
    channel: ChannelHandle
    ada: MemberActor
    bob: MemberActor
    manager: MemberActor

    def requests(self, method: str, ending: str) -> list[Any]:
        """Find the bodies of what the bot sent to an address."""
        return [
            entry.json
            for entry in self.env.http_requests
            if entry.method == method and entry.path.split("?")[0].endswith(ending)
        ]

    def public_messages(self) -> list[Any]:
        """Copy everything in the channel that all can see, as Discord would send it."""
        return [
            (message.id, [one.to_dict() for one in message.embeds], repr(message.components))
            for message in self.channel.history()
            if not message.flags.ephemeral
        ]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = open_engine(readable_url("sqlite://"))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def bank() -> QuestionBank:
    return load(QUESTIONS)[0]


@pytest.fixture
def bot(engine: Engine, bank: QuestionBank, clock: FakeClock) -> PracticeBot:
    return PracticeBot(engine, bank, clock, random.Random(1), "worker")


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(1)
    yield worker
    worker.close()


@pytest.fixture
def surface(bot: PracticeBot, worker: Worker) -> DiscordSurface:
    return DiscordSurface("a token", bot, worker)


@pytest.fixture
def simcord_bot(surface: DiscordSurface) -> discord.Client:
    return surface.client


@pytest.fixture
def server(simcord_env: simcord.Env, surface: DiscordSurface, bot: PracticeBot) -> Server:
    """Open a server with a channel, two members and a manager."""
    guild = simcord_env.create_guild("Team")
    channel = guild.create_text_channel("general")
    leads = guild.create_role("Leads", permissions=discord.Permissions(manage_guild=True))
    ada = guild.add_member(simcord_env.create_user("ada", global_name="Ada L."), nick="Ada")
    bob = guild.add_member(simcord_env.create_user("bob"))
    manager = guild.add_member(simcord_env.create_user("mia"), roles=[leads])
    return Server(simcord_env, surface, bot, guild, channel, ada, bob, manager)


def text_of(shown: Any) -> str:
    """Read everything that the embeds of a message say."""
    parts: list[str] = []
    for embed in shown.embeds:
        parts += [embed.title or "", embed.description or "", embed.footer.text or ""]
        parts += [f"{field.name}: {field.value}" for field in embed.fields]
    return "\n".join(parts)


def answer_of(result: InteractionResult) -> Any:
    """Get the message that answered an interaction."""
    assert result.response is not None
    return result.response
