"""A leaderboard's page and the asker's own rank, at a million attempts of 50,000 members.

They are held against the same question asked by a window function over the attempts, in the same
run, and must have the same answer. A fifth of the members is on no board, so that what leavers and
those who opted out cost is in the figures, too.
"""

import random
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, text

from benchmarks.figures import Figure, figure
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.progress import boards
from bot.progress.boards import Board
from bot.progress.handlers import MAX_PAGES, PAGE_SIZE
from tests.databases import postgres_server

_MEMBERS: Final = 50_000
_ATTEMPTS: Final = 1_000_000
_ASKED: Final = 400
_ASKED_SLOWLY: Final = 12
_WORKSPACE: Final = 1
_PERIOD: Final = "all"
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_GOALS: Final = {"SQLite": 100.0, "PostgreSQL": 30.0}
_BY_WINDOW: Final = text(
    """
    SELECT rank, member_id, points FROM (
        SELECT
            attempt.member_id,
            SUM(attempt.points) AS points,
            RANK() OVER (ORDER BY SUM(attempt.points) DESC) AS rank,
            ROW_NUMBER() OVER (
                ORDER BY SUM(attempt.points) DESC, MAX(attempt.attempted_at), attempt.member_id
            ) AS standing
        FROM attempt JOIN member ON member.id = attempt.member_id
        WHERE attempt.workspace_id = :workspace AND member.on_leaderboard
            AND member.gone_at IS NULL
        GROUP BY attempt.member_id
    ) AS board
    WHERE standing <= :size OR member_id = :asker
    ORDER BY standing
    """
)

_Rows = dict[str, list[tuple[Any, ...]]]


def leaderboards(folder: Path) -> list[Figure]:
    """Measure on SQLite and on the PostgreSQL that the development requirements bring."""
    rows = _rows(random.Random(1))
    figures = []
    sqlite = open_engine(readable_url(f"sqlite:///{folder / 'boards.db'}"))
    figures += _on("SQLite", sqlite, rows)
    with postgres_server() as server:
        url = server.create("bench")
        figures += _on("PostgreSQL", open_engine(url), rows)
        server.drop(url)
    return figures


def _on(name: str, engine: Engine, rows: _Rows) -> list[Figure]:
    upgrade(engine)
    _fill(engine, rows)
    listed = [row[0] for row in rows["member"] if row[6] and row[7] is None]
    askers = random.Random(2).choices(listed, k=_ASKED)
    ours, slow, streaks = [], [], []
    now = _START + timedelta(days=40)
    points_board = boards.points_board(_WORKSPACE, _PERIOD)
    streak_board = boards.streak_board(_WORKSPACE, now)
    for number, asker in enumerate(askers):
        seconds, answer = _timed(engine, points_board, asker)
        ours.append(seconds)
        streaks.append(_timed(engine, streak_board, asker)[0])
        # In between, so that a busy moment falls on both sides of a ratio.
        if number % (_ASKED // _ASKED_SLOWLY) == 0:
            slow.append(_by_window(engine, asker, answer))
    engine.dispose()
    goal = _GOALS[name]
    p50, p99 = statistics.median(ours), _p99(ours)
    slow_p50, slow_p99 = statistics.median(slow), _p99(slow)
    what = "window over 1,000,000 attempts over page and own rank"
    return [
        figure(f"{what}, p50, {name}", slow_p50 / p50, "ratio", goal, better="higher"),
        figure(f"{what}, p99, {name}", slow_p99 / p99, "ratio", goal, better="higher"),
        figure(f"page and own rank, p50, {name}", 1_000 * p50, "ms"),
        figure(f"page and own rank, p99, {name}", 1_000 * p99, "ms"),
        figure(f"page and own rank by streak, p50, {name}", _median_ms(streaks), "ms"),
    ]


def _timed(engine: Engine, board: Board, asker: int) -> tuple[float, list[tuple[int, int, int]]]:
    start = time.perf_counter()
    with engine.begin() as connection:
        boards.how_many(connection, board, at_most=MAX_PAGES * PAGE_SIZE)
        page = boards.page_of(connection, board, offset=0, size=PAGE_SIZE)
        own = boards.around(connection, board, asker)
    seconds = time.perf_counter() - start
    known = {one.member_id for one in page}
    own = [one for one in own if one.member_id == asker and asker not in known]
    return seconds, [(one.rank, one.member_id, one.count) for one in (*page, *own)]


def _by_window(engine: Engine, asker: int, expected: list[tuple[int, int, int]]) -> float:
    named = {"workspace": _WORKSPACE, "size": PAGE_SIZE, "asker": asker}
    start = time.perf_counter()
    with engine.begin() as connection:
        rows = connection.execute(_BY_WINDOW, named).all()
    seconds = time.perf_counter() - start
    if [tuple(row) for row in rows] != expected:
        raise RuntimeError("the counters and the attempts disagree")
    return seconds


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100, method="inclusive")[98]


