"""Managers who were known by name alone are known by their ids after the migration."""

from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select

from bot.database.migrations import downgrade, upgrade
from bot.database.models import ApprovedQuestion, LeftOut, Member, Workspace

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_name_that_one_member_bears_becomes_their_id(shared_engine: Engine) -> None:
    with shared_engine.begin() as connection:
        connection.execute(
            insert(Workspace),
            [
                {"id": number, "platform": "slack", "external_id": f"T{number}", "added_at": NOON}
                for number in (1, 2)
            ],
        )
        people = (("U1", "Ada", 1), ("U2", "Twin", 1), ("U3", "Twin", 1), ("U4", "Ada", 2))
        connection.execute(
            insert(Member),
            [
                {"external_id": id, "display_name": name, "workspace_id": where, "joined_at": NOON}
                for id, name, where in people
            ],
        )
        questions = [
            {"content": "{}", "approved_by": name, "approved_at": NOON}
            for name in ("Ada", "Twin", "Gone")
        ]
        connection.execute(
            insert(ApprovedQuestion), [{**one, "workspace_id": 1} for one in questions]
        )
        left_out = {"question_id": "q", "left_out_by": "Ada", "left_out_at": NOON}
        connection.execute(insert(LeftOut), {**left_out, "workspace_id": 2})
    downgrade(shared_engine, "0006")
    upgrade(shared_engine)
    with shared_engine.begin() as connection:
        asked = select(ApprovedQuestion.approved_by_id).order_by(ApprovedQuestion.id)
        assert list(connection.scalars(asked)) == ["U1", None, None]
        assert list(connection.scalars(select(LeftOut.left_out_by_id))) == ["U4"]
