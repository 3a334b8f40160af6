"""Use cases of settings, help and first contact."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.managers import ManagerKind, Named, name_manager, named_in, take_back
from bot.members.people import member_for, workspace_for
from bot.packs.switching import packs_of, switch
from bot.preferences import views
from bot.reminders.handlers import choose_reminder
from bot.reminders.queries import reminder_of
from bot.texts import Text

_MOST_NAMED: Final = 20  # one card lists them all

_Set = Callable[[Context, str], Text]


def my_settings(
    ctx: Context, *, timezone: str | None = None, reminder: str | None = None
) -> Outcome:
    """Tell the member's own settings, or change some of them from now on."""
    said = _changed(ctx, _MINE, {"timezone": timezone, "reminder": reminder})
    if said:
        return Reply(views.set_card(said))
    person = member_for(ctx)
    return Reply(views.my_settings_card(person, reminder_of(ctx.connection, person.id), ctx.now))


def team_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    switch_on: str | None = None,
    switch_off: str | None = None,
    manager_add: str | None = None,
    manager_remove: str | None = None,
    role_add: str | None = None,
    role_remove: str | None = None,
) -> Outcome:
    """Tell the team's settings, or change some of them from now on."""
    chosen = {
        "timezone": timezone,
        "switch_on": switch_on,
        "switch_off": switch_off,
        "manager_add": manager_add,
        "manager_remove": manager_remove,
        "role_add": role_add,
        "role_remove": role_remove,
    }
    return Reply(_team_card(ctx, _changed(ctx, _TEAM, chosen)))


def switch_pack(ctx: Context, pack: str, to: str) -> Outcome:
    """Switch a pack on or off by its button."""
    if to not in {views.ON, views.OFF}:
        raise Refusal("A pack is either on or off. `/settings team` shows which are what.")
    said = _set_pack(ctx, pack, on=to == views.ON)
    return Reply(_team_card(ctx, [said]), replaces_original=True)


def show_help(ctx: Context) -> Outcome:
    """Tell by example what the bot can do."""
    member_for(ctx)
    return Reply(views.help_card())


def note_greeting(ctx: Context) -> None:
    """Note that the first message to a workspace is out."""
    queries.mark_greeted(ctx.connection, workspace_for(ctx).id, ctx.now)


def _changed(
    ctx: Context, setters: Mapping[str, _Set], chosen: Mapping[str, str | None]
) -> list[Text]:
    """Set what was chosen, in the order of the table, and say what that means."""
    values = ((setter, chosen[name]) for name, setter in setters.items())
    return [setter(ctx, value) for setter, value in values if value is not None]


def _team_card(ctx: Context, said: list[Text]) -> Card:
    workspace = workspace_for(ctx)
    named = named_in(ctx.connection, workspace.id)
    packs = packs_of(ctx, workspace.id)
    return views.team_settings_card(workspace.timezone, ctx.now, packs, named, said)


def _set_my_zone(ctx: Context, zone: str) -> Text:
    queries.set_member_timezone(ctx.connection, member_for(ctx).id, zone)
    return (views.zone_set(zone, ctx.now, whose="Your"),)


def _set_reminder(ctx: Context, chosen: str) -> Text:
    choose_reminder(ctx, member_for(ctx), chosen)
    return (views.reminder_set(chosen),)


def _set_team_zone(ctx: Context, zone: str) -> Text:
    queries.set_workspace_timezone(ctx.connection, workspace_for(ctx).id, zone)
    return (views.zone_set(zone, ctx.now, whose="The team's"),)


def _switch_on(ctx: Context, name: str) -> Text:
    return _set_pack(ctx, name, on=True)


def _switch_off(ctx: Context, name: str) -> Text:
    return _set_pack(ctx, name, on=False)


def _set_pack(ctx: Context, name: str, *, on: bool) -> Text:
    workspace = workspace_for(ctx)
    switch(ctx, workspace.id, name, on=on)
    return (views.switched(name, is_on=on),)


def _add_manager(ctx: Context, name: str) -> Text:
    return _name(ctx, Named(ManagerKind.PERSON, _person_id(ctx, name)))


def _remove_manager(ctx: Context, name: str) -> Text:
    return _take_back(ctx, Named(ManagerKind.PERSON, name))


def _add_role(ctx: Context, role_id: str) -> Text:
    if role_id == ctx.place.workspace_id:  # Discord's role that everybody has
        raise Refusal("Not everybody can be a manager. Name a role that fewer members have.")
    return _name(ctx, Named(ManagerKind.ROLE, role_id))


def _remove_role(ctx: Context, role_id: str) -> Text:
    return _take_back(ctx, Named(ManagerKind.ROLE, role_id))


def _name(ctx: Context, one: Named) -> Text:
    workspace = workspace_for(ctx)
    queries.lock_workspace(ctx.connection, workspace.id)
    named = named_in(ctx.connection, workspace.id)
    if one not in named and len(named) >= _MOST_NAMED:
        raise Refusal(f"{_MOST_NAMED} are named already; take one back first.")
    name_manager(ctx.connection, workspace.id, one, ctx.now)
    return views.manager_named(one)


def _take_back(ctx: Context, one: Named) -> Text:
    was_named = take_back(ctx.connection, workspace_for(ctx).id, one)
    return views.manager_taken_back(one, was_named=was_named)


def _person_id(ctx: Context, name: str) -> str:
    """Tell a person's id from what was typed: an id, or the id of somebody who is known here."""
    is_id = name.isascii() and name.isalnum() and name == name.upper()
    if not is_id and queries.member_at(ctx.connection, ctx.place, name) is None:
        raise Refusal("Nobody of that name has used this bot here yet. Pick a member as offered.")
    return name


_MINE: Final[Mapping[str, _Set]] = {"timezone": _set_my_zone, "reminder": _set_reminder}
_TEAM: Final[Mapping[str, _Set]] = {
    "timezone": _set_team_zone,
    "switch_on": _switch_on,
    "switch_off": _switch_off,
    "manager_add": _add_manager,
    "manager_remove": _remove_manager,
    "role_add": _add_role,
    "role_remove": _remove_role,
}