def _median_ms(seconds: list[float]) -> float:
    return 1_000 * statistics.median(seconds)


def _rows(rng: random.Random) -> _Rows:
    """Make everything that is asked; most members answer a little, a few very much."""
    points: Counter[int] = Counter()
    reached: dict[int, str] = {}
    attempts = []
    for number in range(1, _ATTEMPTS + 1):
        member = 1 + int(_MEMBERS * rng.random() ** 2)
        at = _stored(_START + timedelta(seconds=3 * number))
        earned = rng.randint(1, 3)
        points[member] += earned
        reached[member] = at
        day = at[:10]
        attempts.append((number, 1, member, number, "q", "good", "", earned, False, day, at))
    start = _stored(_START)
    left = {member for member in range(1, _MEMBERS + 1) if member % 10 == 1}
    hidden = {member for member in range(1, _MEMBERS + 1) if member % 10 == 0}
    alive = _stored(_START + timedelta(days=41))
    return {
        "workspace": [(1, "slack", "T1", start)],
        "member": [
            (
                *(one, 1, f"U{one}", f"Member {one}", start, 3),
                one not in hidden,
                start if one in left else None,
            )
            for one in range(1, _MEMBERS + 1)
        ],
        "attempt": attempts,
        "score": [
            (one, _PERIOD, 1, total, reached[one], one not in left | hidden)
            for one, total in points.items()
        ],
        "streak": [
            (one, 1, 1 + total % 40, 40, 0, reached[one][:10], reached[one], alive, False)
            for one, total in points.items()
        ],
    }


_COLUMNS: Final = {
    "workspace": "id, platform, external_id, added_at",
    "member": "id, workspace_id, external_id, display_name, joined_at, day_ends_after, "
    "on_leaderboard, gone_at",
    "attempt": "id, workspace_id, member_id, draw_id, question_id, rating, ticked, points, "
    "for_daily, practice_day, attempted_at",
    "score": "member_id, period, workspace_id, points, reached_at, is_listed",
    "streak": "member_id, workspace_id, current, longest, freezes, last_day, reached_at, "
    "alive_until, is_stale",
}


def _fill(engine: Engine, rows: _Rows) -> None:
    """Store rows as fast as each driver can, without the draws, of which nobody is asked."""
    opened = engine.raw_connection()
    driver: Any = opened.driver_connection
    if engine.dialect.name == "sqlite":
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute("BEGIN")
        for table, columns in _COLUMNS.items():
            marks = ", ".join("?" * (columns.count(",") + 1))
            driver.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
        driver.execute("COMMIT")
        driver.execute("PRAGMA foreign_keys = ON")
        driver.execute("ANALYZE")
    else:
        driver.execute("SET session_replication_role = replica")
        for table, columns in _COLUMNS.items():
            with driver.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)
        driver.commit()
        driver.autocommit = True
        driver.execute("VACUUM ANALYZE")
        driver.execute("SET session_replication_role = DEFAULT")
        driver.autocommit = False
    opened.close()


def _stored(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"
