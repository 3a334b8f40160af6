"""Puts the parts together for ``practice-bot run`` and takes them down again in order."""

import asyncio
import errno
import logging
import os
import random
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from adapters.clockwork import Clockwork
from adapters.surface import StartError
from adapters.web import WebServer
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import ShiftedClock, system_clock
from bot.data_files import questions_folder
from bot.database.choice import open_database, url_of_run
from bot.database.engine import worker_threads
from bot.database.schema import UpgradeStoppedError
from bot.pack_folders import pack_folders
from bot.parts import Parts
from bot.question_bank import QuestionBank
from bot.question_check import check
from bot.settings import Settings
from bot.stopping import Stage, leave_at_the_latest, stop_in_order

_CANCEL_SECONDS: Final = 0.3
_NO_SUCH_ADDRESS: Final = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, None})

log = logging.getLogger(__name__)


def load_questions(packs: Sequence[Path]) -> QuestionBank:
    """Load all packs; a question that is broken or fits no card is left out and reported."""
    bank, problems = check((questions_folder(),), packs)
    for problem in problems:
        log.warning("left out: %s", problem)
    log.info("%d questions are loaded", len(bank))
    return bank


def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM; an error of the settings or of the start says why it cannot."""
    settings.check_runnable()
    packs = pack_folders(settings)
    asyncio.run(serve(settings, url_of_run(settings), packs))


async def serve(settings: Settings, url: URL, packs: Sequence[Path]) -> None:
    """Open the database, serve until somebody asks to stop, and leave nothing open."""
    no_more_waiting = threading.Event()
    stop = _stop_requested(no_more_waiting)
    try:
        engine = await asyncio.to_thread(open_database, url, no_more_waiting)
    except UpgradeStoppedError:
        log.info("stopping before the start")
        return
    worker = Worker(worker_threads(engine))
    try:
        await _serve_on(engine, worker, settings, packs, stop)
    finally:
        worker.close()
        engine.dispose()


async def _serve_on(
    engine: Engine,
    worker: Worker,
    settings: Settings,
    packs: Sequence[Path],
    stop: asyncio.Event,
) -> None:
    """Start every part, wait until somebody asks to stop, and take the parts down in order."""
    clock = ShiftedClock(system_clock)
    bot = PracticeBot(engine, load_questions(packs), clock, random.Random(), secrets.token_hex(8))
    await worker.run(bot.remember_old_ratings)
    await worker.run(bot.follow_renames)
    parts = Parts(bot, worker, clock)
    await parts.switch_on(settings)
    server = WebServer(settings.http_host, settings.http_port, parts.missing, parts.routes)
    await _listen(server, settings)
    # Before the platforms are connected: one that is away must not keep the others from posting.
    clockwork = Clockwork(parts.delivery.tick, parts.beat, parts.tidy)
    clockwork.start()
    try:
        if settings.has_platform:
            log.info("health is at %s/readyz", server.address)
        if await _finished_before(stop, parts.start()):
            _say_where(server, settings)
            await stop.wait()
    finally:
        log.info("stopping")
        await stop_in_order(
            (
                Stage("the clockwork", 1.5, (clockwork.stop,)),
                Stage("a delivery", 3.5, (parts.delivery.stop,)),
                Stage("a platform", 2.8, tuple(surface.stop for surface in parts.surfaces)),
                Stage("the web server", 0.5, (server.stop,)),
            )
        )


def _stop_requested(no_more_waiting: threading.Event) -> asyncio.Event:
    """Hear who asks to stop, for the event loop and for the thread that may wait beside it."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask_to_stop() -> None:
        if not stop.is_set():
            leave_at_the_latest()
        stop.set()
        no_more_waiting.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask_to_stop)
    return stop


async def _finished_before(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work unless somebody asks to stop first; what the work raises comes through."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=_CANCEL_SECONDS)
        return False
    await task
    return True


async def _listen(server: WebServer, settings: Settings) -> None:
    try:
        await server.start()
    except (OSError, UnicodeError) as error:
        await server.stop()
        raise StartError(_why_deaf(error, settings)) from None


def _why_deaf(error: OSError | UnicodeError, settings: Settings) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in _NO_SUCH_ADDRESS or isinstance(error, socket.gaierror):
        return (
            f"HTTP_HOST: {settings.http_host} is no address of this machine; it must be one, for "
            "instance 127.0.0.1 (for this machine only) or 0.0.0.0 (for every network)"
        )
    return (
        f"HTTP_PORT: cannot listen on {settings.http_host}:{settings.http_port} "
        f"({os.strerror(number or 0)}); choose a free port, for instance HTTP_PORT=8081"
    )


def _say_where(server: WebServer, settings: Settings) -> None:
    if settings.has_platform:
        log.info("ready")
    elif settings.is_loopback:
        sys.stdout.write(
            f"The playground is at {server.address} (on this machine only). Ctrl+C stops it.\n"
        )
        sys.stdout.flush()
    else:
        log.warning(
            "no token is set, and HTTP_HOST is not this machine alone, so the playground is off: "
            "only %s/healthz is there",
            server.address,
        )
