"""Which schema a database has; a start that finds the current one needs no migrations at hand."""

from typing import Final

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from bot.database.engine import is_race, reading

REVISION: Final = "0014"  # the newest of alembic/versions/

_TABLE: Final = "alembic_version"
_HAS: Final = text(f"SELECT version_num FROM {_TABLE}")


class UpgradeStoppedError(Exception):
    """Somebody asked to stop while an upgrade waited for its turn; nothing was changed."""


class DatabaseBusyError(Exception):
    """Another process kept the database for itself for too long."""


class NewerSchemaError(Exception):
    """The database has a schema that this version of the bot does not know."""


def is_current(engine: Engine) -> bool:
    """Tell whether the database surely has the schema that this version of the bot expects."""
    try:
        with reading(engine).connect() as connection:
            if not inspect(connection).has_table(_TABLE):
                return False
            return connection.execute(_HAS).scalars().all() == [REVISION]
    except OperationalError as error:
        if not is_race(error):
            raise
        return False
