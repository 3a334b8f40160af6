"""A line of words becomes options; nothing typed is ever ignored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Tone
from bot.catalogue import COMMANDS, Command, command_named, read_line, top_level_names
from bot.errors import Refusal
from bot.options import Kind, Option, choice, read_values, read_words, suggestions

TIER = choice("tier", "How hard", ("beginner", "intermediate", "advanced"))
TOPIC = Option("topic", "What about", read=lambda word: word if word in {"cnn", "rnn"} else None)
TIME = Option(
    "time", "When", read=lambda word: word if ":" in word else None, expects="a time", required=True
)
OPTIONS = (TIER, TOPIC, TIME)
DAY = Option(
    "day", "Which", read=lambda text: text if text in {"3 March", "today"} else None, words=2
)
WHY = Option("why", "Why", read=lambda text: text or None, words=100)


def read(line: str) -> dict[str, str]:
    return read_words(OPTIONS, line, "Usage: `/x`")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param("   ", {}, id="spaces"),
        pytest.param("advanced cnn", {"tier": "advanced", "topic": "cnn"}, id="in order"),
        pytest.param("cnn advanced", {"tier": "advanced", "topic": "cnn"}, id="in any order"),
        pytest.param("cnn", {"topic": "cnn"}, id="the first that accepts it"),
        pytest.param("ADVANCED", {"tier": "ADVANCED"}, id="any case, as typed"),
        pytest.param("topic=cnn", {"topic": "cnn"}, id="name=value"),
        pytest.param("TOPIC=cnn", {"topic": "cnn"}, id="a name in capitals"),
        pytest.param("topic=blue", {"topic": "blue"}, id="a named value is judged later"),
        pytest.param("topic cnn", {"topic": "cnn"}, id="name value"),
        pytest.param("tier advanced 9:00", {"tier": "advanced", "time": "9:00"}, id="mixed"),
        pytest.param('topic="two words"', {"topic": "two words"}, id="quoted"),
        pytest.param('time="a: b"', {"time": "a: b"}, id="a quoted value with a space"),
        pytest.param("topic=\u201cx y\u201d", {"topic": "x y"}, id="typographic quotes"),
        pytest.param("a:b=c", {"time": "a:b=c"}, id="an equals sign that names nothing"),
        pytest.param("it's:1", {"time": "it's:1"}, id="an apostrophe is no quotation mark"),
        pytest.param("\\:", {"time": "\\:"}, id="a backslash is a backslash"),
        pytest.param("#:", {"time": "#:"}, id="a hash begins no comment"),
    ],
)
def test_words_go_to_the_first_option_that_accepts_them(
    line: str, expected: dict[str, str]
) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("3 March a train", {"day": "3 March", "why": "a train"}, id="two words"),
        pytest.param("today a train", {"day": "today", "why": "a train"}, id="fewer words"),
        pytest.param('"3 March" a train', {"day": "3 March", "why": "a train"}, id="quoted"),
        pytest.param("day=3 March a", {"day": "3 March", "why": "a"}, id="name=value"),
        pytest.param("why=a slow train", {"why": "a slow train"}, id="to the end"),
        pytest.param("day 3 March why a train", {"day": "3 March"}, id="a name swallows its rest"),
    ],
)
def test_some_values_may_have_several_words_without_quotes(
    line: str, expected: dict[str, str]
) -> None:
    typed = read_words((DAY, WHY), line, "Usage: `/x`")
    assert {name: typed[name] for name in expected} == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("blue", id="fits nowhere"),
        pytest.param("advanced blue", id="the second word fits nowhere"),
        pytest.param("cnn rnn", id="the option is filled"),
    ],
)
def test_a_word_that_fits_nowhere_is_answered_with_the_usage(line: str) -> None:
    with pytest.raises(Refusal, match="does not fit here\\.\nUsage: `/x`"):
        read(line)


@pytest.mark.parametrize("line", ['topic="cnn', '"', "\u201ccnn"])
def test_an_open_quotation_mark_is_named(line: str) -> None:
    with pytest.raises(Refusal, match="quotation mark is not closed"):
        read(line)


SWITCH = Option("switch", "Which pack", by_name_only=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("switch=cnn", {"switch": "cnn"}, id="name=value"),
        pytest.param("switch cnn", {"switch": "cnn"}, id="name value"),
        pytest.param("cnn switch=rnn", {"topic": "cnn", "switch": "rnn"}, id="beside another"),
    ],
)
def test_an_option_by_name_only_takes_what_is_named(line: str, expected: dict[str, str]) -> None:
    assert read_words((SWITCH, TOPIC), line, "Usage: `/x`") == expected


def test_an_option_by_name_only_takes_no_word_that_stands_alone() -> None:
    assert read_words((SWITCH, TOPIC), "cnn", "Usage: `/x`") == {"topic": "cnn"}
    with pytest.raises(Refusal) as refused:
        read_words((SWITCH, TOPIC), "blue", "Usage: `/x`")
    assert refused.value.sentence.startswith("`blue` does not fit here.")
    assert "- `switch`: Which pack; only as `switch=...`" in refused.value.sentence


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        typed = read(line)
    except Refusal:
        return
    assert set(typed) <= {"tier", "topic", "time"}


@given(st.sampled_from(COMMANDS), st.text(max_size=60))
def test_any_line_after_any_command_is_read_or_refused(command: Command, line: str) -> None:
    try:
        found, typed = read_line(command.name, line)
        read_values(found.options, typed)
    except Refusal as refusal:
        refusal.card()


def test_values_are_turned_into_those_that_a_handler_takes() -> None:
    assert read_values(OPTIONS, {"tier": " ADVANCED ", "time": "9:00"}) == {
        "tier": "advanced",
        "time": "9:00",
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"tier": "x"}, "`x` is not one of beginner, intermediate", id="no choice"),
        pytest.param({"time": " "}, "`time` needs a value: a time.", id="empty"),
        pytest.param({"colour": "red"}, "There is no option `colour` here", id="unknown"),
        pytest.param({}, "`time` is missing: it takes a time.", id="required"),
        pytest.param({"tier": "`x`\ny"}, "`'x' y` is not", id="quoted harmlessly"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(
    typed: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_values(OPTIONS, typed)
    assert sentence in refused.value.sentence


def test_suggestions_complete_what_was_typed_and_are_at_most_25() -> None:
    assert suggestions(TIER, "AD") == ("advanced",)
    assert suggestions(TIER, "") == ("beginner", "intermediate", "advanced")
    assert suggestions(TOPIC, "c") == ()
    many = Option("n", "d", Kind.TEXT, suggest=lambda typed: [typed + str(n) for n in range(99)])
    assert len(suggestions(many, "x")) == 25


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("typed", ["", "a", "e", "euro", "zzz", "9"])
def test_what_is_suggested_is_accepted(command: Command, typed: str) -> None:
    for option in command.options:
        for suggested in suggestions(option, typed):
            assert option.read(suggested) is not None
            assert len(suggested) <= 100


def test_a_line_names_its_command_in_several_ways() -> None:
    daily_add = command_named("daily add")
    assert read_line("daily add", "9:00") == (daily_add, {"time": "9:00"})
    assert read_line("daily", "add 9:00") == (daily_add, {"time": "9:00"})
    assert read_line("daily", "ADD 9:00") == (daily_add, {"time": "9:00"})
    assert read_line("daily", "  ")[0].name == "daily list"
    assert read_line("settings", "")[0].name == "settings me"


@pytest.mark.parametrize("word", ["help", "HELP", "?", "--help"])
def test_help_after_a_command_explains_it(word: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_line("daily add", word)
    assert "**/daily add**" in refused.value.sentence
    assert "Managers only" in refused.value.sentence
    with pytest.raises(Refusal, match="`/daily pause`: Pause"):
        read_line("daily", word)


def test_a_command_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="does not know that command"):
        read_line("explode", "now")
    with pytest.raises(Refusal, match="`explode` does not fit after `/daily`"):
        read_line("daily", "explode now")


def test_top_level_names_are_what_slack_registers() -> None:
    assert top_level_names() == (
        "question",
        "review",
        "streak",
        "repair",
        "progress",
        "leaderboard",
        "weakspots",
        "daily",
        "settings",
        "suggest",
        "suggestions",
        "mydata",
        "help",
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "topic",
            "`topic` needs a value: a topic this bot knows: activations, attention",
            id="a name alone",
        ),
        pytest.param("advancd", "Did you mean `advanced`?", id="a letter is missing"),
        pytest.param("transfomer", "Did you mean `transformer`?", id="in a topic"),
        pytest.param("zzz", "- `tier`: beginner, intermediate, advanced", id="nothing is close"),
    ],
)
def test_what_does_not_fit_says_what_would(line: str, said: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_line("question", line)
    assert said in refusal.value.sentence


@pytest.mark.parametrize("city", ["Berlin", "New York", "Rio de Janeiro"])
def test_a_city_needs_neither_quotes_nor_its_continent(city: str) -> None:
    command, typed = read_line("settings", f"me {city} day_ends=02:00")
    assert typed == {"timezone": city, "day_ends": "02:00"}
    assert read_values(command.options, typed)["timezone"].startswith(("Europe/", "America/"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("me 18:00", "Did you mean `reminder=18:00`?", id="one takes it by its name"),
        pytest.param(
            "me off",
            "Did you mean `reminder=off`, `leaderboard=off` or `hints=off`?",
            id="several take it by their names",
        ),
        pytest.param(
            "me 20",
            "Did you mean `reminder=20` or `reviews_a_day=20`?",
            id="a number tells nothing alone",
        ),
        pytest.param("me zzzz", "`zzzz` does not fit here.\n", id="nothing is close"),
        pytest.param("me 25:00", "`25:00` does not fit here.\n", id="another hour is no guess"),
        pytest.param(
            "me Middleearth", "`Middleearth` does not fit here.\n", id="no place is close"
        ),
        pytest.param("me zone=Berlin", "Did you mean `timezone=...`?", id="a part of a name"),
        pytest.param("me Amsterdm", "Did you mean `Europe/Amsterdam`?", id="a city misspelt"),
        pytest.param(
            "me timezone=Amsterdm", "Did you mean `Europe/Amsterdam`?", id="misspelt behind a name"
        ),
        pytest.param(
            "team manager=@ada",
            "There is no option `manager`. Did you mean `manager_add=...`?",
            id="a name cut short",
        ),
        pytest.param(
            "me hints=on hints=off", "`hints` stands there twice; one is enough.", id="twice"
        ),
        pytest.param("me colour=red", "There is no option `colour` here.\n", id="no such name"),
    ],
)
def test_a_guess_is_one_that_would_be_taken(line: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_settings(line)
    assert said in refused.value.sentence


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("reminder=18", "reminder", "18:00"),
        ("reminder=7pm", "reminder", "19:00"),
        ("reminder=never", "reminder", "off"),
        ("hints=Yes", "hints", "on"),
        ("leaderboard=no", "leaderboard", "off"),
    ],
)
def test_what_people_type_for_a_setting_is_taken(typed: str, name: str, value: str) -> None:
    command, words = read_line("settings", f"me {typed}")
    assert read_values(command.options, words) == {name: value}


def read_settings(line: str) -> None:
    command, typed = read_line("settings", line)
    read_values(command.options, typed)


def test_of_many_options_only_the_usage_is_told() -> None:
    with pytest.raises(Refusal) as refused:
        read_line("settings", "team zzz")
    assert len(refused.value.sentence.splitlines()) == 3
    assert "The word `help` behind the command tells what each takes." in refused.value.sentence


@pytest.mark.parametrize(
    ("name", "line", "meant"),
    [
        ("quesiton", "", "`/question`"),
        ("daily", "ad 09:00", "`/daily add`"),
        ("settings", "mee", "`/settings me`"),
    ],
)
def test_a_misspelt_command_is_guessed(name: str, line: str, meant: str) -> None:
    with pytest.raises(Refusal, match=f"Did you mean {meant}"):
        read_line(name, line)


def test_a_time_without_minutes_is_no_channel() -> None:
    with pytest.raises(Refusal, match="`9` does not fit here"):
        read_line("daily", "add 9")


def test_help_is_no_refusal_in_tone() -> None:
    with pytest.raises(Refusal) as shown:
        read_line("question", "help")
    assert shown.value.card().tone is Tone.NEUTRAL


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("team rest_days=sat sun Berlin", {"rest_days": "56", "timezone": "Europe/Berlin"}),
        ("team Saturday and Sunday", {"rest_days": "56"}),
        ("me reminder=7 pm leaderboard=off", {"reminder": "19:00", "leaderboard": "off"}),
        ("me day_ends 2 am", {"day_ends": "2"}),
        ("me timezone = berlin", {"timezone": "Europe/Berlin"}),
        ("me timezone= berlin hints =off", {"timezone": "Europe/Berlin", "hints": "off"}),
        ("me time zone=Berlin", {"timezone": "Europe/Berlin"}),
        ("team rest days=sun", {"rest_days": "6"}),
    ],
)
def test_spaces_stand_where_people_put_them(line: str, values: dict[str, str]) -> None:
    command, typed = read_line("settings", line)
    assert read_values(command.options, typed) == values


@pytest.mark.parametrize(
    "line", ["me timezone=", "me timezone= reminder=18:00", "me timezone", 'me timezone=""']
)
def test_an_option_without_a_value_is_told_what_it_takes(line: str) -> None:
    with pytest.raises(Refusal, match="`timezone` needs a value: a time zone; one looks like"):
        read_settings(line)
