"""Suggestions know the own question that they became, and kept mends what they began with"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BECAME = "fk_suggestion_workspace_id_own_number_approved_question"
_SAME = "{0}.workspace_id = suggestion.workspace_id AND {0}.content = suggestion.content"
_QUESTIONS = f"FROM approved_question WHERE {_SAME.format('approved_question')}"
_TWINS = f"FROM suggestion AS twin WHERE {_SAME.format('twin')} AND twin.state = 'approved'"


def upgrade() -> None:
    op.add_column("kept_mend", sa.Column("began_with", sa.String(length=255), nullable=True))
    with op.batch_alter_table("suggestion") as suggestion:
        suggestion.add_column(sa.Column("own_number", sa.Integer(), nullable=True))
        suggestion.create_foreign_key(
            op.f(_BECAME),
            "approved_question",
            ["workspace_id", "own_number"],
            ["workspace_id", "id"],
            ondelete="CASCADE",
        )
    op.create_index(op.f("ix_suggestion_own_number"), "suggestion", ["own_number"])
    # Only where one suggestion and one question say the same, the one came of the other for sure.
    op.execute(
        f"UPDATE suggestion SET own_number = (SELECT MIN(approved_question.id) {_QUESTIONS}) "
        f"WHERE state = 'approved' AND (SELECT COUNT(*) {_QUESTIONS}) = 1 "
        f"AND (SELECT COUNT(*) {_TWINS}) = 1"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_suggestion_own_number"), table_name="suggestion")
    with op.batch_alter_table("suggestion") as suggestion:
        suggestion.drop_constraint(op.f(_BECAME), type_="foreignkey")
        suggestion.drop_column("own_number")
    op.drop_column("kept_mend", "began_with")
