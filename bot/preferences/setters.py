"""What each setting does when it is chosen, and what is said of it: two tables."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.listing import choose_listing
from bot.members.managers import ManagerKind, Named, name_manager, named_in, take_back
from bot.members.people import id_named, id_picked, member_for, workspace_for
from bot.members.practice_choices import OF_PROFILE, ON, choose_practice
from bot.members.practice_days import UTC_ZONE, DayClock, local_date
from bot.packs.switching import switch
from bot.preferences import sentences
from bot.progress import ledger_queries
from bot.progress.queries import show_weak_spots_to
from bot.progress.rest_days import rule_from_tomorrow
from bot.reminders.handlers import choose_reminder
from bot.texts import Text

Setter = Callable[[Context, str], Text]

_MOST_NAMED: Final = 20  # one card lists them all


def set_all(
    ctx: Context, setters: Mapping[str, Setter], chosen: Mapping[str, str | None]
) -> list[Text]:
    """Set what was chosen, in the order of the table, and say what that means."""
    values = ((setter, chosen[name]) for name, setter in setters.items())
    return [setter(ctx, value) for setter, value in values if value is not None]


def _set_my_zone(ctx: Context, zone: str) -> Text:
    person = member_for(ctx)
    if zone == OF_PROFILE:
        queries.forget_member_timezone(ctx.connection, person.id, ctx.now)
        return (sentences.zone_taken_back(member_for(ctx), ctx.now),)
    queries.set_member_timezone(ctx.connection, person.id, zone, ctx.now)
    return (sentences.zone_set(zone, ctx.now, whose="Your"),)


def _set_reminder(ctx: Context, chosen: str) -> Text:
    choose_reminder(ctx, member_for(ctx), chosen)
    return (sentences.reminder_set(chosen),)


def _set_day_end(ctx: Context, chosen: str) -> Text:
    person, hours = member_for(ctx), int(chosen)
    _check_today_stays(person.clock, hours, ctx.now)
    queries.set_day_end(ctx.connection, person.id, hours)
    return (sentences.day_end_set(hours),)


def _check_today_stays(clock: DayClock, hours: int, now: datetime) -> None:
    """Refuse, in the hours around midnight, a change that would end a day or bring one back."""
    if clock.day_of(now) != DayClock(clock.zone, hours).day_of(now):
        later = max(clock.ends_after, hours)
        raise Refusal(
            "Your day ends in these very hours: the change would end it early or bring back the "
            f"one before. Practise first if you have not yet, and change it after {later:02d}:00."
        )


def _set_listing(ctx: Context, chosen: str) -> Text:
    shown = chosen == ON
    choose_listing(ctx.connection, member_for(ctx).id, on_leaderboard=shown)
    return (sentences.listing_set(shown=shown),)


def _set_reviews(ctx: Context, chosen: str) -> Text:
    choose_practice(ctx.connection, member_for(ctx).id, reviews_a_day=int(chosen))
    return (sentences.reviews_set(int(chosen)),)


def _set_hints(ctx: Context, chosen: str) -> Text:
    choose_practice(ctx.connection, member_for(ctx).id, wording_hints=chosen == ON)
    return (sentences.hints_set(chosen),)


def _set_rest_days(ctx: Context, chosen: str) -> Text:
    workspace = workspace_for(ctx)
    today = local_date(ctx.now, workspace.timezone or UTC_ZONE)
    rule = rule_from_tomorrow(chosen, today, ctx.now)
    ledger_queries.add_rest_rule(ctx.connection, workspace.id, rule)
    queries.doubt_streaks(ctx.connection, alive_at=ctx.now, workspace_id=workspace.id)
    return (sentences.rest_days_set(rule),)


def _show_weak_spots(ctx: Context, chosen: str) -> Text:
    everyone = chosen == sentences.EVERYONE
    show_weak_spots_to(ctx.connection, workspace_for(ctx).id, everyone=everyone)
    return (sentences.weak_spots_set(everyone=everyone),)


def _set_team_zone(ctx: Context, zone: str) -> Text:
    queries.set_workspace_timezone(ctx.connection, workspace_for(ctx).id, zone, ctx.now)
    return (sentences.zone_set(zone, ctx.now, whose="The team's"),)


def _switch_on(ctx: Context, name: str) -> Text:
    return set_pack(ctx, name, on=True)


def _switch_off(ctx: Context, name: str) -> Text:
    return set_pack(ctx, name, on=False)


def set_pack(ctx: Context, name: str, *, on: bool) -> Text:
    """Switch a pack, and say what that means."""
    workspace = workspace_for(ctx)
    switch(ctx, workspace.id, name, on=on)
    return (sentences.switched(name, is_on=on),)


def _add_manager(ctx: Context, name: str) -> Text:
    return _name(ctx, Named(ManagerKind.PERSON, id_picked(ctx, name)))


def _remove_manager(ctx: Context, name: str) -> Text:
    user_id = id_named(ctx, name)
    one = Named(ManagerKind.PERSON, user_id)
    was_named = take_back(ctx.connection, workspace_for(ctx).id, one)
    if was_named:
        # If the platform says that they manage all the same, their next command notes it again.
        queries.forget_manager(ctx.connection, ctx.place, user_id)
    return sentences.manager_taken_back(one, was_named=was_named)


def _add_role(ctx: Context, role_id: str) -> Text:
    if role_id == ctx.place.workspace_id:  # Discord's role that everybody has
        raise Refusal("Not everybody can be a manager. Name a role that fewer members have.")
    return _name(ctx, Named(ManagerKind.ROLE, role_id))


def _remove_role(ctx: Context, role_id: str) -> Text:
    one = Named(ManagerKind.ROLE, role_id)
    was_named = take_back(ctx.connection, workspace_for(ctx).id, one)
    return sentences.manager_taken_back(one, was_named=was_named)


def _name(ctx: Context, one: Named) -> Text:
    workspace = workspace_for(ctx)
    queries.lock_workspace(ctx.connection, workspace.id)
    named = named_in(ctx.connection, workspace.id)
    if one not in named and len(named) >= _MOST_NAMED:
        raise Refusal(f"{_MOST_NAMED} are named already; take one back first.")
    name_manager(ctx.connection, workspace.id, one, ctx.now)
    return sentences.manager_named(one)


MINE: Final[Mapping[str, Setter]] = {
    "timezone": _set_my_zone,
    "day_ends": _set_day_end,
    "reminder": _set_reminder,
    "leaderboard": _set_listing,
    "reviews_a_day": _set_reviews,
    "hints": _set_hints,
}
TEAM: Final[Mapping[str, Setter]] = {
    "timezone": _set_team_zone,
    "rest_days": _set_rest_days,
    "weak_spots": _show_weak_spots,
    "switch_on": _switch_on,
    "switch_off": _switch_off,
    "manager_add": _add_manager,
    "manager_remove": _remove_manager,
    "role_add": _add_role,
    "role_remove": _remove_role,
}
