"""Managers name roles and people who manage besides; it is judged at every command and press."""

from dataclasses import replace

import pytest

from bot.app import PracticeBot
from bot.requests import Asker, CommandCall, Platform
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.proposals import proposes, queue_of
from tests.core.schedule import post_today

ROLE = "111111111111111111"


def with_role(player: Player, *role_ids: str) -> Player:
    return replace(player, asker=replace(player.asker, role_ids=frozenset(role_ids)))


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


@pytest.fixture
def bob(bot: PracticeBot) -> Player:
    player = somebody(bot, "Bob")
    player.practises()
    return player


def test_a_named_person_manages_until_it_is_taken_back(lead: Player, bob: Player) -> None:
    refused = bob.types("/daily add 09:00")
    assert is_refusal(refused)
    assert "A manager can name others" in words_of(refused.card)
    named = lead.types("/settings team manager_add=@U-bob")
    assert "@U-bob can manage this bot here from now on" in words_of(named.card)
    assert not is_refusal(bob.types("/daily add 09:00"))
    assert "- @U-bob" in words_of(bob.types("/settings team").card)
    taken = bob.types("/settings team manager_remove=@U-bob")
    assert "does not manage this bot by name any more" in words_of(taken.card)
    assert is_refusal(bob.types("/daily pause 1"))


def test_a_name_that_is_shown_makes_nobody_a_manager(lead: Player, bob: Player) -> None:
    eve = somebody(bob.bot, "Mia Keller")  # who is not Mia Keller
    eve.practises()
    refused = lead.types('/settings team manager_add="@Mia Keller"')
    assert is_refusal(refused)
    assert "A name alone can be anybody's" in words_of(refused.card)
    assert is_refusal(eve.types("/suggestions"))


def test_an_id_is_found_in_any_case_and_a_name_is_enough_to_take_back(
    lead: Player, bot: PracticeBot
) -> None:
    mara = Player(bot, Asker("mara", "Mara"))
    mara.practises()
    assert "@mara can manage" in words_of(lead.types("/settings team manager_add=@Mara").card)
    taken = lead.types("/settings team manager_remove=@MARA")
    assert "@mara does not manage" in words_of(taken.card)


def test_a_name_in_capitals_is_no_id(lead: Player) -> None:
    for name in ("BOB", "UNDERSTOOD"):
        assert is_refusal(lead.types(f"/settings team manager_add=@{name}"))


def test_a_press_is_judged_as_a_command_is(bot: PracticeBot, lead: Player, bob: Player) -> None:
    claim = post_today(bot)
    press = f"pb1|post_again|{claim.post_id}"
    assert is_refusal(bob.sends(press))
    lead.types("/settings team manager_add=@U-bob")
    assert not is_refusal(bob.sends(press))
    in_a_direct_message = bob.elsewhere(workspace_id="", channel_id="D1")
    assert not is_refusal(in_a_direct_message.sends(press))
    lead.types("/settings team manager_remove=@U-bob")
    assert is_refusal(bob.sends(press))
    assert is_refusal(in_a_direct_message.sends(press))


def test_who_has_a_named_role_manages(lead: Player, bob: Player) -> None:
    named = lead.types(f"/settings team role_add=<@&{ROLE}>")
    assert f"@{ROLE} can manage" in words_of(named.card)
    assert is_refusal(bob.types("/suggestions"))
    assert is_refusal(with_role(bob, "222222222222222222").types("/suggestions"))
    assert not is_refusal(with_role(bob, "222222222222222222", ROLE).types("/suggestions"))
    lead.types(f"/settings team role_remove={ROLE}")
    assert is_refusal(with_role(bob, ROLE).types("/suggestions"))


def test_a_role_is_no_person_and_a_person_no_role(bot: PracticeBot, lead: Player) -> None:
    lead.types(f"/settings team role_add={ROLE}")
    same_number = Player(bot, replace(lead.asker, user_id=ROLE, is_manager=False))
    assert is_refusal(same_number.types("/suggestions"))
    lead.types(f"/settings team role_remove={ROLE}")
    lead.types(f"/settings team manager_add={ROLE}")
    assert is_refusal(with_role(somebody(bot, "Bob"), ROLE).types("/suggestions"))
    assert not is_refusal(same_number.types("/suggestions"))


def test_a_named_manager_manages_nowhere_else(lead: Player, bob: Player) -> None:
    lead.types("/settings team manager_add=@U-bob")
    assert is_refusal(bob.elsewhere(workspace_id="T2").types("/suggestions"))
    assert is_refusal(bob.elsewhere(platform="discord").types("/suggestions"))


def test_a_named_manager_hears_of_what_waits(lead: Player, bob: Player) -> None:
    lead.types("/settings team manager_add=@U-bob")
    bob.types("/suggestions")
    proposes(somebody(lead.bot, "Ada"))
    told = lead.bot.telling.claim_notices(tuple(Platform))
    assert {notice.user_id for notice in told} == {"U-lea", "U-bob"}
    assert "Suggestion" in words_of(queue_of(bob))


def test_members_cannot_name_themselves(bob: Player) -> None:
    for option in ("manager_add", "role_add", "manager_remove", "role_remove"):
        value = ROLE if option.startswith("role") else "U-bob"
        call = CommandCall("settings team", bob.asker, bob.place, {option: value})
        assert is_refusal(bob.bot.run_command(call))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("manager_add=bob", "is not a name with an @ before it", id="no mention"),
        pytest.param("manager_add=@nobody", "A name alone can be", id="unknown"),
        pytest.param("role_add=@leads", "is not a role of a Discord server", id="no role"),
        pytest.param("role_add=T1", "is not a role", id="a workspace"),
    ],
)
def test_what_names_nobody_is_refused_in_words(lead: Player, typed: str, said: str) -> None:
    refused = lead.types(f"/settings team {typed}")
    assert is_refusal(refused)
    assert said in words_of(refused.card)


def test_the_role_that_everybody_has_cannot_be_named(lead: Player) -> None:
    discord = lead.elsewhere(platform="discord", workspace_id=ROLE)
    refused = discord.types(f"/settings team role_add={ROLE}")
    assert "Not everybody can be a manager" in words_of(refused.card)


def test_as_many_are_named_as_one_card_shows(lead: Player) -> None:
    for number in range(20):
        assert not is_refusal(lead.types(f"/settings team manager_add=<@U00000{number:02d}>"))
    assert is_refusal(lead.types("/settings team manager_add=<@U0000099>"))
    assert not is_refusal(lead.types("/settings team manager_add=<@U0000001>"))
    lead.types("/settings team manager_remove=<@U0000001>")
    assert not is_refusal(lead.types("/settings team manager_add=<@U0000099>"))


def test_nobody_is_taken_back_twice(lead: Player) -> None:
    said = lead.types("/settings team manager_remove=<@U0000001>")
    assert "was not named" in words_of(said.card)


def test_several_settings_are_changed_at_once_and_all_are_shown(lead: Player) -> None:
    line = f"/settings team Asia/Tokyo manager_add=@U-lea role_add={ROLE}"
    lead.types("/help")
    words = words_of(lead.types(line).card)
    for said in ("time zone is **Asia/Tokyo**", "@U-lea can", f"@{ROLE} can"):
        assert said in words
    assert f"- @{ROLE}" in words_of(lead.types("/settings team").card)
    assert "Question packs" not in words  # what did not change is not told again
