"""Streaks: the grace of each member, repairs, rest days, outages, and a row of counters"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Counters of those who practised before: worked out at the first heartbeat.
_COUNTERS = """
    INSERT INTO streak (
        member_id, workspace_id, current, longest, freezes, last_day, alive_until, is_stale
    )
    SELECT member_id, workspace_id, 0, 0, 0, MAX(day), MAX(counted_at), true
    FROM practice_day GROUP BY member_id, workspace_id
"""


def upgrade() -> None:
    for table in ("member", "practice_day"):
        hours = sa.Column("day_ends_after", sa.Integer(), server_default="3", nullable=False)
        op.add_column(table, hours)
    op.add_column("member", sa.Column("told_repair_id", sa.Integer(), nullable=True))
    op.create_table(
        "outage",
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("started_at", name=op.f("pk_outage")),
    )
    op.create_table(
        "rest_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("weekdays", sa.String(length=255), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_rest_rule_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rest_rule")),
    )
    op.create_index(op.f("ix_rest_rule_workspace_id"), "rest_rule", ["workspace_id"])
    op.create_table(
        "repair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_external_id", sa.String(length=255), nullable=False),
        sa.Column("by_name", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("repaired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_repair_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair")),
        sa.UniqueConstraint("member_id", "day", name=op.f("uq_repair_member_id_day")),
    )
    op.create_table(
        "streak",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("longest", sa.Integer(), nullable=False),
        sa.Column("freezes", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("alive_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_streak_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_streak")),
    )
    op.create_index(
        op.f("ix_streak_workspace_id_alive_until"), "streak", ["workspace_id", "alive_until"]
    )
    op.create_index(op.f("ix_streak_is_stale"), "streak", ["is_stale"])
    op.execute(_COUNTERS)


def downgrade() -> None:
    for table in ("streak", "repair", "rest_rule", "outage"):
        op.drop_table(table)
    with op.batch_alter_table("practice_day") as batch:
        batch.drop_column("day_ends_after")
    with op.batch_alter_table("member") as batch:
        batch.drop_column("told_repair_id")
        batch.drop_column("day_ends_after")
