"""Boards: who stands on them, who has left, and who may see the team's weak spots"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspace",
        sa.Column("weak_spots_for_all", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "member",
        sa.Column("on_leaderboard", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    for name in ("gone_at", "check_wanted_at", "checked_at"):
        op.add_column("member", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_member_check_wanted_at"), "member", ["check_wanted_at"])
    op.add_column(
        "score", sa.Column("is_listed", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.drop_index("ix_score_ranking", table_name="score")
    op.create_index(
        "ix_score_board",
        "score",
        ["workspace_id", "period", "is_listed", "points", "reached_at", "member_id"],
    )
    op.create_index(
        "ix_streak_board",
        "streak",
        ["workspace_id", "current", "last_day", "member_id"],
    )


def downgrade() -> None:
    op.drop_index("ix_streak_board", table_name="streak")
    op.drop_index("ix_score_board", table_name="score")
    op.create_index("ix_score_ranking", "score", ["workspace_id", "period", "points", "reached_at"])
    op.drop_column("score", "is_listed")
    op.drop_index(op.f("ix_member_check_wanted_at"), table_name="member")
    for name in ("checked_at", "check_wanted_at", "gone_at", "on_leaderboard"):
        op.drop_column("member", name)
    op.drop_column("workspace", "weak_spots_for_all")
