"""The CPU of a whole ``/question`` through the real Discord and Slack stacks.

It is held against the same request with a handler that does nothing, in the same process.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aiohttp import web

from adapters.discord.client import DiscordSurface
from adapters.slack.app import SlackSurface
from adapters.web import WebServer
from adapters.worker import Worker
from benchmarks.core import practice_bot
from benchmarks.far_side import SIGNING_SECRET
from benchmarks.figures import RUNS, Figure, figure
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply, Section
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.requests import CommandCall

_REQUESTS: Final = 300
_WARM_UP: Final = 50
_LONGEST_SECONDS: Final = 60.0
_GOAL: Final = 3.5
_NOTHING: Final = Reply(Card(sections=(Section(("Done.",)),)))

_Batch = Callable[[int], Awaitable[None]]


class _EmptyBot(PracticeBot):
    """Answers every command at once with the same short card."""

    def run_command(self, call: CommandCall) -> Outcome:
        return _NOTHING


def discord_stack(folder: Path) -> list[Figure]:
    """Measure through discord.py: gateway socket in, HTTP callback out."""
    return _ratio("Discord", folder, _with_discord)


def slack_stack(folder: Path) -> list[Figure]:
    """Measure through Bolt: signed HTTP request in, its answer out."""
    return _ratio("Slack", folder, _with_slack)


_Stack = Callable[[PracticeBot, Worker, "_FarSide"], Awaitable[float]]


def _ratio(name: str, folder: Path, stack: _Stack) -> list[Figure]:
    engine = open_engine(readable_url(f"sqlite:///{folder / name}.db"))
    upgrade(engine)
    full = practice_bot(engine)
    empty = practice_bot(engine)
    empty.__class__ = _EmptyBot
    ratios, fulls = [], []
    for _ in range(RUNS):
        of_full, of_empty = _measured(full, stack), _measured(empty, stack)
        ratios.append(of_full / of_empty)
        fulls.append(of_full)
    engine.dispose()
    middle = RUNS // 2
    return [
        figure(
            f"CPU of /question over an empty handler, {name}",
            sorted(ratios)[middle],
            "ratio",
            _GOAL,
        ),
        figure(f"CPU of /question, {name}", 1_000 * sorted(fulls)[middle], "ms"),
    ]


def _measured(bot: PracticeBot, stack: _Stack) -> float:
    """Give the CPU seconds of one request."""
    worker = Worker(1)
    with _far_side(stack) as far_side:
        seconds = asyncio.run(_awaited(stack(bot, worker, far_side)))
    worker.close()
    return seconds


async def _awaited(measuring: Awaitable[float]) -> float:
    return await measuring


async def _with_discord(bot: PracticeBot, worker: Worker, far_side: "_FarSide") -> float:
    base = f"127.0.0.1:{far_side.port}"
    surface = DiscordSurface(
        "a.b.c",
        bot,
        worker,
        api_url=f"http://{base}/api/v10",
        gateway_url=f"ws://{base}/gateway",
    )
    await surface.start()
    try:
        return await _cpu_of(far_side.make)
    finally:
        await surface.stop()


async def _with_slack(bot: PracticeBot, worker: Worker, far_side: "_FarSide") -> float:
    surface = SlackSurface(
        "xoxb-bench",
        bot,
        worker,
        signing_secret=SIGNING_SECRET,
        api_url=f"http://127.0.0.1:{far_side.port}/api/",
    )
    if surface.handle_http is None:
        raise RuntimeError("with a signing secret there is an HTTP mode")
    routes = [web.post("/slack/events", surface.handle_http)]
    server = WebServer("127.0.0.1", 0, _nothing_missing, routes)
    await surface.start()
    await server.start()
    try:
        return await _cpu_of(lambda count: far_side.make(count, f"{server.address}/slack/events"))
    finally:
        await server.stop()
        await surface.stop()


async def _cpu_of(make: _Batch) -> float:
    await make(_WARM_UP)
    start = time.process_time()
    await make(_REQUESTS)
    return (time.process_time() - start) / _REQUESTS


async def _nothing_missing() -> list[str]:
    return []


class _FarSide:
    """The platform, in a process of its own; see benchmarks.far_side."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.port = int(self._read())

    async def make(self, requests: int, url: str = "") -> None:
        """Let it make requests, and wait until all are answered."""
        if self._process.stdin is None:
            raise RuntimeError("the far side cannot be told anything")
        self._process.stdin.write(f"go {requests} {url}\n")
        self._process.stdin.flush()
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                answer = await asyncio.to_thread(self._read)
        except TimeoutError:
            self._process.kill()
            raise
        if answer != "done":
            raise RuntimeError("the far side gave up")

    def _read(self) -> str:
        return self._process.stdout.readline().strip() if self._process.stdout else ""


@contextmanager
def _far_side(stack: _Stack) -> Iterator[_FarSide]:
    name = "discord" if stack is _with_discord else "slack"
    with subprocess.Popen(
        (sys.executable, "-m", "benchmarks.far_side", name),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield _FarSide(process)
        finally:
            process.terminate()
