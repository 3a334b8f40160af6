"""Who manages besides those of whom the platform says so: roles and people that a manager named."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
)

from bot.database.models import NamedManager, Workspace
from bot.database.upsert import Upsert
from bot.requests import Asker, Place


class ManagerKind(StrEnum):
    """What was named: everybody who has a role, or one person."""

    ROLE = "role"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Named:
    """A role or a person, by the platform's id."""

    kind: ManagerKind
    external_id: str


_NAMED: Final = Upsert(NamedManager, ("workspace_id", "kind", "external_id"))
_ROLES: Final[BindParameter[list[str]]] = bindparam("roles", expanding=True)
_IS_NAMED: Final = select(
    exists()
    .where(NamedManager.workspace_id == Workspace.id)
    .where(
        Workspace.platform == bindparam("platform"),
        Workspace.external_id == bindparam("workspace"),
        or_(
            and_(
                NamedManager.kind == ManagerKind.PERSON,
                NamedManager.external_id == bindparam("person"),
            ),
            and_(NamedManager.kind == ManagerKind.ROLE, NamedManager.external_id.in_(_ROLES)),
        ),
    )
)


def is_named(connection: Connection, asker: Asker, place: Place) -> bool:
    """Tell whether a manager of this workspace named the asker, or a role that they have."""
    found: bool = connection.execute(
        _IS_NAMED,
        {
            "platform": place.platform,
            "workspace": place.workspace_id,
            "person": asker.user_id,
            "roles": sorted(asker.role_ids),
        },
    ).scalar_one()
    return found


def named_in(connection: Connection, workspace_id: int) -> list[Named]:
    """List who was named in a workspace, in the order in which it happened."""
    rows = connection.execute(
        select(NamedManager.kind, NamedManager.external_id)
        .where(NamedManager.workspace_id == workspace_id)
        .order_by(NamedManager.named_at, NamedManager.kind, NamedManager.external_id)
    )
    return [Named(ManagerKind(kind), external_id) for kind, external_id in rows]


def name_manager(connection: Connection, workspace_id: int, named: Named, now: datetime) -> None:
    """Let a role or a person manage, too."""
    row = {
        "workspace_id": workspace_id,
        "kind": named.kind,
        "external_id": named.external_id,
        "named_at": now,
    }
    _NAMED.run(connection, row)


def take_back(connection: Connection, workspace_id: int, named: Named) -> bool:
    """Let a role or a person manage no more; False when nobody had named them."""
    gone = connection.execute(
        delete(NamedManager).where(NamedManager.workspace_id == workspace_id, _is(named))
    )
    return gone.rowcount == 1


def _is(named: Named) -> ColumnElement[bool]:
    return and_(NamedManager.kind == named.kind, NamedManager.external_id == named.external_id)
