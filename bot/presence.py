"""From a board that was shown to the platform's word on who of it has left."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Engine

from bot.clock import Clock
from bot.database.engine import reading
from bot.members import listing
from bot.ports import Doubt
from bot.requests import Platform

BATCH: Final = 10  # members handed out in one transaction: a page


class Presence:
    """Decides, in the database, which process asks for whom, and takes leavers off boards."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def claim_doubts(self, platforms: Collection[Platform], limit: int = BATCH) -> list[Doubt]:
        """Take members on these platforms of whom nobody has asked for a day."""
        now = self._clock()
        with reading(self._engine).begin() as connection:
            if not listing.is_anybody_wanted(connection, platforms):
                return []
        with self._engine.begin() as connection:
            return listing.take_wanted(connection, platforms, now, limit)

    def record_gone(self, doubt: Doubt) -> None:
        """Note that a member is not in the workspace any more, until they are heard of again."""
        now = self._clock()
        with self._engine.begin() as connection:
            listing.mark_gone(connection, doubt.member_id, now)
