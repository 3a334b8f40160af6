"""From 0012 on: a number that a button can name is never given to another row."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Table,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Base
from tests.databases import MigratedSqlite

NAMED_BY_BUTTONS = [
    table
    for table in Base.metadata.sorted_tables
    if table.dialect_options["sqlite"]["autoincrement"]
]


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Read all rows, and what the database keeps to about them."""
    there = MetaData()
    there.reflect(engine)
    there.remove(there.tables["alembic_version"])
    with engine.connect() as connection:
        rows = {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in there.sorted_tables
        }
    found = inspect(engine)
    for name in list(rows):
        rules = (
            *found.get_indexes(name),
            *found.get_foreign_keys(name),
            *found.get_unique_constraints(name),
        )
        rows[f"rules of {name}"] = sorted((rule["name"], readable(rule)) for rule in rules)
    return rows


def readable(rule: Mapping[str, Any]) -> str:
    """Write a rule so that it can be compared, with the condition of a partial index."""
    options = {name: str(option) for name, option in rule.get("dialect_options", {}).items()}
    return repr({**rule, "dialect_options": options})


def test_every_row_and_rule_survives_the_way_back_and_forth(long_used: Engine) -> None:
    downgrade(long_used, "0012")
    before = everything(long_used)
    downgrade(long_used, "0011")
    assert everything(long_used) == before
    upgrade(long_used)
    downgrade(long_used, "0012")
    assert everything(long_used) == before
    upgrade(long_used)


def test_a_schema_that_was_gone_back_to_names_its_keys_as_it_did(shared_engine: Engine) -> None:
    downgrade(shared_engine, "0011")
    for table in NAMED_BY_BUTTONS:
        key = inspect(shared_engine).get_pk_constraint(table.name)
        assert (key["name"], key["constrained_columns"]) == (f"pk_{table.name}", ["id"])
    upgrade(shared_engine)


@pytest.mark.parametrize("table", NAMED_BY_BUTTONS, ids=lambda table: table.name)
def test_the_number_of_what_was_deleted_is_never_given_again(
    long_used: Engine, table: Table
) -> None:
    downgrade(long_used, "0011")
    upgrade(long_used)
    with long_used.begin() as connection:
        highest, row = highest_row(connection, table)
        connection.execute(delete(table).where(table.c.id == highest))
        added = connection.execute(insert(table).returning(table.c.id), row).scalar_one()
        assert added > highest


def highest_row(connection: Connection, table: Table) -> tuple[int, dict[str, Any]]:
    """Find the number of the newest row, and what it holds besides."""
    newest = select(func.max(table.c.id)).scalar_subquery()
    row = dict(connection.execute(select(table).where(table.c.id == newest)).mappings().one())
    return row.pop("id"), row


def test_sqlite_counts_where_the_models_say_so(sqlite_template: MigratedSqlite) -> None:
    made = text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    engine = sqlite_template.open_in_memory()
    with engine.connect() as connection:
        counting = set(connection.scalars(made))
    engine.dispose()
    assert counting == {table.name for table in NAMED_BY_BUTTONS}
