"""Reminders, who else manages, whose words are whose, and workspaces that the bot left"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("workspace", "removed_at", sa.DateTime(timezone=True)),
    ("member", "reminder_at", sa.String(length=255)),
    ("member", "next_reminder_at", sa.DateTime(timezone=True)),
    ("member", "reminded_on", sa.Date()),
    ("suggestion", "typed_by", sa.String(length=255)),
    ("approved_question", "typed_by", sa.String(length=255)),
    ("approved_question", "approved_by_id", sa.String(length=255)),
    ("left_out", "left_out_by_id", sa.String(length=255)),
)
_NAMED = (("approved_question", "approved_by"), ("left_out", "left_out_by"))


def upgrade() -> None:
    for table, name, kind in _COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_member_next_reminder_at"), "member", ["next_reminder_at"])
    op.create_table(
        "named_manager",
        sa.Column("workspace_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_named_manager_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "kind", "external_id", name=op.f("pk_named_manager")
        ),
    )
    # A name that only one member bears tells who it was.
    for table, name in _NAMED:
        op.execute(
            f"UPDATE {table} SET {name}_id = (SELECT MIN(member.external_id) FROM member "
            f"WHERE member.workspace_id = {table}.workspace_id "
            f"AND member.display_name = {table}.{name} HAVING COUNT(*) = 1)"
        )


def downgrade() -> None:
    op.drop_table("named_manager")
    op.drop_index(op.f("ix_member_next_reminder_at"), table_name="member")
    for table, name, _ in reversed(_COLUMNS):
        op.drop_column(table, name)
