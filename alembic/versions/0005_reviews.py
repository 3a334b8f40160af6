"""Reviews at the right time, and the next question the same on every device"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KNOWLEDGE = (
    ("rated_at", sa.DateTime(timezone=True)),
    ("stability", sa.Double()),
    ("difficulty", sa.Double()),
    ("last_review_on", sa.Date()),
    ("due_on", sa.Date()),
)


def upgrade() -> None:
    op.add_column(
        "member", sa.Column("reviews_a_day", sa.Integer(), server_default="20", nullable=False)
    )
    op.add_column(
        "member", sa.Column("wording_hints", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column(
        "attempt", sa.Column("was_due", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    for name, kind in _KNOWLEDGE:
        op.add_column("knowledge", sa.Column(name, kind, nullable=True))
    with op.batch_alter_table("draw") as draw:
        draw.add_column(
            sa.Column("is_review", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        draw.add_column(sa.Column("after_draw_id", sa.Integer(), nullable=True))
        draw.create_foreign_key(
            op.f("fk_draw_workspace_id_after_draw_id_draw"),
            "draw",
            ["workspace_id", "after_draw_id"],
            ["workspace_id", "id"],
        )
    op.create_index(op.f("ix_draw_member_id_drawn_at"), "draw", ["member_id", "drawn_at"])
    op.create_index(op.f("ix_draw_after_draw_id"), "draw", ["after_draw_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_draw_after_draw_id"), table_name="draw")
    op.drop_index(op.f("ix_draw_member_id_drawn_at"), table_name="draw")
    with op.batch_alter_table("draw") as draw:
        draw.drop_constraint(op.f("fk_draw_workspace_id_after_draw_id_draw"), type_="foreignkey")
        draw.drop_column("after_draw_id")
        draw.drop_column("is_review")
    for name, _ in reversed(_KNOWLEDGE):
        op.drop_column("knowledge", name)
    op.drop_column("attempt", "was_due")
    op.drop_column("member", "wording_hints")
    op.drop_column("member", "reviews_a_day")
