"""Who is found to be no manager any more hears no more of what waits for managers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.cards import Outcome, Reply
from bot.database.models import Daily
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.proposals import proposes, told
from tests.core.schedule import EVERYWHERE, add_daily, post_today
from tests.fakes.clock import FakeClock


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def was_lead(bot: PracticeBot) -> Player:
    """Lea, who managed, and whom the platform calls no manager any more."""
    somebody(bot, "Lea", manager=True).types("/settings team")
    return somebody(bot, "Lea")


@pytest.mark.parametrize(
    "tries",
    [
        pytest.param(lambda lea: lea.types("/suggestions"), id="a command"),
        pytest.param(lambda lea: lea.sends("pb1|queue|1"), id="a press"),
        pytest.param(lambda lea: lea.sends("pb1|send_decline|1", reason="no"), id="a form"),
        pytest.param(lambda lea: lea.types("/weakspots"), id="what may be for managers"),
    ],
)
def test_who_is_refused_is_not_told_any_more(
    ada: Player, was_lead: Player, tries: Callable[[Player], Outcome]
) -> None:
    proposes(ada, question="What does clipping bound?")
    assert is_refusal(tries(was_lead))
    assert told(ada) == []
    proposes(ada, question="What is augmented?")
    assert told(ada) == []


def test_who_was_never_named_goes_on_being_told_when_somebody_takes_them_back(
    bot: PracticeBot, ada: Player
) -> None:
    somebody(bot, "Lea", manager=True).types("/suggestions")
    said = somebody(bot, "Mia", manager=True).types("/settings team manager_remove=@U-lea")
    assert "was not named, so nothing changed" in words_of(said.card)
    proposes(ada)
    assert {user_id for user_id, _ in told(ada)} == {"U-lea", "U-mia"}


def test_what_knows_managers_finds_it_out_too(ada: Player, was_lead: Player) -> None:
    assert not is_refusal(was_lead.types("/progress"))
    proposes(ada)
    assert told(ada) == []


def test_what_is_for_everybody_finds_out_nothing(ada: Player, was_lead: Player) -> None:
    was_lead.types("/streak")
    proposes(ada)
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]


def test_who_is_named_goes_on_being_told(ada: Player, was_lead: Player) -> None:
    somebody(ada.bot, "Mia", manager=True).types("/settings team manager_add=@U-lea")
    was_lead.types("/progress")
    proposes(ada)
    assert "U-lea" in [user_id for user_id, _ in told(ada)]


def test_a_press_that_tells_no_workspace_finds_out_nothing(ada: Player, was_lead: Player) -> None:
    claim = post_today(ada.bot)
    in_a_direct_message = was_lead.elsewhere(workspace_id="", channel_id="D1")
    assert is_refusal(in_a_direct_message.sends(f"pb1|post_again|{claim.post_id}"))
    proposes(ada)
    assert "U-lea" in [user_id for user_id, _ in told(ada)]


def test_who_was_named_and_is_taken_back_is_not_told_any_more(bot: PracticeBot) -> None:
    mia, bob = somebody(bot, "Mia", manager=True), somebody(bot, "Bob")
    bob.practises()
    mia.types("/settings team manager_add=@U-bob")
    bob.types("/suggestions")
    mia.types("/settings team manager_remove=@U-bob")
    proposes(somebody(bot, "Ada"))
    assert [user_id for user_id, _ in told(bob)] == ["U-mia"]


def test_a_platform_that_cannot_be_asked_finds_out_nothing(ada: Player, was_lead: Player) -> None:
    unasked = replace(was_lead, asker=replace(was_lead.asker, rights_known=False))
    refused = unasked.types("/suggestions")
    assert is_refusal(refused)
    assert "could not be found out just now; try again" in words_of(refused.card)
    proposes(ada)
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]


def test_who_manages_again_is_told_again(ada: Player, was_lead: Player) -> None:
    was_lead.types("/suggestions")
    somebody(ada.bot, "Lea", manager=True).types("/settings team")
    proposes(ada)
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]


def test_it_is_found_out_in_that_workspace_alone(ada: Player, was_lead: Player) -> None:
    was_lead.elsewhere(workspace_id="T2").types("/suggestions")
    proposes(ada)
    assert [user_id for user_id, _ in told(ada)] == ["U-lea"]


def leave(bot: PracticeBot, clock: FakeClock, gone: Player) -> None:
    """Let a manager be shown on a board, and the platform not know them any more."""
    gone.practises()
    clock.advance(timedelta(days=1))
    somebody(bot, "Viewer").types("/leaderboard all")
    (doubt,) = (
        one for one in bot.presence.claim_doubts(EVERYWHERE) if one.user_id == gone.asker.user_id
    )
    bot.presence.record_gone(doubt)


def test_who_has_left_is_not_told_what_waits_for_managers(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    leave(bot, clock, somebody(bot, "Lea", manager=True))
    proposes(ada)
    assert told(ada) == []


def test_what_waits_for_managers_is_not_told_to_who_leaves_meanwhile(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    lea = somebody(bot, "Lea", manager=True)
    lea.types("/settings team")
    proposes(ada)
    leave(bot, clock, lea)
    assert told(ada) == []


def test_the_daily_of_who_deletes_their_data_goes_to_a_manager_who_is_there(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    owner = add_daily(bot, "13:00")
    somebody(bot, "Mia", manager=True).types("/streak")
    leave(bot, clock, somebody(bot, "Ben", manager=True))
    asked = owner.presses("Delete everything", owner.types("/mydata").card)
    assert isinstance(asked, Reply)
    owner.presses("Yes, delete everything", asked.card)
    with engine.connect() as connection:
        assert connection.execute(select(Daily.added_by)).scalar_one() == "U-mia"
