"""How well a question is remembered and when it should come back: FSRS on practice days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from fsrs import Card, Scheduler, State
from fsrs import Rating as Grade

from bot.ratings import Rating

RETENTION: Final = 0.90
MAXIMUM_INTERVAL_DAYS: Final = 180

# Steps of minutes make no sense in a chat, and a replay must give the same days.
_SCHEDULER: Final = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=MAXIMUM_INTERVAL_DAYS,
    enable_fuzzing=False,
)
_GRADES: Final = {
    Rating.AGAIN: Grade.Again,
    Rating.HARD: Grade.Hard,
    Rating.GOOD: Grade.Good,
    Rating.EASY: Grade.Easy,
}
_NO_ID: Final = 0  # a card without an id would be given one by sleeping
_NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of one question of one member; its days are the member's practice days."""

    stability: float
    difficulty: float
    last_review_on: date
    due_on: date


def after_rating(memory: Memory | None, rating: Rating, day: date) -> Memory:
    """Tell what a rating makes of a memory; None before the first one.

    Only the first rating of a practice day moves it. A day before the last review, after a journey,
    moves nothing either.
    """
    if memory is not None and day <= memory.last_review_on:
        return memory
    card, _ = _SCHEDULER.review_card(_card(memory), _GRADES[rating], _noon(day))
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has a stability and a difficulty")
    return Memory(card.stability, card.difficulty, day, card.due.date())


def replayed(ratings: Iterable[tuple[Rating, date]]) -> Memory | None:
    """Build a memory anew from all ratings of a question and their days, in their order."""
    memory: Memory | None = None
    for rating, day in ratings:
        memory = after_rating(memory, rating, day)
    return memory


def predicted_recall(memory: Memory | None, day: date) -> float:
    """Tell how likely an answer is still known on a day, from 0 to 1; 0 if it was never rated."""
    if memory is None:
        return 0.0
    return float(_SCHEDULER.get_card_retrievability(_card(memory), _noon(day)))


def is_due(memory: Memory | None, day: date) -> bool:
    """Tell whether a question should be asked again on a day."""
    return memory is not None and memory.due_on <= day


def _card(memory: Memory | None) -> Card:
    if memory is None:
        return Card(_NO_ID)
    return Card(
        _NO_ID,
        State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_noon(memory.due_on),
        last_review=_noon(memory.last_review_on),
    )


def _noon(day: date) -> datetime:
    # FSRS counts whole spans of 24 hours and takes this one zone object alone.
    return datetime.combine(day, _NOON, UTC)
