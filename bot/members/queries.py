"""Questions that are asked of the tables ``workspace`` and ``member``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from unicodedata import normalize

from sqlalchemy import Connection, Select, bindparam, select, update

from bot.database.models import Member, Streak, Workspace
from bot.database.upsert import Upsert
from bot.members.moves import note_move, note_move_of_team
from bot.members.practice_days import UTC_ZONE, DayClock
from bot.members.reminder_schedule import follow_member, follow_team
from bot.requests import Asker, Place, readable


@dataclass(frozen=True, slots=True)
class KnownWorkspace:
    """A row of ``workspace``."""

    id: int
    timezone: str | None


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A member with what their workspace adds to it."""

    id: int
    workspace_id: int
    display_name: str
    chosen_timezone: str | None
    platform_timezone: str | None
    workspace_timezone: str | None
    zone_told_at: datetime | None
    manager_seen_at: datetime | None
    day_ends_after: int
    told_repair_id: int | None
    on_leaderboard: bool
    gone_at: datetime | None
    reached_on: date | None

    @property
    def clock(self) -> DayClock:
        """By what the member's days are counted now."""
        zone = self.chosen_timezone or self.platform_timezone or self.workspace_timezone
        return DayClock(zone or UTC_ZONE, self.day_ends_after)


_ANY_ZONE: Final = timedelta(days=2)  # a day that is over by one clock may be open by another
_MAX_NAME = 255  # the column; Discord's names have 32 characters, Slack's 80

_NEW_WORKSPACE = Upsert(Workspace, ("platform", "external_id"))
_NEW_MEMBER = Upsert(Member, ("workspace_id", "external_id"))
_WORKSPACE = select(Workspace.id, Workspace.timezone).where(
    Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("external_id")
)
_NO_MANAGER = (
    update(Member)
    .where(
        Member.external_id == bindparam("person"),
        Member.manager_seen_at.is_not(None),
        Member.workspace_id.in_(
            select(Workspace.id).where(
                Workspace.platform == bindparam("on"),
                Workspace.external_id == bindparam("workspace"),
            )
        ),
    )
    .values(manager_seen_at=None)
)
_KNOWN: Select[*tuple[Any, ...]] = select(
    Member.id,
    Member.workspace_id,
    Member.display_name,
    Member.timezone,
    Member.platform_timezone,
    Workspace.timezone,
    Member.zone_told_at,
    Member.manager_seen_at,
    Member.day_ends_after,
    Member.told_repair_id,
    Member.on_leaderboard,
    Member.gone_at,
    Member.reached_on,
).join(Workspace, Workspace.id == Member.workspace_id)
_HERE = _KNOWN.where(
    Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("workspace")
)
_MEMBER = _HERE.where(Member.external_id == bindparam("person"))
_CALLED = _HERE.where(Member.folded_name == bindparam("name")).limit(2)
_EXTERNAL_ID = select(Member.external_id).where(Member.id == bindparam("member_id"))
_BY_IDS = _KNOWN.where(Member.id.in_(bindparam("ids", expanding=True)))


def shown_name(asker: Asker) -> str:
    """Make a name fit to be stored."""
    return readable(asker.display_name)[:_MAX_NAME] or "somebody"


def tells_a_name(asker: Asker) -> bool:
    """Tell whether a request says by which name the workspace shows its asker."""
    return asker.name_known and asker.display_name != ""


def folded(name: str) -> str:
    """Write a name as it is compared: letters of any script without case, accents put together.

    Not left to the database: each of the two folds other letters.
    """
    return normalize("NFC", normalize("NFC", name).casefold())


def workspace_at(connection: Connection, place: Place) -> KnownWorkspace | None:
    """Find the workspace of a place."""
    row = connection.execute(
        _WORKSPACE, {"platform": place.platform, "external_id": place.workspace_id}
    ).one_or_none()
    return KnownWorkspace(*row) if row else None


