"""What came of decisions survives the migration down and up as far as the schema holds it."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, text

from bot.database.migrations import downgrade, upgrade
from bot.database.models import (
    ApprovedQuestion,
    KeptMend,
    Member,
    Notice,
    Report,
    Suggestion,
    Workspace,
)

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


def test_what_one_manager_typed_moves_to_a_place_of_their_own_and_back(
    shared_engine: Engine,
) -> None:
    people(shared_engine)
    with shared_engine.begin() as connection:
        suggestion = {"workspace_id": 1, "member_id": 1, "state": "open", "content": "{}"}
        connection.execute(
            insert(Suggestion),
            [
                {**suggestion, "id": 1, "typed": "", "made_at": NOON, "mended": False},
                {**suggestion, "id": 2, "typed": "mine", "made_at": NOON, "mended": False},
            ],
        )
        connection.execute(
            insert(ApprovedQuestion),
            {"id": 1, "workspace_id": 1, "content": "{}", "approved_by": "U1", "approved_at": NOON},
        )
    downgrade(shared_engine, "0007")
    with shared_engine.begin() as connection:
        for statement in (
            "UPDATE suggestion SET typed = 'theirs', typed_by = 'U2' WHERE id = 1",
            "UPDATE approved_question SET typed = 'own', typed_by = 'U1' WHERE id = 1",
            "INSERT INTO suggestion (id, workspace_id, member_id, state, content, typed, made_at, "
            "mended, typed_by) VALUES (3, 1, 1, 'open', '{}', 'gone', '2026-03-04 12:00:00', "
            "false, 'nobody')",
        ):
            connection.execute(text(statement))
    upgrade(shared_engine)
    with shared_engine.begin() as connection:
        assert kept(connection) == [(1, None, 1, "own"), (2, 1, None, "theirs")]
        connection.execute(
            insert(KeptMend),
            {"workspace_id": 1, "member_id": 1, "suggestion_id": 1, "typed": "typed last"},
        )
        typed = select(Suggestion.typed).order_by(Suggestion.id)
        assert list(connection.scalars(typed)) == ["", "mine", ""]
    downgrade(shared_engine, "0007")
    with shared_engine.begin() as connection:
        slots = "SELECT typed, typed_by FROM suggestion ORDER BY id"
        assert [tuple(row) for row in connection.execute(text(slots))] == [
            ("typed last", "U1"),
            ("mine", None),
            ("", None),
        ]
        own = connection.execute(text("SELECT typed, typed_by FROM approved_question")).one()
        assert tuple(own) == ("own", "U1")
    upgrade(shared_engine)


def kept(connection: Connection) -> list[tuple[object, ...]]:
    rows = select(
        KeptMend.member_id, KeptMend.suggestion_id, KeptMend.own_number, KeptMend.typed
    ).order_by(KeptMend.member_id)
    return [tuple(row) for row in connection.execute(rows)]


def test_suggestions_from_before_learn_what_became_of_them_where_it_is_sure(
    shared_engine: Engine,
) -> None:
    people(shared_engine)
    suggested = {"workspace_id": 1, "member_id": 1, "typed": "", "made_at": NOON, "mended": False}
    states = (("sure", "approved"), ("twice", "approved"), ("twice", "approved"), ("no", "open"))
    with shared_engine.begin() as connection:
        connection.execute(
            insert(Suggestion),
            [{**suggested, "content": content, "state": state} for content, state in states],
        )
        approved = {"workspace_id": 1, "approved_by": "Lea", "approved_at": NOON}
        contents = ("no", "twice", "twice", "sure")
        connection.execute(
            insert(ApprovedQuestion), [{**approved, "content": content} for content in contents]
        )
    downgrade(shared_engine, "0010")
    upgrade(shared_engine)
    with shared_engine.begin() as connection:
        found = connection.scalars(select(Suggestion.own_number).order_by(Suggestion.id)).all()
    assert list(found) == [4, None, None, None]
