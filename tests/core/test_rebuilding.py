"""What members know is a cache: the log of draws and attempts tells all of it again."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, update

from bot.database.models import Knowledge, Member
from bot.practice.rebuilding import rebuild
from tests.conftest import MakeBot
from tests.core.player import Player, somebody
from tests.core.schedule import post_today
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

BANK = a_bank(*(a_question(f"q-{number}") for number in range(4)))
ZONES = ["UTC", "Pacific/Auckland", "America/Los_Angeles"]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),  # who
        st.sampled_from(["Again", "Hard", "Good", "Easy", "skip", *ZONES]),
        st.integers(0, 15 * 24),  # hours until then
    ),
    max_size=25,
)


def known(engine: Engine) -> list[tuple[Any, ...]]:
    columns = Knowledge.__table__.columns
    with engine.connect() as connection:
        rows = connection.execute(
            select(*columns).order_by(Knowledge.member_id, Knowledge.question_id)
        )
        return [tuple(row) for row in rows]


def practise(player: Player, clock: FakeClock) -> None:
    """Let a few weeks pass with questions of every kind."""
    for number, rating in enumerate(("Good", "Again", "Easy", "Hard", "Good", "Good")):
        player.practises(rating=rating)
        clock.advance(timedelta(days=number, hours=5))
    reviewed = player.types("/review").card
    player.rates(reviewed, "Good")
    player.rates(post_today(player.bot, f"C{player.asker.display_name}").card, "Hard")
    player.draws()


@pytest.mark.parametrize("members_at_once", [1, 2, 100])
def test_a_rebuild_gives_what_was_there_before_the_damage(
    make_bot: MakeBot, engine: Engine, clock: FakeClock, members_at_once: int
) -> None:
    bot = make_bot(engine, BANK)
    for name in ("Ada", "Bob", "Cem"):
        practise(somebody(bot, name), clock)
    somebody(bot, "Dan").types("/streak")
    before = known(engine)
    assert len(before) == 3 * len(BANK)
    with engine.begin() as connection:
        ada, bob, cem = connection.scalars(select(Member.id).order_by(Member.id).limit(3))
        wrong = {"stability": 9.0, "due_on": None, "rating": "easy", "rated_at": None}
        connection.execute(update(Knowledge).where(Knowledge.member_id == ada).values(wrong))
        connection.execute(delete(Knowledge).where(Knowledge.member_id == bob))
        stale = update(Knowledge).where(Knowledge.member_id == cem)
        connection.execute(
            stale.values(drawn_at=clock.now, question_id=Knowledge.question_id + "x")
        )
    assert known(engine) != before
    assert rebuild(engine, members_at_once) == len(before)
    assert known(engine) == before


def test_rebuilding_what_is_right_changes_nothing(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    practise(somebody(make_bot(engine, BANK), "Ada"), clock)
    before = known(engine)
    for _ in range(2):
        rebuild(engine)
        assert known(engine) == before


def test_rebuilding_an_empty_database_is_no_bug(engine: Engine) -> None:
    assert rebuild(engine) == 0


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_step_by_step_is_the_same_as_a_rebuild(
    make_bot: MakeBot, engine: Engine, clock: FakeClock, steps: list[tuple[int, str, int]]
) -> None:
    with engine.begin() as connection:
        connection.execute(delete(Member))
    bot = make_bot(engine, BANK)
    for who, what, hours in steps:
        clock.advance(timedelta(hours=hours))
        player = somebody(bot, f"M{who}")
        if what in ZONES:
            player.types(f"/settings me {what}")
        elif what == "skip":
            player.presses("Another", player.draws())
        else:
            player.practises(rating=what)
    before = known(engine)
    rebuild(engine)
    assert known(engine) == before
