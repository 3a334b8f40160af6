"""Which database the settings mean."""

from typing import Final

from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.database.engine import readable_url
from bot.settings import Settings, SettingsError

PLAYGROUND_DATABASE: Final = "sqlite:///data/playground.db"


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
