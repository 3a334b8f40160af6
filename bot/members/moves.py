"""Members whose zone becomes another one: what is remembered of it."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, false, func, insert, literal, or_, select, update

from bot.database.models import Member, ZoneMove
from bot.members.practice_days import FARTHEST_APART, LATEST_DAY_END, DayClock

SETTLED: Final = timedelta(hours=12)
"""A zone that was set for less may have been a slip: no date is over for good by it."""

_COLUMNS: Final = (
    "workspace_id",
    "member_id",
    "from_timezone",
    "to_timezone",
    "day_ends_after",
    "by_profile",
    "moved_at",
)


def note_move_of_team(
    connection: Connection, workspace_id: int, before: str, zone: str, now: datetime
) -> None:
    """Remember the same of all whose days are counted in the team's zone."""
    if before == zone:
        return
    recent = select(ZoneMove.id).where(
        ZoneMove.member_id == Member.id,
        ZoneMove.moved_at > now - SETTLED,
        ZoneMove.moved_at <= now,
    )
    for hours in range(LATEST_DAY_END + 1):
        concerned = (
            Member.workspace_id == workspace_id,
            Member.timezone.is_(None),
            Member.platform_timezone.is_(None),
            Member.day_ends_after == hours,
        )
        reached = DayClock(before, hours).day_of(now)
        connection.execute(
            update(Member)
            .where(*concerned, ~recent.exists(), _is_further(reached))
            .values(reached_on=reached)
        )
        moved = select(
            Member.workspace_id,
            Member.id,
            literal(before),
            literal(zone),
            literal(hours),
            false(),
            literal(now, ZoneMove.moved_at.type),
        ).where(*concerned)
        connection.execute(insert(ZoneMove).from_select(_COLUMNS, moved))


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
        select(func.max(ZoneMove.moved_at)).where(
            ZoneMove.member_id == member_id, ZoneMove.moved_at <= now
        )
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
    connection.execute(
        update(Member)
        .where(Member.id == member_id, _is_further(reached))
        .values(reached_on=reached)
    )


def _is_further(reached: date) -> ColumnElement[bool]:
    far = reached + FARTHEST_APART
    return or_(Member.reached_on.is_(None), ~Member.reached_on.between(reached, far))
