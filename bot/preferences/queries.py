"""What first contact asks of the database."""

from typing import Final

from sqlalchemy import Connection, bindparam, select

from bot.database.models import Workspace
from bot.requests import Place

_GREETED: Final = select(Workspace.id).where(
    Workspace.platform == bindparam("platform"),
    Workspace.external_id == bindparam("workspace"),
    Workspace.greeted_at.is_not(None),
)


def was_greeted(connection: Connection, place: Place) -> bool:
    """Tell whether the workspace of a place had its first message."""
    named = {"platform": place.platform, "workspace": place.workspace_id}
    return connection.execute(_GREETED, named).first() is not None
