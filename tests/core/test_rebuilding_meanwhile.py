"""Members practise while what they know is built anew: nothing of it is lost or put back."""

from datetime import timedelta

from sqlalchemy import Engine, delete

from bot.cards import Card, Reply
from bot.database.models import Knowledge
from bot.practice.rebuilding import rebuild
from tests.conftest import MakeBot
from tests.core.player import Player, somebody, words_of
from tests.core.schedule import post_today
from tests.core.test_rebuilding import known
from tests.core.together import meanwhile
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

PUT_IN_PLACE = "DELETE FROM knowledge"


def shown(player: Player, card: Card) -> Card:
    reply = player.presses("Show answer", card)
    assert isinstance(reply, Reply), reply
    return reply.card


def rated(player: Player, card: Card, rating: str) -> str:
    reply = player.presses(rating, card)
    assert isinstance(reply, Reply), reply
    return words_of(reply.card)


def test_a_post_that_is_opened_during_a_rebuild_comes_as_a_review(
    make_bot: MakeBot, shared_engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(shared_engine, a_bank(a_question("q-one"))), "Ada")
    ada.types("/streak")  # a member from now on, whom the rebuild is about
    post = post_today(ada.bot).card
    with meanwhile(shared_engine, PUT_IN_PLACE, lambda: shown(ada, post)):
        rebuild(shared_engine)
    assert [question_id for _, question_id, *_ in known(shared_engine)] == ["q-one"]
    rated(ada, shown(ada, post), "Good")
    clock.advance(timedelta(days=30))
    assert "A review" in words_of(ada.types("/review").card)


def test_what_is_rated_while_a_new_process_follows_a_rename_stays_rated(
    make_bot: MakeBot, shared_engine: Engine, clock: FakeClock
) -> None:
    old = make_bot(shared_engine, a_bank(a_question("q-old"), a_question("q-two")))
    ada = somebody(old, "Ada")
    ada.practises("", "Hard")
    clock.advance(timedelta(days=1))
    card = shown(ada, ada.draws())
    renamed = a_question("q-new", formerly=("q-old",))
    new = make_bot(shared_engine, a_bank(renamed, a_question("q-two")))
    with meanwhile(shared_engine, PUT_IN_PLACE, lambda: rated(ada, card, "Easy")):
        new.follow_renames()
    before = known(shared_engine)
    rebuild(shared_engine)
    assert known(shared_engine) == before


def test_a_rating_of_what_was_lost_is_remembered_as_the_log_tells_it(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    ada = somebody(make_bot(engine, a_bank(a_question("q-one"))), "Ada")
    ada.practises()
    clock.advance(timedelta(days=20))
    card = shown(ada, ada.draws())
    with engine.begin() as connection:
        connection.execute(delete(Knowledge))
    result = rated(ada, card, "Good")
    before = known(engine)
    assert len(before) == 1
    rebuild(engine)
    assert known(engine) == before
    assert "Sunday 26 April" in result  # after a first look it would be in three days
