"""Which database the settings mean, whether it is there, and what may be told of it."""

import threading
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, ProgrammingError

from bot.database.engine import open_engine, readable_url
from bot.database.schema import DatabaseBusyError, NewerSchemaError, is_current
from bot.settings import Settings, SettingsError

PLAYGROUND_DATABASE: Final = "sqlite:///data/playground.db"

_POSTGRESQL_PORT: Final = 5432
_NO_SUCH_DATABASE: Final = "3D000"
_BAD_PARAMETER: Final = "cannot be asked like that; see the names and values behind the ?"
_AWAY: Final = "does not answer; see that it runs and can be reached from here"
_TURNED_AWAY: Final = "turns the connection away; its log says why"
_REFUSED: Final = (  # the first two characters of an SQLSTATE are its class
    ("28", "refuses the user or password ({state}); see that both are right"),
    ("3D", "has no such database ({state}); create it, or name another"),
    ("42501", "says that this user may not do that ({state}); it must own the database"),
    ("53", "has no room left ({state}); see how many connections and how much disk it has"),
    ("57P", "is starting or stopping ({state}); try again"),
)
_FATAL: Final = "FATAL:"
# No connection, no SQLSTATE: the driver has only the server's words for it.
_WORDS: Final = (
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("pg_hba.conf", "28000"),
    ("FATAL:  role ", "28000"),
    ("FATAL:  database ", _NO_SUCH_DATABASE),
    ("too many clients", "53300"),
    ("the database system is", "57P03"),
)


class UnreachableError(Exception):
    """The database cannot be used now; the text says which setting names it, and why."""


def open_database(url: URL, stop: threading.Event | None = None) -> Engine:
    """Open a database and bring it to the current schema.

    UnreachableError for one that cannot be used; UpgradeStoppedError when ``stop`` was set while
    another process was at it.
    """
    setting = "DATABASE_URL" if url != readable_url(PLAYGROUND_DATABASE) else "The playground"
    try:
        return _opened(url, stop)
    except (DatabaseError, OSError) as error:
        reason = _reason_of_sqlite(error) if _is_file(url) else _reason_of_postgresql(error)
        raise UnreachableError(f"{setting}: {shown(url)} {reason}") from None
    except NewerSchemaError:
        raise UnreachableError(
            f"{setting}: the database {shown(url)} was made by a newer version of the bot; run "
            "that version, or name another database"
        ) from None
    except DatabaseBusyError:
        raise UnreachableError(
            f"{setting}: another process keeps {shown(url)} for itself; stop it, or try again"
        ) from None


def open_existing(url: URL) -> Engine:
    """Open a database that somebody has worked with; UnreachableError where there is none yet."""
    path = url.database or ""
    if _is_file(url) and path and not Path(path).exists():
        raise UnreachableError(f"DATABASE_URL: there is no database {shown(url)}")
    return open_database(url)


def _opened(url: URL, stop: threading.Event | None) -> Engine:
    engine = open_engine(url)
    try:
        # Not a transaction: beside a process that writes, SQLite would let none begin.
        engine.connect().close()
        if not is_current(engine):
            # Alembic takes its time to import, and few starts have to change the schema.
            from bot.database.migrations import upgrade

            upgrade(engine, stop=stop)
    except BaseException:
        engine.dispose()
        raise
    return engine


def url_of_run(settings: Settings) -> URL:
    """Choose the database to run on: DATABASE_URL, and without a platform the playground's own."""
    url = database_url(settings)
    return url if settings.has_platform else readable_url(PLAYGROUND_DATABASE)


def database_url(settings: Settings) -> URL:
    """Read DATABASE_URL; SettingsError, with nothing of it, when it is wrong."""
    text = settings.database_url.get_secret_value()
    try:
        url = readable_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "DATABASE_URL: is no address of a database; it must look like "
            "sqlite:///data/practice-bot.db or postgresql://user:password@host/name"
        ) from None
    if not _is_file(url) and _is_misread(text, url):
        raise SettingsError(
            "DATABASE_URL: a part of it would be taken for another; write it like "
            "postgresql://user:password@host/name, and in each part @ as %40, / as %2F, : as %3A"
        )
    return url


def shown(url: URL) -> str:
    """Tell where a database is: the path of a file, else host and port, and nothing more."""
    if _is_file(url):
        return url.database or "in memory"
    given = url.host or url.query.get("host") or ""
    host = given if isinstance(given, str) else ", ".join(given)
    if not host:
        return "PostgreSQL on this machine"
    if host.startswith("/"):
        return f"PostgreSQL at {host}"
    return f"PostgreSQL at {f'[{host}]' if ':' in host else host}:{url.port or _POSTGRESQL_PORT}"


def _is_file(url: URL) -> bool:
    return url.drivername == "sqlite"


def _is_misread(text: str, url: URL) -> bool:
    """Tell whether a password may have ended up where something else belongs."""
    rest = text.partition("://")[2]
    if rest.count("@") > 1 or any(name.casefold() == "password" for name in url.query):
        return True
    return url.username is None and "@" in rest.partition("?")[0]


def _reason_of_sqlite(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    first = (str(original).strip().splitlines() or ["no reason given"])[0]
    return f"cannot be used ({first}); see that it is there and may be written to"


def _reason_of_postgresql(error: Exception) -> str:
    """Say what is wrong in our own words: the driver's quote what should stay secret."""
    original = getattr(error, "orig", None)
    words = str(original)
    state = getattr(original, "sqlstate", None) or _state_in(words)
    for beginning, reason in _REFUSED:
        if state.startswith(beginning):
            return reason.format(state=f"SQLSTATE {state}")
    if state:
        return f"cannot be used (SQLSTATE {state})"
    if isinstance(error, ProgrammingError):
        return _BAD_PARAMETER
    return _TURNED_AWAY if _FATAL in words else _AWAY


def _state_in(words: str) -> str:
    return next((state for phrase, state in _WORDS if phrase in words), "")
