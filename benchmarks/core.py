"""The core alone: its transactions against the same statements by plain sqlite3."""

import random
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from benchmarks.figures import Figure, figure, median_of
from bot.app import PracticeBot
from bot.clock import system_clock
from bot.data_files import questions_folder
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.question_files import load
from bot.requests import Asker, CommandCall, Place, Platform

_TRANSACTIONS: Final = 2_000
_GOAL: Final = 0.12
_ASKER: Final = Asker("U1", "Ada", timezone="Europe/Amsterdam")
_PLACE: Final = Place(Platform.SLACK, "T1", "C1")
_CALL: Final = CommandCall("question", _ASKER, _PLACE, {"tier": "advanced"})

_Statement = tuple[str, Any]


def transactions(folder: Path) -> list[Figure]:
    """Draw questions through the front door, and replay the same statements by plain sqlite3."""
    path = folder / "core.db"
    engine = open_engine(readable_url(f"sqlite:///{path}"))
    upgrade(engine)
    bot = practice_bot(engine)
    bot.run_command(_CALL)
    statements = _statements_of(engine, bot)
    plain = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        plain.execute(f"PRAGMA {pragma}")
    ours: list[float] = []
    ratio = median_of(lambda: _one_run(bot, plain, statements, ours))
    plain.close()
    engine.dispose()
    return [
        figure("transactions a second over plain sqlite3", ratio, "ratio", _GOAL, better="higher"),
        figure("transactions a second, one caller", sorted(ours)[len(ours) // 2], "1/s"),
    ]


def practice_bot(engine: Engine) -> PracticeBot:
    """Make a bot over the real question bank."""
    bank, _ = load(questions_folder())
    return PracticeBot(engine, bank, system_clock, random.Random(1), "bench")


def _statements_of(engine: Engine, bot: PracticeBot) -> list[_Statement]:
    seen: list[_Statement] = []

    def remember(*args: Any) -> None:
        seen.append((args[2], args[3]))

    event.listen(engine, "before_cursor_execute", remember)
    bot.run_command(_CALL)
    event.remove(engine, "before_cursor_execute", remember)
    return seen


def _one_run(
    bot: PracticeBot, plain: sqlite3.Connection, statements: list[_Statement], ours: list[float]
) -> float:
    start = time.perf_counter()
    for _ in range(_TRANSACTIONS):
        bot.run_command(_CALL)
    between = time.perf_counter()
    for _ in range(_TRANSACTIONS):
        for sql, parameters in statements:
            cursor = plain.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
        plain.execute("COMMIT")
    end = time.perf_counter()
    ours.append(_TRANSACTIONS / (between - start))
    return (end - between) / (between - start)
