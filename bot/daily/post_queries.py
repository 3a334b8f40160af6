"""Questions about posts on their way; every step forward is one fenced UPDATE."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from bot.daily.queries import DAILY_COLUMNS, DailyRow, PostState
from bot.database.models import Daily, Post, Workspace
from bot.ports import Claim, PostedMessage
from bot.requests import Place, Platform


@dataclass(frozen=True, slots=True)
class OpenPost:
    """A post with the schedule it belongs to and the place it goes to."""

    id: int
    state: PostState
    attempt: int
    local_date: date
    planned_at: datetime
    question_id: str | None
    sending_since: datetime | None
    uncertain_since: datetime | None
    error_code: str | None
    place: Place
    daily: DailyRow


_POST_COLUMNS = (
    Post.id,
    Post.state,
    Post.attempt,
    Post.local_date,
    Post.planned_at,
    Post.question_id,
    Post.sending_since,
    Post.uncertain_since,
    Post.error_code,
)
_OPEN_POSTS: Select[*tuple[Any, ...]] = (
    select(
        *_POST_COLUMNS, Workspace.platform, Workspace.external_id, Post.channel_id, *DAILY_COLUMNS
    )
    .join(Workspace, Workspace.id == Post.workspace_id)
    .join(Daily, Daily.id == Post.daily_id)
)


def is_anything_due(connection: Connection, platforms: Collection[Platform], now: datetime) -> bool:
    """Tell whether there is a schedule to plan, a post to send, or one that a process left."""
    queries = (_dailies_due(now), _posts_due(now), _leases_ended(now))
    return any(
        connection.execute(query.where(*_there(platforms)).limit(1)).first() is not None
        for query in queries
    )


def dailies_due(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[DailyRow]:
    """List schedules whose next run has come, locked for this transaction."""
    rows = connection.execute(
        _dailies_due(now)
        .where(*_there(platforms))
        .order_by(Daily.next_run_at)
        .limit(limit)
        .with_for_update(of=Daily, skip_locked=True)
    )
    return [DailyRow(*row) for row in rows]


def next_due(connection: Connection, platforms: Collection[Platform]) -> datetime | None:
    """Tell the earliest moment at which a schedule's next run comes."""
    found: datetime | None = connection.execute(
        select(func.min(Daily.next_run_at))
        .join(Workspace, Workspace.id == Daily.workspace_id)
        .where(Workspace.platform.in_(platforms), Workspace.removed_at.is_(None))
    ).scalar_one()
    return found


def posts_due(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[OpenPost]:
    """List posts that may be sent now, locked for this transaction."""
    query = _posts_due(now).order_by(Post.planned_at).limit(limit)
    return _open_posts(connection, query, platforms)


def leases_ended(
    connection: Connection, platforms: Collection[Platform], now: datetime
) -> list[OpenPost]:
    """List posts that a process claimed and did not finish in time."""
    return _open_posts(connection, _leases_ended(now), platforms)


def open_post(connection: Connection, post_id: int) -> OpenPost | None:
    """Find one post."""
    row = connection.execute(_OPEN_POSTS.where(Post.id == post_id)).one_or_none()
    return _open_post(row) if row else None


def claim(
    connection: Connection, post: OpenPost, question_id: str, worker_id: str, lease_until: datetime
) -> bool:
    """Claim a post for a worker until the lease ends; False when somebody else was faster."""
    return move(
        connection,
        post,
        PostState.CLAIMED,
        attempt=post.attempt + 1,
        question_id=question_id,
        worker_id=worker_id,
        lease_until=lease_until,
    )


def start(
    connection: Connection, claimed: Claim, worker_id: str, now: datetime, lease_until: datetime
) -> bool:
    """Begin to send a post under a fresh lease, if it is still claimed by us."""
    changed = connection.execute(
        update(Post)
        .where(
            Post.id == claimed.post_id,
            Post.state == PostState.CLAIMED,
            Post.attempt == claimed.attempt,
            Post.worker_id == worker_id,
            Post.lease_until > now,
        )
        .values(state=PostState.SENDING, sending_since=now, lease_until=lease_until)
    )
    return changed.rowcount == 1


def move(connection: Connection, post: OpenPost, to: PostState, **values: object) -> bool:
    """Move a post on from where it was seen; False when it has left that state and attempt."""
    changed = connection.execute(
        update(Post)
        .where(Post.id == post.id, Post.state == post.state, Post.attempt == post.attempt)
        .values(state=to, **values)
    )
    return changed.rowcount == 1


def mark_sent(connection: Connection, post_id: int, message: PostedMessage, now: datetime) -> None:
    """Store that a post is out, whatever else was believed of it."""
    connection.execute(
        update(Post).where(Post.id == post_id),
        {
            "state": PostState.SENT,
            "sent_at": now,
            "message_id": message.message_id,
            "message_link": message.link or None,
            "lease_until": None,
            "error_code": None,
        },
    )


def _open_posts(
    connection: Connection, query: Select[*tuple[Any, ...]], platforms: Collection[Platform]
) -> list[OpenPost]:
    locked = query.where(*_there(platforms)).with_for_update(of=Post, skip_locked=True)
    return [_open_post(row) for row in connection.execute(locked)]


def _there(platforms: Collection[Platform]) -> tuple[ColumnElement[bool], ...]:
    return (Workspace.platform.in_(platforms), Workspace.removed_at.is_(None))


def _dailies_due(now: datetime) -> Select[*tuple[Any, ...]]:
    workspace = select(*DAILY_COLUMNS).join(Workspace, Workspace.id == Daily.workspace_id)
    return workspace.where(Daily.next_run_at <= now)


def _posts_due(now: datetime) -> Select[*tuple[Any, ...]]:
    return _OPEN_POSTS.where(Post.state == PostState.DUE, Post.not_before <= now)


def _leases_ended(now: datetime) -> Select[*tuple[Any, ...]]:
    under_way = Post.state.in_((PostState.CLAIMED, PostState.SENDING))
    return _OPEN_POSTS.where(under_way, Post.lease_until <= now)


def _open_post(row: Sequence[Any]) -> OpenPost:
    platform, workspace, channel = row[len(_POST_COLUMNS) : len(_POST_COLUMNS) + 3]
    return OpenPost(
        id=row[0],
        state=PostState(row[1]),
        attempt=row[2],
        local_date=row[3],
        planned_at=row[4],
        question_id=row[5],
        sending_since=row[6],
        uncertain_since=row[7],
        error_code=row[8],
        place=Place(Platform(platform), workspace, channel),
        daily=DailyRow(*row[len(_POST_COLUMNS) + 3 :]),
    )
