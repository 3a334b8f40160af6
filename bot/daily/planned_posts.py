"""Questions about posts as planning and managers see them: what became of which date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from bot.daily.queries import DailyRow, PostState
from bot.database.models import Notice, Post, Workspace
from bot.requests import Place

_WITH_A_QUESTION = (
    Post.question_id.is_not(None),
    Post.state.not_in((PostState.FAILED, PostState.MISSED)),
)


@dataclass(frozen=True, slots=True)
class PostRow:
    """What became of one date of a daily."""

    id: int
    daily_id: int
    state: PostState
    local_date: date
    channel_id: str
    message_link: str | None


def dates_posted(connection: Connection, daily_id: int, since: date) -> frozenset[date]:
    """Tell which dates of a daily have a post already, whatever became of it."""
    return frozenset(
        connection.scalars(
            select(Post.local_date).where(Post.daily_id == daily_id, Post.local_date >= since)
        )
    )


def post_on(connection: Connection, daily_id: int, day: date) -> PostRow | None:
    """Find a daily's post on a date."""
    return _post(connection, Post.daily_id == daily_id, Post.local_date == day)


def post_of_workspace(connection: Connection, workspace_id: int, post_id: int) -> PostRow | None:
    """Find a post of this workspace, and of no other."""
    return _post(connection, Post.workspace_id == workspace_id, Post.id == post_id)


def posts_so_far(connection: Connection, daily_id: int) -> int:
    """Count the posts of a daily that are out, may be out, or are on their way."""
    count: int = connection.execute(
        select(func.count()).where(Post.daily_id == daily_id, *_WITH_A_QUESTION)
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
            *_WITH_A_QUESTION,
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
    connection: Connection,
    post: PostRow,
    channel_id: str,
    question_id: str | None,
    now: datetime,
) -> None:
    """Let a post that is not out be sent after all; None keeps its question.

    A post that has left the state in which it was seen stays as it is.
    """
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
    seen = update(Post).where(Post.id == post.id, Post.state == post.state)
    if connection.execute(seen.values(values)).rowcount:
        # Should it fail once more, that is news.
        connection.execute(delete(Notice).where(Notice.post_id == post.id))


def call_off_posts(connection: Connection, daily_id: int) -> list[int]:
    """Leave out the posts of a daily that are waiting.

    One that may be out becomes uncertain instead; the ids of these come back.
    """
    waiting = Post.state.in_((PostState.DUE, PostState.CLAIMED))
    of_daily = update(Post).where(Post.daily_id == daily_id, waiting)
    uncertain = connection.scalars(
        of_daily.where(Post.uncertain_since.is_not(None))
        .values(state=PostState.UNKNOWN)
        .returning(Post.id)
    ).all()
    connection.execute(of_daily.values(state=PostState.MISSED))
    return list(uncertain)


def move_posts(connection: Connection, daily_id: int, channel_id: str) -> None:
    """Send the posts of a daily that are waiting to another channel."""
    connection.execute(
        update(Post).where(Post.daily_id == daily_id, Post.state == PostState.DUE),
        {"channel_id": channel_id},
    )


def workspace_of_post(connection: Connection, post_id: int, place: Place) -> str | None:
    """Tell which workspace of the place's platform a post belongs to, by its external id."""
    found: str | None = connection.execute(
        select(Workspace.external_id)
        .join(Post, Post.workspace_id == Workspace.id)
        .where(Post.id == post_id, Workspace.platform == place.platform)
    ).scalar_one_or_none()
    return found


def _post(connection: Connection, *which: ColumnElement[bool]) -> PostRow | None:
    row = connection.execute(
        select(
            Post.id,
            Post.daily_id,
            Post.state,
            Post.local_date,
            Post.channel_id,
            Post.message_link,
        ).where(*which)
    ).one_or_none()
    if row is None:
        return None
    return PostRow(
        id=row.id,
        daily_id=row.daily_id,
        state=PostState(row.state),
        local_date=row.local_date,
        channel_id=row.channel_id,
        message_link=row.message_link,
    )
