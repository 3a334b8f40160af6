"""Members' zones are remembered with when they changed, and the date that a zone had come to"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TWO_DAYS = {
    "sqlite": "julianday(after.day) - julianday(before.day) = 2",
    "postgresql": "after.day - before.day = 2",
}


def upgrade() -> None:
    op.add_column("member", sa.Column("reached_on", sa.Date(), nullable=True))
    op.create_table(
        "zone_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("from_timezone", sa.String(length=255), nullable=False),
        sa.Column("to_timezone", sa.String(length=255), nullable=False),
        sa.Column("day_ends_after", sa.Integer(), nullable=False),
        sa.Column("by_profile", sa.Boolean(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_zone_move_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_move")),
    )
    op.create_index(op.f("ix_zone_move_member_id"), "zone_move", ["member_id"])
    # What was flown over until now stays so: a move lies between two dates with one in between.
    op.execute(
        "INSERT INTO zone_move (workspace_id, member_id, from_timezone, to_timezone, "
        "day_ends_after, by_profile, moved_at) SELECT before.workspace_id, before.member_id, "
        "before.timezone, after.timezone, before.day_ends_after, false, before.counted_at "
        "FROM practice_day AS before JOIN practice_day AS after "
        "ON after.member_id = before.member_id AND after.timezone <> before.timezone "
        f"AND {_TWO_DAYS[op.get_bind().dialect.name]} WHERE NOT EXISTS (SELECT 1 FROM practice_day "
        "AS between_them WHERE between_them.member_id = before.member_id "
        "AND between_them.day > before.day AND between_them.day < after.day)"
    )


def downgrade() -> None:
    op.drop_table("zone_move")
    op.drop_column("member", "reached_on")
