"""From a notice to the direct message that tells it, one short transaction a step."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, Engine

from bot.cards import Card
from bot.clock import Clock
from bot.daily.notice_views import trouble_card
from bot.daily.setbacks import wait_after
from bot.notices import queries
from bot.notices.queries import NoticeRow
from bot.ports import Notice
from bot.requests import Platform
from bot.suggestions.notice_cards import judged_card, waiting_card
from bot.suggestions.telling import JUDGED, WAITING

BATCH: Final = 20  # notices handed out in one transaction


class Telling:
    """Decides, in the database, which process tells whom what."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def claim_notices(self, platforms: Collection[Platform]) -> list[Notice]:
        """Take what people on these platforms have to be told now."""
        now = self._clock()
        with self._engine.begin() as connection:
            claimed = []
            for row in queries.take_notices(connection, platforms, now, BATCH):
                card = _card_of(connection, row)
                if card is None:
                    queries.mark_told(connection, row.id, now)
                else:
                    claimed.append(Notice(row.id, row.place, row.user_id, card, row.tries))
        return claimed

    def record_told(self, notice: Notice) -> None:
        """Note that somebody was told, or that telling will never work."""
        now = self._clock()
        with self._engine.begin() as connection:
            queries.mark_told(connection, notice.notice_id, now)

    def tell_later(self, notice: Notice) -> None:
        """Let a notice that certainly reached nobody wait for its next try."""
        now = self._clock()
        with self._engine.begin() as connection:
            queries.put_off(connection, notice.notice_id, now + wait_after(notice.tries + 1))


def _card_of(connection: Connection, notice: NoticeRow) -> Card | None:
    """Make the message of a notice; None when meanwhile there is nothing to tell."""
    match notice.kind:
        case kind if kind == JUDGED:
            return judged_card(connection, notice)
        case kind if kind == WAITING:
            return waiting_card(connection, notice)
        case _:
            return trouble_card(connection, notice)
