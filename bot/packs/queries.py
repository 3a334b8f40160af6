"""Questions about the packs that a workspace has switched off."""

from sqlalchemy import Connection, bindparam, delete, select

from bot.database.models import SwitchedOffPack
from bot.database.upsert import Upsert

_SWITCHED_OFF = select(SwitchedOffPack.pack).where(
    SwitchedOffPack.workspace_id == bindparam("workspace_id")
)
_NEW_SWITCHED_OFF = Upsert(SwitchedOffPack, ("workspace_id", "pack"))


def packs_switched_off(connection: Connection, workspace_id: int) -> frozenset[str]:
    """Tell which packs a workspace does not want; every other pack is on."""
    return frozenset(connection.scalars(_SWITCHED_OFF, {"workspace_id": workspace_id}))


def switch_off(connection: Connection, workspace_id: int, pack: str) -> None:
    """Switch a pack off for a workspace; one that is off stays off."""
    _NEW_SWITCHED_OFF.run(connection, {"workspace_id": workspace_id, "pack": pack})


def switch_on(connection: Connection, workspace_id: int, pack: str) -> None:
    """Switch a pack on again for a workspace; one that is on stays on."""
    connection.execute(
        delete(SwitchedOffPack).where(
            SwitchedOffPack.workspace_id == workspace_id, SwitchedOffPack.pack == pack
        )
    )
