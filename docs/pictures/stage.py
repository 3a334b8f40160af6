"""What all pictures share: a core on a clock that stands still, its members and their words."""

import random
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.models import Base
from bot.question_bank import QuestionBank
from bot.question_files import load

CHECKOUT: Final = Path(__file__).parents[2]

CHANNEL: Final = "deep-learning"
MORNING: Final = datetime(2026, 1, 16, 8, 55, tzinfo=UTC)
DAILY_TIME: Final = "09:00"
UNTIL_DAILY: Final = timedelta(minutes=5)
UNTIL_ANSWER: Final = timedelta(minutes=12)

WORDS: Final = (
    "It turns the scores of the last layer into positive numbers that add up to 1, so I can read "
    "them as probabilities. I use it with cross-entropy when one class is right. Libraries "
    "subtract the largest score first."
)
TICKED: Final = (0, 2, 4)

_QUESTION: Final = "dl-beginner-06"
_ICON: Final = CHECKOUT / "adapters/playground/static/icon.svg"


class StageClock:
    """Stands still until the scene moves on."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Stage:
    """What an adapter needs to play a scene; ``poster`` always posts the same daily question."""

    bot: PracticeBot
    poster: PracticeBot
    worker: Worker
    clock: StageClock


@contextmanager
def stage() -> Iterator[Stage]:
    """Set up a bot on an empty database in memory."""
    questions, _ = load(CHECKOUT / "questions")
    one = QuestionBank(question for question in questions if question.id == _QUESTION)
    engine = open_engine(readable_url("sqlite://"))
    Base.metadata.create_all(engine)
    worker = Worker(1)
    clock = StageClock(MORNING)
    bot, poster = (
        PracticeBot(engine, bank, clock, random.Random(1), "pictures") for bank in (questions, one)
    )
    try:
        yield Stage(bot, poster, worker, clock)
    finally:
        worker.close()
        engine.dispose()


def icon_address() -> str:
    """Write the bot's picture as an address that needs no server."""
    return f"data:image/svg+xml;base64,{b64encode(_ICON.read_bytes()).decode()}"
