"""The row that caches a streak: in step with the ledger, and nothing is lost with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, event, select, update

from bot.app import PracticeBot
from bot.database.models import Member, Streak
from bot.parts import PLAYGROUND_OFFSET
from bot.rebuilding import rebuild_streaks
from tests.conftest import MakeBot
from tests.core.player import Player, somebody, words_of
from tests.fakes.clock import FakeClock


@dataclass(frozen=True)
class Row:
    """What a board reads of a streak."""

    current: int
    longest: int
    freezes: int
    last_day: date
    alive_until: datetime


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Maya", manager=True)


def rows(engine: Engine) -> list[Row]:
    numbers = (Streak.current, Streak.longest, Streak.freezes, Streak.last_day, Streak.alive_until)
    with engine.connect() as connection:
        return [
            Row(*row) for row in connection.execute(select(*numbers).order_by(Streak.member_id))
        ]


def practise_days(player: Player, clock: FakeClock, count: int) -> None:
    for _ in range(count):
        player.practises()
        clock.advance(timedelta(days=1))


def ends(month: int, day: int, hour: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def refresh(bot: PracticeBot) -> None:
    while bot.refresh_streaks():
        continue


def test_it_says_until_when_a_streak_lives_through_freezes_and_rest_days(
    ada: Player, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    ada.practises()  # on Wednesday 4 March
    assert rows(engine) == [Row(1, 1, 0, date(2026, 3, 4), ends(3, 6))]
    practise_days(ada, clock, 7)
    assert rows(engine) == [Row(7, 7, 1, date(2026, 3, 10), ends(3, 13))]
    lead.types("/settings team rest_days=thu,fri")  # from the 12th on
    assert rows(engine) == [Row(7, 7, 1, date(2026, 3, 10), ends(3, 15))]


def test_looking_changes_nothing_and_a_dead_streak_is_known_by_its_end(
    ada: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 3)
    before = rows(engine)
    clock.advance(timedelta(days=9))
    assert "Current: 0 days" in words_of(ada.types("/streak").card)
    assert rows(engine) == before
    assert before[0].alive_until < clock.now


@pytest.mark.parametrize(
    ("line", "until"),
    [
        pytest.param("/settings me Pacific/Honolulu", ends(3, 7, 13), id="a zone"),
        pytest.param("/settings me day_ends=midnight", ends(3, 7, 0), id="a grace"),
    ],
)
def test_a_new_clock_changes_when_it_ends(
    ada: Player, engine: Engine, clock: FakeClock, line: str, until: datetime
) -> None:
    practise_days(ada, clock, 2)
    assert rows(engine)[0].alive_until == ends(3, 7)
    ada.types(line)
    assert rows(engine)[0].alive_until == until


def test_a_profile_or_a_team_that_moves_changes_when_it_ends(
    bot: PracticeBot, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    somebody(bot, "Ada").practises()
    lead.types("/settings team Asia/Tokyo")
    assert rows(engine)[0].alive_until == ends(3, 5, 18)
    somebody(bot, "Ada", zone="Pacific/Honolulu").types("/streak")
    refresh(bot)
    assert rows(engine)[0].alive_until == ends(3, 6, 13)


def test_a_repair_brings_a_streak_back(
    ada: Player, lead: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 3)
    clock.advance(timedelta(days=1))
    assert rows(engine)[0].alive_until < clock.now
    lead.types("/repair @Ada yesterday a train")
    assert rows(engine) == [Row(3, 3, 0, date(2026, 3, 6), ends(3, 9))]


def test_an_outage_lets_it_live_longer(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    clock.advance(timedelta(days=3))
    bot.beat()
    refresh(bot)
    # The 5th, the 6th and, until noon, the 7th: all three are protected.
    assert rows(engine) == [Row(1, 1, 0, date(2026, 3, 4), ends(3, 9))]


def test_a_clock_that_was_a_year_ahead_for_one_beat_protects_no_day(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    now, before = clock.now, rows(engine)
    clock.now = now + timedelta(days=365)
    bot.beat()
    refresh(bot)
    assert rows(engine)[0].alive_until > clock.now
    clock.now = now + timedelta(minutes=1)
    bot.beat()
    refresh(bot)
    assert rows(engine) == before
    bot.fill_heartbeats(clock.now, now + timedelta(days=4))
    clock.now = now + timedelta(days=4)
    bot.beat()
    assert "Current: 0 days" in words_of(ada.types("/streak").card)


def test_what_a_clock_that_was_behind_for_one_beat_did_not_see_protects_again(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    clock.advance(timedelta(days=3))
    bot.beat()
    refresh(bot)
    now, before = clock.now, rows(engine)
    clock.now = now - timedelta(days=2)
    bot.beat()
    bot.doubt_streaks()
    refresh(bot)
    assert rows(engine) != before
    clock.now = now + timedelta(minutes=1)
    bot.beat()
    refresh(bot)
    assert rows(engine) == before


def test_a_clock_that_was_ahead_is_held_against_streaks_once(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    now = clock.now
    clock.now = now + timedelta(days=365)
    bot.beat()
    for minute in range(1, 5):
        clock.now = now + timedelta(minutes=minute)
        bot.beat()
        assert bot.refresh_streaks() is (minute == 1)
        refresh(bot)


def test_what_lies_ahead_of_now_protects_no_day_even_before_the_next_beat(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    now, before = clock.now, rows(engine)
    clock.now = now + timedelta(days=365)
    bot.beat()
    clock.now = now + timedelta(seconds=30)
    refresh(bot)
    assert rows(engine) == before


def test_a_process_whose_clock_is_a_little_behind_sees_the_outage_that_another_ended(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    clock.advance(timedelta(days=3))
    bot.beat()
    clock.advance(timedelta(seconds=-10))
    refresh(bot)
    assert rows(engine) == [Row(1, 1, 0, date(2026, 3, 4), ends(3, 9))]


def test_a_hiccup_doubts_no_streak(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bot.beat()
    ada.practises()
    clock.advance(timedelta(minutes=59))
    bot.beat()
    assert not bot.refresh_streaks()
    clock.advance(timedelta(minutes=5))
    bot.beat()  # together it is more than an hour
    assert bot.refresh_streaks()


def test_deleting_the_counters_loses_nothing(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    bob = somebody(bot, "Bob", zone="Asia/Tokyo")
    practise_days(bob, clock, 3)
    practise_days(ada, clock, 8)
    before = rows(engine)
    with engine.begin() as connection:
        connection.execute(delete(Streak))
    assert "Day 9." in words_of(ada.practises())
    with engine.begin() as connection:
        connection.execute(delete(Streak))
    assert bot.doubt_streaks() == 2
    refresh(bot)
    after = rows(engine)
    assert after[0] == before[0]
    assert (after[1].current, after[1].freezes) == (9, 1)


def test_a_wrong_counter_is_put_right_by_a_rebuild(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 3)
    before = rows(engine)
    with engine.begin() as connection:
        connection.execute(update(Streak).values(current=99, longest=99, freezes=2))
    bot.doubt_streaks()
    refresh(bot)
    assert rows(engine) == before


def test_a_rebuild_goes_by_the_clock_of_a_playground_that_was_moved_ahead(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bot = make_bot(shared_engine)
    clock.now = datetime(2100, 3, 4, 12, 0, tzinfo=UTC)
    bot.remember(PLAYGROUND_OFFSET, str(timedelta(days=365 * 100).total_seconds()))
    bot.beat()
    ada = somebody(bot, "Ada")
    ada.practises()
    clock.advance(timedelta(days=3))
    bot.beat()
    ada.practises()
    before = rows(shared_engine)
    assert before[0].current == 2
    rebuild_streaks(shared_engine.url)
    assert rows(shared_engine) == before


def test_a_counter_in_doubt_is_not_counted_on_from(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 3)
    with engine.begin() as connection:
        connection.execute(update(Streak).values(current=99, is_stale=True))
    assert "Day 4." in words_of(ada.practises())


def test_who_cannot_be_judged_keeps_no_other_streak_in_doubt(
    bot: PracticeBot,
    ada: Player,
    engine: Engine,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bob = somebody(bot, "Bob")
    practise_days(ada, clock, 2)
    practise_days(bob, clock, 3)
    (_, of_bob) = rows(engine)
    lives_in(engine, "Ada", "Nowhere/Unknown")
    with engine.begin() as connection:
        connection.execute(update(Streak).values(current=99, is_stale=True))
    refresh(bot)
    assert rows(engine) == [of_bob]
    assert len(caplog.messages) == 1
    assert not bot.refresh_streaks()


def test_a_streak_that_could_not_be_worked_out_is_back_when_it_can(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 2)
    before = rows(engine)
    lives_in(engine, "Ada", "Nowhere/Unknown")
    bot.doubt_streaks()
    refresh(bot)
    assert rows(engine) == []
    lives_in(engine, "Ada", None)
    ada.types("/settings me UTC")
    assert rows(engine) == before


def lives_in(engine: Engine, name: str, zone: str | None) -> None:
    """Store a member's zone without asking whether this machine knows it."""
    with engine.begin() as connection:
        connection.execute(update(Member).where(Member.display_name == name).values(timezone=zone))


def test_the_history_of_a_long_streak_is_not_read_for_a_rating(
    ada: Player, engine: Engine, clock: FakeClock
) -> None:
    practise_days(ada, clock, 10)
    read = fetched(engine, lambda: ada.practises())
    assert not any("FROM practice_day" in sql and "ORDER BY" in sql for sql in read)


def fetched(engine: Engine, do: Callable[[], object]) -> list[str]:
    seen: list[str] = []

    def remember(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", remember)
    do()
    event.remove(engine, "before_cursor_execute", remember)
    return seen
