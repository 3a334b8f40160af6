"""Members whose zone becomes another one: what is remembered of it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from bot.database.models import Member, ZoneMove
from bot.members.practice_days import DayClock

SETTLED: Final = timedelta(hours=12)
"""A zone that was set for less may have been a slip: no date is over for good by it."""


def note_move(
    connection: Connection,
    *,
    member_id: int,
    workspace_id: int,
    before: DayClock,
    zone: str,
    by_profile: bool,
    now: datetime,
) -> None:
    """Remember that a member's zone became another one, and the date that the old one had come to.

    A date that was over there does not come back: it is counted no more.
    """
    if before.zone == zone:
        return
    last: datetime | None = connection.execute(
        select(func.max(ZoneMove.moved_at)).where(ZoneMove.member_id == member_id)
    ).scalar_one()
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "from_timezone": before.zone,
        "to_timezone": zone,
        "day_ends_after": before.ends_after,
        "by_profile": by_profile,
        "moved_at": now,
    }
    connection.execute(insert(ZoneMove), row)
    if last is not None and now - last < SETTLED:
        return
    reached = before.day_of(now)
    further = (Member.reached_on.is_(None)) | (Member.reached_on < reached)
    connection.execute(
        update(Member).where(Member.id == member_id, further).values(reached_on=reached)
    )
