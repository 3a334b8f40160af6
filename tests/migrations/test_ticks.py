"""From 0007 on: names are folded, and reminders keep their turn, with rows in the tables."""

from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Member, Workspace

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NAMES = {"U1": "ÅSA Straße", "U2": "Ωmega", "U3": "E\u0301lodie", "U4": "李"}


def test_members_are_found_by_name_and_reminded_as_before(shared_engine: Engine) -> None:
    with shared_engine.begin() as connection:
        connection.execute(
            insert(Workspace).values(id=1, platform="slack", external_id="T1", added_at=NOON)
        )
        people = [
            {"external_id": id, "display_name": name, "workspace_id": 1, "joined_at": NOON}
            for id, name in NAMES.items()
        ]
        due = {"reminder_at": "18:00", "next_reminder_at": NOON}
        connection.execute(insert(Member), [{**one, **due} for one in people])
    downgrade(shared_engine, "0007")
    upgrade(shared_engine)
    asked = select(Member.display_name, Member.folded_name, Member.reminder_ends_at)
    with shared_engine.begin() as connection:
        rows = connection.execute(asked.order_by(Member.external_id)).all()
    assert [tuple(row) for row in rows] == [
        ("ÅSA Straße", "åsa strasse", NOON),
        ("Ωmega", "ωmega", NOON),
        ("E\u0301lodie", "\u00e9lodie", NOON),
        ("李", "李", NOON),
    ]
