"""Use cases that look back: the streak, progress, the leaderboard and the home page."""

from typing import Final

from bot.cards import Audience, Card, Outcome, Reply
from bot.context import Context
from bot.errors import ManagersOnly, Refusal
from bot.members.people import Person, colleague, member_for
from bot.members.practice_days import local_date, practice_day
from bot.pictures import Group, Theme
from bot.progress import picture_views, queries, views
from bot.progress.overview import Reviews, calendar, knowledge, reviews
from bot.progress.periods import Period, period_key
from bot.progress.recall import next_look
from bot.progress.streaks import current_streak, latest_day, longest_streak

PAGE_SIZE: Final = 10
_OWN_PROGRESS_ONLY: Final = (
    "Only managers may look at somebody else's progress. `/progress` shows yours, and "
    "`/leaderboard` the team's points."
)


def show_streak(ctx: Context) -> Outcome:
    """Tell the current and the longest streak, and the last weeks as a calendar."""
    return Reply(streak_card(ctx, member_for(ctx)))


def streak_card(ctx: Context, person: Person) -> Card:
    """Make the card of a member's streak."""
    days = queries.days_practised(ctx.connection, person.id)
    today = latest_day(days, person.today(ctx.now))
    return views.streak_card(
        days=days,
        today=today,
        current=current_streak(days, today),
        longest=longest_streak(days),
        zone=person.zone,
    )


def show_own_progress(ctx: Context, *, theme: str | None = None) -> Outcome:
    """Draw the asker's own progress."""
    return show_progress(ctx, theme=theme)


def show_progress(ctx: Context, *, member: str | None = None, theme: str | None = None) -> Outcome:
    """Draw the practice calendar, and how well the asker knows each tier and topic.

    ``member`` is the external id of a colleague, of whom managers see the calendar and the streak:
    what somebody knows, and what is due for them, is their own.
    """
    chosen = Theme(theme) if theme is not None else None
    person = member_for(ctx)
    if member is None or member == ctx.asker.user_id:
        rated = queries.questions_rated(ctx.connection, person.id)
        due = [next_look(one.rating, practice_day(one.seen_at, person.zone)) for one in rated]
        due_soon = reviews(due, person.today(ctx.now))
        return _progress(ctx, person, chosen, due_soon, knowledge(rated, ctx.questions))
    if not ctx.asker.is_manager:
        raise ManagersOnly(_OWN_PROGRESS_ONLY)
    other = colleague(ctx, member)
    if other is None:
        raise Refusal("They have not talked to this bot yet, so there is nothing to show.")
    return _progress(ctx, other, chosen)


def _progress(
    ctx: Context,
    person: Person,
    theme: Theme | None,
    due: Reviews | None = None,
    groups: tuple[Group, ...] = (),
) -> Outcome:
    days = queries.days_practised(ctx.connection, person.id)
    today = latest_day(days, person.today(ctx.now))
    picture = picture_views.progress_picture(
        name=person.display_name,
        today=today,
        days=calendar(days, today),
        current=current_streak(days, today),
        longest=longest_streak(days),
        reviews=due,
        groups=groups,
        theme=theme,
    )
    return Reply(picture_views.progress_card(picture, is_own=due is not None))


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
