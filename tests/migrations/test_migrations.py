"""Migrations: up, down, up; what they make is what the models say; two at once are one."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.engine import URL

from bot.database.choice import UnreachableError, open_database
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import LOCK_NUMBER, downgrade, upgrade
from bot.database.models import Base, Streak
from bot.database.schema import (
    DatabaseBusyError,
    NewerSchemaError,
    UpgradeStoppedError,
    is_current,
)
from bot.progress.counters import refresh_some
from tests.databases import PostgresServer

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """The address of a database without a table."""
    if request.param == "sqlite":
        yield readable_url(f"sqlite:///{tmp_path / 'new folder' / 'empty.db'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    empty = server.create("empty")
    yield empty
    server.drop(empty)


@pytest.fixture
def empty(url: URL) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(empty: Engine) -> None:
    expected = set(Base.metadata.tables)
    upgrade(empty)
    assert tables(empty) == expected
    assert is_current(empty)
    downgrade(empty, "base")
    assert tables(empty) == set()
    assert not is_current(empty)
    upgrade(empty)
    assert tables(empty) == expected


def test_upgrading_what_is_current_keeps_every_row(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO remembered VALUES ('name', 'value')"))
    upgrade(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT value FROM remembered")).scalar_one() == "value"


def test_who_practised_before_streaks_had_counters_gets_them(empty: Engine) -> None:
    upgrade(empty, "0001")
    with empty.begin() as connection:
        for statement in PRACTISED_TWICE:
            connection.execute(text(statement))
    upgrade(empty)
    with empty.begin() as connection:
        assert refresh_some(connection, datetime(2026, 3, 4, 12, tzinfo=UTC))
        found = connection.execute(select(Streak.current, Streak.last_day, Streak.is_stale)).all()
    assert [tuple(row) for row in found] == [(2, date(2026, 3, 4), False)]


def test_streaks_from_before_they_knew_who_was_first_learn_it(empty: Engine) -> None:
    upgrade(empty, "0001")
    with empty.begin() as connection:
        for statement in PRACTISED_TWICE:
            connection.execute(text(statement))
    upgrade(empty)
    with empty.connect() as connection:
        assert connection.scalars(select(Streak.reached_at)).all() == [
            datetime(2026, 3, 4, 12, tzinfo=UTC)
        ]


PRACTISED_TWICE = (
    "INSERT INTO workspace (id, platform, external_id, added_at) "
    "VALUES (1, 'slack', 'T1', '2026-03-03 12:00:00')",
    "INSERT INTO member (id, workspace_id, external_id, display_name, joined_at) "
    "VALUES (1, 1, 'U1', 'Ada', '2026-03-03 12:00:00')",
    "INSERT INTO practice_day (member_id, day, workspace_id, timezone, counted_at) "
    "VALUES (1, '2026-03-03', 1, 'UTC', '2026-03-03 12:00:00'), "
    "(1, '2026-03-04', 1, 'UTC', '2026-03-04 12:00:00')",
)


def test_the_models_are_what_the_migrations_make(empty: Engine) -> None:
    upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_the_name_that_the_models_give_it(empty: Engine) -> None:
    upgrade(empty)
    inspector = inspect(empty)
    for table in Base.metadata.sorted_tables:
        named = {str(one.name) for one in table.constraints if one.name}
        # SQLite writes a key that counts into its column, where it has no name.
        key = inspector.get_pk_constraint(table.name)["name"] or f"pk_{table.name}"
        found: set[str | None] = {key}
        found |= {one["name"] for one in inspector.get_unique_constraints(table.name)}
        found |= {one["name"] for one in inspector.get_foreign_keys(table.name)}
        assert found == named


def test_two_threads_that_upgrade_at_once_both_succeed(url: URL) -> None:
    engines = [open_engine(url) for _ in range(4)]
    barrier = threading.Barrier(len(engines))

    def migrate(engine: Engine) -> bool:
        barrier.wait(timeout=30)
        upgrade(engine)
        return is_current(engine)

    with ThreadPoolExecutor(len(engines)) as threads:
        assert list(threads.map(migrate, engines)) == [True] * 4
    for engine in engines:
        engine.dispose()


def test_two_processes_that_upgrade_at_once_both_succeed(url: URL, empty: Engine) -> None:
    program = (
        "import sys; from bot.database.engine import open_engine, readable_url; "
        "from bot.database.migrations import upgrade; "
        "upgrade(open_engine(readable_url(sys.argv[1])))"
    )
    address = url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen([sys.executable, "-c", program, address], cwd=REPOSITORY) for _ in range(2)
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    assert is_current(empty)
    assert tables(empty) == set(Base.metadata.tables)


@pytest.fixture
def second(url: URL) -> Iterator[Engine]:
    """Open the same database as another process would."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


