"""From a notice to the direct message that tells it, one short transaction a step."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine

from bot.cards import Card
from bot.clock import Clock
from bot.daily.notice_views import trouble_card
from bot.daily.setbacks import wait_after
from bot.database.engine import is_race, reading
from bot.notices import queries
from bot.notices.queries import NoticeRow
from bot.ports import Notice
from bot.question_bank import QuestionBank
from bot.reminders.planning import REMINDER, plan_reminders, reminder_card
from bot.reminders.queries import is_anybody_to_be_seen, next_to_be_seen
from bot.requests import Platform
from bot.suggestions.notice_cards import judged_card, looked_at_card, waiting_card
from bot.suggestions.telling import JUDGED, LOOKED_AT, WAITING

BATCH: Final = 20  # notices handed out in one transaction

# A reminder that a crash takes away costs less than one that comes a second time on its day.
_ONCE: Final = frozenset({REMINDER})

_IsAny = Callable[[Connection, Collection[Platform], datetime], bool]

log = logging.getLogger(__name__)


class Telling:
    """Decides, in the database, which process tells whom what."""

    def __init__(self, engine: Engine, clock: Clock, questions: QuestionBank) -> None:
        self._engine = engine
        self._clock = clock
        self._questions = questions

    def claim_notices(self, platforms: Collection[Platform]) -> list[Notice]:
        """Take what people on these platforms have to be told now."""
        now = self._clock()
        if self._finds(is_anybody_to_be_seen, platforms, now):
            self._remind(platforms, now)
        if not self._finds(queries.is_anything_to_tell, platforms, now):
            return []
        with self._engine.begin() as connection:
            claimed = []
            for row in queries.take_notices(connection, platforms, now, BATCH, once=_ONCE):
                card = self._drawn(connection, row, now)
                if card is not None:
                    claimed.append(Notice(row.id, row.place, row.user_id, card, row.tries))
        return claimed

    def next_due(self, platforms: Collection[Platform]) -> datetime | None:
        """Tell when the next reminder on these platforms may be due; None when none is wanted."""
        with reading(self._engine).begin() as connection:
            return next_to_be_seen(connection, platforms)

    def record_told(self, notice: Notice) -> None:
        """Note that somebody was told, or that telling will never work."""
        now = self._clock()
        with self._engine.begin() as connection:
            queries.mark_told(connection, notice.notice_id, now)

    def tell_later(self, notice: Notice) -> None:
        """Let a notice that certainly reached nobody wait for its next try."""
        now = self._clock()
        with self._engine.begin() as connection:
            until = now + wait_after(notice.tries + 1)
            queries.put_off(connection, notice.notice_id, notice.tries, until, once=_ONCE)

    def forget_told(self) -> bool:
        """Forget some of what was told long ago; False when there was nothing."""
        with self._engine.begin() as connection:
            return queries.forget_told(connection, self._clock())

    def _finds(self, what: _IsAny, platforms: Collection[Platform], now: datetime) -> bool:
        """Look without a lock: most ticks find nothing, and then nobody has to wait for them."""
        with reading(self._engine).begin() as connection:
            return what(connection, platforms, now)

    def _remind(self, platforms: Collection[Platform], now: datetime) -> None:
        """Let a few members hear whose time has come: no more than are told in one go."""
        try:
            with self._engine.begin() as connection:
                plan_reminders(connection, platforms, self._questions, now, BATCH)
        except Exception as error:
            if not is_race(error):
                raise
            log.info("another process was faster; the next tick looks again")

    def _drawn(self, connection: Connection, notice: NoticeRow, now: datetime) -> Card | None:
        """Draw a notice; one that is pointless by now goes, as if it had never been."""
        try:
            with connection.begin_nested():
                card = self._card_of(connection, notice, now)
        except Exception as error:  # one broken notice must not silence the others
            if is_race(error):
                raise
            log.exception("notice %d cannot be drawn and is given up", notice.id)
            queries.mark_told(connection, notice.id, now)
            return None
        if card is None:
            queries.drop(connection, notice.id)
        return card

    def _card_of(self, connection: Connection, notice: NoticeRow, now: datetime) -> Card | None:
        """Make the message of a notice; None when meanwhile there is nothing to tell."""
        match notice.kind:
            case kind if kind == JUDGED:
                return judged_card(connection, notice)
            case kind if kind == LOOKED_AT:
                return looked_at_card(connection, notice, self._questions)
            case kind if kind == WAITING:
                return waiting_card(connection, notice)
            case kind if kind == REMINDER:
                return reminder_card(connection, notice, self._questions, now)
            case _:
                return trouble_card(connection, notice)
