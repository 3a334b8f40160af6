"""Questions about who wants to be reminded, and when it has to be seen whether they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, case, func, select, update

from bot.database.models import Member, Workspace
from bot.members.practice_days import UTC_ZONE
from bot.members.reminder_schedule import EFFECTIVE_ZONE
from bot.requests import Platform


@dataclass(frozen=True, slots=True)
class Reminded:
    """A member who wants reminders at a local time, and the zone that they are in now."""

    member_id: int
    workspace_id: int
    user_id: str
    at: str
    zone: str
    day_ends_after: int
    reminded_on: date | None
    reached_on: date | None


_QUEUE: Final = Member.__table__.alias()
_REMINDED: Final = (
    select(
        Member.id,
        Member.workspace_id,
        Member.external_id,
        Member.reminder_at,
        func.coalesce(EFFECTIVE_ZONE, UTC_ZONE),
        Member.day_ends_after,
        Member.reminded_on,
        Member.reached_on,
    )
    .join(Workspace, Workspace.id == Member.workspace_id)
    .where(
        Member.reminder_at.is_not(None),
        Member.gone_at.is_(None),
        Workspace.removed_at.is_(None),
    )
)


def is_anybody_to_be_seen(
    connection: Connection, platforms: Collection[Platform], now: datetime
) -> bool:
    """Tell whether the time of any member has come."""
    return connection.execute(_waiting(platforms, now).limit(1)).first() is not None


def to_be_seen(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[Reminded]:
    """List members whose time has come, locked for this transaction.

    First come those for whom it is night soonest, and last those for whom it is night already.
    """
    is_too_late = case((_QUEUE.c.reminder_ends_at > now, 0), else_=1)
    # Chosen from the index alone, however many wait; only the chosen are read.
    chosen = (
        _waiting(platforms, now)
        .order_by(is_too_late, _QUEUE.c.reminder_ends_at, _QUEUE.c.id)
        .limit(limit)
        .with_for_update(of=_QUEUE, skip_locked=True)
    )
    return _found(connection, _REMINDED.where(Member.id.in_(chosen)).order_by(Member.id))


def next_to_be_seen(connection: Connection, platforms: Collection[Platform]) -> datetime | None:
    """Tell when the next member has to be seen."""
    found: datetime | None = connection.execute(
        select(func.min(Member.next_reminder_at))
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(Workspace.platform.in_(platforms), Workspace.removed_at.is_(None))
        .where(
            Member.reminder_at.is_not(None),
            Member.next_reminder_at.is_not(None),
            Member.gone_at.is_(None),
        )
    ).scalar_one()
    return found


def reminded(connection: Connection, workspace_id: int, user_id: str) -> Reminded | None:
    """Find a member who still wants reminders."""
    one = _REMINDED.where(Member.workspace_id == workspace_id, Member.external_id == user_id)
    return next(iter(_found(connection, one)), None)


def reminder_of(connection: Connection, member_id: int) -> str | None:
    """Tell at which local time a member wants reminders; None for none."""
    at: str | None = connection.execute(
        select(Member.reminder_at).where(Member.id == member_id)
    ).scalar_one()
    return at


def note_reminded(connection: Connection, member_id: int, on: date) -> None:
    """Note that a member is reminded on a local date."""
    connection.execute(update(Member).where(Member.id == member_id).values(reminded_on=on))


def see_later(connection: Connection, member_id: int, at: datetime) -> None:
    """Let a member wait until they are seen again, whatever their own time of day."""
    connection.execute(update(Member).where(Member.id == member_id).values(next_reminder_at=at))


def _waiting(platforms: Collection[Platform], now: datetime) -> Select[int]:
    return (
        select(_QUEUE.c.id)
        .join(Workspace, Workspace.id == _QUEUE.c.workspace_id)
        .where(
            _QUEUE.c.reminder_at.is_not(None),
            _QUEUE.c.next_reminder_at <= now,
            _QUEUE.c.gone_at.is_(None),
            Workspace.removed_at.is_(None),
            Workspace.platform.in_(platforms),
        )
    )


def _found(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[Reminded]:
    return [_reminded(row) for row in connection.execute(query)]


def _reminded(row: Row[*tuple[Any, ...]]) -> Reminded:
    return Reminded(*row)
