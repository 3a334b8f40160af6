"""A tick each second costs nothing while nothing is due, however many members there are."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select, text

from bot.app import PracticeBot
from bot.database.models import Member, Notice, Workspace
from tests.core.player import GENERAL, Player, somebody
from tests.core.schedule import EVERYWHERE
from tests.core.ticks import listening, tick
from tests.fakes.clock import FakeClock

TICK_INDEXES = ("ix_member_to_remind", "ix_member_to_ask_for", "ix_notice_to_tell")
ONE_ROW = ("PRIMARY KEY", "external_id=?", "pk_", "uq_member_workspace_id_external_id")
ONE_DAY = timedelta(days=1)


@pytest.fixture
def ada(bot: PracticeBot, clock: FakeClock) -> Player:
    """Somebody who is to be reminded, and whom a board shows of whom nobody has asked for a day."""
    player = somebody(bot, "Ada")
    player.practises(rating="Hard")
    player.types("/settings me reminder=18:00")
    clock.advance(ONE_DAY)
    somebody(bot, "Viewer").types("/leaderboard all")
    return player


def crowd(engine: Engine, clock: FakeClock) -> None:
    """Add two thousand members of whom nothing is wanted, each told something long ago."""
    with engine.begin() as connection:
        workspace_id = connection.execute(select(Workspace.id)).scalar_one()
        here = {"workspace_id": workspace_id}
        ids = [f"U{number}" for number in range(2_000)]
        shown = {"display_name": "Somebody", "joined_at": clock.now}
        people = [{"external_id": id, **here, **shown} for id in ids]
        connection.execute(insert(Member), people)
        told = {"kind": "reminder", "tries": 0, "made_at": clock.now, "not_before": clock.now}
        notices = [{"user_id": id, "told_at": clock.now, **here, **told} for id in ids]
        connection.execute(insert(Notice), notices)
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE member, notice"))


def test_a_tick_that_finds_nothing_holds_up_nobody(
    bot: PracticeBot, engine: Engine, ada: Player, clock: FakeClock
) -> None:
    assert tick(bot) == (0, 1)
    with listening(engine) as asked:
        assert tick(bot) == (0, 0)
    assert asked.statements
    assert asked.locks == []
    clock.now = clock.now.replace(hour=18)
    with listening(engine) as asked:
        assert tick(bot) == (1, 0)
    assert asked.locks


def test_ticks_find_members_and_notices_by_indexes_made_for_them(
    bot: PracticeBot, engine: Engine, ada: Player, clock: FakeClock
) -> None:
    clock.now = clock.now.replace(hour=18)
    crowd(engine, clock)
    with listening(engine) as asked:
        assert tick(bot) == (1, 1)
    found = [line for table in ("member", "notice") for line in asked.plans(table)]
    for index in TICK_INDEXES:
        assert any(index in line for line in found), (index, found)
    others = [line for line in found if not any(by in line for by in (*TICK_INDEXES, *ONE_ROW))]
    assert others == []


def test_what_waits_in_a_workspace_that_the_bot_left_comes_after_its_return(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    clock.now = clock.now.replace(hour=18)
    here, there = bot.telling.claim_notices(EVERYWHERE), ada.elsewhere(workspace_id="T2")
    bot.telling.tell_later(here[0])
    there.practises()
    bot.left(GENERAL)
    clock.advance(timedelta(hours=1))
    assert tick(bot)[0] == 0
    bot.returned(GENERAL)
    assert tick(bot)[0] == 1


def test_nobody_is_asked_for_in_a_workspace_that_the_bot_left(
    bot: PracticeBot, ada: Player
) -> None:
    bot.left(GENERAL)
    assert tick(bot) == (0, 0)
    bot.returned(GENERAL)
    assert tick(bot) == (0, 1)
