"""Everything held about a member as one JSON file; docs/mydata.schema.json describes it."""

import gzip
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from bot.cards import Attachment
from bot.database.models import Workspace
from bot.mydata.holdings import HOLDINGS, Holding, Owner

FORMAT: Final = "practice-bot/mydata"
VERSION: Final = 1
MAX_PLAIN: Final = 8 * 1024 * 1024  # bytes; a larger file is packed, and nothing is left out

_ONE: Final = "member"
_POINTS: Final = "ticked_key_points"
_FIELDS: Final = frozenset({"proposal", "proposal_before_changes", "typed_and_not_taken"})
_FILE: Final = "practice-data.json"


def export_of(connection: Connection, owner: Owner, now: datetime) -> Attachment:
    """Make the file."""
    text = json.dumps(_told(connection, owner, now), ensure_ascii=False, indent=2)
    return packed(text.encode())


def packed(content: bytes) -> Attachment:
    """Make a file of its bytes, packed where platforms would find it too large."""
    if len(content) <= MAX_PLAIN:
        return Attachment(_FILE, content, "application/json")
    return Attachment(f"{_FILE}.gz", gzip.compress(content, mtime=0), "application/gzip")


def how_much(connection: Connection, owner: Owner) -> Mapping[str, int]:
    """Count the rows of each holding that has any, the member's own row left out."""
    counts = {
        holding.name: connection.execute(
            select(func.count()).select_from(holding.table).where(holding.whose(owner))
        ).scalar_one()
        for holding in HOLDINGS
        if holding.name != _ONE
    }
    return {name: count for name, count in counts.items() if count}


def _told(connection: Connection, owner: Owner, now: datetime) -> dict[str, Any]:
    platform, workspace = connection.execute(
        select(Workspace.platform, Workspace.external_id).where(Workspace.id == owner.workspace_id)
    ).one()
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _readable("exported_at", now),
        "workspace": {"platform": platform, "platform_id": workspace},
    }
    for holding in HOLDINGS:
        rows = _rows(connection, holding, owner)
        told[holding.name] = rows[0] if holding.name == _ONE else rows
    return told


def _rows(connection: Connection, holding: Holding, owner: Owner) -> list[dict[str, Any]]:
    columns = [column.label(name) for name, column in holding.told.items()]
    keys = holding.table.__table__.primary_key
    found = connection.execute(select(*columns).where(holding.whose(owner)).order_by(*keys))
    return [
        {name: _readable(name, value) for name, value in row.items()} for row in found.mappings()
    ]


def _readable(name: str, value: Any) -> Any:
    """Tell a value in the words of the export: ISO dates in UTC, points counted from 1."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case str() if name == _POINTS:
            return [int(number) + 1 for number in value.split(",") if number]
        case str() if name in _FIELDS:
            return json.loads(value) if value else None
        case _:
            return value
