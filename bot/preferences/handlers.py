"""Use cases of settings, help and first contact."""

from datetime import datetime

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.members.people import UTC_ZONE, member_for, workspace_for
from bot.members.practice_days import DayClock, local_date
from bot.preferences import views
from bot.progress import counters, ledger_queries
from bot.progress.rest_days import rule_from_tomorrow


def my_settings(
    ctx: Context, *, timezone: str | None = None, day_ends: str | None = None
) -> Outcome:
    """Tell the member's own settings, or change their time zone or day's end from now on."""
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
    if not said:
        return Reply(views.my_settings_card(person, ctx.now))
    counters.refresh_member(ctx.connection, person.id)
    return Reply(views.set_card(said))


def team_settings(
    ctx: Context, *, timezone: str | None = None, rest_days: str | None = None
) -> Outcome:
    """Tell the team's settings, or change its time zone or rest days from now on."""
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
    if not said:
        rules = ledger_queries.rest_rules(ctx.connection, (workspace.id,))
        return Reply(views.team_settings_card(zone, rules.get(workspace.id, ()), ctx.now))
    counters.refresh_workspace(ctx.connection, workspace.id)
    return Reply(views.set_card(said))


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
