"""A simulated year of reviews by the rules alone: nothing comes before its time.

The rules choose and schedule for every member; their log of ratings is then replayed, by the
library that the bot uses and by the formulas of FSRS-6 written down here once more.
"""

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from benchmarks.streak_rules import Tallies
from bot.memory import after_rating, replayed
from bot.practice.due import reviews_on
from bot.practice.selection import Moment, Seen, choose, tier_reached
from bot.question_bank import QuestionBank
from bot.ratings import Rating

SHARE: Final = 20

_FIRST_DAY: Final = date(2026, 1, 1)
_ONE_DAY: Final = timedelta(days=1)
_GRADES: Final = {Rating.AGAIN: 1, Rating.HARD: 2, Rating.GOOD: 3, Rating.EASY: 4}
# The default weights of FSRS-6 and its formulas: open-spaced-repetition/fsrs4anki, "The Algorithm".
_W: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
_LEAST_STABILITY: Final = 0.001


@dataclass
class _Life:
    """One member's year so far."""

    eagerness: float
    weights: tuple[int, int, int, int]
    seen: dict[str, Seen] = field(default_factory=dict)
    log: dict[str, list[tuple[Rating, date]]] = field(default_factory=lambda: defaultdict(list))


def check_reviews(
    bank: QuestionBank, rng: random.Random, tallies: Tallies, *, members: int, days: int
) -> None:
    """Let members live a year, and hold every choice and every state against what is promised."""
    for number in range(members):
        weights = rng.choice([(1, 2, 5, 3), (5, 3, 2, 1), (1, 1, 1, 1), (2, 2, 4, 2)])
        life = _Life(rng.uniform(0.05, 0.95), weights)
        for day in range(days):
            if rng.random() < life.eagerness:
                _live(life, _FIRST_DAY + day * _ONE_DAY, bank, rng, tallies)
        _check_states(number, life, tallies)
        tallies.counts["members through reviews"] += 1


def _live(life: _Life, day: date, bank: QuestionBank, rng: random.Random, tallies: Tallies) -> None:
    now = datetime.combine(day, time(rng.randrange(6, 23)), UTC)
    due = reviews_on(day, life.seen, {one.id for one in bank}, done_today=0, a_day=SHARE).due
    for name in due[: rng.randint(0, SHARE)]:
        memory = life.seen[name].memory
        tallies.compare(f"{name} was due on {day}", bool(memory and memory.due_on <= day), True)
        tallies.counts["reviews, none before its day"] += 1
        _rate(life, name, now, rng)
    for _ in range(rng.randint(0, 2)):
        now += timedelta(minutes=rng.randint(11, 60))
        reached = tier_reached(bank, life.seen)
        question = choose(tuple(bank), life.seen, Moment(now, day), rng, reached=reached)
        if question is None:
            return
        unseen = len(life.seen) < len(bank)
        tallies.compare(f"{question.id} is new on {day}", question.id not in life.seen, unseen)
        tallies.counts["questions chosen, none repeated while one was unseen"] += 1
        life.seen[question.id] = _drawn(life, question.id, now)
        if rng.random() < 0.9:
            _rate(life, question.id, now, rng)


def _drawn(life: _Life, name: str, now: datetime) -> Seen:
    look = life.seen.get(name)
    return replace(look, drawn_at=now) if look else Seen(now)


def _rate(life: _Life, name: str, now: datetime, rng: random.Random) -> None:
    (rating,) = rng.choices(list(Rating), life.weights)
    look = life.seen[name]
    memory = after_rating(look.memory, rating, now.date())
    first = look.first or (now, rating)
    life.seen[name] = Seen(look.drawn_at, rating, now, memory, first)
    life.log[name].append((rating, now.date()))


def _check_states(number: int, life: _Life, tallies: Tallies) -> None:
    for name, ratings in life.log.items():
        memory = life.seen[name].memory
        tallies.compare(f"member {number}, {name}: state", memory, replayed(ratings))
        if memory is not None:
            stability, difficulty = oracle(ratings)
            close = math.isclose(memory.stability, stability, rel_tol=1e-9) and math.isclose(
                memory.difficulty, difficulty, rel_tol=1e-9
            )
            tallies.compare(f"member {number}, {name}: FSRS-6", close, True)
        tallies.counts["states, each equal to a replay and to the formulas"] += 1


def oracle(ratings: Sequence[tuple[Rating, date]]) -> tuple[float, float]:
    """Work out stability (days) and difficulty by the published formulas, step by step.

    Only the first rating of a day counts.
    """
    stability = difficulty = 0.0
    last: date | None = None
    for rating, day in ratings:
        grade = _GRADES[rating]
        if last is None:
            stability, difficulty = max(_W[grade - 1], _LEAST_STABILITY), _first_difficulty(grade)
        elif day <= last:
            continue
        else:
            recall = _recall((day - last).days, stability)
            stability = _next_stability(stability, difficulty, recall, grade)
            difficulty = _next_difficulty(difficulty, grade)
        last = day
    return stability, difficulty


def _recall(days: int, stability: float) -> float:
    decay = -_W[20]
    return math.pow(1 + (math.pow(0.9, 1 / decay) - 1) * days / stability, decay)


def _unclamped_difficulty(grade: int) -> float:
    return _W[4] - math.exp(_W[5] * (grade - 1)) + 1


def _first_difficulty(grade: int) -> float:
    return min(max(_unclamped_difficulty(grade), 1.0), 10.0)


def _next_difficulty(difficulty: float, grade: int) -> float:
    damped = difficulty - _W[6] * (grade - 3) * (10 - difficulty) / 9
    return min(max(_W[7] * _unclamped_difficulty(4) + (1 - _W[7]) * damped, 1.0), 10.0)


def _next_stability(stability: float, difficulty: float, recall: float, grade: int) -> float:
    if grade == 1:
        long_term = (
            _W[11]
            * math.pow(difficulty, -_W[12])
            * (math.pow(stability + 1, _W[13]) - 1)
            * math.exp(_W[14] * (1 - recall))
        )
        return max(min(long_term, stability / math.exp(_W[17] * _W[18])), _LEAST_STABILITY)
    factor = {2: _W[15], 3: 1.0, 4: _W[16]}[grade]
    growth = (
        math.exp(_W[8])
        * (11 - difficulty)
        * math.pow(stability, -_W[9])
        * (math.exp(_W[10] * (1 - recall)) - 1)
        * factor
    )
    return max(stability * (1 + growth), _LEAST_STABILITY)
