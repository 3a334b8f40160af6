"""Which question a daily posts next."""

import random

from sqlalchemy import Connection

from bot.daily import planned_posts
from bot.daily.queries import DailyRow
from bot.daily.rotation import WEAKEST, choose_first_fresh, choose_for_channel, fitting
from bot.packs.asked import questions_of
from bot.progress.weak_spots_of_team import weakest_first
from bot.question_bank import Question, QuestionBank


def pick_question(
    connection: Connection, bank: QuestionBank, rng: random.Random, daily: DailyRow
) -> Question | None:
    """Pick the question of a daily's next post; None when nothing that is asked here fits it."""
    count = planned_posts.posts_so_far(connection, daily.id)
    questions = questions_of(connection, bank, daily.workspace_id)
    candidates = fitting(questions, daily.tier, daily.topic, count)
    posted = planned_posts.posted_in_channel(connection, daily.workspace_id, daily.channel_id)
    if daily.tier == WEAKEST:
        weak = weakest_first(connection, questions, daily.workspace_id, daily.topic)
        if (found := choose_first_fresh(weak, posted, rng)) is not None:
            return found
    return choose_for_channel(candidates, posted, rng)
