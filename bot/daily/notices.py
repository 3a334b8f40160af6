"""What managers have to be told once, until somebody was told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot.daily.post_queries import OpenPost, open_post
from bot.daily.queries import DailyRow, PostState, daily_by_id
from bot.database.models import Notice, Workspace
from bot.database.upsert import Upsert
from bot.requests import Place, Platform

BROKEN: Final = "broken"
"""The kind of a notice about the daily itself; the others are named for a post's state."""

_HANDED_OUT_FOR: Final = timedelta(seconds=90)  # longer than any one message may take
_NEW_NOTICE: Final = Upsert(Notice, ("post_id", "kind"))


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What a manager has to be told; ``post`` is None when it is about the daily itself."""

    id: int
    kind: str
    user_id: str
    place: Place
    daily: DailyRow
    post: OpenPost | None
    tries: int


def add_notice(
    connection: Connection, daily: DailyRow, post_id: int, kind: PostState, now: datetime
) -> None:
    """Let the manager who added a daily hear about a post, once for each kind of trouble."""
    _NEW_NOTICE.run(connection, _row(daily, post_id, kind, now))


def add_notice_of_daily(connection: Connection, daily: DailyRow, now: datetime) -> None:
    """Let the manager who added a daily hear that it cannot be planned."""
    connection.execute(insert(Notice), _row(daily, None, BROKEN, now))


def take_notices(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[NoticeRow]:
    """Hand out notices that nobody was told yet; nobody else gets them for a while."""
    rows = connection.execute(
        select(
            Notice.id,
            Notice.kind,
            Notice.user_id,
            Notice.post_id,
            Notice.daily_id,
            Notice.tries,
            Workspace.platform,
            Workspace.external_id,
        )
        .join(Workspace, Workspace.id == Notice.workspace_id)
        .where(
            Notice.told_at.is_(None), Notice.not_before <= now, Workspace.platform.in_(platforms)
        )
        .order_by(Notice.id)
        .limit(limit)
        .with_for_update(of=Notice, skip_locked=True)
    ).all()
    taken = []
    for row in rows:
        connection.execute(
            update(Notice).where(Notice.id == row.id), {"not_before": now + _HANDED_OUT_FOR}
        )
        daily = daily_by_id(connection, row.daily_id)
        post = None if row.post_id is None else open_post(connection, row.post_id)
        place = Place(Platform(row.platform), row.external_id, daily.channel_id)
        taken.append(NoticeRow(row.id, row.kind, row.user_id, place, daily, post, row.tries))
    return taken


def put_off(connection: Connection, notice_id: int, until: datetime) -> None:
    """Let a notice wait, and count the try."""
    connection.execute(
        update(Notice)
        .where(Notice.id == notice_id, Notice.told_at.is_(None))
        .values(not_before=until, tries=Notice.tries + 1)
    )


def mark_told(connection: Connection, notice_id: int, now: datetime) -> None:
    """Note that a notice needs no more telling."""
    connection.execute(update(Notice).where(Notice.id == notice_id), {"told_at": now})


def _row(daily: DailyRow, post_id: int | None, kind: str, now: datetime) -> dict[str, object]:
    return {
        "workspace_id": daily.workspace_id,
        "daily_id": daily.id,
        "post_id": post_id,
        "kind": kind,
        "user_id": daily.added_by,
        "made_at": now,
        "not_before": now,
        "tries": 0,
    }
