"""The core alone: its transactions against the same statements by plain sqlite3."""

import random
import re
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from benchmarks.figures import Figure, figure, median_of
from bot.app import PracticeBot
from bot.clock import Clock, system_clock
from bot.data_files import questions_folder
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.question_files import load
from bot.requests import Asker, CommandCall, Place, Platform

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_LEAP: Final = timedelta(minutes=15)
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
    clock = LeapingClock()
    bot = practice_bot(engine, clock)
    bot.run_command(_CALL)
    statements = _statements_of(engine, bot)
    plain = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        plain.execute(f"PRAGMA {pragma}")
    ours: list[float] = []
    ratio = median_of(lambda: _one_run(bot, plain, lambda: _moved(statements, clock), ours))
    plain.close()
    engine.dispose()
    return [
        figure("transactions a second over plain sqlite3", ratio, "ratio", _GOAL, better="higher"),
        figure("transactions a second, one caller", sorted(ours)[len(ours) // 2], "1/s"),
    ]


class LeapingClock:
    """A clock that is a quarter of an hour later at each look, so that every ask is a new draw."""

    def __init__(self) -> None:
        self._now = system_clock()

    def __call__(self) -> datetime:
        self._now += _LEAP
        return self._now


def practice_bot(engine: Engine, clock: Clock | None = None) -> PracticeBot:
    """Make a bot over the real question bank."""
    bank, _ = load(questions_folder())
    return PracticeBot(engine, bank, clock or LeapingClock(), random.Random(1), "bench")


def _statements_of(engine: Engine, bot: PracticeBot) -> list[_Statement]:
    seen: list[_Statement] = []

    def remember(*args: Any) -> None:
        seen.append((args[2], args[3]))

    event.listen(engine, "before_cursor_execute", remember)
    bot.run_command(_CALL)
    event.remove(engine, "before_cursor_execute", remember)
    return seen


def _moved(statements: list[_Statement], clock: Clock) -> list[_Statement]:
    """Move recorded statements to a moment that is later than all that was stored."""
    now = clock()
    moments = {value for _, values in statements for value in values if _is_moment(value)}
    by = now - datetime.fromisoformat(max(moments)).replace(tzinfo=UTC)
    return [
        (sql, tuple(_later(value, by) if value in moments else value for value in values))
        for sql, values in statements
    ]


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and _MOMENT.match(value) is not None


def _later(moment: str, by: timedelta) -> str:
    return f"{datetime.fromisoformat(moment) + by:%Y-%m-%d %H:%M:%S.%f}"


def _one_run(
    bot: PracticeBot,
    plain: sqlite3.Connection,
    recorded: Callable[[], list[_Statement]],
    ours: list[float],
) -> float:
    start = time.perf_counter()
    for _ in range(_TRANSACTIONS):
        bot.run_command(_CALL)
    own = time.perf_counter() - start
    replay = [recorded() for _ in range(_TRANSACTIONS)]
    start = time.perf_counter()
    for statements in replay:
        for sql, parameters in statements:
            cursor = plain.execute(sql, parameters)
            if cursor.description:
                cursor.fetchall()
        plain.execute("COMMIT")
    plainly = time.perf_counter() - start
    ours.append(_TRANSACTIONS / own)
    return plainly / own
