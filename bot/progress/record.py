"""What an attempt leaves behind: a practice day and points, in the attempt's own transaction."""

from bot.context import Context
from bot.members.people import Person
from bot.progress import queries
from bot.progress.counting import Counted, count_day
from bot.progress.ledger import CountedDay
from bot.progress.periods import keys_at


def record_attempt(ctx: Context, person: Person, points: int) -> Counted:
    """Count the day and the points of an attempt made now; what the streak is comes back."""
    counted = CountedDay(person.today(ctx.now), person.clock)
    streak = count_day(ctx.connection, person, counted, ctx.now)
    if points:
        queries.add_points(
            ctx.connection,
            workspace_id=person.workspace_id,
            member_id=person.id,
            periods=keys_at(ctx.now, person.team_zone),
            points=points,
            now=ctx.now,
        )
    return streak
