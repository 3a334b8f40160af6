"""A question that is renamed or taken out breaks nobody's history."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from bot.app import PracticeBot
from bot.cards import Card, Reply
from bot.database.models import Base, Knowledge
from bot.ports import Failure
from bot.question_bank import Question
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.core.proposals import decides, queue_of, reports
from tests.core.schedule import EVERYWHERE, add_daily, deliver, fail, post_today, posts
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

OLD = a_question("q-old")
NEW = a_question("q-new", formerly=("q-older", "q-old"))
OTHER = a_question("q-other")
REMEMBERING = [table for table in Base.metadata.sorted_tables if "question_id" in table.c]


@pytest.fixture
def ada(make_bot: MakeBot, engine: Engine) -> Player:
    """A member of a bot that knows one question, by its old id."""
    return somebody(make_bot(engine, a_bank(OLD)), "Ada")


def knowing(make_bot: MakeBot, engine: Engine, *questions: Question) -> PracticeBot:
    """Start another process, with these questions."""
    bot = make_bot(engine, a_bank(*questions))
    bot.follow_renames()
    return bot


def after(player: Player, button: str, card: Card) -> Card:
    reply = player.presses(button, card)
    assert isinstance(reply, Reply)
    return reply.card


def looks(engine: Engine) -> list[tuple[str, str | None, int]]:
    """Read what members know: the question, the rating, and how many hours after noon."""
    with engine.connect() as connection:
        rows = connection.execute(select(Knowledge).order_by(Knowledge.question_id))
        return [(row.question_id, row.rating, row.drawn_at.hour - 12) for row in rows]


def test_a_question_that_was_renamed_is_not_asked_again_as_unseen(
    ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    ada.practises()
    ada.bot = knowing(make_bot, engine, NEW, OTHER)
    fresh = ada.draws()
    assert "q-other" in words_of(fresh)
    assert "You have seen them all" in words_of(after(ada, "Another", fresh))


def test_what_is_known_of_other_questions_is_not_worked_out_anew(
    make_bot: MakeBot, engine: Engine
) -> None:
    """All that a member ever rated may take seconds, in which they could do nothing."""
    ada = somebody(make_bot(engine, a_bank(OLD, OTHER)), "Ada")
    ada.practises()
    ada.practises()
    with engine.begin() as connection:
        marked = update(Knowledge).where(Knowledge.question_id == "q-other")
        connection.execute(marked.values(stability=777))
    knowing(make_bot, engine, NEW, OTHER)
    with engine.connect() as connection:
        rows = connection.execute(select(Knowledge.question_id, Knowledge.stability)).all()
    stabilities = {row.question_id: row.stability for row in rows}
    assert set(stabilities) == {"q-new", "q-other"}
    assert stabilities["q-other"] == 777
    assert 0 < stabilities["q-new"] < 777


def test_without_the_old_id_it_would_be(ada: Player, make_bot: MakeBot, engine: Engine) -> None:
    ada.practises()
    ada.bot = knowing(make_bot, engine, a_question("q-new"))
    assert "You have seen" not in words_of(ada.draws())


def test_buttons_from_before_a_rename_work(ada: Player, make_bot: MakeBot, engine: Engine) -> None:
    asked = ada.draws()
    answered = ada.answers(asked, "my words")
    post = post_today(ada.bot).card
    ada.bot = knowing(make_bot, engine, NEW)
    assert "Think of q-new" in words_of(after(ada, "Hint", asked))
    assert "my words" in words_of(ada.ticks(answered, 0).card)
    assert "**Good.** Day 1. 1 point." in words_of(after(ada, "Good", answered))
    assert "It is q-new" in words_of(after(ada, "Show answer", post))


def test_a_renamed_question_earns_points_once_a_day(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    assert "1 point." in words_of(ada.practises())
    ada.bot = knowing(make_bot, engine, NEW)
    assert "0 points." in words_of(ada.practises())
    assert "Ada · 1 point\n" in words_of(ada.types("/leaderboard").card)
    clock.advance(timedelta(days=1))
    assert "Day 2. 1 point." in words_of(ada.practises())


def test_a_channel_is_not_asked_a_renamed_question_again(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    post_today(ada.bot)
    ada.bot = knowing(make_bot, engine, NEW, OTHER)
    clock.advance(timedelta(days=1))
    (claim,) = deliver(ada.bot)
    assert "q-other" in words_of(claim.card)


def test_a_post_that_waits_keeps_its_renamed_question(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(ada.bot, "13:00")
    clock.advance(timedelta(hours=1))
    (claim,) = ada.bot.posting.claim_due(EVERYWHERE)
    fail(ada.bot, claim, Failure.RETRYABLE)
    clock.advance(timedelta(minutes=1))
    (again,) = deliver(knowing(make_bot, engine, OTHER, NEW))
    assert "q-new" in words_of(again.card)
    assert [post.question_id for post in posts(engine)] == ["q-new"]


def test_no_table_keeps_an_old_id(ada: Player, make_bot: MakeBot, engine: Engine) -> None:
    card = post_today(ada.bot).card
    ada.rates(card, "Good")
    reports(ada, card)
    decides(somebody(ada.bot, "Lea", manager=True), "Leave it out")
    assert ids_in(engine) == {table.name: {"q-old"} for table in REMEMBERING}
    knowing(make_bot, engine, NEW)
    assert ids_in(engine) == {table.name: {"q-new"} for table in REMEMBERING}


def ids_in(engine: Engine) -> dict[str, set[str]]:
    with engine.connect() as connection:
        return {
            table.name: set(connection.scalars(select(table.c.question_id)))
            for table in REMEMBERING
        }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(("q-old", "Hard"), ("q-new", "Easy"), "easy", id="rated later, too"),
        pytest.param(("q-new", "Easy"), ("q-old", "Hard"), "hard", id="the old one later"),
        pytest.param(("q-old", "Hard"), ("q-new", None), "hard", id="only looked at later"),
        pytest.param(("q-new", "Easy"), ("q-old", None), "easy", id="the old one only looked at"),
        pytest.param(("q-older", "Again"), ("q-old", "Good"), "good", id="two old ids"),
    ],
)
def test_of_two_looks_at_what_is_one_question_now_the_later_counts(
    make_bot: MakeBot,
    engine: Engine,
    clock: FakeClock,
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    expected: str,
) -> None:
    for question_id, rating in (first, second):
        ada = somebody(make_bot(engine, a_bank(a_question(question_id))), "Ada")
        clock.advance(timedelta(hours=1))
        card = ada.draws()
        if rating is not None:
            ada.rates(card, rating)
    knowing(make_bot, engine, NEW)
    assert looks(engine) == [("q-new", expected, 2)]


def test_following_a_rename_twice_changes_nothing_more(
    ada: Player, make_bot: MakeBot, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.app")
    ada.practises()
    bot = knowing(make_bot, engine, NEW)
    assert caplog.messages == ["2 rows follow questions that were renamed"]
    before = everything(engine)
    bot.follow_renames()
    assert everything(engine) == before
    assert len(caplog.messages) == 1


def everything(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        tables = [connection.execute(select(table)).all() for table in REMEMBERING]
    return [tuple(row) for rows in tables for row in rows]


def test_a_rename_leaves_every_other_question_alone(make_bot: MakeBot, engine: Engine) -> None:
    for team in ("T1", "T2"):
        ada = somebody(make_bot(engine, a_bank(OLD, OTHER)), "Ada").elsewhere(workspace_id=team)
        ada.practises()
        ada.practises()
    knowing(make_bot, engine, NEW, OTHER)
    for table in (Base.metadata.tables[name] for name in ("draw", "attempt", "knowledge")):
        counted = select(table.c.question_id, func.count()).group_by(table.c.question_id)
        with engine.connect() as connection:
            found = {tuple(row) for row in connection.execute(counted)}
        assert found == {("q-new", 2), ("q-other", 2)}


def test_a_question_that_was_taken_out_leaves_streak_points_and_ranks(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    answered = ada.answers(ada.draws(), "my words")
    after(ada, "Good", answered)
    before = [words_of(ada.types(line).card) for line in ("/streak", "/leaderboard")]
    ada.bot = knowing(make_bot, engine, OTHER)
    assert [words_of(ada.types(line).card) for line in ("/streak", "/leaderboard")] == before
    assert is_refusal(ada.presses("Good", answered))
    clock.advance(timedelta(days=1))
    assert "Day 2. 1 point." in words_of(ada.practises())


def test_a_daily_goes_on_after_its_question_was_taken_out(
    ada: Player, make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    post = post_today(ada.bot).card
    ada.bot = knowing(make_bot, engine, OTHER)
    for button in ("Answer", "Hint", "Show answer"):
        assert "taken out of the bank" in words_of(after(ada, button, post))
    clock.advance(timedelta(days=1))
    (claim,) = deliver(ada.bot)
    assert "q-other" in words_of(claim.card)
    assert "**Good.**" in words_of(ada.rates(claim.card, "Good"))


def test_a_question_reported_under_both_ids_has_one_open_report(
    make_bot: MakeBot, engine: Engine
) -> None:
    both = make_bot(engine, a_bank(OLD, a_question("q-new")))
    ada = somebody(both, "Ada")
    first = ada.draws()
    for card in (first, after(ada, "Another", first)):
        reports(ada, card)
    knowing(make_bot, engine, NEW)
    lea = somebody(knowing(make_bot, engine, NEW), "Lea", manager=True)
    waiting = queue_of(lea)
    assert "q-new" in waiting.title
    assert words_of(waiting).count("It is wrong.") == 1


def test_a_question_left_out_under_both_ids_stays_left_out(
    make_bot: MakeBot, engine: Engine
) -> None:
    both = make_bot(engine, a_bank(OLD, a_question("q-new"), OTHER))
    ada, lea = somebody(both, "Ada"), somebody(both, "Lea", manager=True)
    card = ada.draws()
    for _ in range(3):
        if "q-other" not in words_of(card):
            reports(ada, card)
            decides(lea, "Leave it out")
        card = after(ada, "Another", card)
    ada.bot = knowing(make_bot, engine, NEW, OTHER)
    assert "q-other" in words_of(somebody(ada.bot, "Bob").draws())
    assert "q-other" in words_of(ada.draws())