def add_workspace(
    connection: Connection, place: Place, timezone: str | None, now: datetime
) -> KnownWorkspace:
    """Start a workspace; one that a twin of this request has started is found instead."""
    row = {
        "platform": place.platform,
        "external_id": place.workspace_id,
        "timezone": timezone,
        "added_at": now,
    }
    _NEW_WORKSPACE.run(connection, row)
    found = workspace_at(connection, place)
    if found is None:
        raise LookupError("a workspace that was just stored is not there")
    return found


def set_workspace_timezone(
    connection: Connection, workspace_id: int, timezone: str, now: datetime
) -> None:
    """Give a workspace its time zone."""
    before = connection.execute(
        select(Workspace.timezone).where(Workspace.id == workspace_id)
    ).scalar_one()
    note_move_of_team(connection, workspace_id, before or UTC_ZONE, timezone, now)
    connection.execute(
        update(Workspace).where(Workspace.id == workspace_id), {"timezone": timezone}
    )
    doubt_streaks(connection, alive_at=now, workspace_id=workspace_id)
    follow_team(connection, workspace_id, timezone, now)


def mark_greeted(connection: Connection, workspace_id: int, now: datetime) -> bool:
    """Note that a workspace is being greeted; False when it was greeted before."""
    changed = connection.execute(
        update(Workspace)
        .where(Workspace.id == workspace_id, Workspace.greeted_at.is_(None))
        .values(greeted_at=now)
    )
    return changed.rowcount == 1


def member_at(connection: Connection, place: Place, user_id: str) -> KnownMember | None:
    """Find a person in the workspace of a place."""
    row = connection.execute(
        _MEMBER,
        {"platform": place.platform, "workspace": place.workspace_id, "person": user_id},
    ).one_or_none()
    return KnownMember(*row) if row else None


def members_called(connection: Connection, place: Place, name: str) -> list[KnownMember]:
    """Find the people of a workspace who show a name; at most two, which is one too many."""
    named = {"platform": place.platform, "workspace": place.workspace_id, "name": folded(name)}
    return [KnownMember(*row) for row in connection.execute(_CALLED, named)]


def members_with_ids(connection: Connection, ids: Collection[int]) -> list[KnownMember]:
    """Find members by their row ids."""
    return [KnownMember(*row) for row in connection.execute(_BY_IDS, {"ids": list(ids)})]


def external_id(connection: Connection, member_id: int) -> str:
    """Tell the platform's id of a member."""
    found: str = connection.execute(_EXTERNAL_ID, {"member_id": member_id}).scalar_one()
    return found


def add_member(
    connection: Connection, workspace_id: int, asker: Asker, zone: str | None, now: datetime
) -> None:
    """Start a member; one that a twin of this request has started stays as it is."""
    row = {
        "workspace_id": workspace_id,
        "external_id": asker.user_id,
        "display_name": shown_name(asker),
        "folded_name": folded(shown_name(asker)),
        "platform_timezone": zone,
        "manager_seen_at": now if asker.is_manager else None,
        "joined_at": now,
    }
    _NEW_MEMBER.run(connection, row)


def forget_manager(connection: Connection, place: Place, user_id: str) -> None:
    """Note that somebody who may have managed a workspace does not any more."""
    connection.execute(
        _NO_MANAGER,
        {"on": place.platform, "workspace": place.workspace_id, "person": user_id},
    )


def lock_workspace(connection: Connection, workspace_id: int) -> None:
    """Let other requests that ask for the same wait until this one is done."""
    _lock(connection, select(Workspace.id).where(Workspace.id == workspace_id))


def lock_member(connection: Connection, member_id: int) -> None:
    """Let other requests of a member that ask for the same wait until this one is done."""
    _lock(connection, select(Member.id).where(Member.id == member_id))


