"""Questions about notices: who has to be told what, and who hands it out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Select, case, delete, insert, literal, or_, select, update

from bot.database.models import Notice, Workspace
from bot.database.upsert import Upsert
from bot.requests import Place, Platform

TOLD_KEPT_FOR: Final = timedelta(days=90)
"""How long it is kept that somebody was told: a post makes no more trouble after that."""
TIDIED_AT_ONCE: Final = 500

_HANDED_OUT_FOR: Final = timedelta(seconds=90)  # longer than any one message may take
_NEW_OF_POST: Final = Upsert(Notice, ("post_id", "kind"))
_OPEN: Final = (Notice.told_at.is_(None),)
_HANDED_OUT: Final[Select[*tuple[Any, ...]]] = (
    select(
        Notice.id,
        Notice.kind,
        Notice.workspace_id,
        Notice.user_id,
        Notice.tries,
        Notice.made_at,
        Notice.daily_id,
        Notice.post_id,
        Notice.suggestion_id,
        Notice.report_id,
        Workspace.platform,
        Workspace.external_id,
    )
    .join(Workspace, Workspace.id == Notice.workspace_id)
    .where(*_OPEN, Workspace.removed_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What somebody has to be told; the ids name what it is about, where it is about a row."""

    id: int
    kind: str
    workspace_id: int
    user_id: str
    place: Place
    tries: int
    made_at: datetime
    daily_id: int | None
    post_id: int | None
    suggestion_id: int | None
    report_id: int | None


@dataclass(frozen=True, slots=True)
class LastNotice:
    """When somebody was told something of a kind, or is to be told; None when not yet."""

    not_before: datetime
    told_at: datetime | None


def add_notice(
    connection: Connection,
    *,
    workspace_id: int,
    kind: str,
    user_id: str,
    now: datetime,
    not_before: datetime | None = None,
    daily_id: int | None = None,
    post_id: int | None = None,
    suggestion_id: int | None = None,
    report_id: int | None = None,
) -> None:
    """Let somebody hear of something; of a post once for each kind of trouble."""
    row: dict[str, Any] = {
        "workspace_id": workspace_id,
        "kind": kind,
        "user_id": user_id,
        "made_at": now,
        "not_before": not_before or now,
        "tries": 0,
        "daily_id": daily_id,
        "post_id": post_id,
        "suggestion_id": suggestion_id,
        "report_id": report_id,
    }
    if post_id is None:
        connection.execute(insert(Notice), row)
    else:
        _NEW_OF_POST.run(connection, row)


def is_anything_to_tell(
    connection: Connection, platforms: Collection[Platform], now: datetime
) -> bool:
    """Tell whether there is a notice to hand out now."""
    return connection.execute(_due(platforms, now).limit(1)).first() is not None


def take_notices(
    connection: Connection,
    platforms: Collection[Platform],
    now: datetime,
    limit: int,
    *,
    once: Collection[str],
) -> list[NoticeRow]:
    """Hand out notices that nobody was told yet; nobody else gets them for a while.

    Those of the kinds ``once`` count as told from here on, whatever becomes of who has them.
    """
    rows = connection.execute(
        _due(platforms, now)
        .order_by(Notice.id)
        .limit(limit)
        .with_for_update(of=Notice, skip_locked=True)
    ).all()
    if rows:
        told_at = case(
            (Notice.kind.in_(once), literal(now, Notice.told_at.type)), else_=Notice.told_at
        )
        connection.execute(
            update(Notice)
            .where(Notice.id.in_([row.id for row in rows]))
            .values(not_before=now + _HANDED_OUT_FOR, told_at=told_at)
        )
    return [
        NoticeRow(
            id=row.id,
            kind=row.kind,
            workspace_id=row.workspace_id,
            user_id=row.user_id,
            place=Place(Platform(row.platform), row.external_id, ""),
            tries=row.tries,
            made_at=row.made_at,
            daily_id=row.daily_id,
            post_id=row.post_id,
            suggestion_id=row.suggestion_id,
            report_id=row.report_id,
        )
        for row in rows
    ]


def last_notice(
    connection: Connection, workspace_id: int, user_id: str, kind: str
) -> LastNotice | None:
    """Find somebody's newest notice of a kind."""
    row = connection.execute(
        select(Notice.not_before, Notice.told_at)
        .where(Notice.workspace_id == workspace_id, Notice.user_id == user_id, Notice.kind == kind)
        .order_by(Notice.id.desc())
        .limit(1)
    ).one_or_none()
    return LastNotice(*row) if row else None


def put_off(
    connection: Connection, notice_id: int, tries: int, until: datetime, *, once: Collection[str]
) -> None:
    """Let a notice that was handed out after so many tries wait, and count one more.

    One of the kinds ``once``, which counted as told meanwhile, is open again.
    """
    connection.execute(
        update(Notice)
        .where(
            Notice.id == notice_id,
            # Who says it twice must not open what was handed out again in between.
            Notice.tries == tries,
            or_(*_OPEN, Notice.kind.in_(once)),
        )
        .values(not_before=until, tries=tries + 1, told_at=None)
    )


def drop(connection: Connection, notice_id: int) -> None:
    """Forget a notice that nobody was told and that has become pointless."""
    connection.execute(delete(Notice).where(Notice.id == notice_id))


def mark_told(connection: Connection, notice_id: int, now: datetime) -> None:
    """Note that a notice needs no more telling."""
    connection.execute(update(Notice).where(Notice.id == notice_id), {"told_at": now})


def forget_told(connection: Connection, now: datetime, size: int = TIDIED_AT_ONCE) -> bool:
    """Delete some notices that were told long ago; False when there was none."""
    long_ago = (
        select(Notice.id)
        .where(Notice.told_at <= now - TOLD_KEPT_FOR)
        .order_by(Notice.told_at, Notice.id)
        .limit(size)
    )
    ids = list(connection.scalars(long_ago.with_for_update(skip_locked=True)))
    if ids:
        connection.execute(delete(Notice).where(Notice.id.in_(ids)))
    return bool(ids)


def _due(platforms: Collection[Platform], now: datetime) -> Select[*tuple[Any, ...]]:
    return _HANDED_OUT.where(Notice.not_before <= now, Workspace.platform.in_(platforms))
