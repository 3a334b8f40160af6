"""Going back to an older schema with everything in it, and forward again."""

import pytest
from sqlalchemy import Engine, func, inspect, select, table

from bot.database.migrations import downgrade, upgrade
from bot.database.schema import is_current

REVISIONS = ("0011", "0010", "0009", "0008", "0007", "0006", "0005", "0004", "0003", "0002", "0001")


def row_counts(engine: Engine) -> dict[str, int]:
    names = set(inspect(engine).get_table_names()) - {"alembic_version"}
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in names
        }


@pytest.mark.parametrize("revision", REVISIONS)
def test_going_back_loses_only_what_newer_tables_hold(long_used: Engine, revision: str) -> None:
    before = row_counts(long_used)
    downgrade(long_used, revision)
    older = row_counts(long_used)
    told = older["notice"]
    assert 0 < told <= before["notice"]  # what is told about suggestions goes with them
    assert older == {name: before[name] for name in older} | {"notice": told}
    assert older["attempt"] > 0
    upgrade(long_used)
    assert is_current(long_used)
    again = row_counts(long_used)
    assert {name: again[name] for name in older} == older
