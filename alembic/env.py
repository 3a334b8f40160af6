"""How Alembic reaches the database: over the connection that bot.database.migrations opened."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from bot.database.models import Base
from bot.database.types import UtcDateTime


def render_item(kind: str, item: object, _autogen: object) -> str | Literal[False]:
    """Write our column type in migrations as what it is in the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
