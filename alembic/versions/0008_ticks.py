"""What ticks look for each second is found without reading everybody; names without case"""

from unicodedata import normalize

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TO_REMIND = "reminder_at IS NOT NULL AND next_reminder_at IS NOT NULL AND gone_at IS NULL"
_PARTIAL = (
    (
        "ix_member_to_remind",
        "member",
        ["workspace_id", "next_reminder_at", "reminder_ends_at"],
        _TO_REMIND,
    ),
    (
        "ix_member_to_ask_for",
        "member",
        ["workspace_id", "check_wanted_at"],
        "check_wanted_at IS NOT NULL",
    ),
    (
        "ix_knowledge_without_memory",
        "knowledge",
        ["member_id"],
        "rating IS NOT NULL AND stability IS NULL",
    ),
    ("ix_notice_to_tell", "notice", ["workspace_id", "not_before"], "told_at IS NULL"),
    ("ix_notice_told", "notice", ["told_at"], "told_at IS NOT NULL"),
)
_WHOLE = (
    ("ix_member_next_reminder_at", "member", ["next_reminder_at"]),
    ("ix_member_check_wanted_at", "member", ["check_wanted_at"]),
    ("ix_notice_told_at_not_before", "notice", ["told_at", "not_before"]),
)
_MEMBER = sa.table("member", sa.column("id"), sa.column("display_name"), sa.column("folded_name"))
_NAMES_AT_ONCE = 1_000


def _fold_names(connection: sa.Connection) -> None:
    last = 0
    while True:
        rows = connection.execute(
            sa.select(_MEMBER.c.id, _MEMBER.c.display_name)
            .where(_MEMBER.c.id > last)
            .order_by(_MEMBER.c.id)
            .limit(_NAMES_AT_ONCE)
        ).all()
        if not rows:
            return
        folded = [
            {"of_member": id, "folded": normalize("NFC", normalize("NFC", name).casefold())}
            for id, name in rows
        ]
        connection.execute(
            sa.update(_MEMBER)
            .where(_MEMBER.c.id == sa.bindparam("of_member"))
            .values(folded_name=sa.bindparam("folded")),
            folded,
        )
        last = rows[-1].id


def upgrade() -> None:
    op.add_column(
        "member", sa.Column("reminder_ends_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("member", sa.Column("folded_name", sa.Text(), server_default="", nullable=False))
    _fold_names(op.get_bind())
    # Right from the next reminder on; those before it keep the order of their times.
    op.execute("UPDATE member SET reminder_ends_at = next_reminder_at")
    for name, table, columns, where in _PARTIAL:
        only = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
    for name, table, _ in _WHOLE:
        op.drop_index(op.f(name), table_name=table)


def downgrade() -> None:
    for name, table, columns in _WHOLE:
        op.create_index(op.f(name), table, columns)
    for name, table, _, _ in _PARTIAL:
        op.drop_index(name, table_name=table)
    op.drop_column("member", "folded_name")
    op.drop_column("member", "reminder_ends_at")
