"""Migrations: up, down, up; what they make is what the models say; two at once are one."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import URL

from bot.database.engine import open_engine, readable_url
from bot.database.migrations import downgrade, is_current, upgrade
from bot.database.models import Base
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
        found = {inspector.get_pk_constraint(table.name)["name"]}
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
