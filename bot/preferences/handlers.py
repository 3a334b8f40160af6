"""Use cases of settings, help and first contact."""

from collections.abc import Sequence

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.managers import named_in
from bot.members.people import member_for, workspace_for
from bot.members.practice_choices import OFF, ON, practice_choices
from bot.packs.switching import packs_of
from bot.preferences import setters, views
from bot.preferences.help_views import help_card
from bot.progress import counters, ledger_queries
from bot.progress.queries import weak_spots_are_for_all
from bot.reminders.queries import reminder_of
from bot.texts import Text


def my_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    day_ends: str | None = None,
    reminder: str | None = None,
    leaderboard: str | None = None,
    reviews_a_day: str | None = None,
    hints: str | None = None,
) -> Outcome:
    """Tell the member's own settings, or change some of them from now on."""
    chosen = {
        "timezone": timezone,
        "day_ends": day_ends,
        "reminder": reminder,
        "leaderboard": leaderboard,
        "reviews_a_day": reviews_a_day,
        "hints": hints,
    }
    said = setters.set_all(ctx, setters.MINE, chosen)
    person = member_for(ctx)
    if said:
        counters.refresh_member(ctx.connection, person.id, ctx.now)
        return Reply(views.set_card(said))
    choices = practice_choices(ctx.connection, person.id)
    reminded_at = reminder_of(ctx.connection, person.id)
    return Reply(views.my_settings_card(person, choices, reminded_at, ctx.now))


def team_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    rest_days: str | None = None,
    weak_spots: str | None = None,
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
        "rest_days": rest_days,
        "weak_spots": weak_spots,
        "switch_on": switch_on,
        "switch_off": switch_off,
        "manager_add": manager_add,
        "manager_remove": manager_remove,
        "role_add": role_add,
        "role_remove": role_remove,
    }
    said = setters.set_all(ctx, setters.TEAM, chosen)
    if said:
        counters.refresh_workspace(ctx.connection, workspace_for(ctx).id, ctx.now)
        return Reply(views.set_card(said))
    return Reply(_team_card(ctx))


def switch_pack(ctx: Context, pack: str, to: str) -> Outcome:
    """Switch a pack on or off by its button."""
    if to not in {ON, OFF}:
        raise Refusal("A pack is either on or off. `/settings team` shows which are what.")
    said = setters.set_pack(ctx, pack, on=to == ON)
    return Reply(_team_card(ctx, [said]), replaces_original=True)


def show_help(ctx: Context) -> Outcome:
    """Tell by example what the bot can do."""
    member_for(ctx)
    return Reply(help_card())


def note_greeting(ctx: Context) -> None:
    """Note that the first message to a workspace is out."""
    queries.mark_greeted(ctx.connection, workspace_for(ctx).id, ctx.now)


def _team_card(ctx: Context, said: Sequence[Text] = ()) -> Card:
    workspace = workspace_for(ctx)
    rules = ledger_queries.rest_rules(ctx.connection, (workspace.id,)).get(workspace.id, ())
    team = views.Team(
        workspace.timezone,
        rules,
        packs_of(ctx, workspace.id),
        named_in(ctx.connection, workspace.id),
        weak_spots_are_for_all(ctx.connection, workspace.id),
    )
    return views.team_settings_card(team, ctx.now, said)
