"""A year of a few members: nothing comes before its time, and the states are those of a replay."""

import random
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Row, select

from bot.cards import Card, Reply
from bot.database.models import Attempt, Base, Draw, Knowledge
from bot.memory import Memory, after_rating, replayed
from bot.practice.rebuilding import rebuild
from bot.question_bank import TIERS
from bot.ratings import Rating
from tests.conftest import MakeBot
from tests.core.player import Player, labels, somebody
from tests.databases import MigratedSqlite
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

DAYS = 365
SHARE = 5
ZONES = ["Europe/Amsterdam", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"]
LABELS = [rating.capitalize() for rating in Rating]
BANK = a_bank(*(a_question(f"q-{tier}-{number}", tier) for tier in TIERS for number in range(15)))


@dataclass
class Life:
    """One member: how often they practise, how well, and where they are."""

    player: Player
    eagerness: float
    weights: tuple[int, int, int, int]
    zone: str


@pytest.fixture
def engine(sqlite_template: MigratedSqlite) -> Engine:
    return sqlite_template.open_in_memory()


def test_over_a_year_nothing_is_repeated_before_its_time_and_a_replay_gives_the_same(
    make_bot: MakeBot, engine: Engine, clock: FakeClock
) -> None:
    rng = random.Random(4)
    bot = make_bot(engine, BANK)
    lives = [
        Life(somebody(bot, "Keen"), 0.9, (1, 2, 5, 3), ZONES[0]),
        Life(somebody(bot, "Weak"), 0.5, (5, 3, 2, 1), ZONES[1]),
        Life(somebody(bot, "Rare"), 0.1, (1, 1, 1, 1), ZONES[2]),
        Life(somebody(bot, "Roam"), 0.6, (2, 2, 4, 2), ZONES[3]),
    ]
    for life in lives:
        life.player.types(f"/settings me {life.zone}")
        life.player.types(f"/settings me reviews_a_day={SHARE}")
    for day in range(DAYS):
        for life in lives:
            if rng.random() < life.eagerness:
                hours = rng.uniform(0, 24)
                clock.now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, hours=hours)
                _live(life, clock, rng)
    before = _rows(engine, Knowledge)
    attempts, draws = _rows(engine, Attempt), _rows(engine, Draw)
    assert len(attempts) > 1_000
    _check_states(before, attempts)
    _check_moments(draws, attempts)
    _check_share(draws, attempts)
    rebuild(engine)
    assert _rows(engine, Knowledge) == before


def _live(life: Life, clock: FakeClock, rng: random.Random) -> None:
    """Live one day: now and then a journey, then the reviews, then a few new questions."""
    player = life.player
    if player.asker.display_name == "Roam" and rng.random() < 0.1:
        life.zone = rng.choice(ZONES)
        player.types(f"/settings me {life.zone}")
    card = player.types("/review").card
    for _ in range(rng.randint(0, SHARE + 2)):
        if "Answer" not in labels(card):
            break
        rated = _rates(life, card, rng)
        if "Next review" not in labels(rated):
            break
        card = _pressed(player, "Next review", rated)
    for _ in range(rng.randint(0, 2)):
        clock.advance(timedelta(minutes=rng.randint(1, 30)))
        card = player.draws()
        if rng.random() < 0.2:
            card = _pressed(player, "Another", card)
        _rates(life, card, rng)


def _rates(life: Life, card: Card, rng: random.Random) -> Card:
    (rating,) = rng.choices(LABELS, life.weights)
    return _pressed(life.player, rating, _pressed(life.player, "Show answer", card))


def _pressed(player: Player, button: str, card: Card) -> Card:
    outcome = player.presses(button, card)
    assert isinstance(outcome, Reply)
    return outcome.card


def _rows(engine: Engine, table: type[Base]) -> list[Row[Any]]:
    columns = table.__table__.columns
    with engine.connect() as connection:
        return list(connection.execute(select(*columns).order_by(*table.__table__.primary_key)))


def _check_states(known: list[Row[Any]], attempts: list[Row[Any]]) -> None:
    """Each cached state is what a replay of that question's attempts gives."""
    log: dict[tuple[int, str], list[tuple[Rating, date]]] = defaultdict(list)
    for one in attempts:
        log[one.member_id, one.question_id].append((Rating(one.rating), one.practice_day))
    for row in known:
        memory = replayed(log[row.member_id, row.question_id])
        expected = astuple(memory) if memory else (None, None, None, None)
        assert (row.stability, row.difficulty, row.last_review_on, row.due_on) == expected


def _check_moments(draws: list[Row[Any]], attempts: list[Row[Any]]) -> None:
    """A bare ask repeats a question only when none is unseen, a review only when it is due."""
    rated = {one.draw_id: one for one in attempts}
    seen: dict[int, set[str]] = defaultdict(set)
    memories: dict[tuple[int, str], Memory] = {}
    repeats = reviews = 0
    for draw in draws:
        name = draw.member_id, draw.question_id
        attempt = rated.get(draw.id)
        if draw.is_review and attempt is not None:
            reviews += 1
            assert memories[name].due_on <= attempt.practice_day
        if not draw.is_review and draw.question_id in seen[draw.member_id]:
            repeats += 1
            assert len(seen[draw.member_id]) == len(BANK)
        seen[draw.member_id].add(draw.question_id)
        if attempt is not None:
            rating = Rating(attempt.rating)
            memories[name] = after_rating(memories.get(name), rating, attempt.practice_day)
    assert reviews > 500
    assert repeats > 100


def _check_share(draws: list[Row[Any]], attempts: list[Row[Any]]) -> None:
    """No day has more reviews than the member wanted."""
    asked_for = {draw.id for draw in draws if draw.is_review}
    done = Counter(
        (one.member_id, one.practice_day) for one in attempts if one.draw_id in asked_for
    )
    assert max(done.values()) == SHARE
