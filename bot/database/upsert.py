"""Insert-or-else, in the words that both databases share, built once for each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite

_DIALECTS: Final[Mapping[str, Any]] = {"sqlite": sqlite, "postgresql": postgresql}


class Upsert:
    """An INSERT that does something else where a row with the same keys is there already.

    ``change`` gets the row that could not be inserted and tells the new values of the one that is
    there; without it that one stays as it is.
    """

    def __init__(
        self,
        table: Any,
        keys: Sequence[str],
        change: Callable[[Any], Mapping[str, Any]] | None = None,
    ) -> None:
        self._statements: dict[str, Executable] = {}
        for name, dialect in _DIALECTS.items():
            insert = dialect.insert(table)
            self._statements[name] = (
                insert.on_conflict_do_nothing(index_elements=keys)
                if change is None
                else insert.on_conflict_do_update(index_elements=keys, set_=change(insert.excluded))
            )

    def run(
        self, connection: Connection, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    ) -> None:
        """Store one row or several."""
        connection.execute(self._statements[connection.dialect.name], rows)
