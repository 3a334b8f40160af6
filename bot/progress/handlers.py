"""Use cases of the leaderboard."""

from typing import Final

from bot.cards import Audience, Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.listing import want_checks
from bot.members.people import Person, member_for
from bot.members.practice_days import local_date
from bot.progress import boards, counters, views
from bot.progress.periods import Period, RankedBy, period_key

PAGE_SIZE: Final = 10
MAX_PAGES: Final = 100
"""Nobody turns further; who stands below sees their own rank on every page."""


def show_leaderboard(
    ctx: Context, *, period: str = Period.WEEK, by: str = RankedBy.POINTS
) -> Outcome:
    """Show the team's first page to the channel."""
    return Reply(_board(ctx, Period(period), RankedBy(by), page=1), Audience.CHANNEL)


def turn_leaderboard(ctx: Context, period: str, page: str, by: str = RankedBy.POINTS) -> Outcome:
    """Show another page to the one who asks."""
    if period not in set(Period) or by not in set(RankedBy) or not page.isdecimal():
        raise Refusal("That page is not there. `/leaderboard` shows the first one.")
    card = _board(ctx, Period(period), RankedBy(by), page=int(page))
    return Reply(card, replaces_original=True)


def _board(ctx: Context, period: Period, by: RankedBy, page: int) -> Card:
    person = member_for(ctx)
    board = _ranked(ctx, person, period, by)
    ranked = boards.how_many(ctx.connection, board, at_most=MAX_PAGES * PAGE_SIZE)
    pages = max(1, -(-ranked // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = boards.page_of(ctx.connection, board, offset=(page - 1) * PAGE_SIZE, size=PAGE_SIZE)
    own = []
    if person.id not in {standing.member_id for standing in shown}:
        own = boards.around(ctx.connection, board, person.id)
    want_checks(ctx.connection, {one.member_id for one in (*shown, *own)} - {person.id}, ctx.now)
    return views.leaderboard_card(views.Heading(period, by, page, pages), shown, own)


def _ranked(ctx: Context, person: Person, period: Period, by: RankedBy) -> boards.Board:
    match by:
        case RankedBy.POINTS:
            key = period_key(period, local_date(ctx.now, person.team_zone))
            return boards.points_board(person.workspace_id, key)
        case RankedBy.STREAK:
            counters.refresh_workspace(ctx.connection, person.workspace_id, ctx.now)
            return boards.streak_board(person.workspace_id, ctx.now)
