"""The next question of a member with a long history, against one with a short history."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, insert, select

from benchmarks.core import practice_bot
from benchmarks.figures import Figure, figure, median_of
from bot.app import PracticeBot
from bot.clock import system_clock
from bot.data_files import questions_folder
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.database.models import Attempt, Draw, Member
from bot.practice.rebuilding import rebuild
from bot.question_files import load
from bot.ratings import Rating
from bot.requests import Asker, CommandCall, Place, Platform

_SHORT: Final = 1_000
_LONG: Final = 100_000
_CALLS: Final = 300
_RUNS: Final = 9
_GOAL: Final = 1.3
_A_YEAR: Final = timedelta(days=365)
_AT_ONCE: Final = 5_000
_ASKER: Final = Asker("U1", "Ada", timezone="Europe/Amsterdam")
_PLACE: Final = Place(Platform.SLACK, "T1", "C1")


@dataclass(frozen=True, slots=True)
class _Past:
    """A member with so many attempts behind them, and how long their states took to rebuild."""

    bot: PracticeBot
    engine: Engine
    rebuilt_in: float


def long_histories(folder: Path) -> list[Figure]:
    """Draw and review with 1,000 and with 100,000 attempts of history, turn by turn."""
    short, long = (_past(folder / f"{count}.db", count) for count in (_SHORT, _LONG))
    figures = [
        figure(
            f"/{name} after {_LONG:,} attempts over after {_SHORT:,}",
            median_of(partial(_ratio, name, short, long), _RUNS),
            "ratio",
            _GOAL,
        )
        for name in ("question", "review")
    ]
    figures.append(figure(f"reviews rebuild, {_LONG:,} attempts", long.rebuilt_in, "s"))
    for past in (short, long):
        past.engine.dispose()
    return figures


def _ratio(name: str, short: _Past, long: _Past) -> float:
    call = CommandCall(name, _ASKER, _PLACE)
    spent = {short: 0.0, long: 0.0}
    for _ in range(_CALLS):
        for past in spent:
            start = time.perf_counter()
            past.bot.run_command(call)
            spent[past] += time.perf_counter() - start
    return spent[long] / spent[short]


def _past(path: Path, attempts: int) -> _Past:
    engine = open_engine(readable_url(f"sqlite:///{path}"))
    upgrade(engine)
    bot = practice_bot(engine)
    bot.run_command(CommandCall("streak", _ASKER, _PLACE))
    rows = _attempts(attempts)
    with engine.begin() as connection:
        member = connection.execute(select(Member.id, Member.workspace_id)).one()
        of_member = {"member_id": member.id, "workspace_id": member.workspace_id}
        while some := [row for row, _ in zip(rows, range(_AT_ONCE), strict=False)]:
            connection.execute(insert(Draw), [{**draw, **of_member} for draw, _ in some])
            connection.execute(insert(Attempt), [{**rated, **of_member} for _, rated in some])
    start = time.perf_counter()
    rebuild(engine)
    return _Past(bot, engine, time.perf_counter() - start)


def _attempts(count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Make up attempts at all questions, evenly over the year that ends now."""
    names = [question.id for question in load(questions_folder())[0]]
    rng = random.Random(1)
    begin = system_clock() - _A_YEAR
    for number in range(1, count + 1):
        at = begin + _A_YEAR * (number / (count + 1))
        name = names[number % len(names)]
        yield (
            {
                "id": number,
                "question_id": name,
                "drawn_at": at,
                "words": "",
                "ticked": "",
            },
            {
                "draw_id": number,
                "question_id": name,
                "rating": rng.choice(list(Rating)),
                "ticked": "",
                "points": 1,
                "for_daily": False,
                "practice_day": at.date(),
                "attempted_at": at,
            },
        )
