"""What people type about a schedule, and which question a channel gets."""

import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.rotation import ANY, ROTATION, choose_for_channel, fitting
from bot.daily.schedule import read_time
from bot.question_bank import QuestionBank
from bot.weekdays import read_weekdays, suggest_weekdays, weekdays_in_words
from tests.fakes.questions import a_bank, a_question

ODD = st.text(st.sampled_from("0123456789:.hampm -,montuesfriweekdayery٣²"), max_size=20)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:00", "09:00"),
        ("9:00", "09:00"),
        ("9.30", "09:30"),
        ("21h15", "21:15"),
        ("19h", "19:00"),
        ("9am", "09:00"),
        ("9 AM", "09:00"),
        ("9:30pm", "21:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30am", "00:30"),
        (" 00:00 ", "00:00"),
        ("23:59", "23:59"),
        ("24:00", None),
        ("9:60", None),
        ("13pm", None),
        ("0am", None),
        ("9", None),
        ("0900", None),
        ("9:5", None),
        ("noon", None),
        ("-1:00", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    assert read_time(typed) == read


@given(st.text() | ODD)
def test_any_text_is_a_time_or_none(typed: str) -> None:
    read = read_time(typed)
    assert read is None or re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", read, re.ASCII)


@given(st.integers(0, 23), st.integers(0, 59))
def test_what_is_stored_is_read_again(hour: int, minute: int) -> None:
    assert read_time(f"{hour:02}:{minute:02}") == f"{hour:02}:{minute:02}"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("daily", "0123456"),
        ("every day", "0123456"),
        ("Everyday", "0123456"),
        ("all", "0123456"),
        ("weekdays", "01234"),
        ("workdays", "01234"),
        ("weekends", "56"),
        ("mon-fri", "01234"),
        ("Mon - Fri", "01234"),
        ("fri-mon", "0456"),
        ("mon,wed,fri", "024"),
        ("fri, mon", "04"),
        ("monday", "0"),
        ("Tues,thurs", "13"),
        ("wed", "2"),
        ("mon-wed,sat", "0125"),
        ("sun-sun", "6"),
        ("mon,mon", "0"),
        ("Mo,We", "02"),
        ("sat sun", "56"),
        ("Saturday and Sunday", "56"),
        ("mon, wed, and fri", "024"),
        ("sat & sun", "56"),
        ("Monday to Friday", "01234"),
        ("mon - wed sat", "0125"),
        ("every-day", "0123456"),
        ("week ends", "56"),
        ("and", None),
        ("mon and", None),
        ("to fri", None),
        ("m", None),
        ("monk", None),
        ("mon-", None),
        ("-fri", None),
        ("mon,,fri", None),
        ("mon-wed-fri", None),
        ("weekdays,sat", None),
        ("", None),
    ],
)
def test_weekdays_are_read_as_people_write_them(typed: str, read: str | None) -> None:
    assert read_weekdays(typed) == read


@given(st.text() | ODD)
def test_any_text_is_weekdays_or_none(typed: str) -> None:
    read = read_weekdays(typed)
    assert read is None or (read and re.fullmatch(r"0?1?2?3?4?5?6?", read))


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekdays_in_words_can_be_typed_again(days: set[int]) -> None:
    digits = "".join(map(str, sorted(days)))
    assert read_weekdays(weekdays_in_words(digits)) == digits


def test_what_is_suggested_begins_with_what_was_typed() -> None:
    assert suggest_weekdays("we") == ("weekdays", "weekends", "wed")
    assert all(read_weekdays(one) for one in suggest_weekdays(""))


@pytest.fixture(scope="module")
def small() -> QuestionBank:
    return a_bank(
        a_question("q-b", "beginner", ("cnn",)),
        a_question("q-i", "intermediate", ("rnn",)),
        a_question("q-a", "advanced", ("cnn",)),
    )


@pytest.mark.parametrize(
    ("tier", "topic", "posts", "expected"),
    [
        pytest.param("beginner", None, 0, ["q-b"], id="a tier"),
        pytest.param(ANY, None, 5, ["q-b", "q-i", "q-a"], id="any tier"),
        pytest.param(ANY, "cnn", 0, ["q-b", "q-a"], id="any tier of a topic"),
        pytest.param(ROTATION, None, 0, ["q-b"], id="begins with beginner"),
        pytest.param(ROTATION, None, 1, ["q-i"], id="then intermediate"),
        pytest.param(ROTATION, None, 2, ["q-a"], id="then advanced"),
        pytest.param(ROTATION, None, 3, ["q-b"], id="and again"),
        pytest.param(ROTATION, "cnn", 1, ["q-a"], id="over the tiers that a topic has"),
        pytest.param(ROTATION, "data", 1, [], id="a topic without questions"),
        pytest.param("advanced", "rnn", 0, [], id="nothing"),
    ],
)
def test_what_a_daily_may_post(
    small: QuestionBank, tier: str, topic: str | None, posts: int, expected: list[str]
) -> None:
    assert [one.id for one in fitting(small, tier, topic, posts)] == expected


@given(st.sets(st.sampled_from(["q-b", "q-i", "q-a"])), st.integers())
def test_a_channel_gets_what_it_has_not_had(had: set[str], seed: int) -> None:
    bank = [a_question(name) for name in ("q-b", "q-i", "q-a")]
    at = datetime(2026, 3, 4, tzinfo=UTC)
    posted = {name: at + timedelta(days=day) for day, name in enumerate(sorted(had))}
    chosen = choose_for_channel(bank, posted, random.Random(seed))
    assert chosen is not None
    assert chosen.id not in had or len(had) == 3
    if len(had) == 3:
        assert chosen.id == "q-a"


def test_a_channel_gets_nothing_when_nothing_fits() -> None:
    assert choose_for_channel([], {}, random.Random(1)) is None
