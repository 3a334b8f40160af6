"""Numbers that buttons name are never used again: SQLite gave those of deleted rows to new ones"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NAMED_BY_BUTTONS = (
    "member",
    "daily",
    "post",
    "draw",
    "approved_question",
    "suggestion",
    "report",
    "notice",
)


def upgrade() -> None:
    """Let SQLite count what it gave out, from the highest number in use on."""
    if not _is_sqlite():
        return
    for name in _NAMED_BY_BUTTONS:
        with op.batch_alter_table(
            name, recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ):
            pass  # the new table is the change


def downgrade() -> None:
    if not _is_sqlite():
        return
    for name in _NAMED_BY_BUTTONS:
        with op.batch_alter_table(name, recreate="always") as table:
            # A key that counts has no name in SQLite; one that does not has one again.
            table.create_primary_key(op.f(f"pk_{name}"), ["id"])


def _is_sqlite() -> bool:
    """Tell whether there is anything to do: PostgreSQL never gave out a number twice."""
    return op.get_bind().dialect.name == "sqlite"
