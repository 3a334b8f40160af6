"""Questions about posts on their way; every step forward is one fenced UPDATE."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from bot.daily.queries import DAILY_COLUMNS, DailyRow, PostState
from bot.database.models import Daily, Notice, Post, Workspace
from bot.database.upsert import Upsert
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


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What a manager has to be told."""

    id: int
    kind: PostState
    user_id: str
    post: OpenPost


_NEW_NOTICE = Upsert(Notice, ("post_id", "kind"))
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


def dailies_due(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[DailyRow]:
    """List schedules whose next run has come, locked for this transaction."""
    rows = connection.execute(
        select(*DAILY_COLUMNS)
        .join(Workspace, Workspace.id == Daily.workspace_id)
        .where(Daily.next_run_at <= now, Workspace.platform.in_(platforms))
        .order_by(Daily.next_run_at)
        .limit(limit)
        .with_for_update(of=Daily, skip_locked=True)
    )
    return [DailyRow(*row) for row in rows]


def posts_due(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[OpenPost]:
    """List posts that may be sent now, locked for this transaction."""
    query = _OPEN_POSTS.where(Post.state == PostState.DUE, Post.not_before <= now)
    return _open_posts(connection, query.order_by(Post.planned_at).limit(limit), platforms)


def leases_ended(
    connection: Connection, platforms: Collection[Platform], now: datetime
) -> list[OpenPost]:
    """List posts that a process claimed and did not finish in time."""
    under_way = Post.state.in_((PostState.CLAIMED, PostState.SENDING))
    return _open_posts(connection, _OPEN_POSTS.where(under_way, Post.lease_until <= now), platforms)


def open_post(connection: Connection, post_id: int) -> OpenPost | None:
    """Find one post."""
    row = connection.execute(_OPEN_POSTS.where(Post.id == post_id)).one_or_none()
    return _open_post(row) if row else None


def advance(
    connection: Connection,
    claim: Claim,
    worker_id: str,
    now: datetime,
    values: dict[str, object],
    *,
    expected: PostState,
) -> bool:
    """Move a post forward if it is still claimed by us; False when it is not."""
    changed = connection.execute(
        update(Post)
        .where(
            Post.id == claim.post_id,
            Post.state == expected,
            Post.attempt == claim.attempt,
            Post.worker_id == worker_id,
            Post.lease_until > now,
        )
        .values(values)
    )
    return changed.rowcount == 1


def set_claimed(
    connection: Connection, post: OpenPost, question_id: str, worker_id: str, lease_until: datetime
) -> None:
    """Claim a post for a worker until the lease ends."""
    set_state(
        connection,
        post.id,
        PostState.CLAIMED,
        attempt=post.attempt + 1,
        question_id=question_id,
        worker_id=worker_id,
        lease_until=lease_until,
    )


def mark_sent(connection: Connection, post_id: int, message: PostedMessage, now: datetime) -> None:
    """Store that a post is out."""
    set_state(
        connection,
        post_id,
        PostState.SENT,
        sent_at=now,
        message_id=message.message_id,
        message_link=message.link or None,
        lease_until=None,
        error_code=None,
    )


def set_state(connection: Connection, post_id: int, state: PostState, **values: object) -> None:
    """Store a post's state and what goes with it."""
    connection.execute(update(Post).where(Post.id == post_id), {"state": state, **values})


def add_notice(
    connection: Connection, daily: DailyRow, post_id: int, kind: PostState, now: datetime
) -> None:
    """Let the manager who added a daily hear about a post, once for each kind of trouble."""
    row = {
        "workspace_id": daily.workspace_id,
        "post_id": post_id,
        "kind": kind,
        "user_id": daily.added_by,
        "made_at": now,
    }
    _NEW_NOTICE.run(connection, row)


def take_notices(
    connection: Connection, platforms: Collection[Platform], now: datetime, limit: int
) -> list[NoticeRow]:
    """Hand out notices that nobody was told yet, and note that they are being told."""
    rows = connection.execute(
        select(Notice.id, Notice.kind, Notice.user_id, Notice.post_id)
        .join(Workspace, Workspace.id == Notice.workspace_id)
        .where(Notice.told_at.is_(None), Workspace.platform.in_(platforms))
        .order_by(Notice.id)
        .limit(limit)
        .with_for_update(of=Notice, skip_locked=True)
    ).all()
    taken = []
    for notice_id, kind, user_id, post_id in rows:
        connection.execute(update(Notice).where(Notice.id == notice_id), {"told_at": now})
        post = open_post(connection, post_id)
        if post is not None:
            taken.append(NoticeRow(notice_id, PostState(kind), user_id, post))
    return taken


def _open_posts(
    connection: Connection, query: Select[*tuple[Any, ...]], platforms: Collection[Platform]
) -> list[OpenPost]:
    locked = query.where(Workspace.platform.in_(platforms)).with_for_update(
        of=Post, skip_locked=True
    )
    return [_open_post(row) for row in connection.execute(locked)]


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
