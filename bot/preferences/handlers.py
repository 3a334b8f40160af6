"""Use cases of settings, help and first contact."""

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.members import queries
from bot.members.people import member_for, workspace_for
from bot.preferences import views


def my_settings(ctx: Context, *, timezone: str | None = None) -> Outcome:
    """Tell the member's own settings, or change their time zone from now on."""
    person = member_for(ctx)
    if timezone is None:
        return Reply(views.my_settings_card(person, ctx.now))
    queries.set_member_timezone(ctx.connection, person.id, timezone)
    return Reply(views.zone_set_card(timezone, ctx.now, whose="Your"))


def team_settings(ctx: Context, *, timezone: str | None = None) -> Outcome:
    """Tell the team's settings, or change its time zone from now on."""
    workspace = workspace_for(ctx)
    if timezone is None:
        return Reply(views.team_settings_card(workspace.timezone, ctx.now))
    queries.set_workspace_timezone(ctx.connection, workspace.id, timezone)
    return Reply(views.zone_set_card(timezone, ctx.now, whose="The team's"))


def show_help(ctx: Context) -> Outcome:
    """Tell by example what the bot can do."""
    member_for(ctx)
    return Reply(views.help_card())


def note_greeting(ctx: Context) -> None:
    """Note that the first message to a workspace is out."""
    queries.mark_greeted(ctx.connection, workspace_for(ctx).id, ctx.now)
