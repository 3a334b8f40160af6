"""The text inside a button."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.action_ids import MAX_LENGTH, PATTERN, ActionId

NAMES = st.text(string.ascii_lowercase + "_", min_size=1, max_size=12)
ARGUMENTS = st.lists(
    st.text(string.ascii_letters + string.digits + "_.:-", min_size=1, max_size=20), max_size=4
).map(tuple)


@given(NAMES, ARGUMENTS)
def test_what_is_encoded_is_decoded_again(name: str, arguments: tuple[str, ...]) -> None:
    action = ActionId(name, arguments)
    assert ActionId.decode(action.encode()) == action


@given(st.text(max_size=150))
def test_garbage_is_nobody_s_action(text: str) -> None:
    decoded = ActionId.decode(text)
    assert decoded is None or decoded.encode() == text


def test_it_reads_as_it_is_written() -> None:
    assert ActionId("rate", ("481", "good")).encode() == "pb1|rate|481|good"
    assert ActionId("practise").encode() == "pb1|practise"


def test_the_longest_has_a_hundred_characters() -> None:
    longest = ActionId("a", ("x" * (MAX_LENGTH - len("pb1|a|")),))
    assert len(longest.encode()) == MAX_LENGTH == 100
    assert ActionId.decode(longest.encode()) == longest
    with pytest.raises(ValueError, match="at most 100"):
        ActionId("a", (longest.arguments[0] + "x",)).encode()


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(ActionId(""), id="no name"),
        pytest.param(ActionId("Rate"), id="a capital"),
        pytest.param(ActionId("rate", ("",)), id="an empty argument"),
        pytest.param(ActionId("rate", ("1|2",)), id="a bar inside"),
        pytest.param(ActionId("rate", ("a b",)), id="a space"),
        pytest.param(ActionId("rate", ("é",)), id="an accent"),
        pytest.param(ActionId("rate", ("1\n",)), id="a line end"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(action: ActionId) -> None:
    with pytest.raises(ValueError, match="not an action id"):
        action.encode()


@pytest.mark.parametrize(
    "text",
    ["", "pb1", "pb1|", "pb2|rate|1", "pb1|rate|", "pb1|rate||1", "pb1|rate|1\n", "x" * 101],
)
def test_what_another_bot_or_version_wrote_is_none(text: str) -> None:
    assert ActionId.decode(text) is None


def test_adapters_may_listen_by_the_pattern() -> None:
    assert PATTERN.match("pb1|board|week|2")
    assert not PATTERN.match("vote|yes")
