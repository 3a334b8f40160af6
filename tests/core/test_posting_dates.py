"""Which dates get a post: late ones, left-out ones, and those on which the clock jumps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.database.models import Daily
from bot.requests import Platform
from tests.core.player import words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, posts, states, told
from tests.fakes.clock import FakeClock

NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
GRACE = timedelta(hours=6)


@pytest.fixture(autouse=True)
def _the_evening_before(clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


def test_late_within_the_grace_is_posted(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE + GRACE
    assert len(deliver(bot)) == 1
    assert posts(engine)[0].planned_at == NINE
    assert told(bot) == []


def test_later_than_the_grace_is_left_out_and_told_once(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE + GRACE + timedelta(seconds=1)
    assert deliver(bot) == []
    assert states(engine) == [(NINE.date(), "missed")]
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    assert notice.user_id == "U-lea"
    assert "was left out" in notice.card.title
    assert "05 March" in words_of(notice.card)
    assert told(bot) == []


def test_a_date_that_was_left_out_can_be_made_up_by_hand(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = add_daily(bot)
    clock.now = NINE + GRACE + timedelta(seconds=1)
    deliver(bot)
    lead.types("/daily post")
    assert len(deliver(bot)) == 1


def test_a_week_away_makes_no_burst_and_one_notice(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE + 7 * ONE_DAY + timedelta(minutes=5)
    assert len(deliver(bot)) == 1
    assert [state for _, state in states(engine)] == ["missed"] * 7 + ["sent"]
    assert [day for day, _ in states(engine)][-1] == date(2026, 3, 12)
    assert len(told(bot)) == 1
    assert deliver(bot) == []
    clock.now = NINE + 8 * ONE_DAY
    assert len(deliver(bot)) == 1


def test_dates_left_out_use_no_question_up(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE + 7 * ONE_DAY
    deliver(bot)
    assert [post.question_id is None for post in posts(engine)] == [True] * 7 + [False]


def test_a_notice_is_handed_out_only_where_it_can_be_told(
    bot: PracticeBot, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE + ONE_DAY - timedelta(seconds=1)
    deliver(bot)
    assert bot.telling.claim_notices([Platform.DISCORD]) == []
    assert len(bot.telling.claim_notices([Platform.SLACK])) == 1


AMSTERDAM_SPRING = [
    (date(2026, 3, 28), datetime(2026, 3, 28, 1, 30, tzinfo=UTC)),
    (date(2026, 3, 29), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # 02:30 is skipped: 03:00
    (date(2026, 3, 30), datetime(2026, 3, 30, 0, 30, tzinfo=UTC)),
]
AMSTERDAM_AUTUMN = [
    (date(2026, 10, 24), datetime(2026, 10, 24, 0, 30, tzinfo=UTC)),
    (date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 02:30 comes twice: the first
    (date(2026, 10, 26), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)),
]
SANTIAGO_SPRING = [
    (date(2026, 9, 5), datetime(2026, 9, 5, 4, 15, tzinfo=UTC)),
    (date(2026, 9, 6), datetime(2026, 9, 6, 4, 0, tzinfo=UTC)),  # midnight is skipped: 01:00
    (date(2026, 9, 7), datetime(2026, 9, 7, 3, 15, tzinfo=UTC)),
]


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        pytest.param("02:30", "Europe/Amsterdam", AMSTERDAM_SPRING, id="an hour is skipped"),
        pytest.param("02:30", "Europe/Amsterdam", AMSTERDAM_AUTUMN, id="an hour comes twice"),
        pytest.param("00:15", "America/Santiago", SANTIAGO_SPRING, id="midnight is skipped"),
    ],
)
def test_there_is_one_post_a_date_when_the_clock_jumps(
    bot: PracticeBot,
    engine: Engine,
    clock: FakeClock,
    at: str,
    zone: str,
    expected: list[tuple[date, datetime]],
) -> None:
    clock.now = expected[0][1] - timedelta(hours=5)
    add_daily(bot, f"{at} {zone}")
    sent = []
    while clock.now < expected[-1][1] + timedelta(hours=5):
        sent += [(claim.local_date, clock.now) for claim in deliver(bot)]
        clock.advance(timedelta(minutes=15))
    assert sent == expected
    assert [post.planned_at for post in posts(engine)] == [instant for _, instant in expected]


def test_daily_post_means_the_date_in_the_zone_of_the_daily(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    lead = add_daily(bot, "09:00 Pacific/Auckland")
    clock.now = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)  # the 6th in Auckland
    lead.types("/daily post")
    assert (date(2026, 3, 6), "due") in states(engine)
    with engine.connect() as connection:
        assert connection.execute(select(Daily.next_date)).scalar_one() == date(2026, 3, 7)


def test_a_clock_that_jumps_back_posts_nothing_twice(
    bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    clock.now = NINE
    deliver(bot)
    clock.now = NINE - timedelta(hours=3)
    deliver(bot)
    clock.now = NINE + timedelta(seconds=1)
    assert deliver(bot) == []
    assert states(engine) == [(NINE.date(), "sent")]
