"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("minute", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "remembered",
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_remembered")),
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=255), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint(
            "platform", "external_id", name=op.f("uq_workspace_platform_external_id")
        ),
    )
    op.create_table(
        "daily",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=255), nullable=False),
        sa.Column("at", sa.String(length=255), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=False),
        sa.Column("weekdays", sa.String(length=255), nullable=False),
        sa.Column("tier", sa.String(length=255), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=True),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(length=255), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_daily_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_daily_workspace_id_id")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_daily_workspace_id_number")),
    )
    op.create_index(op.f("ix_daily_next_run_at"), "daily", ["next_run_at"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=True),
        sa.Column("platform_timezone", sa.String(length=255), nullable=True),
        sa.Column("zone_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_member_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "workspace_id", "external_id", name=op.f("uq_member_workspace_id_external_id")
        ),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_member_workspace_id_id")),
    )
    op.create_table(
        "knowledge",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rating", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_knowledge_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "question_id", name=op.f("pk_knowledge")),
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("daily_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=255), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(length=255), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sending_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uncertain_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(length=255), nullable=True),
        sa.Column("message_link", sa.Text(), nullable=True),
        sa.Column("error_code", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "daily_id"],
            ["daily.workspace_id", "daily.id"],
            name=op.f("fk_post_workspace_id_daily_id_daily"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("daily_id", "local_date", name=op.f("uq_post_daily_id_local_date")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_post_workspace_id_id")),
    )
    op.create_index(op.f("ix_post_state_not_before"), "post", ["state", "not_before"], unique=False)
    op.create_index(
        op.f("ix_post_workspace_id_channel_id_question_id"),
        "post",
        ["workspace_id", "channel_id", "question_id"],
        unique=False,
    )

    op.create_table(
        "practice_day",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_practice_day_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "day", name=op.f("pk_practice_day")),
    )
    op.create_table(
        "score",
        sa.Column("member_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=255), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_score_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "period", name=op.f("pk_score")),
    )
    op.create_index(
        "ix_score_ranking",
        "score",
        ["workspace_id", "period", "points", "reached_at"],
        unique=False,
    )

    op.create_table(
        "draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("asked_tier", sa.String(length=255), nullable=True),
        sa.Column("asked_topic", sa.String(length=255), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ticked", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_draw_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "post_id"],
            ["post.workspace_id", "post.id"],
            name=op.f("fk_draw_workspace_id_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw")),
        sa.UniqueConstraint("member_id", "post_id", name=op.f("uq_draw_member_id_post_id")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_draw_workspace_id_id")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("daily_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "daily_id"],
            ["daily.workspace_id", "daily.id"],
            name=op.f("fk_notice_workspace_id_daily_id_daily"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "post_id"],
            ["post.workspace_id", "post.id"],
            name=op.f("fk_notice_workspace_id_post_id_post"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_notice_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("post_id", "kind", name=op.f("uq_notice_post_id_kind")),
    )
    op.create_index(
        op.f("ix_notice_told_at_not_before"), "notice", ["told_at", "not_before"], unique=False
    )

    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=False),
        sa.Column("rating", sa.String(length=255), nullable=False),
        sa.Column("ticked", sa.String(length=255), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("for_daily", sa.Boolean(), nullable=False),
        sa.Column("practice_day", sa.Date(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "draw_id"],
            ["draw.workspace_id", "draw.id"],
            name=op.f("fk_attempt_workspace_id_draw_id_draw"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_attempt_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("draw_id", name=op.f("uq_attempt_draw_id")),
    )
    op.create_index(
        op.f("ix_attempt_member_id_practice_day"),
        "attempt",
        ["member_id", "practice_day"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_attempt_member_id_practice_day"), table_name="attempt")

    op.drop_table("attempt")
    op.drop_index(op.f("ix_notice_told_at_not_before"), table_name="notice")

    op.drop_table("notice")
    op.drop_table("draw")
    op.drop_index("ix_score_ranking", table_name="score")

    op.drop_table("score")
    op.drop_table("practice_day")
    op.drop_index(op.f("ix_post_workspace_id_channel_id_question_id"), table_name="post")
    op.drop_index(op.f("ix_post_state_not_before"), table_name="post")

    op.drop_table("post")
    op.drop_table("knowledge")
    op.drop_table("member")
    op.drop_index(op.f("ix_daily_next_run_at"), table_name="daily")

    op.drop_table("daily")
    op.drop_table("workspace")
    op.drop_table("remembered")
    op.drop_table("heartbeat")
