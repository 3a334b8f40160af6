"""What came of a report, notices to who made it, what a suggestion said at first, kept mends"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_OF_REPORT = "fk_notice_workspace_id_report_id_report"
_SLOTS = (("suggestion", "suggestion_id"), ("approved_question", "own_number"))
"""Where the words of one manager at a time were kept, and the column that names it now."""


def upgrade() -> None:
    op.add_column("suggestion", sa.Column("proposed", sa.Text(), nullable=True))
    op.add_column("report", sa.Column("outcome", sa.String(length=255), nullable=True))
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        notice.create_foreign_key(
            op.f(_OF_REPORT),
            "report",
            ["workspace_id", "report_id"],
            ["workspace_id", "id"],
            ondelete="CASCADE",
        )
    op.create_index(op.f("ix_notice_report_id"), "notice", ["report_id"])
    _add_kept_mends()
    for table, column in _SLOTS:
        op.execute(
            f"INSERT INTO kept_mend (workspace_id, member_id, {column}, typed) "
            f"SELECT {table}.workspace_id, member.id, {table}.id, {table}.typed FROM {table} "
            f"JOIN member ON member.workspace_id = {table}.workspace_id "
            f"AND member.external_id = {table}.typed_by WHERE {table}.typed <> ''"
        )
    op.execute("UPDATE suggestion SET typed = '' WHERE typed_by IS NOT NULL")
    op.drop_column("suggestion", "typed_by")
    op.drop_column("approved_question", "typed_by")
    op.drop_column("approved_question", "typed")


def _add_kept_mends() -> None:
    op.create_table(
        "kept_mend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("suggestion_id", sa.Integer(), nullable=True),
        sa.Column("own_number", sa.Integer(), nullable=True),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["member.workspace_id", "member.id"],
            name=op.f("fk_kept_mend_workspace_id_member_id_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "suggestion_id"],
            ["suggestion.workspace_id", "suggestion.id"],
            name=op.f("fk_kept_mend_workspace_id_suggestion_id_suggestion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "own_number"],
            ["approved_question.workspace_id", "approved_question.id"],
            name=op.f("fk_kept_mend_workspace_id_own_number_approved_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_mend")),
        sa.UniqueConstraint(
            "member_id", "suggestion_id", name=op.f("uq_kept_mend_member_id_suggestion_id")
        ),
        sa.UniqueConstraint(
            "member_id", "own_number", name=op.f("uq_kept_mend_member_id_own_number")
        ),
    )
    op.create_index(op.f("ix_kept_mend_suggestion_id"), "kept_mend", ["suggestion_id"])
    op.create_index(op.f("ix_kept_mend_own_number"), "kept_mend", ["own_number"])


def downgrade() -> None:
    with op.batch_alter_table("approved_question") as approved:
        approved.add_column(sa.Column("typed", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("approved_question") as approved:
        approved.alter_column("typed", existing_type=sa.Text(), server_default=None)
    for table, column in _SLOTS:
        op.add_column(table, sa.Column("typed_by", sa.String(length=255), nullable=True))
        # One slot for everybody: what was typed last stays. A draft's is its proposer's.
        this = (
            "FROM kept_mend JOIN member ON member.id = kept_mend.member_id "
            f"WHERE kept_mend.{column} = {table}.id ORDER BY kept_mend.id DESC LIMIT 1"
        )
        op.execute(
            f"UPDATE {table} SET typed_by = (SELECT member.external_id {this}), "
            f"typed = (SELECT kept_mend.typed {this}) "
            f"WHERE EXISTS (SELECT 1 FROM kept_mend WHERE kept_mend.{column} = {table}.id)"
        )
    op.drop_table("kept_mend")
    # What came before knows no such notices.
    op.execute("DELETE FROM notice WHERE report_id IS NOT NULL")
    op.drop_index(op.f("ix_notice_report_id"), table_name="notice")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f(_OF_REPORT), type_="foreignkey")
        notice.drop_column("report_id")
    op.drop_column("report", "outcome")
    op.drop_column("suggestion", "proposed")
