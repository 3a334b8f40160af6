"""What follows when a platform did not confirm a post: again, later, never, or ask a manager."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.daily import notices, post_queries, queries
from bot.daily.post_queries import OpenPost
from bot.daily.queries import PostState
from bot.requests import Platform

DROPS_REPEATS_FOR: Final[Mapping[Platform, timedelta]] = {
    # Discord drops a second message with the same nonce for about two minutes.
    Platform.DISCORD: timedelta(seconds=100),
}

_FIRST_WAIT: Final = timedelta(seconds=5)
_LONGEST_WAIT: Final = timedelta(minutes=5)

log = logging.getLogger(__name__)


def wait_after(tries: int) -> timedelta:
    """Tell how long to wait after so many tries: twice as long each time, five minutes at most."""
    doublings = max(0, min(tries, 10) - 1)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def may_stand_twice(post: OpenPost, at: datetime) -> bool:
    """Tell whether a post that may be out could be doubled by sending it at ``at``."""
    window = DROPS_REPEATS_FOR.get(post.place.platform, timedelta())
    return post.uncertain_since is not None and at - post.uncertain_since >= window


def try_later(
    connection: Connection, post: OpenPost, at: datetime, code: str, now: datetime
) -> None:
    """Make a post due again, unless it may be out and the platform would not drop a repeat."""
    called_off = _is_called_off(post)
    if may_stand_twice(post, at) or (called_off and post.uncertain_since is not None):
        leave_uncertain(connection, post, code, now)
        return
    post_queries.move(
        connection,
        post,
        PostState.MISSED if called_off else PostState.DUE,
        not_before=at,
        error_code=code,
        uncertain_since=post.uncertain_since,
    )


def leave_uncertain(connection: Connection, post: OpenPost, code: str, now: datetime) -> bool:
    """Leave a post alone of which nobody knows whether it is out, and ask a manager."""
    moved = post_queries.move(
        connection,
        post,
        PostState.UNKNOWN,
        error_code=code,
        uncertain_since=post.uncertain_since,
    )
    if moved:
        notices.add_notice(connection, post.daily, post.id, PostState.UNKNOWN, now)
    return moved


def give_up(connection: Connection, post: OpenPost, code: str, now: datetime) -> None:
    """Pause a daily that cannot post until somebody changes something, and tell its manager."""
    if post.uncertain_since is not None:
        # An earlier attempt may be out, so that it is not certain that this post failed.
        if not leave_uncertain(connection, post, code, now):
            return
    else:
        if not post_queries.move(connection, post, PostState.FAILED, error_code=code):
            return
        if post.daily.removed_at is None:
            notices.add_notice(connection, post.daily, post.id, PostState.FAILED, now)
    if post.daily.removed_at is None and post.daily.paused_at is None:
        queries.change_daily(connection, post.daily.id, queries.paused(now))
        log.warning("daily #%d is paused: %s", post.daily.number, code)


def leave_out(connection: Connection, post: OpenPost, now: datetime) -> None:
    """Give up a date that is too late, and tell the manager."""
    if post_queries.move(connection, post, PostState.MISSED):
        notices.add_notice(connection, post.daily, post.id, PostState.MISSED, now)


def _is_called_off(post: OpenPost) -> bool:
    """Tell whether the daily was paused or removed while this post was under way."""
    ended_at = post.daily.removed_at or post.daily.paused_at
    return ended_at is not None and post.planned_at <= ended_at
