"""What only managers may do is judged at every command and every press."""

import pytest

from bot.app import PracticeBot
from bot.cards import Audience
from bot.catalogue import ACTIONS, COMMANDS, Command
from bot.requests import CommandCall
from tests.core.player import is_refusal, somebody, words_of
from tests.core.schedule import post_today

FOR_MANAGERS = [command for command in COMMANDS if command.for_managers]
LINES = {
    "daily add": {"time": "09:00"},
    "daily change": {"number": "1", "time": "10:00"},
    "daily pause": {"number": "1"},
    "daily resume": {"number": "1"},
    "daily remove": {"number": "1"},
    "daily post": {},
    "settings team": {"timezone": "Asia/Kolkata"},
    "suggestions": {},
    "repair": {"member": "@Bob", "day": "yesterday", "reason": "a train"},
}


def name_of(command: Command) -> str:
    return command.name


def test_these_commands_are_for_managers() -> None:
    assert {command.name for command in FOR_MANAGERS} == set(LINES)
    assert {name for name, action in ACTIONS.items() if action.for_managers} == {
        "queue",
        "approve",
        "approve_anyway",
        "decline",
        "send_decline",
        "mend",
        "send_mend",
        "mend_own",
        "send_mend_own",
        "keep_asking",
        "leave_out",
        "not_asked",
        "bring_back",
        "pack",
        "post_again",
    }


@pytest.mark.parametrize("command", FOR_MANAGERS, ids=name_of)
def test_a_member_is_refused_what_managers_may_do(bot: PracticeBot, command: Command) -> None:
    post_today(bot)
    before = words_of(somebody(bot, "Lea", manager=True).types("/daily list").card)
    bob = somebody(bot, "Bob")
    refused = bot.run_command(CommandCall(command.name, bob.asker, bob.place, LINES[command.name]))
    assert is_refusal(refused)
    assert "Only managers may do this" in str(refused)
    # Who is refused could not use what it would point to.
    assert "/settings team" not in str(refused)
    assert words_of(somebody(bot, "Lea", manager=True).types("/daily list").card) == before


def test_who_is_no_manager_any_more_is_refused_at_the_next_press(bot: PracticeBot) -> None:
    claim = post_today(bot)
    lead = somebody(bot, "Lea", manager=True)
    assert not is_refusal(lead.sends(f"pb1|post_again|{claim.post_id}"))
    was_lead = somebody(bot, "Lea")
    assert is_refusal(was_lead.sends(f"pb1|post_again|{claim.post_id}"))


@pytest.mark.parametrize("line", ["/daily list", "/settings me", "/help", "/streak", "/question"])
def test_everybody_may_do_the_rest(bot: PracticeBot, line: str) -> None:
    assert not is_refusal(somebody(bot, "Bob").types(line))


def test_a_refusal_is_private(bot: PracticeBot) -> None:
    refused = somebody(bot, "Bob").types("/daily add 09:00")
    assert is_refusal(refused)
    assert refused.audience is Audience.ASKER
