"""Use cases of settings, help and first contact."""

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.people import member_for, workspace_for
from bot.packs.switching import packs_of, switch
from bot.preferences import views


def my_settings(ctx: Context, *, timezone: str | None = None) -> Outcome:
    """Tell the member's own settings, or change their time zone from now on."""
    person = member_for(ctx)
    if timezone is None:
        return Reply(views.my_settings_card(person, ctx.now))
    queries.set_member_timezone(ctx.connection, person.id, timezone)
    return Reply(views.zone_set_card(timezone, ctx.now, whose="Your"))


def team_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    switch_on: str | None = None,
    switch_off: str | None = None,
) -> Outcome:
    """Tell the team's settings, or change its time zone and its packs from now on."""
    workspace = workspace_for(ctx)
    if timezone is not None:
        queries.set_workspace_timezone(ctx.connection, workspace.id, timezone)
    if switch_on is not None:
        switch(ctx, workspace.id, switch_on, on=True)
    if switch_off is not None:
        switch(ctx, workspace.id, switch_off, on=False)
    if timezone is not None and switch_on is None and switch_off is None:
        return Reply(views.zone_set_card(timezone, ctx.now, whose="The team's"))
    return Reply(_team_card(ctx, switch_on, switch_off))


def switch_pack(ctx: Context, pack: str, to: str) -> Outcome:
    """Switch a pack on or off by its button."""
    if to not in {views.ON, views.OFF}:
        raise Refusal("A pack is either on or off. `/settings team` shows which are what.")
    switch(ctx, workspace_for(ctx).id, pack, on=to == views.ON)
    return Reply(_team_card(ctx, pack), replaces_original=True)


def _team_card(ctx: Context, *switched: str | None) -> Card:
    workspace = workspace_for(ctx)
    packs = packs_of(ctx, workspace.id)
    news = [pack for pack in packs if pack.name in switched]
    return views.team_settings_card(workspace.timezone, ctx.now, packs, news)


def show_help(ctx: Context) -> Outcome:
    """Tell by example what the bot can do."""
    member_for(ctx)
    return Reply(views.help_card())


def note_greeting(ctx: Context) -> None:
    """Note that the first message to a workspace is out."""
    queries.mark_greeted(ctx.connection, workspace_for(ctx).id, ctx.now)
