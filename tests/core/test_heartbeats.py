"""A row for every minute in which the bot was up, and one for every gap."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from bot.app import PracticeBot
from bot.database.models import Heartbeat, Outage
from tests.conftest import MakeBot
from tests.fakes.clock import FakeClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def minutes(engine: Engine) -> list[datetime]:
    with engine.connect() as connection:
        return list(connection.scalars(select(Heartbeat.minute).order_by(Heartbeat.minute)))


def test_a_minute_is_recorded_once(bot: PracticeBot, engine: Engine, clock: FakeClock) -> None:
    for seconds in (0, 20, 39, 1):
        clock.advance(timedelta(seconds=seconds))
        bot.beat()
    noon = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    assert minutes(engine) == [noon, noon + timedelta(minutes=1)]


def test_a_jump_of_the_clock_fills_what_it_passes_over(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    start = clock.now
    bot.beat()
    bot.fill_heartbeats(start, start + timedelta(days=1, seconds=30))
    recorded = minutes(engine)
    assert len(recorded) == 24 * 60 + 1
    assert recorded[-1] == start + timedelta(days=1)


def test_the_database_can_be_asked_whether_it_answers(bot: PracticeBot) -> None:
    bot.check_database()


def outages(engine: Engine, by: datetime | None = None) -> list[tuple[datetime, datetime]]:
    """List the outages; those that lie ahead of a moment protect nobody, and are left out."""
    found = select(Outage.started_at, Outage.ended_at).order_by(Outage.started_at)
    with engine.connect() as connection:
        rows = connection.execute(found if by is None else found.where(Outage.ended_at <= by))
        return [(row.started_at, row.ended_at) for row in rows]


def test_before_the_first_heartbeat_nothing_is_an_outage(bot: PracticeBot, engine: Engine) -> None:
    bot.beat()
    assert outages(engine) == []


def test_a_gap_between_heartbeats_is_recorded_as_one_outage(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    start = clock.now
    bot.beat()
    clock.advance(timedelta(minutes=1, seconds=59))
    bot.beat()
    assert outages(engine) == []
    clock.advance(timedelta(hours=3))
    bot.beat()
    assert outages(engine) == [
        (start + timedelta(minutes=2), start + timedelta(hours=3, minutes=1))
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.floats(0, 60),
    waits=st.lists(st.floats(58, 75) | st.floats(59.8, 60.2), max_size=30),
    down=st.none() | st.floats(180, 7_200),
)
def test_beats_about_a_minute_apart_leave_no_minute_out(
    bot: PracticeBot,
    engine: Engine,
    clock: FakeClock,
    start: float,
    waits: list[float],
    down: float | None,
) -> None:
    with engine.begin() as connection:
        for table in (Heartbeat, Outage):
            connection.execute(delete(table))
    clock.now = NOON + timedelta(seconds=start)
    bot.beat()
    for wait in waits:
        clock.advance(timedelta(seconds=wait))
        bot.beat()
    recorded = minutes(engine)
    assert [after - before for before, after in pairwise(recorded)] == [A_MINUTE] * (
        len(recorded) - 1
    )
    assert outages(engine) == []
    if down is not None:
        clock.advance(timedelta(seconds=down))
        bot.beat()
        ((began, ended),) = outages(engine)
        assert began == recorded[-1] + A_MINUTE
        assert ended <= clock.now < ended + A_MINUTE


def test_beats_on_both_sides_of_a_minute_are_no_outage(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    for seconds in (59.9, 120.1, 180.0, 239.99, 300.1):
        clock.now = NOON + timedelta(seconds=seconds)
        bot.beat()
    assert outages(engine) == []
    assert minutes(engine) == [NOON + number * A_MINUTE for number in range(6)]


def test_a_jump_of_the_clock_is_no_outage(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    start = clock.now
    clock.advance(timedelta(days=7))
    bot.fill_heartbeats(start, clock.now)
    bot.beat()
    assert outages(engine) == []


A_YEAR = timedelta(days=365)


def beats(bot: PracticeBot, clock: FakeClock, at: datetime) -> None:
    clock.now = at
    bot.beat()


@pytest.mark.parametrize("ahead", [timedelta(hours=5), timedelta(days=2), A_YEAR])
def test_a_clock_that_was_ahead_for_one_beat_leaves_no_outage_and_hides_none(
    bot: PracticeBot, engine: Engine, clock: FakeClock, ahead: timedelta
) -> None:
    beats(bot, clock, NOON)
    beats(bot, clock, NOON + ahead)
    for minute in range(1, 4):
        beats(bot, clock, NOON + minute * A_MINUTE)
    assert outages(engine, clock.now) == []
    down, up_again = NOON + 4 * A_MINUTE, NOON + timedelta(hours=3)
    beats(bot, clock, up_again)
    assert outages(engine, clock.now) == [(down, up_again)]


def test_of_a_clock_that_went_ahead_in_two_steps_nothing_is_left_when_time_gets_there(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    beats(bot, clock, NOON)
    for ahead in (timedelta(hours=5), timedelta(hours=9)):
        beats(bot, clock, NOON + ahead)
    for minute in range(1, 10 * 60):
        beats(bot, clock, NOON + minute * A_MINUTE)
    assert outages(engine) == []


@pytest.mark.parametrize(
    "behind", [timedelta(hours=1), timedelta(hours=5), timedelta(days=2), 30 * A_YEAR]
)
def test_a_clock_that_was_behind_for_one_beat_takes_no_outage_away_and_makes_none(
    bot: PracticeBot, engine: Engine, clock: FakeClock, behind: timedelta
) -> None:
    beats(bot, clock, NOON - timedelta(hours=9))
    beats(bot, clock, NOON - timedelta(hours=3))
    bot.fill_heartbeats(clock.now, NOON)
    before = outages(engine)
    assert len(before) == 1
    beats(bot, clock, NOON - behind)
    beats(bot, clock, NOON + A_MINUTE)
    after = outages(engine)
    assert (after[0][0], after[-1][1]) == before[0]
    unprotected = [ended - started for (_, started), (ended, _) in pairwise(after)]
    assert unprotected in ([], [A_MINUTE])


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 12)) | st.tuples(st.integers(0, 400)),
        max_size=12,
    )
)
def test_whatever_the_clocks_say_an_outage_is_what_lies_between_two_beats(
    bot: PracticeBot, engine: Engine, clock: FakeClock, ups: list[tuple[int, ...]]
) -> None:
    with engine.begin() as connection:
        for table in (Heartbeat, Outage):
            connection.execute(delete(table))
    beaten: set[int] = set()
    missing: set[int] = set()
    for minute, *more in ups:
        clock.now = NOON + minute * A_MINUTE
        if more:
            bot.fill_heartbeats(clock.now, clock.now + more[0] * A_MINUTE)
            beaten |= set(range(minute, minute + more[0] + 1))
        else:
            last = max((one for one in beaten if one <= minute), default=minute)
            bot.beat()
            beaten |= {minute, minute - 1} if minute - last == 2 else {minute}
            if minute - last > 2:
                missing |= set(range(last + 1, minute))
        missing -= beaten
    runs = spans(missing)
    found = [
        ((start - NOON) // A_MINUTE, (end - NOON) // A_MINUTE) for start, end in outages(engine)
    ]
    assert found == [(start, end) for start, end in runs if end - start > 1]


def spans(numbers: set[int]) -> list[tuple[int, int]]:
    """Join numbers that follow each other to (first, after the last)."""
    starts = sorted(one for one in numbers if one - 1 not in numbers)
    ends = sorted(one + 1 for one in numbers if one + 1 not in numbers)
    return list(zip(starts, ends, strict=True))


def test_heartbeats_older_than_three_days_are_let_go(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    start = clock.now
    bot.fill_heartbeats(start, start + timedelta(days=4))
    clock.advance(timedelta(days=4))
    bot.beat()
    assert minutes(engine)[0] == start + timedelta(days=1)
    assert len(minutes(engine)) == 3 * 24 * 60 + 1


def test_processes_that_start_at_the_same_moment_record_one_outage(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bots = [make_bot(shared_engine, worker_id=f"worker {number}") for number in range(4)]
    bots[0].beat()
    clock.advance(timedelta(hours=5))
    barrier = threading.Barrier(len(bots))

    def start(bot: PracticeBot) -> None:
        barrier.wait(timeout=30)
        bot.beat()

    with ThreadPoolExecutor(len(bots)) as threads:
        list(threads.map(start, bots))
    assert len(outages(shared_engine)) == 1
