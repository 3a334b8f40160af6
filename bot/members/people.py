"""The member behind a request, and the zone that their days are counted in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.context import Context
from bot.members import queries
from bot.members.practice_days import practice_day
from bot.members.zones import read_zone

UTC_ZONE: Final = "UTC"

_MANAGER_NOTED_FOR: Final = timedelta(days=1)


class ZoneSource(StrEnum):
    """Why a member's days are counted in a zone."""

    CHOSEN = "chosen"
    PROFILE = "profile"
    TEAM = "team"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Person:
    """The asking member, as a handler needs them."""

    id: int
    workspace_id: int
    display_name: str
    zone: str
    zone_source: ZoneSource
    team_zone: str
    zone_told: bool

    def today(self, now: datetime) -> date:
        """Tell the member's practice day at ``now``."""
        return practice_day(now, self.zone)


def workspace_for(ctx: Context) -> queries.KnownWorkspace:
    """Find the workspace of this request, or start it."""
    zone = read_zone(ctx.asker.workspace_timezone or "")
    found = queries.workspace_at(ctx.connection, ctx.place)
    if found is None:
        return queries.add_workspace(ctx.connection, ctx.place, zone, ctx.now)
    if found.timezone is None and zone is not None:
        queries.set_workspace_timezone(ctx.connection, found.id, zone)
        return queries.KnownWorkspace(found.id, zone)
    return found


def member_for(ctx: Context) -> Person:
    """Find the member who asks, or start them, and store their name as it is shown now."""
    found = queries.member_at(ctx.connection, ctx.place, ctx.asker.user_id)
    zone = read_zone(ctx.asker.timezone or "")
    if found is None or _is_outdated(found, ctx, zone):
        workspace = workspace_for(ctx)
        if found is None:
            queries.add_member(ctx.connection, workspace.id, ctx.asker, zone, ctx.now)
        else:
            queries.refresh_member(ctx.connection, found.id, ctx.asker, zone, ctx.now)
        found = queries.member_at(ctx.connection, ctx.place, ctx.asker.user_id)
    if found is None:
        raise LookupError("a member that was just stored is not there")
    return _person(found)


def colleague(ctx: Context, user_id: str) -> Person | None:
    """Find somebody else in the asker's workspace; None when the bot does not know them."""
    found = queries.member_at(ctx.connection, ctx.place, user_id)
    return _person(found) if found else None


def _is_outdated(found: queries.KnownMember, ctx: Context, zone: str | None) -> bool:
    asker = ctx.asker
    return (
        bool(asker.display_name and found.display_name != queries.shown_name(asker))
        or (zone is not None and found.platform_timezone != zone)
        or (found.workspace_timezone is None and asker.workspace_timezone is not None)
        or (asker.is_manager and _is_long_ago(found.manager_seen_at, ctx.now))
    )


def _is_long_ago(at: datetime | None, now: datetime) -> bool:
    return at is None or now - at >= _MANAGER_NOTED_FOR


def _person(found: queries.KnownMember) -> Person:
    zone, source = _zone(found)
    return Person(
        id=found.id,
        workspace_id=found.workspace_id,
        display_name=found.display_name,
        zone=zone,
        zone_source=source,
        team_zone=found.workspace_timezone or UTC_ZONE,
        zone_told=found.zone_told_at is not None,
    )


def _zone(found: queries.KnownMember) -> tuple[str, ZoneSource]:
    for zone, source in (
        (found.chosen_timezone, ZoneSource.CHOSEN),
        (found.platform_timezone, ZoneSource.PROFILE),
        (found.workspace_timezone, ZoneSource.TEAM),
    ):
        if zone:
            return zone, source
    return UTC_ZONE, ZoneSource.NOBODY
