"""Streaks remember when they became as long as they are: among equals the first stands first"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COUNTED = (
    "(SELECT MAX(counted_at) FROM practice_day WHERE practice_day.member_id = streak.member_id)"
)


def upgrade() -> None:
    op.add_column("streak", sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True))
    # Without a practice day the row is an orphan, which the next rebuild of streaks takes away.
    op.execute(f"UPDATE streak SET reached_at = COALESCE({_COUNTED}, alive_until)")
    op.drop_index("ix_streak_board", table_name="streak")
    with op.batch_alter_table("streak") as table:
        table.alter_column("reached_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    op.create_index(
        "ix_streak_board", "streak", ["workspace_id", "current", "reached_at", "member_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_streak_board", table_name="streak")
    op.drop_column("streak", "reached_at")
    op.create_index(
        "ix_streak_board", "streak", ["workspace_id", "current", "last_day", "member_id"]
    )
