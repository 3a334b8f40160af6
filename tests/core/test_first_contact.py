"""The first message, help, the settings cards, and buttons in a direct message."""

import pytest
from sqlalchemy import Engine, func, select

from bot.app import PracticeBot
from bot.cards import Audience, Form, Reply
from bot.catalogue import COMMANDS
from bot.database.models import Draw, Member
from tests.core.player import GENERAL, Player, is_refusal, labels, own_words, somebody, words_of
from tests.core.schedule import post_today


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def rows(engine: Engine, table: type) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_workspace_is_greeted_once(ada: Player) -> None:
    first = ada.bot.greet(GENERAL)
    assert first is not None
    assert "/question" in words_of(first)
    assert labels(first) == ["Practise"]
    ada.bot.greeted(GENERAL)
    assert ada.bot.greet(GENERAL) is None
    ada.bot.greeted(GENERAL)
    assert ada.bot.greet(ada.elsewhere(workspace_id="T2").place) is not None


def test_a_greeting_that_did_not_go_out_is_made_again(ada: Player) -> None:
    assert ada.bot.greet(GENERAL) == ada.bot.greet(GENERAL) is not None


def test_who_practised_before_the_greeting_is_greeted_all_the_same(ada: Player) -> None:
    ada.draws()
    assert ada.bot.greet(GENERAL) is not None


def test_the_greeting_s_button_gives_anybody_a_question(ada: Player) -> None:
    greeting = ada.bot.greet(GENERAL)
    assert greeting is not None
    asked = ada.presses("Practise", greeting)
    assert isinstance(asked, Reply)
    assert asked.audience is Audience.ASKER
    assert labels(asked.card)[0] == "Answer"


def test_help_names_every_command_by_its_first_word(ada: Player) -> None:
    told = words_of(ada.types("/help").card)
    assert all(
        f"/{command.name.split()[0]}" in told for command in COMMANDS if command.name != "help"
    )
    assert "reads no messages and no mentions" in told


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_after_a_command_explains_it(ada: Player, command: object) -> None:
    name = getattr(command, "name", "")
    told = words_of(ada.types(f"/{name} help").card)
    assert f"**/{name}**" in told
    assert "Usage: `/" in told


@pytest.mark.parametrize(("bare", "meant"), [("daily", "daily list"), ("settings", "settings me")])
def test_a_bare_group_means_its_gentlest_command(ada: Player, bare: str, meant: str) -> None:
    assert words_of(ada.types(f"/{bare}").card) == words_of(ada.types(f"/{meant}").card)


def test_a_sub_command_that_is_none_is_answered_with_those_there_are(ada: Player) -> None:
    refused = ada.types("/daily explode")
    assert is_refusal(refused)
    assert "`/daily add`" in words_of(refused.card)


def test_commands_in_a_direct_message_are_refused(ada: Player) -> None:
    refused = ada.elsewhere(workspace_id="").types("/question")
    assert is_refusal(refused)
    assert "Commands work in a channel" in words_of(refused.card)


def test_a_press_in_a_direct_message_finds_its_workspace_by_its_row(
    ada: Player, engine: Engine
) -> None:
    asked = ada.draws()
    direct = ada.elsewhere(workspace_id="", channel_id="D1")
    assert own_words(direct.answers(asked, "my words")) == "my words"
    rated = direct.sends("pb1|rate|1|good")
    assert isinstance(rated, Reply)
    assert "Day 1." in words_of(rated.card)
    assert rows(engine, Member) == 1
    assert "Current: 1 day\n" in words_of(ada.types("/streak").card)


def test_a_post_is_answered_from_a_direct_message_too(ada: Player) -> None:
    claim = post_today(ada.bot)
    direct = ada.elsewhere(workspace_id="", channel_id="D1")
    assert isinstance(direct.presses("Answer", claim.card), Form)


@pytest.mark.parametrize(
    "action",
    ["pb1|practise", "pb1|board|week|1", "pb1|hint|4711", "pb1|hint_post|4711", "pb1|hint|x"],
)
def test_a_press_in_a_direct_message_that_names_no_row_is_refused(ada: Player, action: str) -> None:
    ada.draws()
    assert is_refusal(ada.elsewhere(workspace_id="").sends(action))


def test_a_stranger_s_press_in_a_direct_message_leaves_no_trace(
    ada: Player, engine: Engine
) -> None:
    ada.draws()
    stranger = somebody(ada.bot, "Eve").elsewhere(workspace_id="")
    assert is_refusal(stranger.sends("pb1|show|1"))
    assert (rows(engine, Member), rows(engine, Draw)) == (1, 1)


def test_a_row_of_another_platform_is_none_in_a_direct_message(ada: Player) -> None:
    ada.draws()
    assert is_refusal(ada.elsewhere(workspace_id="", platform="discord").sends("pb1|show|1"))


def test_the_bot_remembers_small_facts(bot: PracticeBot) -> None:
    assert bot.remembered("hash") is None
    bot.remember("hash", "one")
    bot.remember("hash", "two")
    assert bot.remembered("hash") == "two"
    assert bot.remembered("other") is None
