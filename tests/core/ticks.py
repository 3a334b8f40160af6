"""What a tick asks of the database, and how the database goes about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from bot.app import PracticeBot
from tests.core.schedule import EVERYWHERE

_PLACE_OF_SQLITE = re.compile(r"(?:SEARCH|SCAN) \w+.*")
_PLACE_OF_POSTGRESQL = re.compile(r"(?:\w+ )?Scan.* on \w+.*")


@dataclass
class Asked:
    """The statements that reached a database, with their parameters."""

    engine: Engine
    statements: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def locks(self) -> list[str]:
        """Those that hold up somebody else."""
        said = [statement for statement, _ in self.statements]
        return [one for one in said if one == "BEGIN IMMEDIATE" or "FOR UPDATE" in one]

    def plans(self, table: str) -> list[str]:
        """Say how each SELECT of a table finds its rows there; one line for each."""
        asked = [one for one in self.statements if one[0].startswith("SELECT")]
        return [line for one in asked for line in self._places(*one) if f" {table}" in line]

    def _places(self, statement: str, parameters: Any) -> list[str]:
        is_sqlite = self.engine.dialect.name == "sqlite"
        place = _PLACE_OF_SQLITE if is_sqlite else _PLACE_OF_POSTGRESQL
        with self.engine.begin() as connection:
            explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
            rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
        return [found.group() for row in rows if (found := place.search(str(row[-1])))]


@contextmanager
def listening(engine: Engine) -> Iterator[Asked]:
    """Hear what a database is asked."""
    asked = Asked(engine)

    def hear(_connection: object, _cursor: object, said: str, params: Any, *_: object) -> None:
        asked.statements.append((said, params))

    event.listen(engine, "before_cursor_execute", hear)
    yield asked
    event.remove(engine, "before_cursor_execute", hear)


def tick(bot: PracticeBot) -> tuple[int, int]:
    """Let a second pass; how many notices and doubts were handed out comes back."""
    told = bot.telling.claim_notices(EVERYWHERE)
    return len(told), len(bot.presence.claim_doubts(EVERYWHERE))
