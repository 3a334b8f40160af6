"""Insert-or-else, in the words that both databases share."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(connection: Connection, table: Any) -> Any:
    """Start an INSERT that can say ``on_conflict_do_nothing`` or ``on_conflict_do_update``."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
