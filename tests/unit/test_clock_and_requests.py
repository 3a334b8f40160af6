"""Where "now" comes from, and what is left of a request."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.clock import ShiftedClock, system_clock
from bot.database.engine import readable_url
from bot.database.types import UtcDateTime
from bot.ports import Claim, Failure, SendError
from bot.requests import Place, Platform, readable
from bot.row_ids import read_row_id
from tests.fakes.clock import FakeClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_the_machine_s_clock_tells_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_a_shifted_clock_runs_ahead_and_goes_on() -> None:
    base = FakeClock(NOON)
    clock = ShiftedClock(base, timedelta(hours=1))
    assert clock() == NOON + timedelta(hours=1)
    clock.advance_to(NOON + timedelta(days=1))
    assert clock.offset == timedelta(days=1)
    base.advance(timedelta(minutes=5))
    assert clock() == NOON + timedelta(days=1, minutes=5)


@pytest.mark.parametrize("back", [timedelta(0), timedelta(seconds=1), timedelta(days=1)])
def test_a_shifted_clock_only_moves_forward(back: timedelta) -> None:
    clock = ShiftedClock(FakeClock(NOON))
    with pytest.raises(ValueError, match="only moves forward"):
        clock.advance_to(NOON - back)
    assert clock() == NOON


@given(st.text(st.characters(exclude_categories=())))
def test_readable_text_can_be_stored_by_any_database(text: str) -> None:
    stored = readable(text)
    assert "\x00" not in stored
    assert stored.encode("utf-8").decode("utf-8") == stored


@given(st.text())
def test_readable_text_keeps_what_can_be_stored(text: str) -> None:
    assert readable(text) == text.replace("\x00", "")


@pytest.mark.parametrize(
    ("text", "row_id"),
    [
        ("1", 1),
        ("0", 0),
        ("999999999", 999_999_999),
        ("1000000000", None),
        ("-1", None),
        ("", None),
        ("1.0", None),
        ("one", None),
        ("²", None),
        ("٣", None),
        (" 1", None),
    ],
)
def test_a_row_id_is_read_or_none(text: str, row_id: int | None) -> None:
    assert read_row_id(text) == row_id


@pytest.mark.parametrize(
    ("typed", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:///x.db", "sqlite"),
        ("sqlite://", "sqlite"),
    ],
)
def test_an_operator_s_address_of_a_database_is_read(typed: str, driver: str) -> None:
    assert readable_url(typed).drivername == driver


def test_a_database_of_another_kind_is_none() -> None:
    with pytest.raises(ValueError, match="no driver for mysql"):
        readable_url("mysql://h/d")


@given(st.integers(1, 2**31))
def test_the_key_of_a_post_is_short_and_its_own(post_id: int) -> None:
    claim = Claim.__new__(Claim)
    object.__setattr__(claim, "post_id", post_id)
    assert len(claim.key) <= 25
    assert int(claim.key.removeprefix("pb-post-"), 16) == post_id


def test_a_send_error_says_how_sure_it_is() -> None:
    error = SendError(Failure.AMBIGUOUS, "timeout", 3.0)
    assert (str(error), error.retry_after) == ("ambiguous: timeout", 3.0)


def test_a_place_is_a_value() -> None:
    place = Place(Platform.SLACK, "T1", "C1")
    assert place == Place(Platform("slack"), "T1", "C1")


def test_a_moment_without_a_zone_cannot_be_stored() -> None:
    column = UtcDateTime()
    with pytest.raises(ValueError, match="without a time zone"):
        column.process_bind_param(NOON.replace(tzinfo=None), sqlite.dialect())
    bound = column.process_bind_param(
        datetime.fromisoformat("2026-03-04T13:00+01:00"), sqlite.dialect()
    )
    assert bound == NOON.replace(tzinfo=None)
    assert column.process_result_value(bound, sqlite.dialect()) == NOON
    assert column.process_bind_param(None, sqlite.dialect()) is None
    assert column.process_result_value(None, sqlite.dialect()) is None
