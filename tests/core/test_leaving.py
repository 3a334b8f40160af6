"""The bot is taken out of a workspace: silence at once, all as before on return, then nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from bot.app import PracticeBot
from bot.database.models import Base, Member, Workspace
from bot.members.leaving import BATCH, KEPT_FOR
from bot.requests import Asker, Place, Platform, Press
from tests.core.player import GENERAL, Player, somebody, words_of
from tests.core.proposals import settle_something_of_everything
from tests.core.schedule import EVERYWHERE
from tests.fakes.clock import FakeClock

ONE_DAY = timedelta(days=1)


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    """A manager whose team has a daily, and who practises and wants to be reminded."""
    player = somebody(bot, "Lea", manager=True)
    player.practises(rating="Again")
    player.types("/settings me reminder=18:00")
    player.types("/daily add 09:00")
    settle_something_of_everything(somebody(bot, "Ada"), player)
    bot.telling.claim_notices(EVERYWHERE)
    return player


def everything(engine: Engine) -> dict[str, int]:
    """Count the rows of all tables about workspaces."""
    with engine.begin() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name == "workspace" or "workspace_id" in table.c
        }


def purge(bot: PracticeBot) -> int:
    """Tidy up as the hourly tick does; tells how many parts were deleted."""
    parts = 0
    while bot.purge_some():
        parts += 1
        assert parts < 1_000
    return parts


def test_nothing_goes_out_any_more(bot: PracticeBot, lead: Player, clock: FakeClock) -> None:
    bot.left(GENERAL)
    for _ in range(3 * 24):
        clock.advance(timedelta(hours=1))
        assert bot.posting.claim_due(EVERYWHERE) == []
        assert bot.telling.claim_notices(EVERYWHERE) == []
    assert bot.posting.next_due(EVERYWHERE) is None
    assert bot.telling.next_due(EVERYWHERE) is None


def test_what_was_under_way_is_not_taken_up_again(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    clock.advance(timedelta(hours=21))
    (claim,) = bot.posting.claim_due(EVERYWHERE)
    bot.left(GENERAL)
    clock.advance(timedelta(minutes=2))
    assert bot.posting.claim_due(EVERYWHERE) == []
    bot.returned(GENERAL)
    (again,) = bot.posting.claim_due(EVERYWHERE)
    assert again.post_id == claim.post_id


def test_other_workspaces_go_on(bot: PracticeBot, lead: Player, clock: FakeClock) -> None:
    there = lead.elsewhere(workspace_id="T2")
    there.types("/daily add 09:00")
    on_discord = lead.elsewhere(platform="discord")
    on_discord.types("/daily add 09:00")
    bot.left(GENERAL)
    clock.advance(timedelta(hours=21))
    places = {claim.place for claim in bot.posting.claim_due(EVERYWHERE)}
    assert places == {there.place, on_discord.place}


def test_back_within_thirty_days_all_is_as_before(
    bot: PracticeBot, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    before = everything(engine)
    bot.left(GENERAL)
    clock.advance(KEPT_FOR - timedelta(seconds=1))
    assert purge(bot) == 0
    bot.returned(GENERAL)
    clock.advance(ONE_DAY)
    assert purge(bot) == 0
    assert everything(engine) == before
    assert "09:00" in words_of(lead.types("/daily list").card)
    clock.now = clock.now.replace(hour=9) + ONE_DAY
    assert [claim.place for claim in bot.posting.claim_due(EVERYWHERE)] == [GENERAL]


def test_a_command_proves_that_the_bot_is_there(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    bot.left(GENERAL)
    lead.types("/help")
    clock.advance(2 * KEPT_FOR)
    assert purge(bot) == 0
    assert "09:00" in words_of(lead.types("/daily list").card)


def test_a_button_in_a_channel_proves_that_the_bot_is_there(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    card = lead.draws()
    bot.left(GENERAL)
    lead.presses("Hint", card)
    clock.advance(2 * KEPT_FOR)
    assert purge(bot) == 0


def test_a_button_in_a_direct_message_proves_nothing(
    bot: PracticeBot, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.left(GENERAL)
    bot.press(Press("pb1|no_reminders", lead.asker, lead.place, is_direct=True))
    lead.elsewhere(workspace_id="").sends("pb1|no_reminders")
    clock.advance(KEPT_FOR)
    assert purge(bot) > 0
    assert set(everything(engine).values()) == {0}


def test_after_thirty_days_everything_of_it_is_gone_and_nothing_else(
    bot: PracticeBot, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    there = lead.elsewhere(workspace_id="T2")
    before = everything(engine)
    there.practises()
    there.types("/daily add 09:00")
    both = everything(engine)
    bot.left(GENERAL)
    clock.advance(KEPT_FOR)
    assert purge(bot) == 2  # its members, and then the rest
    left = everything(engine)
    assert left == {name: both[name] - before[name] for name in both}
    assert "09:00" in words_of(there.types("/daily list").card)
    assert purge(bot) == 0


def test_a_second_word_of_it_does_not_begin_the_thirty_days_anew(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    bot.left(GENERAL)
    clock.advance(KEPT_FOR - ONE_DAY)
    bot.left(GENERAL)
    clock.advance(ONE_DAY)
    assert purge(bot) > 0


def test_a_large_workspace_goes_part_by_part(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    for number in range(BATCH + 5):
        Player(bot, Asker(f"U{number}", "Somebody")).types("/help")
    bot.left(GENERAL)
    clock.advance(KEPT_FOR)
    sizes = []
    while bot.purge_some():
        with engine.begin() as connection:
            sizes.append(connection.execute(select(func.count(Member.id))).scalar_one())
    assert sizes == [5, 0, 0]
    with engine.begin() as connection:
        assert connection.execute(select(Workspace.id)).all() == []


def test_who_comes_after_the_thirty_days_starts_from_nothing(
    bot: PracticeBot, lead: Player, clock: FakeClock
) -> None:
    bot.left(GENERAL)
    clock.advance(KEPT_FOR)
    purge(bot)
    bot.returned(GENERAL)
    assert bot.greet(GENERAL) is not None
    assert "No daily question" in words_of(lead.types("/daily list").card)


def test_a_workspace_that_nobody_knows_is_left_without_a_trace(
    bot: PracticeBot, engine: Engine
) -> None:
    bot.left(Place(Platform.DISCORD, "404", ""))
    bot.returned(Place(Platform.DISCORD, "404", ""))
    assert everything(engine)["workspace"] == 0
