"""The member behind a request, and the zone that their days are counted in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.listing import mark_back
from bot.members.practice_days import UTC_ZONE, DayClock
from bot.members.zones import read_zone

AS_SHOWN: Final = "@"
"""Begins a name that somebody typed; what a platform hands over is a bare id."""

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
    day_ends_after: int
    told_repair_id: int
    on_leaderboard: bool
    reached_on: date | None

    @property
    def clock(self) -> DayClock:
        """By what the member's days are counted now."""
        return DayClock(self.zone, self.day_ends_after)

    def today(self, now: datetime) -> date:
        """Tell the member's practice day at ``now``; one that was over elsewhere is no more."""
        return self.clock.day_of_at_least(now, self.reached_on)


def workspace_for(ctx: Context) -> queries.KnownWorkspace:
    """Find the workspace of this request, or start it."""
    zone = read_zone(ctx.asker.workspace_timezone or "")
    found = queries.workspace_at(ctx.connection, ctx.place)
    if found is None:
        return queries.add_workspace(ctx.connection, ctx.place, zone, ctx.now)
    if found.timezone is None and zone is not None:
        queries.set_workspace_timezone(ctx.connection, found.id, zone, ctx.now)
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
            queries.refresh_member(ctx.connection, found, ctx.asker, zone, ctx.now)
            if _is_back(found, ctx):
                mark_back(ctx.connection, found.id)
        found = queries.member_at(ctx.connection, ctx.place, ctx.asker.user_id)
    if found is None:
        raise LookupError("a member that was just stored is not there")
    return person_of(found)


def _is_outdated(found: queries.KnownMember, ctx: Context, zone: str | None) -> bool:
    asker = ctx.asker
    return (
        (queries.tells_a_name(asker) and found.display_name != queries.shown_name(asker))
        or (zone is not None and found.platform_timezone != zone)
        or (found.workspace_timezone is None and asker.workspace_timezone is not None)
        or (asker.is_manager and _is_long_ago(found.manager_seen_at, ctx.now))
        or _is_back(found, ctx)
    )


def _is_back(found: queries.KnownMember, ctx: Context) -> bool:
    # Who left a server can still press what they were sent by direct message.
    return found.gone_at is not None and not ctx.is_direct


def _is_long_ago(at: datetime | None, now: datetime) -> bool:
    return at is None or now - at >= _MANAGER_NOTED_FOR


def member_named(ctx: Context, name: str) -> Person:
    """Find another member of this workspace by the platform's id, else by the name that is shown.

    Refusal when there is none, or when several are called so.
    """
    name = name.removeprefix(AS_SHOWN)
    found = queries.member_at(ctx.connection, ctx.place, name)
    if found is not None:
        return person_of(found)
    namesakes = queries.members_called(ctx.connection, ctx.place, name)
    if len(namesakes) == 1:
        return person_of(namesakes[0])
    if namesakes:
        raise Refusal("Several members are called so. Pick one as your platform offers them.")
    raise Refusal("Nobody of that name has used this bot here yet.")


def id_named(ctx: Context, name: str) -> str:
    """Find the platform's id of a person of this workspace by it or by the name that is shown.

    An id that the platform hands over need not be known; Refusal as ``member_named`` has it.
    """
    if not name.startswith(AS_SHOWN):
        return name
    return queries.external_id(ctx.connection, member_named(ctx, name).id)


def id_picked(ctx: Context, name: str) -> str:
    """Find the platform's id of a person by nothing but it: anybody can show anybody's name."""
    if not name.startswith(AS_SHOWN):
        return name
    for external_id in (name.removeprefix(AS_SHOWN), name.removeprefix(AS_SHOWN).casefold()):
        if queries.member_at(ctx.connection, ctx.place, external_id) is not None:
            return external_id
    raise Refusal(
        "A name alone can be anybody's. Pick the member as your platform offers them while you "
        "type, so that it is them and nobody else."
    )


def locked(ctx: Context, person: Person) -> Person:
    """Let other requests about a member wait; what the one before this left comes back."""
    queries.lock_member(ctx.connection, person.id)
    (found,) = queries.members_with_ids(ctx.connection, (person.id,))
    return person_of(found)


def person_of(found: queries.KnownMember) -> Person:
    """Tell what follows from the row of a member."""
    zone, source = _zone(found)
    return Person(
        id=found.id,
        workspace_id=found.workspace_id,
        display_name=found.display_name,
        zone=zone,
        zone_source=source,
        team_zone=found.workspace_timezone or UTC_ZONE,
        zone_told=found.zone_told_at is not None,
        day_ends_after=found.day_ends_after,
        told_repair_id=found.told_repair_id or 0,
        on_leaderboard=found.on_leaderboard,
        reached_on=found.reached_on,
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
