"""Use cases of streaks: look at one, learn why it is what it is, repair a day."""

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.members.people import Person, locked, member_for, member_named
from bot.members.queries import mark_repairs_told
from bot.progress import counters, ledger_queries, streak_views
from bot.progress.ledger import Ledger
from bot.progress.repairs import check_repairable, day_meant
from bot.progress.streak_views import News
from bot.progress.streaks import Look, look_at


def show_streak(ctx: Context, *, view: str | None = None) -> Outcome:
    """Tell the streak and the last weeks as a calendar, or day by day what counted and why."""
    person = member_for(ctx)
    look = look_of(ctx, person)
    unheard = _unheard(look, person)
    if view:
        weeks = streak_views.weeks_told(look)
        listed = [news for news in unheard if news[0] not in {verdict.day for verdict in weeks}]
        card = streak_views.why_card(look, listed)
    else:
        listed = unheard
        card = streak_views.streak_card(look, listed)
    if unheard:
        mark_repairs_told(ctx.connection, person.id, _told_up_to(unheard, listed))
    return Reply(card)


def streak_card(ctx: Context, person: Person) -> Card:
    """Make the card of a member's streak."""
    look = look_of(ctx, person)
    return streak_views.streak_card(look, _unheard(look, person))


def repair_day(ctx: Context, *, member: str, day: str, reason: str) -> Outcome:
    """Make a missed day of a member good."""
    manager = member_for(ctx)
    # Their next attempt must not count on from what was before the repair.
    person = locked(ctx, member_named(ctx, member))
    look = look_of(ctx, person)
    meant = day_meant(day, look.today)
    found = next((verdict for verdict in look.verdicts if verdict.day == meant), None)
    check_repairable(meant, look.today, found)
    ledger_queries.add_repair(
        ctx.connection,
        workspace_id=person.workspace_id,
        member_id=person.id,
        day=meant,
        by=(ctx.asker.user_id, manager.display_name),
        reason=reason,
        now=ctx.now,
    )
    counters.work_out(ctx.connection, person, ctx.now)
    return Reply(streak_views.repaired_card(person.display_name, meant, reason))


def look_of(ctx: Context, person: Person) -> Look:
    """Judge all days of a member."""
    found = ledger_queries.ledgers(ctx.connection, {person.id: person.workspace_id}, ctx.now)
    return look_at(found.get(person.id, Ledger()), person.today(ctx.now), person.clock)


def _unheard(look: Look, person: Person) -> list[News]:
    """List the repairs of which the member has not heard, the first that was made first."""
    news = ((day, repair) for day, repair in look.ledger.repairs.items())
    return sorted(
        (one for one in news if one[1].id > person.told_repair_id), key=lambda one: one[1].id
    )


def _told_up_to(unheard: list[News], listed: list[News]) -> int:
    """Tell the last repair that was heard of: what did not fit the card is told next time."""
    rest = listed[streak_views.MAX_NEWS :]
    return rest[0][1].id - 1 if rest else unheard[-1][1].id
