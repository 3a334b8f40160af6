"""The real client in a simulated server, on a real core with a database in memory."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle
from simcord.enums import ComponentType, InteractionType
from simcord.interactions import base_payload
from simcord.results import InteractionResult
from sqlalchemy import Engine

from adapters.discord.client import DiscordSurface
from adapters.worker import FIRST_ANSWER_SECONDS, Worker
from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.models import Base
from bot.question_bank import QuestionBank
from bot.question_files import load
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

    def sent(self) -> list[tuple[str, str, Any]]:
        """List what the bot sent: method, path and body."""
        return [(one.method, one.path, one.json) for one in self.env.http_requests]

    def interact(
        self, member: MemberActor, kind: InteractionType, data: dict[str, Any], message: Any = None
    ) -> InteractionResult:
        """Let Discord report an interaction without waiting for its answer."""
        backend = self.env.backend
        record, payload = base_payload(
            backend,
            type=kind,
            channel_id=self.channel.id,
            guild_id=self.guild.id,
            user_id=member.id,
            data=data,
        )
        if message is not None:
            stored = backend.get_message(message.channel_id, message.id)
            payload["message"] = dict(serializers.message_payload(backend, stored))
            record.source_message_id = message.id
        backend.emit("INTERACTION_CREATE", payload)
        return InteractionResult(self.env, record)

    def press(self, member: MemberActor, custom_id: str, message: Any) -> InteractionResult:
        """Let a member press a button without waiting for the answer."""
        data = {"custom_id": custom_id, "component_type": ComponentType.BUTTON}
        return self.interact(member, InteractionType.MESSAGE_COMPONENT, data, message)

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
def engine(tmp_path: Path) -> Iterator[Engine]:
    # A file: what Discord reports at the start is handled on another thread than the test's own.
    engine = open_engine(readable_url(f"sqlite:///{tmp_path / 'core.db'}"))
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
def patience() -> float:
    return FIRST_ANSWER_SECONDS


@pytest.fixture
def surface(bot: PracticeBot, worker: Worker, patience: float) -> DiscordSurface:
    return DiscordSurface("a token", bot, worker, patience=patience)


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


async def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait for something to become true; fail when it does not in time."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it is another's state that is waited for
            await asyncio.sleep(0.005)
