"""How a question went at first is known of what was rated before that was remembered."""

from datetime import timedelta

from sqlalchemy import Engine, select

from bot.database.migrations import downgrade, upgrade
from bot.database.models import Knowledge
from tests.conftest import MakeBot
from tests.core.player import somebody
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


def test_the_first_of_several_ratings_is_found_in_the_log(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    ada = somebody(make_bot(shared_engine, a_bank(a_question("q-1"), a_question("q-2"))), "Ada")
    began = clock.now
    ada.practises(rating="Good")
    clock.advance(timedelta(days=20))
    ada.rates(ada.types("/review").card, "Again")
    ada.draws()
    downgrade(shared_engine, "0013")
    upgrade(shared_engine)
    with shared_engine.connect() as connection:
        rows = connection.execute(
            select(Knowledge.rating, Knowledge.first_rating, Knowledge.first_rated_at)
        ).all()
    assert {tuple(row) for row in rows} == {("again", "good", began), (None, None, None)}
