"""Scheduling: what managers type, what they read, and every way to be turned down."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.database.models import Daily
from bot.texts import ChannelLink, Moment
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.schedule import deliver
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def lead(bot: PracticeBot, clock: FakeClock) -> Player:
    clock.now = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
    return somebody(bot, "Lea", manager=True)


def said(player: Player, line: str) -> str:
    return words_of(player.types(line).card)


def test_a_daily_is_added_listed_and_says_when_it_posts_next(lead: Player) -> None:
    added = lead.types("/daily add 09:00")
    assert (
        "Added daily **#1** in #C1: every day at 09:00 (UTC), questions of all tiers."
        in words_of(added.card)
    )
    spans = added.card.sections[0].text
    assert ChannelLink("C1") in spans
    moments = [span.at for span in spans if isinstance(span, Moment)]
    assert moments == [datetime(2026, 3, 5, 9, 0, tzinfo=UTC)]
    assert "**#1** in #C1: every day at 09:00" in said(lead, "/daily list")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("13:00", "every day at 13:00 (UTC)", id="later today"),
        pytest.param("9am mon-fri", "Monday to Friday at 09:00", id="weekdays"),
        pytest.param("9:00 advanced cnn", "advanced questions about cnn", id="tier and topic"),
        pytest.param("9:00 rotation", "in turn", id="rotation"),
        pytest.param("9:00 Asia/Tokyo", "at 09:00 (Asia/Tokyo)", id="zone"),
        pytest.param('time="9:00" timezone="asia/tokyo"', "(Asia/Tokyo)", id="named and quoted"),
        pytest.param("9:00 <#C7|general>", "in #C7", id="Slack's channel"),
        pytest.param("9:00 #random", "in #random", id="a channel by name"),
        pytest.param("9:00 123456789012345678", "in #123456789012345678", id="Discord's channel"),
    ],
)
def test_words_of_add_go_where_they_belong(lead: Player, words: str, expected: str) -> None:
    assert expected in said(lead, f"/daily add {words}")


def test_a_daily_takes_the_team_s_zone_unless_told(lead: Player) -> None:
    lead.types("/settings team Asia/Kolkata")
    assert "(Asia/Kolkata)" in said(lead, "/daily add 09:00")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("add", id="no time"),
        pytest.param("add 25:00", id="no time of day"),
        pytest.param("add 9", id="a bare number is no time"),
        pytest.param("add 09:00 blue", id="a word that fits nowhere"),
        pytest.param("add 09:00 timezone=Mars", id="no zone"),
        pytest.param("add 09:00 weekdays=noday", id="no weekday"),
        pytest.param("add 09:00 tier=expert", id="no tier"),
        pytest.param("add 09:00 beginner distributed-training", id="nothing fits"),
        pytest.param("add 09:00 topic=any", id="any is no topic to add"),
        pytest.param("add 09:00 channel=#" + "x" * 300, id="no channel has such a name"),
        pytest.param('add 09:00 channel="#x> <!channel"', id="no channel, but a ping"),
        pytest.param('add 09:00 "unclosed', id="an open quotation mark"),
        pytest.param("change", id="no number"),
        pytest.param("change 1", id="nothing to change"),
        pytest.param("change 1 09:00", id="changed to what it is"),
        pytest.param("change 7 10:00", id="no such daily to change"),
        pytest.param("change 1 beginner topic=distributed-training", id="nothing fits the change"),
        pytest.param("change zero", id="no number at all"),
        pytest.param("change 0 10:00", id="nobody counts from zero"),
        pytest.param("pause 7", id="no such daily to pause"),
        pytest.param("resume 7", id="no such daily to resume"),
        pytest.param("remove 7", id="no such daily to remove"),
        pytest.param("post 7", id="no such daily to post"),
        pytest.param("remove", id="remove which"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(lead: Player, line: str) -> None:
    lead.types("/daily add 09:00")
    before = said(lead, "/daily list")
    assert is_refusal(lead.types(f"/daily {line}"))
    assert said(lead, "/daily list") == before


def test_an_obstacle_is_told_before_anything_is_saved(lead: Player) -> None:
    refused = lead.types("/daily add 09:00", obstacle="Invite the bot first: `/invite`.")
    assert is_refusal(refused)
    assert "Invite the bot first" in words_of(refused.card)
    assert "No daily question is scheduled" in said(lead, "/daily list")


def test_an_obstacle_matters_to_a_change_of_the_channel_alone(lead: Player) -> None:
    lead.types("/daily add 09:00")
    assert is_refusal(lead.types("/daily change 1 #C9", obstacle="Invite the bot."))
    assert not is_refusal(lead.types("/daily change 1 10:00", obstacle="Invite the bot."))
    assert "in #C1: every day at 10:00" in said(lead, "/daily list")


def test_a_change_leaves_what_is_not_named(lead: Player) -> None:
    lead.types("/daily add 09:00 mon-fri advanced cnn Asia/Tokyo")
    changed = said(lead, "/daily change #1 10:00")
    assert "Monday to Friday at 10:00 (Asia/Tokyo), advanced questions about cnn" in changed
    changed = said(lead, "/daily change 1 weekends #C5 any topic=any UTC")
    assert "in #C5: weekends at 10:00 (UTC), questions of all tiers." in changed


def test_a_change_moves_the_next_post(lead: Player, engine: Engine) -> None:
    lead.types("/daily add 09:00")
    lead.types("/daily change 1 15:00")
    assert next_runs(engine) == [datetime(2026, 3, 4, 15, 0, tzinfo=UTC)]


def test_a_paused_daily_says_so_and_goes_on_when_resumed(lead: Player, engine: Engine) -> None:
    lead.types("/daily add 09:00")
    assert "It is **paused**" in said(lead, "/daily pause 1")
    assert "It is **paused**" in said(lead, "/daily list")
    assert next_runs(engine) == [None]
    assert "It is **paused**" in said(lead, "/daily change 1 10:00")
    assert next_runs(engine) == [None]
    assert "Next for you: " in said(lead, "/daily resume 1")
    assert next_runs(engine) == [datetime(2026, 3, 5, 10, 0, tzinfo=UTC)]


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_doing_it_twice_shows_the_state_as_it_is(lead: Player, verb: str) -> None:
    lead.types("/daily add 09:00")
    once = said(lead, f"/daily {verb} 1")
    assert said(lead, f"/daily {verb} 1") == once


def test_a_removed_daily_is_gone_and_its_number_is_not_given_again(lead: Player) -> None:
    lead.types("/daily add 09:00")
    assert "Removed daily **#1** in #C1." in said(lead, "/daily remove 1")
    assert "No daily question is scheduled" in said(lead, "/daily list")
    assert is_refusal(lead.types("/daily resume 1"))
    assert "#2" in said(lead, "/daily add 09:00")


def test_post_without_a_number_means_the_only_one_here(lead: Player) -> None:
    assert is_refusal(lead.types("/daily post"))
    lead.types("/daily add 09:00 #C1")
    lead.types("/daily add 09:00 #C2")
    assert "(daily **#1**) is on its way to #C1" in said(lead, "/daily post")
    elsewhere = lead.elsewhere(channel_id="C9")
    refused = elsewhere.types("/daily post")
    assert is_refusal(refused)
    assert "Which one?" in words_of(refused.card)
    lead.types("/daily remove 2")
    assert "is on its way to #C1" in said(elsewhere, "/daily post")


def test_a_channel_may_have_several_dailies_and_post_asks_which(lead: Player) -> None:
    lead.types("/daily add 09:00")
    lead.types("/daily add 17:00")
    assert "Which one?" in said(lead, "/daily post")
    assert "**#2**) is on its way" in said(lead, "/daily post 2")


def test_post_links_to_what_is_out_already(lead: Player) -> None:
    lead.types("/daily add 09:00")
    lead.types("/daily post")
    assert "is on its way" in said(lead, "/daily post")
    deliver(lead.bot)
    assert "is out already in #C1" in said(lead, "/daily post")


def test_post_refuses_when_nothing_fits_any_more(
    lead: Player, make_bot: MakeBot, engine: Engine
) -> None:
    lead.types("/daily add 09:00 advanced")
    lead.bot = make_bot(engine, a_bank(a_question("q-one", "beginner")))
    refused = lead.types("/daily post")
    assert is_refusal(refused)
    assert "There is no advanced question here now. Tiers there are: beginner." in words_of(
        refused.card
    )


def test_there_are_at_most_twenty_and_the_longest_list_fits(lead: Player) -> None:
    words = "America/Argentina/ComodRivadavia mon,tue,thu,fri,sat,sun rotation transfer-learning"
    channel = "c" * 32
    for number in range(20):
        line = f"/daily add 09:{number:02} channel=#{channel} {words}"
        assert not is_refusal(lead.types(line))
    assert is_refusal(lead.types(f"/daily add 10:00 {words}"))
    assert said(lead, "/daily list").count("America/Argentina/ComodRivadavia") >= 20
    lead.types("/daily remove 5")
    assert "#21" in said(lead, "/daily add 09:00")


def test_everybody_may_see_what_is_scheduled(lead: Player, bot: PracticeBot) -> None:
    lead.types("/daily add 09:00")
    assert "at 09:00" in said(somebody(bot, "Bob"), "/daily list")


def next_runs(engine: Engine) -> list[datetime | None]:
    with engine.connect() as connection:
        return list(connection.scalars(select(Daily.next_run_at).order_by(Daily.id)))


def test_the_same_daily_twice_is_refused(lead: Player) -> None:
    lead.types("/daily add 09:00 mon-fri")
    twin = lead.types("/daily add 09:00 weekdays")
    assert is_refusal(twin)
    assert "Daily **#1** does exactly that already" in words_of(twin.card)
    assert not is_refusal(lead.types("/daily add 09:00"))