def locked_members(
    connection: Connection, members: Select[int], values: Mapping[str, Any]
) -> list[int]:
    """List the members that a query asks for by their ids, locked as ``lock_member`` does.

    The query has to ask in the order of the ids, or two that lock many wait for each other.
    """
    if connection.dialect.name != "sqlite":
        members = members.with_for_update(key_share=True)
    return list(connection.scalars(members, values))


def _lock(connection: Connection, row: Select[int]) -> None:
    # SQLite lets one request write at a time anyhow.
    if connection.dialect.name != "sqlite":
        connection.execute(row.with_for_update(key_share=True))


def refresh_member(
    connection: Connection, known: KnownMember, asker: Asker, zone: str | None, now: datetime
) -> None:
    """Store what the platform tells of a person now: name, zone, and that they manage."""
    values: dict[str, str | datetime] = {}
    if tells_a_name(asker):
        values["display_name"] = shown_name(asker)
        values["folded_name"] = folded(shown_name(asker))
    if zone is not None:
        values["platform_timezone"] = zone
    if asker.is_manager:
        values["manager_seen_at"] = now
    if values:
        connection.execute(update(Member).where(Member.id == known.id), values)
    if zone is not None and zone != known.platform_timezone and known.chosen_timezone is None:
        _note_move(connection, known, zone, now, by_profile=True)
        _doubt_streak(connection, known.id)
        follow_member(connection, known.id, zone, now)


def set_member_timezone(
    connection: Connection, member_id: int, timezone: str, now: datetime
) -> None:
    """Give a member the zone that they chose."""
    for known in members_with_ids(connection, (member_id,)):
        _note_move(connection, known, timezone, now, by_profile=False)
    connection.execute(update(Member).where(Member.id == member_id), {"timezone": timezone})
    _doubt_streak(connection, member_id)
    follow_member(connection, member_id, timezone, now)


def forget_member_timezone(connection: Connection, member_id: int, now: datetime) -> None:
    """Take back the zone that a member chose: their profile's counts, else the team's."""
    for known in members_with_ids(connection, (member_id,)):
        zone = replace(known, chosen_timezone=None).clock.zone
        _note_move(connection, known, zone, now, by_profile=False)
        connection.execute(update(Member).where(Member.id == member_id), {"timezone": None})
        _doubt_streak(connection, member_id)
        follow_member(connection, member_id, zone, now)


def _note_move(
    connection: Connection, known: KnownMember, zone: str, now: datetime, *, by_profile: bool
) -> None:
    note_move(
        connection,
        member_id=known.id,
        workspace_id=known.workspace_id,
        before=known.clock,
        zone=zone,
        by_profile=by_profile,
        now=now,
    )


def set_day_end(connection: Connection, member_id: int, hours: int) -> None:
    """Set how many hours after midnight a member's days end."""
    connection.execute(update(Member).where(Member.id == member_id), {"day_ends_after": hours})
    _doubt_streak(connection, member_id)


def doubt_streaks(
    connection: Connection, *, alive_at: datetime, workspace_id: int | None = None
) -> None:
    """Mark the counters of streaks that may have been alive at a moment: they are worked out anew.

    For one workspace, or for all.
    """
    doubted = update(Streak).where(Streak.alive_until > alive_at - _ANY_ZONE)
    if workspace_id is not None:
        doubted = doubted.where(Streak.workspace_id == workspace_id)
    connection.execute(doubted.values(is_stale=True))


def _doubt_streak(connection: Connection, member_id: int) -> None:
    connection.execute(update(Streak).where(Streak.member_id == member_id).values(is_stale=True))


def mark_repairs_told(connection: Connection, member_id: int, newest_id: int) -> None:
    """Note that the member heard of the repairs of their days up to one of them."""
    connection.execute(update(Member).where(Member.id == member_id), {"told_repair_id": newest_id})


def mark_zone_told(connection: Connection, member_id: int, now: datetime) -> None:
    """Note that the member was told which zone counts."""
    connection.execute(update(Member).where(Member.id == member_id), {"zone_told_at": now})
