"""Which database the settings mean, and whether it is there."""

from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError

from bot.database.engine import open_engine, readable_url
from bot.settings import Settings, SettingsError

PLAYGROUND_DATABASE: Final = "sqlite:///data/playground.db"


class UnreachableError(Exception):
    """The database cannot be used now; the text says which setting names it, and why."""


def open_database(settings: Settings) -> Engine:
    """Open the database that the settings mean.

    SettingsError for an address that is none; UnreachableError for one that does not answer.
    """
    url = database_url(settings)
    try:
        engine = open_engine(url)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except (DatabaseError, OSError) as error:
        original = getattr(error, "orig", None) or error
        reason = (str(original).strip().splitlines() or ["no reason given"])[0]
        shown = url.render_as_string(hide_password=True)
        raise UnreachableError(
            f"DATABASE_URL: {shown} cannot be used ({reason}); see that it is there and may be "
            "written to"
        ) from None
    return engine


def database_url(settings: Settings) -> URL:
    """Read where the database is; SettingsError, without the password, when it cannot be."""
    text = settings.database_url if settings.has_platform else PLAYGROUND_DATABASE
    try:
        return readable_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(
            "DATABASE_URL: is no address of a database; it must look like "
            "sqlite:///data/practice-bot.db or postgresql://user:password@host/name"
        ) from None
