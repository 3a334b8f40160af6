"""A row for every minute in which the bot was up."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.database.models import Heartbeat
from tests.fakes.clock import FakeClock


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
