"""Foreign keys: what hangs on a row goes with it, and nothing reaches across workspaces."""

from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.database.models import Base, Draw, Member, Workspace
from tests.core.player import Player

OF_A_WORKSPACE = [table for table in Base.metadata.sorted_tables if "workspace_id" in table.c]


def counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in OF_A_WORKSPACE
    }


def test_removing_a_workspace_removes_all_that_is_its_own_and_nothing_else(
    busy: Player, engine: Engine
) -> None:
    with engine.begin() as connection:
        before = counts(connection)
        assert all(count >= 2 and count % 2 == 0 for count in before.values()), before
        connection.execute(delete(Workspace).where(Workspace.external_id == "T1"))
        assert counts(connection) == {name: count // 2 for name, count in before.items()}


def test_removing_a_member_removes_what_they_did(busy: Player, engine: Engine) -> None:
    of_member = [table for table in OF_A_WORKSPACE if "member_id" in table.c]
    with engine.begin() as connection:
        gone = connection.scalars(select(Member.id).where(Member.external_id == "U-ada")).first()
        connection.execute(delete(Member).where(Member.id == gone))
        for table in of_member:
            left = select(func.count()).where(table.c.member_id == gone)
            assert connection.execute(left).scalar_one() == 0
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() > 0


def test_a_long_chain_of_questions_goes_with_its_member(busy: Player, engine: Engine) -> None:
    with engine.begin() as connection:
        first = connection.execute(select(Draw.__table__)).mappings().first()
        assert first is not None
        chain = [
            {**first, "id": number, "post_id": None, "after_draw_id": number - 1}
            for number in range(1_000, 4_000)
        ]
        chain[0]["after_draw_id"] = first["id"]
        connection.execute(insert(Draw), chain)
    with engine.begin() as connection:
        connection.execute(delete(Member).where(Member.id == first["member_id"]))
        left = select(func.count()).where(Draw.member_id == first["member_id"])
        assert connection.execute(left).scalar_one() == 0


@pytest.mark.parametrize("table", OF_A_WORKSPACE, ids=lambda table: table.name)
def test_no_row_can_point_into_another_workspace(
    busy: Player, engine: Engine, table: Table
) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        row = _hanging(connection, table)
        other = connection.scalars(
            select(Workspace.id).where(Workspace.id != row["workspace_id"])
        ).first()
        connection.execute(delete(table).where(_is(table, row)))
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            connection.execute(insert(table), {**row, **_moved(table, row, other)})
        transaction.rollback()


def _hanging(connection: Connection, table: Table) -> dict[str, Any]:
    """Find a row that hangs on another one: a notice need not be about any."""
    hangs_on = {key.parent.name for key in table.foreign_keys} - {"workspace_id"}
    rows = connection.execute(select(table).order_by(*table.primary_key)).mappings()
    return next(
        dict(row) for row in rows if not hangs_on or any(row[name] is not None for name in hangs_on)
    )


def _is(table: Table, row: dict[str, Any]) -> Any:
    first, *others = (column == row[column.name] for column in table.primary_key)
    for condition in others:
        first &= condition
    return first


def _moved(table: Table, row: dict[str, Any], other: int | None) -> dict[str, Any]:
    """Move a row to the other workspace; what it hangs on stays behind."""
    if {key.column.table.name for key in table.foreign_keys} == {"workspace"}:
        return {"workspace_id": 999_999}
    return {"workspace_id": other}
