"""Suggestions, reports, and notices about more than dailies"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mended", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_suggestion_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_suggestion_workspace_id_id")),
    )
    op.create_index(
        op.f("ix_suggestion_workspace_id_state"), "suggestion", ["workspace_id", "state"]
    )
    op.create_index(op.f("ix_suggestion_member_id_state"), "suggestion", ["member_id", "state"])
    op.create_table(
        "approved_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=255), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_approved_question_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approved_question")),
        sa.UniqueConstraint(
            "workspace_id", "id", name=op.f("uq_approved_question_workspace_id_id")
        ),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_report_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_report_workspace_id_id")),
    )
    op.create_index(
        op.f("ix_report_workspace_id_question_id"), "report", ["workspace_id", "question_id"]
    )
    op.create_index(
        "uq_report_open",
        "report",
        ["member_id", "question_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "left_out",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=255), nullable=False),
        sa.Column("left_out_by", sa.String(length=255), nullable=False),
        sa.Column("left_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspace.id"],
            name=op.f("fk_left_out_workspace_id_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "question_id", name=op.f("pk_left_out")),
    )
    with op.batch_alter_table("notice") as notice:
        notice.alter_column("daily_id", existing_type=sa.Integer(), nullable=True)
        notice.add_column(sa.Column("suggestion_id", sa.Integer(), nullable=True))
        notice.create_foreign_key(
            op.f("fk_notice_workspace_id_suggestion_id_suggestion"),
            "suggestion",
            ["workspace_id", "suggestion_id"],
            ["workspace_id", "id"],
            ondelete="CASCADE",
        )
    op.create_index(
        op.f("ix_notice_workspace_id_user_id_kind"), "notice", ["workspace_id", "user_id", "kind"]
    )
    op.create_index(op.f("ix_notice_suggestion_id"), "notice", ["suggestion_id"])
    op.add_column("member", sa.Column("manager_seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("member", "manager_seen_at")
    op.drop_index(op.f("ix_notice_suggestion_id"), table_name="notice")
    op.drop_index(op.f("ix_notice_workspace_id_user_id_kind"), table_name="notice")
    op.execute("DELETE FROM notice WHERE daily_id IS NULL")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(
            op.f("fk_notice_workspace_id_suggestion_id_suggestion"), type_="foreignkey"
        )
        notice.drop_column("suggestion_id")
        notice.alter_column("daily_id", existing_type=sa.Integer(), nullable=False)
    op.drop_table("left_out")
    op.drop_index("uq_report_open", table_name="report")
    op.drop_index(op.f("ix_report_workspace_id_question_id"), table_name="report")
    op.drop_table("report")
    op.drop_table("approved_question")
    op.drop_index(op.f("ix_suggestion_member_id_state"), table_name="suggestion")
    op.drop_index(op.f("ix_suggestion_workspace_id_state"), table_name="suggestion")
    op.drop_table("suggestion")
