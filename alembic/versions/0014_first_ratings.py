"""What members know remembers how each question went at first: reviews change no tier"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_FIRST = """
    (SELECT {column} FROM attempt WHERE id = (
        SELECT MIN(id) FROM attempt
        WHERE attempt.member_id = knowledge.member_id
        AND attempt.question_id = knowledge.question_id
    ))
"""


def upgrade() -> None:
    op.add_column("knowledge", sa.Column("first_rating", sa.String(255), nullable=True))
    op.add_column(
        "knowledge", sa.Column("first_rated_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(
        "UPDATE knowledge SET"
        f" first_rating = {_FIRST.format(column='rating')},"
        f" first_rated_at = {_FIRST.format(column='attempted_at')}"
        " WHERE rating IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("knowledge", "first_rated_at")
    op.drop_column("knowledge", "first_rating")
