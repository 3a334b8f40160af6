"""Questions about dailies and their posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.database.models import Daily, Notice, Post, Workspace
from bot.requests import Place


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


@dataclass(frozen=True, slots=True)
class PostRow:
    """What became of one date of a daily."""

    id: int
    state: PostState
    local_date: date
    message_link: str | None


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
    """Find a workspace's daily by the number that people use."""
    row = connection.execute(
        select(*DAILY_COLUMNS).where(
            Daily.workspace_id == workspace_id,
            Daily.number == number,
            Daily.removed_at.is_(None),
        )
    ).one_or_none()
    return DailyRow(*row) if row else None


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


def change_daily(connection: Connection, daily_id: int, values: Mapping[str, object]) -> None:
    """Store new values of a schedule."""
    connection.execute(update(Daily).where(Daily.id == daily_id), dict(values))


def dates_posted(connection: Connection, daily_id: int, since: date) -> frozenset[date]:
    """Tell which dates of a daily have a post already, whatever became of it."""
    return frozenset(
        connection.scalars(
            select(Post.local_date).where(Post.daily_id == daily_id, Post.local_date >= since)
        )
    )


def post_on(connection: Connection, daily_id: int, day: date) -> PostRow | None:
    """Find a daily's post on a date."""
    row = connection.execute(
        select(Post.id, Post.state, Post.local_date, Post.message_link).where(
            Post.daily_id == daily_id, Post.local_date == day
        )
    ).one_or_none()
    return PostRow(row.id, PostState(row.state), row.local_date, row.message_link) if row else None


def posts_so_far(connection: Connection, daily_id: int) -> int:
    """Count the posts of a daily that have a question."""
    count: int = connection.execute(
        select(func.count()).where(Post.daily_id == daily_id, Post.question_id.is_not(None))
    ).scalar_one()
    return count


def posted_in_channel(
    connection: Connection, workspace_id: int, channel_id: str
) -> dict[str, datetime]:
    """Tell when each question was last planned for a channel, by question id."""
    rows = connection.execute(
        select(Post.question_id, func.max(Post.planned_at))
        .where(
            Post.workspace_id == workspace_id,
            Post.channel_id == channel_id,
            Post.question_id.is_not(None),
        )
        .group_by(Post.question_id)
    )
    return {str(question_id): planned_at for question_id, planned_at in rows}


def add_post(
    connection: Connection,
    daily: DailyRow,
    *,
    day: date,
    planned_at: datetime,
    question_id: str | None,
    state: PostState,
    now: datetime,
) -> int:
    """Store the one post of a daily on a date; IntegrityError when there is one."""
    post_id: int = connection.execute(
        insert(Post).returning(Post.id),
        {
            "workspace_id": daily.workspace_id,
            "daily_id": daily.id,
            "channel_id": daily.channel_id,
            "local_date": day,
            "planned_at": planned_at,
            "question_id": question_id,
            "state": state,
            "attempt": 0,
            "worker_id": "",
            "not_before": now,
        },
    ).scalar_one()
    return post_id


def make_due_again(
    connection: Connection, post_id: int, channel_id: str, question_id: str | None, now: datetime
) -> None:
    """Let a post that is not out be sent after all; None keeps its question."""
    values: dict[str, object] = {
        "state": PostState.DUE,
        "channel_id": channel_id,
        "not_before": now,
        "planned_at": now,
        "lease_until": None,
        "sending_since": None,
        "uncertain_since": None,
        "error_code": None,
    }
    if question_id is not None:
        values["question_id"] = question_id
    connection.execute(update(Post).where(Post.id == post_id), values)
    # Should it fail once more, that is news.
    connection.execute(delete(Notice).where(Notice.post_id == post_id))


def call_off_posts(connection: Connection, daily_id: int) -> None:
    """Leave out the posts of a daily that are waiting; one that may be out stays uncertain."""
    waiting = Post.state.in_((PostState.DUE, PostState.CLAIMED))
    of_daily = update(Post).where(Post.daily_id == daily_id, waiting)
    connection.execute(
        of_daily.where(Post.uncertain_since.is_not(None)), {"state": PostState.UNKNOWN}
    )
    connection.execute(of_daily, {"state": PostState.MISSED})


def move_posts(connection: Connection, daily_id: int, channel_id: str) -> None:
    """Send the posts of a daily that are waiting to another channel."""
    connection.execute(
        update(Post).where(Post.daily_id == daily_id, Post.state == PostState.DUE),
        {"channel_id": channel_id},
    )


def daily_of_post(
    connection: Connection, workspace_id: int, post_id: int
) -> tuple[DailyRow, PostState] | None:
    """Find the daily of a post of this workspace, and how far the post has come."""
    row = connection.execute(
        select(*DAILY_COLUMNS, Post.state)
        .join(Post, Post.daily_id == Daily.id)
        .where(Post.id == post_id, Post.workspace_id == workspace_id)
    ).one_or_none()
    return (DailyRow(*row[:-1]), PostState(row[-1])) if row else None


def workspace_of_post(connection: Connection, post_id: int, place: Place) -> str | None:
    """Tell which workspace of the place's platform a post belongs to, by its external id."""
    found: str | None = connection.execute(
        select(Workspace.external_id)
        .join(Post, Post.workspace_id == Workspace.id)
        .where(Post.id == post_id, Workspace.platform == place.platform)
    ).scalar_one_or_none()
    return found
