"""What was flown over before journeys were remembered stays so."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert, select

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Member, PracticeDay, ZoneMove
from tests.conftest import MakeBot
from tests.core.player import somebody, words_of
from tests.fakes.clock import FakeClock

FIRST = date(2026, 2, 2)
ZONES = {0: "Pacific/Honolulu", 2: "Pacific/Auckland", 4: "Pacific/Auckland", 7: "Europe/Paris"}


def test_a_date_between_two_zones_is_flown_over_after_the_upgrade(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    ada = somebody(make_bot(shared_engine), "Ada")
    ada.types("/help")
    downgrade(shared_engine, "0012")
    with shared_engine.begin() as connection:
        owner = connection.execute(select(Member.id, Member.workspace_id)).one()
        noon = datetime(2026, 2, 2, 22, tzinfo=UTC)
        rows = [
            {
                "member_id": owner.id,
                "workspace_id": owner.workspace_id,
                "day": FIRST + timedelta(days=number),
                "timezone": zone,
                "day_ends_after": 3,
                "counted_at": noon + timedelta(days=number),
            }
            for number, zone in ZONES.items()
        ]
        connection.execute(insert(PracticeDay), rows)
    upgrade(shared_engine)
    with shared_engine.begin() as connection:
        moves = connection.execute(select(ZoneMove.from_timezone, ZoneMove.to_timezone)).all()
    assert [tuple(move) for move in moves] == [("Pacific/Honolulu", "Pacific/Auckland")]
    clock.now = datetime(2026, 2, 10, 12, tzinfo=UTC)
    said = words_of(ada.types("/streak why").card)
    assert "Tue 3 Feb: flown over" in said
    assert "Thu 5 Feb: missed" in said
