"""Engines for SQLite and PostgreSQL, set up so that concurrent requests lose nothing."""

import logging
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool

WAIT_SECONDS: Final = (
    2  # for a lock or a connection: a first answer is due within 3 s on both platforms
)
POSTGRESQL_THREADS: Final = 8
_GIVE_WAY_SECONDS: Final = 0.15
_READS_ONLY: Final[Mapping[str, Any]] = {"reads_only": True}

log = logging.getLogger(__name__)

_RETRYABLE_SQLSTATES: Final = frozenset({"40001", "40P01", "55P03"})


def readable_url(text: str) -> URL:
    """Read an operator's database URL; plain ``postgres://`` and ``postgresql://`` mean psycopg 3.

    ArgumentError when it is no URL; ValueError for a database that is neither of the two.
    """
    url = make_url(text)
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return url.set(drivername="sqlite")
    raise ValueError(f"no driver for {url.drivername}")


def open_engine(url: URL) -> Engine:
    """Connect lazily to the database; a missing folder of a SQLite file is made."""
    if url.drivername != "sqlite":
        return create_engine(
            url,
            hide_parameters=True,  # what a member typed must not reach a log by way of an error
            pool_size=POSTGRESQL_THREADS,
            max_overflow=2,
            pool_timeout=WAIT_SECONDS,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": WAIT_SECONDS,
                "options": f"-c lock_timeout={WAIT_SECONDS * 1000} -c timezone=UTC",
            },
        )
    if url.database in {None, "", ":memory:"}:
        engine = create_engine(
            url,
            hide_parameters=True,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
    else:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading(engine: Engine) -> Engine:
    """Let transactions write nothing: on SQLite they then wait for no writer, nor delay one."""
    return engine.execution_options(**_READS_ONLY)


def give_way(engine: Engine) -> None:
    """Let others write between two transactions of many.

    Who waits for SQLite's only writer looks again every tenth of a second, and in no order.
    """
    if engine.dialect.name == "sqlite":
        time.sleep(_GIVE_WAY_SECONDS)


def worker_threads(engine: Engine) -> int:
    """Tell how many requests may run at once: SQLite has a single writer."""
    return 1 if engine.dialect.name == "sqlite" else POSTGRESQL_THREADS


def is_race(error: Exception) -> bool:
    """Tell whether a twin of this request may have won, so that a second look can succeed."""
    if isinstance(error, IntegrityError):
        return True
    if not isinstance(error, OperationalError):
        return False
    original = error.orig
    if isinstance(original, sqlite3.OperationalError):
        return original.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return getattr(original, "sqlstate", None) in _RETRYABLE_SQLSTATES


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: it does so too late, and updates get lost.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {WAIT_SECONDS * 1000}",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        # SQLite does not wait here. The switch is for good, and another connection will make it.
        log.info("another process is at the database; it stays in its journal mode for now")


def _begin_immediate(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
