"""What came of decisions survives the migration down and up as far as the schema holds it."""

from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select, text

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Member, Notice, Report, Workspace

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
WORKSPACE = {"id": 1, "platform": "slack", "external_id": "T1", "added_at": NOON}
MEMBERS = [
    {"id": number, "workspace_id": 1, "external_id": name, "display_name": name, "joined_at": NOON}
    for number, name in enumerate(("U1", "U2"), start=1)
]


def people(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(Workspace), WORKSPACE)
        connection.execute(insert(Member), MEMBERS)


def test_notices_of_reports_go_with_a_downgrade_and_others_stay(shared_engine: Engine) -> None:
    people(shared_engine)
    notice = {"workspace_id": 1, "user_id": "U1", "tries": 0, "not_before": NOON, "made_at": NOON}
    with shared_engine.begin() as connection:
        report = {"workspace_id": 1, "member_id": 1, "question_id": "q", "reason": "wrong"}
        connection.execute(
            insert(Report),
            {**report, "id": 1, "made_at": NOON, "closed_at": NOON, "outcome": "kept"},
        )
        connection.execute(
            insert(Notice),
            [
                {**notice, "kind": "looked_at", "report_id": 1},
                {**notice, "kind": "waiting", "report_id": None},
            ],
        )
    downgrade(shared_engine, "0007")
    with shared_engine.begin() as connection:
        assert list(connection.scalars(text("SELECT kind FROM notice"))) == ["waiting"]
    upgrade(shared_engine)
    with shared_engine.begin() as connection:
        assert list(connection.scalars(select(Notice.kind))) == ["waiting"]
        (report_row,) = connection.execute(select(Report.reason, Report.closed_at, Report.outcome))
        assert tuple(report_row) == ("wrong", NOON, None)
