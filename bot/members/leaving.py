"""Workspaces that the bot was taken out of: marked, kept for a while, then deleted by and by."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select, update

from bot.database.models import Member, Workspace
from bot.requests import Place, Platform

KEPT_FOR: Final = timedelta(days=30)
_PRESENT: Final = (
    update(Workspace)
    .where(
        Workspace.platform == bindparam("of_platform"),
        Workspace.external_id == bindparam("of_workspace"),
        Workspace.removed_at.is_not(None),
    )
    .values(removed_at=None)
)
BATCH: Final = 100
"""Members deleted in one transaction, each with all that hangs on them."""


def places_on(connection: Connection, platform: Platform) -> list[Place]:
    """List the workspaces of a platform that are not marked as left."""
    found = connection.scalars(
        select(Workspace.external_id)
        .where(Workspace.platform == platform, Workspace.removed_at.is_(None))
        .order_by(Workspace.id)
    )
    return [Place(platform, external_id, "") for external_id in found]


def mark_removed(connection: Connection, place: Place, now: datetime) -> bool:
    """Note that the bot was taken out of a workspace; False for one that is marked, or unknown."""
    marked = connection.execute(
        update(Workspace).where(*_at(place), Workspace.removed_at.is_(None)).values(removed_at=now)
    )
    return marked.rowcount == 1


def mark_present(connection: Connection, place: Place) -> None:
    """Note that the bot is in a workspace; all is as before."""
    connection.execute(
        _PRESENT, {"of_platform": place.platform, "of_workspace": place.workspace_id}
    )


def purge_some(connection: Connection, now: datetime, size: int = BATCH) -> bool:
    """Delete a part of a workspace that was left long ago; False when there was none."""
    workspace_id = connection.scalars(
        select(Workspace.id)
        .where(Workspace.removed_at <= now - KEPT_FOR)
        .order_by(Workspace.removed_at, Workspace.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if workspace_id is None:
        return False
    some = select(Member.id).where(Member.workspace_id == workspace_id).order_by(Member.id)
    ids = list(connection.scalars(some.limit(size)))
    if ids:
        connection.execute(delete(Member).where(Member.id.in_(ids)))
    else:
        connection.execute(delete(Workspace).where(Workspace.id == workspace_id))
    return True


def _at(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        Workspace.platform == place.platform,
        Workspace.external_id == place.workspace_id,
    )
