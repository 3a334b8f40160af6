"""Works out what is only cached from what is kept, for ``practice-bot streaks rebuild``."""

import random

from sqlalchemy.engine import URL

from bot.app import PracticeBot
from bot.clock import ShiftedClock, system_clock
from bot.database.choice import open_existing
from bot.database.engine import give_way
from bot.parts import PLAYGROUND_OFFSET, follow_playground
from bot.question_bank import QuestionBank


def rebuild_streaks(url: URL) -> int:
    """Work out every streak of a database from its days; how many there are comes back."""
    engine = open_existing(url)
    clock = ShiftedClock(system_clock)
    bot = PracticeBot(engine, QuestionBank(()), clock, random.Random(), "rebuild")
    try:
        follow_playground(clock, bot.remembered(PLAYGROUND_OFFSET))
        count = bot.doubt_streaks()
        is_more = True
        while is_more:
            is_more = bot.refresh_streaks()
            give_way(engine)
    finally:
        engine.dispose()
    return count
