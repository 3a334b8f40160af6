"""Use cases of settings, help and first contact."""

from datetime import datetime

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.listing import choose_listing
from bot.members.people import UTC_ZONE, member_for, workspace_for
from bot.members.practice_choices import OFF, ON, choose_practice, practice_choices
from bot.members.practice_days import DayClock, local_date
from bot.packs.switching import packs_of, switch
from bot.preferences import views
from bot.progress import counters, ledger_queries
from bot.progress.queries import show_weak_spots_to, weak_spots_are_for_all
from bot.progress.rest_days import rule_from_tomorrow


def my_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    day_ends: str | None = None,
    leaderboard: str | None = None,
    reviews_a_day: str | None = None,
    hints: str | None = None,
) -> Outcome:
    """Tell the member's own settings, or change some of them from now on."""
    person = member_for(ctx)
    said = []
    if timezone is not None:
        queries.set_member_timezone(ctx.connection, person.id, timezone)
        said.append(views.zone_set(timezone, ctx.now, whose="Your"))
    if day_ends is not None:
        hours = int(day_ends)
        clock = DayClock(timezone or person.zone, person.day_ends_after)
        _check_today_stays(clock, hours, ctx.now)
        queries.set_day_end(ctx.connection, person.id, hours)
        said.append(views.day_end_set(hours))
    if leaderboard is not None:
        shown = leaderboard == ON
        choose_listing(ctx.connection, person.id, on_leaderboard=shown)
        said.append(views.listing_set(shown=shown))
    if reviews_a_day is not None:
        choose_practice(ctx.connection, person.id, reviews_a_day=int(reviews_a_day))
        said.append(views.reviews_set(int(reviews_a_day)))
    if hints is not None:
        choose_practice(ctx.connection, person.id, wording_hints=hints == ON)
        said.append(views.hints_set(hints))
    if not said:
        choices = practice_choices(ctx.connection, person.id)
        return Reply(views.my_settings_card(person, choices, ctx.now))
    counters.refresh_member(ctx.connection, person.id)
    return Reply(views.set_card(said))


def team_settings(
    ctx: Context,
    *,
    timezone: str | None = None,
    rest_days: str | None = None,
    weak_spots: str | None = None,
    switch_on: str | None = None,
    switch_off: str | None = None,
) -> Outcome:
    """Tell the team's settings, or change some of them from now on."""
    workspace = workspace_for(ctx)
    zone = timezone or workspace.timezone
    said = []
    if timezone is not None:
        queries.set_workspace_timezone(ctx.connection, workspace.id, timezone, ctx.now)
        said.append(views.zone_set(timezone, ctx.now, whose="The team's"))
    if rest_days is not None:
        rule = rule_from_tomorrow(rest_days, local_date(ctx.now, zone or UTC_ZONE), ctx.now)
        ledger_queries.add_rest_rule(ctx.connection, workspace.id, rule)
        queries.doubt_streaks(ctx.connection, alive_at=ctx.now, workspace_id=workspace.id)
        said.append(views.rest_days_set(rule))
    if weak_spots is not None:
        everyone = weak_spots == views.EVERYONE
        show_weak_spots_to(ctx.connection, workspace.id, everyone=everyone)
        said.append(views.weak_spots_set(everyone=everyone))
    if switch_on is not None:
        switch(ctx, workspace.id, switch_on, on=True)
    if switch_off is not None:
        switch(ctx, workspace.id, switch_off, on=False)
    if said:
        counters.refresh_workspace(ctx.connection, workspace.id)
    if said and switch_on is None and switch_off is None:
        return Reply(views.set_card(said))
    return Reply(_team_card(ctx, switch_on, switch_off))


def switch_pack(ctx: Context, pack: str, to: str) -> Outcome:
    """Switch a pack on or off by its button."""
    if to not in {ON, OFF}:
        raise Refusal("A pack is either on or off. `/settings team` shows which are what.")
    switch(ctx, workspace_for(ctx).id, pack, on=to == ON)
    return Reply(_team_card(ctx, pack), replaces_original=True)


def _team_card(ctx: Context, *switched: str | None) -> Card:
    workspace = workspace_for(ctx)
    rules = ledger_queries.rest_rules(ctx.connection, (workspace.id,)).get(workspace.id, ())
    packs = packs_of(ctx, workspace.id)
    news = [pack for pack in packs if pack.name in switched]
    for_all = weak_spots_are_for_all(ctx.connection, workspace.id)
    return views.team_settings_card(
        workspace.timezone, rules, ctx.now, packs, news, weak_spots_for_all=for_all
    )


def show_help(ctx: Context) -> Outcome:
    """Tell by example what the bot can do."""
    member_for(ctx)
    return Reply(views.help_card())


def note_greeting(ctx: Context) -> None:
    """Note that the first message to a workspace is out."""
    queries.mark_greeted(ctx.connection, workspace_for(ctx).id, ctx.now)


def _check_today_stays(clock: DayClock, hours: int, now: datetime) -> None:
    """Refuse, in the hours around midnight, a change that would end a day or bring one back."""
    if clock.day_of(now) != DayClock(clock.zone, hours).day_of(now):
        later = max(clock.ends_after, hours)
        raise Refusal(
            "Your day ends in these very hours: the change would end it early or bring back the "
            f"one before. Practise first if you have not yet, and change it after {later:02d}:00."
        )
