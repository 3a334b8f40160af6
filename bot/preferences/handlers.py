"""Use cases of settings, help and first contact."""

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.people import member_for, workspace_for
from bot.members.practice_choices import OFF, ON, choose_practice, practice_choices
from bot.packs.switching import packs_of, switch
from bot.preferences import views


def my_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    reviews_a_day: str | None = None,
    hints: str | None = None,
) -> Outcome:
    """Tell the member's own settings, or change some of them from now on."""
    person = member_for(ctx)
    changed: list[str] = []
    if timezone is not None:
        queries.set_member_timezone(ctx.connection, person.id, timezone)
        changed.append(views.zone_set(timezone, ctx.now, whose="Your"))
    if reviews_a_day is not None:
        choose_practice(ctx.connection, person.id, reviews_a_day=int(reviews_a_day))
        changed.append(views.reviews_set(int(reviews_a_day)))
    if hints is not None:
        choose_practice(ctx.connection, person.id, wording_hints=hints == ON)
        changed.append(views.hints_set(hints))
    if changed:
        return Reply(views.settings_changed_card(changed))
    choices = practice_choices(ctx.connection, person.id)
    return Reply(views.my_settings_card(person, choices, ctx.now))


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
        return Reply(
            views.settings_changed_card([views.zone_set(timezone, ctx.now, whose="The team's")])
        )
    return Reply(_team_card(ctx, switch_on, switch_off))


def switch_pack(ctx: Context, pack: str, to: str) -> Outcome:
    """Switch a pack on or off by its button."""
    if to not in {ON, OFF}:
        raise Refusal("A pack is either on or off. `/settings team` shows which are what.")
    switch(ctx, workspace_for(ctx).id, pack, on=to == ON)
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
