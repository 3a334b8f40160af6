"""Bring a database to the current schema; safe when two processes start at once."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.data_files import migrations_folder
from bot.database.engine import is_race
from bot.database.schema import (
    DatabaseBusyError,
    NewerSchemaError,
    UpgradeStoppedError,
    is_current,
)

LOCK_NUMBER: Final = 7_241_196  # any number that nobody else uses for an advisory lock
WAIT_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.1

log = logging.getLogger(__name__)


def upgrade(
    engine: Engine,
    revision: str = "head",
    stop: threading.Event | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> None:
    """Migrate to ``revision``; a second process waits until the first is done and finds no work.

    ``stop`` ends the waiting; a migration under way is not stopped.
    """
    stop = stop or threading.Event()
    own = _engine_of_its_own(engine)
    deadline = time.monotonic() + wait_seconds
    while not _try_to(own, lambda connection: command.upgrade(_config(connection), revision)):
        if revision == "head" and is_current(own):
            return
        if time.monotonic() >= deadline:
            raise DatabaseBusyError
        if stop.wait(_PAUSE_SECONDS):
            raise UpgradeStoppedError


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older schema; what newer tables hold is lost."""
    own = _engine_of_its_own(engine)
    if not _try_to(own, lambda connection: command.downgrade(_config(connection), revision)):
        raise DatabaseBusyError


def _try_to(own: Engine, migrate: Callable[[Connection], None]) -> bool:
    """Migrate in one transaction, unless another process is in the way just now."""
    try:
        with own.begin() as connection:
            if not _lock(connection):
                return False
            _check_known(connection)
            migrate(connection)
            _check_foreign_keys(connection)
    except OperationalError as error:
        if not is_race(error):
            raise
        log.info("another process is at the database; waiting for it")
        return False
    return True


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(migrations_folder()))


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _engine_of_its_own(engine: Engine) -> Engine:
    """Open an engine for migrations alone: with foreign keys on, SQLite would drop child rows.

    It waits for nothing by itself, so that whoever waits can be asked to stop.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in {None, "", ":memory:"}:
        return engine
    Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    migrating = create_engine(
        engine.url,
        poolclass=NullPool,
        connect_args={"timeout": _PAUSE_SECONDS, "isolation_level": None},
    )
    event.listen(migrating, "connect", _keys_off)
    return migrating


def _keys_off(connection: object, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]


def _lock(connection: Connection) -> bool:
    """Keep other processes from migrating until the transaction ends; False while one does."""
    if connection.dialect.name == "postgresql":
        tried = connection.execute(text(f"SELECT pg_try_advisory_xact_lock({LOCK_NUMBER})"))
        return bool(tried.scalar_one())
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    return True


def _check_known(connection: Connection) -> None:
    revision = _revision(connection)
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerSchemaError


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"{len(broken)} rows point nowhere after the migration")
