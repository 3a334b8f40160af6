"""When it has to be seen whether members are reminded, in the zone that they are in now."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from bot.database.models import Member, Workspace
from bot.members.reminder_times import next_reminder, night_after

_HALF_A_DAY: Final = timedelta(hours=12)
EFFECTIVE_ZONE: Final = func.coalesce(Member.timezone, Member.platform_timezone, Workspace.timezone)
"""The zone in which a member's days are counted; NULL where nobody told any."""


def set_reminder(
    connection: Connection, member_id: int, at: str | None, zone: str, now: datetime
) -> None:
    """Store at which local time a member wants reminders from now on; None for none."""
    of_member = update(Member).where(Member.id == member_id)
    connection.execute(of_member.values(reminder_at=at))
    if at is None:
        connection.execute(of_member.values(next_reminder_at=None, reminder_ends_at=None))
    else:
        see_next(connection, Member.id == member_id, at, zone, now)


def see_next(
    connection: Connection, who: ColumnElement[bool], at: str, zone: str, now: datetime
) -> None:
    """Look at members again when it is next ``at`` in their zone; a time that is past stays so."""
    soon = next_reminder(now, at, zone)
    connection.execute(
        update(Member)
        .where(who)
        .values(next_reminder_at=soon, reminder_ends_at=night_after(soon, zone))
    )


def follow_member(connection: Connection, member_id: int, zone: str, now: datetime) -> None:
    """Let the reminder of a member come by the clock of a zone in which they are from now on."""
    _follow(connection, Member.id == member_id, zone, now)


def follow_team(connection: Connection, workspace_id: int, zone: str, now: datetime) -> None:
    """Let reminders come by the clock of the team's new zone, for members without one of theirs."""
    without_one = and_(
        Member.workspace_id == workspace_id,
        Member.timezone.is_(None),
        Member.platform_timezone.is_(None),
    )
    _follow(connection, without_one, zone, now)


def _follow(connection: Connection, who: ColumnElement[bool], zone: str, now: datetime) -> None:
    wanted = select(Member.reminder_at).where(who, Member.reminder_at.is_not(None)).distinct()
    for at in connection.scalars(wanted).all():
        if at is None:
            continue
        soon = next_reminder(now, at, zone)
        those = who & (Member.reminder_at == at)
        # By the new clock today's time is past, and by the old one it was still to be seen.
        skipped = those & (Member.next_reminder_at < soon - _HALF_A_DAY)
        connection.execute(
            update(Member)
            .where(skipped)
            .values(next_reminder_at=now, reminder_ends_at=night_after(now, zone))
        )
        rest = those & (Member.next_reminder_at != now)
        see_next(connection, rest, at, zone, now)
