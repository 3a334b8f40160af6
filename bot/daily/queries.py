"""Questions about dailies and their posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.database.models import Daily


class PostState(StrEnum):
    """How far a post has come."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # the platform never said whether it took it
    FAILED = "failed"
    MISSED = "missed"  # too late after downtime: the date is left out


@dataclass(frozen=True, slots=True)
class DailyRow:
    """A schedule as the database knows it."""

    id: int
    workspace_id: int
    number: int
    channel_id: str
    at: str
    timezone: str
    weekdays: str
    tier: str
    topic: str | None
    grace_minutes: int
    added_by: str
    next_date: date | None
    next_run_at: datetime | None
    paused_at: datetime | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewDaily:
    """A schedule about to be stored."""

    channel_id: str
    at: str
    timezone: str
    weekdays: str
    tier: str
    topic: str | None
    grace_minutes: int
    added_by: str


DAILY_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Daily.id,
    Daily.workspace_id,
    Daily.number,
    Daily.channel_id,
    Daily.at,
    Daily.timezone,
    Daily.weekdays,
    Daily.tier,
    Daily.topic,
    Daily.grace_minutes,
    Daily.added_by,
    Daily.next_date,
    Daily.next_run_at,
    Daily.paused_at,
    Daily.removed_at,
)


def dailies_of(connection: Connection, workspace_id: int) -> list[DailyRow]:
    """List a workspace's dailies that were not removed, in the order of their numbers."""
    rows = connection.execute(
        select(*DAILY_COLUMNS)
        .where(Daily.workspace_id == workspace_id, Daily.removed_at.is_(None))
        .order_by(Daily.number)
    )
    return [DailyRow(*row) for row in rows]


def daily_numbered(connection: Connection, workspace_id: int, number: int) -> DailyRow | None:
    """Find a workspace's daily by the number that people use, locked for this transaction."""
    row = connection.execute(
        select(*DAILY_COLUMNS)
        .where(
            Daily.workspace_id == workspace_id,
            Daily.number == number,
            Daily.removed_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    return DailyRow(*row) if row else None


def daily_by_id(connection: Connection, daily_id: int) -> DailyRow:
    """Find a daily, removed or not; NoResultFound when there is none."""
    row = connection.execute(select(*DAILY_COLUMNS).where(Daily.id == daily_id)).one()
    return DailyRow(*row)


def add_daily(
    connection: Connection,
    workspace_id: int,
    new: NewDaily,
    next_date: date,
    next_run_at: datetime,
) -> int:
    """Store a schedule; its number comes back. IntegrityError when a twin took the number."""
    last: int | None = connection.execute(
        select(func.max(Daily.number)).where(Daily.workspace_id == workspace_id)
    ).scalar_one()
    number = (last or 0) + 1
    connection.execute(
        insert(Daily),
        {
            "workspace_id": workspace_id,
            "number": number,
            "channel_id": new.channel_id,
            "at": new.at,
            "timezone": new.timezone,
            "weekdays": new.weekdays,
            "tier": new.tier,
            "topic": new.topic,
            "grace_minutes": new.grace_minutes,
            "added_by": new.added_by,
            "next_date": next_date,
            "next_run_at": next_run_at,
        },
    )
    return number


def paused(now: datetime) -> dict[str, object]:
    """Give the values of a daily that is paused from now on."""
    return {"paused_at": now, "next_date": None, "next_run_at": None}


def change_daily(connection: Connection, daily_id: int, values: Mapping[str, object]) -> None:
    """Store new values of a schedule."""
    connection.execute(update(Daily).where(Daily.id == daily_id), dict(values))