def test_an_upgrade_waits_for_the_process_that_migrates(empty: Engine, second: Engine) -> None:
    with ThreadPoolExecutor(1) as threads:
        with migrating(empty):
            upgraded = threads.submit(upgrade, second)
            with pytest.raises(TimeoutError):
                upgraded.result(timeout=0.5)
        upgraded.result(timeout=30)
    assert is_current(empty)


def test_an_upgrade_that_waits_stops_when_asked(empty: Engine, second: Engine) -> None:
    stop = threading.Event()
    with migrating(empty), ThreadPoolExecutor(1) as threads:
        upgraded = threads.submit(upgrade, second, stop=stop)
        with pytest.raises(TimeoutError):
            upgraded.result(timeout=0.3)
        stop.set()
        with pytest.raises(UpgradeStoppedError):
            upgraded.result(timeout=5)


def test_an_upgrade_waits_for_a_bounded_time(empty: Engine, second: Engine) -> None:
    with migrating(empty), pytest.raises(DatabaseBusyError):
        upgrade(second, wait_seconds=0.3)


def test_beside_a_writer_a_current_schema_needs_no_lock(empty: Engine, second: Engine) -> None:
    upgrade(empty)
    with migrating(empty):
        upgrade(second, wait_seconds=0)


def test_a_start_that_finds_the_current_schema_imports_no_alembic(url: URL, empty: Engine) -> None:
    upgrade(empty)
    program = (
        "import sys, bot.running; "
        "from bot.database.choice import open_database; "
        "from bot.database.engine import readable_url; "
        "open_database(readable_url(sys.argv[1])); "
        "sys.exit('alembic' in sys.modules)"
    )
    address = url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-c", program, address], cwd=REPOSITORY, check=False)
    assert done.returncode == 0


def test_a_newer_schema_is_named_as_such(empty: Engine, second: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchemaError):
        upgrade(second)


def test_a_database_can_be_opened_beside_a_writer(url: URL, empty: Engine) -> None:
    open_database(url).dispose()
    with migrating(empty):
        open_database(url).dispose()


def test_a_start_beside_a_migration_stops_when_asked(url: URL, empty: Engine) -> None:
    stop = threading.Event()
    stop.set()
    with migrating(empty), pytest.raises(UpgradeStoppedError):
        open_database(url, stop)


@contextmanager
def migrating(engine: Engine) -> Iterator[None]:
    """Hold what another process holds while it migrates."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_NUMBER})"))
        yield


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            {"database": "no_such_database"},
            "has no such database (SQLSTATE 3D000)",
            id="no such database",
        ),
        pytest.param(
            {"username": "nobody", "password": "hunter2"},
            "refuses the user or password (SQLSTATE 28000)",
            id="no such user",
        ),
        pytest.param(
            {"query": {"host": "/nowhere"}}, "at /nowhere does not answer", id="no server there"
        ),
    ],
)
def test_what_postgresql_refuses_is_told_apart(
    postgres: PostgresServer, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnreachableError) as refused:
        open_database(postgres.url.set(**change))
    line = str(refused.value)
    assert line.startswith("DATABASE_URL: PostgreSQL at ")
    assert reason in line
    assert not any(word in line for word in ("FATAL", "no_such_database", "nobody", "hunter2"))


def test_what_may_not_be_created_is_told(postgres: PostgresServer) -> None:
    guest = postgres.url.set(username="practice_bot_guest", password="hunter2")
    empty = postgres.create("guest")
    owner = open_engine(empty)
    with owner.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS practice_bot_guest"))
        connection.execute(text("CREATE ROLE practice_bot_guest LOGIN PASSWORD 'hunter2'"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    with pytest.raises(UnreachableError, match=r"may not do that \(SQLSTATE 42501\)"):
        open_database(guest.set(database=empty.database))
    with owner.begin() as connection:
        connection.execute(text("DROP ROLE practice_bot_guest"))
    owner.dispose()
    postgres.drop(empty)


def test_a_file_that_another_process_migrates_just_now_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "core.db"
    migrating = sqlite3.connect(path, isolation_level=None)
    migrating.execute("BEGIN IMMEDIATE")
    migrating.execute("CREATE TABLE half_done (id INTEGER)")
    assert journal_mode(path) == "delete"
    migrating.execute("COMMIT")
    migrating.close()
    assert journal_mode(path) == "wal"


def journal_mode(path: Path) -> str:
    engine = open_engine(readable_url(f"sqlite:///{path}"))
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode")
    (row,) = cursor.fetchall()
    connection.close()
    engine.dispose()
    return str(row[0])
