"""Weeks in which the members of a team practised, so that there is something to show."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.requests import Asker, Place
from docs.pictures.acting import Member
from docs.pictures.stage import Stage

_DAYS: Final = 40
_DILIGENCE: Final = 0.7


def play_past(scene: Stage, place: Place, streaks: Mapping[Asker, int]) -> None:
    """Let everybody practise on every day of their streak, and on most days before it."""
    chance = random.Random(2)
    today = scene.clock.now
    for days_ago in range(_DAYS, 0, -1):
        scene.clock.now = today - timedelta(days=days_ago)
        for asker, streak in streaks.items():
            if days_ago <= streak or (days_ago > streak + 1 and chance.random() < _DILIGENCE):
                member = Member(scene.bot, asker, place)
                answer = member.press(member.types("question"), "Show answer")
                member.press(answer, "Good")
    scene.clock.now = today
