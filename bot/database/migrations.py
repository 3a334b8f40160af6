"""Bring a database to the current schema; safe when two processes start at once."""

import logging
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from bot.data_files import migrations_folder

_LOCK_NUMBER: Final = 7_241_196  # any number that nobody else uses for an advisory lock
_LOCK_WAIT_SECONDS: Final = 60

log = logging.getLogger(__name__)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate to ``revision``; a second process waits until the first is done and finds no work."""
    with _locked(engine).begin() as connection:
        _take_lock(connection)
        command.upgrade(_config(connection), revision)
        _check_foreign_keys(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an older schema; what newer tables hold is lost."""
    with _locked(engine).begin() as connection:
        _take_lock(connection)
        command.downgrade(_config(connection), revision)
        _check_foreign_keys(connection)


def is_current(engine: Engine) -> bool:
    """Tell whether the database has the schema that this version of the bot expects."""
    head = ScriptDirectory(str(migrations_folder())).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _locked(engine: Engine) -> Engine:
    """Open an engine for migrations alone: with foreign keys on, SQLite would drop child rows."""
    if engine.dialect.name != "sqlite" or engine.url.database in {None, "", ":memory:"}:
        return engine
    Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
    migrating = create_engine(
        engine.url,
        poolclass=NullPool,
        connect_args={"timeout": _LOCK_WAIT_SECONDS, "isolation_level": None},
    )
    event.listen(migrating, "connect", _keys_off)
    event.listen(migrating, "begin", _begin_immediate)
    return migrating


def _keys_off(connection: object, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_WAIT_SECONDS}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})"))


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"{len(broken)} rows point nowhere after the migration")
