"""A button is text that anybody can forge: whatever comes, nobody gets an incident."""

import string

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.app import PracticeBot
from bot.cards import Form, Outcome, Rejected, Reply
from bot.catalogue import ACTIONS, COMMANDS
from bot.requests import Asker, CommandCall, Press
from tests.core.player import GENERAL, Player, is_incident, is_refusal, somebody
from tests.core.schedule import post_today

SIGNS = string.ascii_letters + string.digits + "_.:-"
ARGUMENTS = st.one_of(
    st.integers(0, 3).map(str),
    st.sampled_from(["good", "again", "week", "all", "0", "-1", "1.0", "9" * 9, "9" * 30, "__"]),
    st.text(SIGNS, min_size=1, max_size=12),
)
FORGED = st.one_of(
    st.text(max_size=120),
    st.builds(
        lambda name, arguments: "|".join(("pb1", name, *arguments)),
        st.sampled_from([*ACTIONS, "nosuch", "__init__", ""]),
        st.lists(ARGUMENTS, max_size=4),
    ),
)
INPUTS = st.dictionaries(
    st.sampled_from(["words", "ctx", "draw_id", "post_id", "rating", "ticked", "", "x y"]),
    st.text(max_size=40),
    max_size=5,
)
TICKED = st.none() | st.lists(st.integers(-5, 20), max_size=6).map(tuple)
QUICKLY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    player = somebody(bot, "Ada", manager=True)
    player.answers(player.draws(), "my words")
    post_today(bot)
    return player


def is_answered(outcome: Outcome) -> bool:
    return isinstance(outcome, Reply | Form | Rejected) and not is_incident(outcome)


@pytest.mark.parametrize("inside", [GENERAL.workspace_id, ""], ids=["in a channel", "direct"])
@QUICKLY
@given(action=FORGED, inputs=INPUTS, ticked=TICKED)
def test_no_forged_press_is_an_incident(
    ada: Player, inside: str, action: str, inputs: dict[str, str], ticked: tuple[int, ...] | None
) -> None:
    place = ada.elsewhere(workspace_id=inside).place
    assert is_answered(ada.bot.press(Press(action, ada.asker, place, inputs, ticked)))


@QUICKLY
@given(
    name=st.sampled_from([command.name for command in COMMANDS]) | st.text(max_size=20),
    options=st.dictionaries(
        st.sampled_from(sorted({one.name for command in COMMANDS for one in command.options})),
        st.text(max_size=80) | st.sampled_from(["any", "09:00", "mon-fri", "1", "#general"]),
        max_size=3,
    ),
)
def test_no_typed_command_is_an_incident(ada: Player, name: str, options: dict[str, str]) -> None:
    assert is_answered(ada.bot.run_command(CommandCall(name, ada.asker, ada.place, options)))


@QUICKLY
@example(name="\x00", zone="\x00")
@example(name="x" * 300, zone="x" * 300)
@example(name="half \ud83d", zone="half \ud83d")
@given(name=st.text(max_size=300), zone=st.text(max_size=60))
def test_no_name_or_profile_is_an_incident(ada: Player, name: str, zone: str) -> None:
    ada.asker = Asker("U-odd", name, timezone=zone, workspace_timezone=zone)
    for line in ("/streak", "/leaderboard", "/settings me"):
        assert is_answered(ada.types(line))
    assert is_answered(ada.sends("pb1|practise"))


@pytest.mark.parametrize(
    "action",
    [
        pytest.param("pb1|explode|1", id="an action nobody knows"),
        pytest.param("pb0|answer|1", id="another version"),
        pytest.param("vote:yes", id="another bot"),
        pytest.param("pb1|answer", id="an argument is missing"),
        pytest.param("pb1|answer|1|2", id="an argument too many"),
        pytest.param("pb1|answer|one", id="no number"),
        pytest.param("pb1|answer|999999999999", id="no row has this number"),
        pytest.param("pb1|answer|4711", id="a row that is not there"),
        pytest.param("pb1|rate|1|superb", id="no rating"),
        pytest.param("pb1|submit|1", id="a form without words"),
        pytest.param("pb1|tick|1", id="a checklist without ticks"),
        pytest.param("pb1|board|decade|1", id="no period"),
        pytest.param("pb1|board|week|first", id="no page"),
        pytest.param("", id="nothing at all"),
    ],
)
def test_a_forged_or_outdated_button_is_refused_in_words(ada: Player, action: str) -> None:
    assert is_refusal(ada.sends(action))


def test_an_unknown_command_is_refused_in_words(ada: Player) -> None:
    assert is_refusal(ada.bot.run_command(CommandCall("explode", ada.asker, ada.place)))


def test_an_option_that_is_not_there_is_refused_in_words(ada: Player) -> None:
    call = CommandCall("question", ada.asker, ada.place, {"colour": "red"})
    assert is_refusal(ada.bot.run_command(call))


def test_a_required_option_left_out_is_named(ada: Player) -> None:
    refused = ada.bot.run_command(CommandCall("daily add", ada.asker, ada.place))
    assert is_refusal(refused)
    assert isinstance(refused, Reply)
    assert "`time` is missing" in str(refused.card.sections[0].text[0])


def test_what_does_not_fit_is_quoted_harmlessly(ada: Player) -> None:
    call = CommandCall("question", ada.asker, ada.place, {"tier": "`<!channel>`\n" + "x" * 500})
    refused = ada.bot.run_command(call)
    assert isinstance(refused, Reply)
    sentence = str(refused.card.sections[0].text[0])
    assert sentence.startswith("`'<!channel>' ")
    assert sentence.count("`") == 2
    assert len(sentence) < 200


def test_a_form_with_more_inputs_than_any_platform_has_is_refused(ada: Player) -> None:
    inputs = {f"input{number}": "words" for number in range(40)}
    refused = ada.sends("pb1|submit|1", **inputs)
    assert isinstance(refused, Rejected)
    assert not is_incident(refused)
