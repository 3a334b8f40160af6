"""Who practised before there were reviews is asked again when it is time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, select

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Knowledge
from tests.conftest import MakeBot
from tests.core.player import somebody, words_of
from tests.fakes.clock import FakeClock


def known(engine: Engine) -> list[tuple[Any, ...]]:
    kept = Knowledge.__table__.columns
    asked = select(*kept).order_by(Knowledge.member_id, Knowledge.question_id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(asked)]


def test_ratings_from_before_there_were_reviews_are_remembered(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bot = make_bot(shared_engine)
    ada, bob = somebody(bot, "Ada"), somebody(bot, "Bob")
    for rating in ("Again", "Good", "Easy"):
        ada.practises(rating=rating)
        bob.practises(rating=rating)
        clock.advance(timedelta(days=1))
    bob.draws()
    before = known(shared_engine)
    downgrade(shared_engine, "0004")
    upgrade(shared_engine)
    assert known(shared_engine) != before
    bot.remember_old_ratings()
    assert known(shared_engine) == before
    assert "A review." in words_of(ada.types("/review").card)


def test_what_is_remembered_stays_as_it_is(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bot = make_bot(shared_engine)
    somebody(bot, "Ada").practises()
    somebody(bot, "Bob").draws()
    before = known(shared_engine)
    bot.remember_old_ratings()
    assert known(shared_engine) == before
