"""What a type checker cannot see in the table of commands and actions."""

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import catalogue
from bot.action_ids import ActionId
from bot.cards import Audience, Card, Form, Outcome, Rejected, Reply
from bot.catalogue import ACTIONS, BARE, COMMANDS, Command, action_named, command_named
from bot.options import MAX_SUGGESTIONS, Kind

BOT = Path(__file__).resolve().parents[2] / "bot"
DISCORD_NAME = re.compile(r"^[-_a-z0-9]{1,32}$")


def by_name(command: Command) -> str:
    return command.name


each_command = pytest.mark.parametrize("command", COMMANDS, ids=by_name)


@each_command
def test_options_are_exactly_what_the_handler_takes(command: Command) -> None:
    context, *keywords = inspect.signature(command.handler).parameters.values()
    assert context.name == "ctx"
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in keywords)
    required = {one.name: one.default is inspect.Parameter.empty for one in keywords}
    assert {option.name: option.required for option in command.options} == required


@each_command
def test_required_options_come_first(command: Command) -> None:
    required = [option.required for option in command.options]
    assert required == sorted(required, reverse=True)


@each_command
def test_names_and_descriptions_fit_both_platforms(command: Command) -> None:
    words = command.name.split(" ")
    assert 1 <= len(words) <= 2
    for name in (*words, *(option.name for option in command.options)):
        assert DISCORD_NAME.fullmatch(name)
    for description in (command.description, *(one.description for one in command.options)):
        assert 1 <= len(description) <= 100
        assert not description.endswith(".")
    assert len(command.options) <= 25
    assert len({option.name for option in command.options}) == len(command.options)


@each_command
def test_choices_fit_a_menu(command: Command) -> None:
    for option in command.options:
        assert len(option.choices) <= MAX_SUGGESTIONS
        assert bool(option.choices) == (option.kind is Kind.CHOICE)
        assert all(option.read(word) == word for word in option.choices)
        assert all(1 <= len(word) <= 100 for word in option.choices)


@each_command
def test_an_option_says_what_it_expects(command: Command) -> None:
    for option in command.options:
        assert option.expects
        assert option.read("") is None
    assert command.usage.startswith(f"Usage: `/{command.name}")


def test_names_are_unique_and_a_group_is_no_command() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    groups = {name.split(" ")[0] for name in names if " " in name}
    assert not groups & set(names)
    assert set(BARE) == groups
    assert all(command_named(meant) for meant in BARE.values())
    assert command_named("nosuch") is None


def test_these_are_the_commands_of_the_product() -> None:
    assert [command.name for command in COMMANDS] == [
        "question",
        "review",
        "streak",
        "repair",
        "progress",
        "leaderboard",
        "weakspots",
        "daily list",
        "daily add",
        "daily change",
        "daily pause",
        "daily resume",
        "daily remove",
        "daily post",
        "settings me",
        "settings team",
        "suggest",
        "suggestions",
        "mydata",
        "help",
    ]


def test_only_the_leaderboard_speaks_to_the_channel() -> None:
    public = [one.name for one in COMMANDS if one.audience is Audience.CHANNEL]
    assert public == ["leaderboard"]


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_s_name_fits_a_button(name: str) -> None:
    assert ActionId.decode(ActionId(name, ("999999999", "999")).encode())
    assert action_named(ActionId(name).encode()) is ACTIONS[name]


OLDER_BUTTONS_LACK = {
    "board": {"by"},
    "send_mend_own": {"seen"},
    "keep_asking": {"turn"},
    "leave_out": {"turn"},
    "bring_back": {"turn"},
}
"""Arguments that an action got later: buttons in channels go on working without them."""


@pytest.mark.parametrize(("name", "action"), ACTIONS.items(), ids=list(ACTIONS))
def test_an_action_s_arguments_are_positional_and_begin_with_its_row(
    name: str, action: catalogue.Action
) -> None:
    context, *others = inspect.signature(action.handler).parameters.values()
    assert context.name == "ctx"
    given_by_id = [one.name for one in others if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    if action.subject is not None:
        assert given_by_id[0] == f"{action.subject.value}_id"
    may_lack = {one.name for one in others if one.default is not inspect.Parameter.empty}
    assert may_lack == OLDER_BUTTONS_LACK.get(name, set())


def test_a_form_s_submission_names_who_opens_it_again() -> None:
    for name, action in ACTIONS.items():
        takes = inspect.signature(action.handler).parameters.values()
        typed = {one.name for one in takes if one.kind is inspect.Parameter.KEYWORD_ONLY}
        assert (action.reopened_by is not None) == bool(typed - {"ticked"}), name
        assert action.reopened_by is None or action.reopened_by in ACTIONS


def buttons_in_the_code() -> Iterator[tuple[str, int]]:
    """Find every ``ActionId("name", (arguments,))`` that is written anywhere in the core."""
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("ActionId"), args=[ast.Constant(str(name))]):
                    yield name, 0
                case ast.Call(
                    func=ast.Name("ActionId"),
                    args=[ast.Constant(str(name)), ast.Tuple(elts=arguments)],
                ):
                    yield name, len(arguments)


@pytest.mark.parametrize(("name", "count"), sorted(set(buttons_in_the_code())))
def test_every_button_leads_to_a_handler_that_takes_it(name: str, count: int) -> None:
    assert name in ACTIONS
    handler = ACTIONS[name].handler
    by_keyword = {
        one.name: None
        for one in inspect.signature(handler).parameters.values()
        if one.kind is inspect.Parameter.KEYWORD_ONLY
    }
    inspect.signature(handler).bind(None, *["1"] * count, **by_keyword)


def test_every_action_is_offered_by_some_button() -> None:
    offered = {name for name, _ in buttons_in_the_code()}
    assert offered == set(ACTIONS)


def test_outcomes_are_these_three() -> None:
    """A new one needs an arm in every adapter."""
    assert Outcome == Reply | Form | Rejected
    assert replace(Reply(Card(title="t"))).card.title == "t"
