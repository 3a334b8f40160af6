"""When a question comes back: practice days in, practice days out."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as Grade
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import (
    MAXIMUM_INTERVAL_DAYS,
    Memory,
    after_rating,
    is_due,
    predicted_recall,
    replayed,
)
from bot.ratings import Rating

DAY = date(2026, 3, 4)
RATINGS = st.sampled_from(Rating)
STORY = st.lists(st.tuples(RATINGS, st.integers(-3, 200)), min_size=1, max_size=30)
GRADES = dict(zip(Rating, Grade, strict=True))


def memory_after(*ratings: Rating, day: date = DAY) -> Memory:
    """Rate a question on each day on which it is due."""
    memory: Memory | None = None
    for rating in ratings:
        memory = after_rating(memory, rating, memory.due_on if memory else day)
    assert memory is not None
    return memory


def told(story: list[tuple[Rating, int]]) -> list[tuple[Rating, date]]:
    """Turn steps between ratings, some of them back, into days."""
    day, days = DAY, []
    for rating, step in story:
        day += timedelta(days=step)
        days.append((rating, day))
    return days


def test_good_answers_come_back_ever_later() -> None:
    day, gaps = DAY, []
    memory: Memory | None = None
    for _ in range(5):
        memory = after_rating(memory, Rating.GOOD, day)
        gaps.append((memory.due_on - day).days)
        day = memory.due_on
    assert gaps == [2, 11, 46, 163, 180]


def test_a_forgotten_answer_comes_back_soon() -> None:
    known = memory_after(Rating.GOOD, Rating.GOOD, Rating.GOOD)
    forgotten = after_rating(known, Rating.AGAIN, known.due_on)
    assert (forgotten.due_on - known.due_on).days <= 3
    assert forgotten.difficulty > known.difficulty


@given(RATINGS, RATINGS)
def test_only_the_first_rating_of_a_day_moves_the_schedule(first: Rating, second: Rating) -> None:
    memory = after_rating(None, first, DAY)
    assert after_rating(memory, second, DAY) == memory


@given(STORY, RATINGS, st.integers(1, 400))
def test_a_day_before_the_last_review_moves_nothing(
    story: list[tuple[Rating, int]], rating: Rating, earlier: int
) -> None:
    memory = replayed(told(story))
    assert memory is not None
    before = memory.last_review_on - timedelta(days=earlier)
    assert after_rating(memory, rating, before) == memory


@given(STORY)
def test_step_by_step_is_the_same_as_a_replay(story: list[tuple[Rating, int]]) -> None:
    memory: Memory | None = None
    for rating, day in told(story):
        memory = after_rating(memory, rating, day)
    assert memory == replayed(told(story))


@given(STORY)
def test_the_next_day_lies_ahead_and_not_beyond_half_a_year(
    story: list[tuple[Rating, int]],
) -> None:
    memory = replayed(told(story))
    assert memory is not None
    assert 1 <= (memory.due_on - memory.last_review_on).days <= MAXIMUM_INTERVAL_DAYS


@given(st.lists(st.tuples(RATINGS, st.integers(1, 200)), min_size=1, max_size=20))
def test_the_library_agrees_when_it_keeps_the_card_itself(story: list[tuple[Rating, int]]) -> None:
    scheduler = Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=180,
        enable_fuzzing=False,
    )
    card = Card(1)
    for rating, day in told(story):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        card, _ = scheduler.review_card(card, GRADES[rating], noon)
    memory = replayed(told(story))
    assert memory is not None
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
    assert memory.due_on == card.due.date()


def test_recall_falls_from_one_to_nine_in_ten_on_the_day_it_is_due() -> None:
    memory = memory_after(Rating.GOOD, Rating.GOOD, Rating.GOOD)
    recalls = [predicted_recall(memory, memory.last_review_on + timedelta(n)) for n in range(400)]
    assert recalls[0] == 1.0
    assert recalls == sorted(recalls, reverse=True)
    assert predicted_recall(memory, memory.due_on) == pytest.approx(0.9, abs=0.01)
    assert predicted_recall(None, DAY) == 0.0


def test_a_question_is_due_from_its_day_on() -> None:
    memory = memory_after(Rating.GOOD)
    assert not is_due(memory, memory.due_on - timedelta(days=1))
    assert is_due(memory, memory.due_on)
    assert is_due(memory, memory.due_on + timedelta(days=100))
    assert not is_due(None, DAY)


def test_nothing_sleeps_while_memories_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", _refuse)
    memory_after(Rating.GOOD, Rating.AGAIN)


def _refuse(_seconds: float) -> None:
    raise AssertionError("somebody sleeps")
