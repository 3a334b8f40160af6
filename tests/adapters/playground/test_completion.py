"""What could come next in a command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.playground.completion import completions
from bot.catalogue import COMMANDS, command_named, read_line, top_level_names
from bot.options import MAX_SUGGESTIONS, read_values

FITTING = {"time": "09:00", "member": "@mara", "day": "yesterday", "reason": "a train"}


def labels(line: str) -> list[str]:
    return [one.label for one in completions(line)]


def lines(line: str) -> list[str]:
    return [one.line for one in completions(line)]


def test_a_slash_lists_all_commands() -> None:
    assert labels("/") == [f"/{name}" for name in top_level_names()]


def test_no_slash_lists_nothing() -> None:
    assert completions("question") == ()
    assert completions("") == ()


def test_a_command_is_completed() -> None:
    assert lines("/qu") == ["/question "]
    assert lines("/QU") == ["/question "]


def test_a_group_lists_its_sub_commands() -> None:
    assert "/daily add" in labels("/daily ")
    assert labels("/daily re") == ["/daily resume", "/daily remove"]
    assert [one.description for one in completions("/daily add")] == [
        "Post a question in a channel every day (managers only)"
    ]


def test_choices_are_listed_at_once_and_other_options_by_name() -> None:
    assert labels("/question ") == ["beginner", "intermediate", "advanced", "topic="]


def test_words_are_completed_to_the_option_that_takes_them() -> None:
    assert lines("/question adv") == ["/question advanced "]
    assert lines("/question advanced cn") == ["/question advanced cnn "]
    assert "/settings me Europe/Amsterdam " in lines("/settings me amster")


def test_a_named_option_is_completed() -> None:
    assert lines("/question topic=cn") == ["/question topic=cnn "]


def test_a_filled_option_is_not_offered_again() -> None:
    assert labels("/question advanced ") == ["topic="]


def test_channels_are_offered() -> None:
    assert "/daily add 09:00 #interview-prep " in lines("/daily add 09:00 #int")


def test_members_are_offered() -> None:
    assert "/repair @mara " in lines("/repair @ma")
    assert "/repair member=@owen " in lines("/repair member=@o")


def test_a_word_that_another_option_would_take_gets_its_name() -> None:
    assert "/daily change 1 topic=any " in lines("/daily change 1 any")
    assert "/daily change 1 any " in lines("/daily change 1 any")


def test_a_line_that_cannot_be_read_is_not_completed() -> None:
    assert completions("/question purple adv") == ()
    assert completions('/question "adv') == ()
    assert completions("/nothing at all") == ()


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_value_that_is_offered_is_taken(name: str) -> None:
    for partial in ("", "a", "e", "mon"):
        for one in completions(f"/{name} {partial}"):
            if one.label.endswith("="):
                continue
            first, _, rest = one.line[1:].strip().partition(" ")
            command, typed = read_line(first, rest)
            assert command == command_named(name)
            required = {
                option.name: FITTING.get(option.name, "1")
                for option in command.options
                if option.required
            }
            assert read_values(command.options, {**required, **typed})


@given(st.text(alphabet='/abcdeilmnqrstuy =#"09:.-', max_size=30))
def test_any_line_can_be_completed_without_an_accident(line: str) -> None:
    assert len(completions(f"/{line}")) <= MAX_SUGGESTIONS
