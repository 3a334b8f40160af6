"""What came of a report, notices to who made it, and what a suggestion said at first"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

_OF_REPORT = "fk_notice_workspace_id_report_id_report"


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


def downgrade() -> None:
    # What came before knows no such notices.
    op.execute("DELETE FROM notice WHERE report_id IS NOT NULL")
    op.drop_index(op.f("ix_notice_report_id"), table_name="notice")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint(op.f(_OF_REPORT), type_="foreignkey")
        notice.drop_column("report_id")
    op.drop_column("report", "outcome")
    op.drop_column("suggestion", "proposed")
