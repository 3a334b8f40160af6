"""Use cases of the leaderboard."""

from typing import Final

from bot.cards import Audience, Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import member_for
from bot.members.practice_days import local_date
from bot.progress import queries, views
from bot.progress.periods import Period, period_key

PAGE_SIZE: Final = 10


def show_leaderboard(ctx: Context, *, period: str = Period.WEEK) -> Outcome:
    """Show the team's first page to the channel."""
    return Reply(_board(ctx, Period(period), page=1), Audience.CHANNEL)


def turn_leaderboard(ctx: Context, period: str, page: str) -> Outcome:
    """Show another page to the one who asks."""
    if period not in set(Period) or not page.isdecimal():
        raise Refusal("That page is not there. `/leaderboard` shows the first one.")
    return Reply(_board(ctx, Period(period), page=int(page)), replaces_original=True)


def _board(ctx: Context, period: Period, page: int) -> Card:
    person = member_for(ctx)
    key = period_key(period, local_date(ctx.now, person.team_zone))
    ranked = queries.how_many_ranked(ctx.connection, person.workspace_id, key)
    pages = max(1, -(-ranked // PAGE_SIZE))
    page = min(max(page, 1), pages)
    points = queries.own_points(ctx.connection, person.workspace_id, key, person.id)
    own = None
    if points is not None:
        rank = queries.rank_of(ctx.connection, person.workspace_id, key, points)
        own = queries.Standing(rank, person.id, person.display_name, points)
    shown = queries.standings(
        ctx.connection,
        person.workspace_id,
        key,
        offset=(page - 1) * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    return views.leaderboard_card(period, shown, own, page=page, pages=pages)
