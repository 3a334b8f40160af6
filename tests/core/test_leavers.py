"""Who is not on leaderboards: members who do not want to be, and members who have left."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply
from bot.presence import BATCH
from bot.requests import Asker, Platform, Press
from bot.texts import Plain
from tests.conftest import MakeBot
from tests.core.player import Player, action_of, is_refusal, somebody, words_of
from tests.core.schedule import EVERYWHERE
from tests.core.together import at_once
from tests.fakes.clock import FakeClock

A_DAY = timedelta(days=1)


def lines(card: Card) -> list[str]:
    return [line.replace("*", "") for line in words_of(card).splitlines() if " · " in line]


def board(player: Player, words: str = "all") -> list[str]:
    return lines(player.types(f"/leaderboard {words}").card)


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


@pytest.fixture
def team(bot: PracticeBot) -> dict[str, Player]:
    """Ada has three points, Bob two, Cy one."""
    people = {name: somebody(bot, name) for name in ("Ada", "Bob", "Cy")}
    for points, name in enumerate(("Cy", "Bob", "Ada"), start=1):
        for _ in range(points):
            people[name].practises("beginner")
    return people


def leave(bot: PracticeBot, clock: FakeClock, name: str) -> None:
    """Let somebody be shown, and the platform not know them any more."""
    clock.advance(A_DAY)
    board(somebody(bot, "Viewer"))
    (doubt,) = (one for one in bot.presence.claim_doubts(EVERYWHERE) if one.user_id == f"U-{name}")
    bot.presence.record_gone(doubt)


def test_who_opts_out_is_gone_from_every_board_at_once_and_no_rank_counts_them(
    lead: Player, team: dict[str, Player]
) -> None:
    said = words_of(team["Ada"].types("/settings me leaderboard=off").card)
    assert "off every leaderboard" in said
    for words in ("week", "month", "all"):
        assert board(lead, words) == ["1. Bob · 2 points", "2. Cy · 1 point"]
    assert board(lead, "streak") == ["1. Cy · 1 day", "1. Bob · 1 day"]
    assert board(team["Ada"]) == ["1. Bob · 2 points", "2. Cy · 1 point"]


def test_who_returns_brings_all_their_points_those_made_meanwhile_too(
    lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    team["Cy"].types("/settings me leaderboard=off")
    clock.advance(timedelta(days=7))
    for _ in range(3):
        team["Cy"].practises("beginner")
    assert board(lead, "week") == []
    assert "You stand on leaderboards" in words_of(
        team["Cy"].types("/settings me leaderboard=on").card
    )
    assert board(lead, "week") == ["1. Cy · 3 points"]
    assert board(lead)[0] == "1. Cy · 4 points"


def test_settings_tell_whether_boards_show_me(team: dict[str, Player]) -> None:
    assert "Leaderboard: on" in words_of(team["Ada"].types("/settings me").card)
    team["Ada"].types("/settings me leaderboard=off")
    assert "Leaderboard: off" in words_of(team["Ada"].types("/settings me").card)
    assert "Leaderboard: on" in words_of(team["Bob"].types("/settings me").card)


@pytest.mark.parametrize("line", ["off", "leaderboard=maybe", "leaderboard"])
def test_a_choice_about_boards_is_never_guessed(team: dict[str, Player], line: str) -> None:
    assert is_refusal(team["Ada"].types(f"/settings me {line}"))
    assert len(board(team["Ada"])) == 3


def test_opting_out_here_is_not_opting_out_elsewhere(team: dict[str, Player]) -> None:
    other = team["Ada"].elsewhere(workspace_id="T2")
    other.practises("beginner")
    team["Ada"].types("/settings me leaderboard=off")
    assert board(other) == ["1. Ada · 1 point"]


def test_whoever_practises_while_they_opt_out_is_off_every_board(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    ada = somebody(make_bot(shared_engine), "Ada")
    draw = ada.answers(ada.draws("beginner"), "mine")

    def rate_or_opt_out(number: int) -> Outcome:
        return ada.types("/settings me leaderboard=off") if number else ada.presses("Good", draw)

    at_once(2, rate_or_opt_out)
    assert board(ada) == []


def test_shown_members_are_asked_for_once_a_day_each(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    board(lead)
    assert bot.presence.claim_doubts(EVERYWHERE) == []  # they came today
    clock.advance(A_DAY)
    board(lead)
    board(lead, "streak")
    asked = bot.presence.claim_doubts(EVERYWHERE)
    assert {doubt.user_id for doubt in asked} == {"U-ada", "U-bob", "U-cy"}
    assert {doubt.place.workspace_id for doubt in asked} == {"T1"}
    board(lead)
    assert bot.presence.claim_doubts(EVERYWHERE) == []
    clock.advance(A_DAY)
    board(lead)
    assert len(bot.presence.claim_doubts(EVERYWHERE)) == 3


def test_nobody_is_asked_for_who_was_not_shown(
    bot: PracticeBot, team: dict[str, Player], clock: FakeClock
) -> None:
    team["Bob"].types("/settings me leaderboard=off")
    clock.advance(A_DAY)
    board(team["Cy"])  # and whoever asks is there
    assert [doubt.user_id for doubt in bot.presence.claim_doubts(EVERYWHERE)] == ["U-ada"]


def test_two_processes_never_ask_for_the_same_member(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    one, two = make_bot(shared_engine), make_bot(shared_engine, worker_id="other")
    for number in range(8):
        somebody(one, f"M{number}").practises("beginner")
    clock.advance(A_DAY)
    board(somebody(one, "Viewer"))
    bots = (one, two)
    first, second = at_once(2, lambda number: bots[number].presence.claim_doubts(EVERYWHERE))
    asked = [doubt.user_id for doubt in (*first, *second)]
    assert len(asked) == len(set(asked)) == 8


def test_a_page_s_members_are_handed_out_at_once_and_no_more(
    bot: PracticeBot, clock: FakeClock
) -> None:
    for number in range(13):
        somebody(bot, f"M{number}").practises("beginner")
    clock.advance(A_DAY)
    board(somebody(bot, "M12"))
    assert len(bot.presence.claim_doubts(EVERYWHERE)) == BATCH
    assert len(bot.presence.claim_doubts(EVERYWHERE)) == 1
    assert bot.presence.claim_doubts([Platform.DISCORD]) == []


def test_who_left_is_not_shown_and_not_counted_in_ranks(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    leave(bot, clock, "ada")
    assert board(lead) == ["1. Bob · 2 points", "2. Cy · 1 point"]
    assert board(lead, "streak") == ["1. Cy · 1 day", "1. Bob · 1 day"]


def test_who_interacts_again_is_back_with_their_points(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    leave(bot, clock, "ada")
    team["Ada"].types("/streak")
    assert board(lead)[0] == "1. Ada · 3 points"


def test_who_left_and_presses_an_old_direct_message_stays_off_boards_until_they_are_back(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    """A direct message stays when its reader leaves: a press in it proves nothing."""
    leave(bot, clock, "ada")
    ada = team["Ada"]
    asker = replace(ada.asker, timezone="Asia/Tokyo")  # there is something to store of them
    asked = bot.press(Press("pb1|practise", asker, ada.place, is_direct=True))
    assert isinstance(asked, Reply)
    for button in ("Show answer", "Good"):
        action = action_of(asked.card, button).encode()
        asked = bot.press(Press(action, asker, ada.place, is_direct=True))
        assert isinstance(asked, Reply)
    assert board(lead) == ["1. Bob · 2 points", "2. Cy · 1 point"]
    ada.draws()
    assert board(lead)[0].startswith("1. Ada · ")


def test_a_press_in_a_channel_brings_somebody_back(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    leave(bot, clock, "ada")
    team["Ada"].sends("pb1|practise")
    assert board(lead)[0] == "1. Ada · 3 points"


def test_who_comes_back_stays_off_boards_when_that_was_their_wish(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    leave(bot, clock, "ada")
    team["Ada"].types("/settings me leaderboard=off")
    assert board(lead) == ["1. Bob · 2 points", "2. Cy · 1 point"]


def test_peer_complaint_15_boards_show_no_leavers_no_ids_and_nobody_who_does_not_want(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    Player(bot, Asker("U0SECRET", "<@U0OTHER>")).practises("beginner")
    leave(bot, clock, "ada")
    team["Bob"].types("/settings me leaderboard=off")
    card = lead.types("/leaderboard all").card
    assert lines(card) == ["1. Cy · 1 point", "1. <@U0OTHER> · 1 point"]
    assert Plain("<@U0OTHER>") in card.sections[0].text
    assert "U0SECRET" not in words_of(card)


def test_peer_complaint_16_boards_ping_nobody_and_tell_nobody_anything_unasked(
    bot: PracticeBot, lead: Player, team: dict[str, Player], clock: FakeClock
) -> None:
    card = lead.types("/leaderboard all").card
    names = {span.text for span in card.sections[0].text if isinstance(span, Plain)}
    assert names == {"Ada", "Bob", "Cy"}  # typed text: never a mention
    leave(bot, clock, "ada")
    team["Bob"].types("/settings me leaderboard=off")
    board(lead)
    assert bot.telling.claim_notices(EVERYWHERE) == []
