"""Use case of the progress picture: one's own, or what managers may see of a colleague."""

from datetime import timedelta
from typing import Final

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import ManagersOnly, Refusal
from bot.members.people import Person, member_for, member_named
from bot.memory import predicted_recall
from bot.packs.asked import questions_of
from bot.pictures import Group, Theme
from bot.progress import picture_views
from bot.progress.memories import memories_of
from bot.progress.overview import Reviews, calendar, knowledge, reviews
from bot.progress.streak_handlers import look_of

INTERVIEW_IN: Final = timedelta(days=7)
"""How far ahead recall is predicted: right after a look everything is known, however it went."""

_OWN_PROGRESS_ONLY: Final = (
    "Only managers may look at somebody else's progress. `/progress` shows yours, and "
    "`/leaderboard` the team's points."
)


def show_progress(ctx: Context, *, member: str | None = None, theme: str | None = None) -> Outcome:
    """Draw the practice calendar, and how well the asker knows each tier and topic.

    ``member`` names a colleague, of whom managers see the calendar and the streak: what somebody
    knows, and what is due for them, is their own.
    """
    chosen = Theme(theme) if theme is not None else None
    person = member_for(ctx)
    other = person if member is None else member_named(ctx, member)
    if other.id == person.id:
        return _own(ctx, person, chosen)
    if not ctx.asker.is_manager:
        raise ManagersOnly(_OWN_PROGRESS_ONLY)
    if not other.on_leaderboard:
        raise Refusal("They chose to be shown to nobody.")
    return _progress(ctx, other, chosen)


def _own(ctx: Context, person: Person, theme: Theme | None) -> Outcome:
    today = person.today(ctx.now)
    memories = memories_of(ctx.connection, person.id)
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    asked = {question.id for question in questions}
    due = [memory.due_on for name, memory in memories.items() if name in asked]
    at = max([today, *(memory.last_review_on for memory in memories.values())]) + INTERVIEW_IN
    recalls = {name: predicted_recall(memory, at) for name, memory in memories.items()}
    return _progress(ctx, person, theme, reviews(due, today), knowledge(recalls, questions))


def _progress(
    ctx: Context,
    person: Person,
    theme: Theme | None,
    due: Reviews | None = None,
    groups: tuple[Group, ...] = (),
) -> Outcome:
    look = look_of(ctx, person)
    picture = picture_views.progress_picture(
        name=person.display_name,
        today=look.today,
        days=calendar(look),
        current=look.tally.length,
        longest=look.tally.longest,
        reviews=due,
        groups=groups,
        theme=theme,
    )
    return Reply(picture_views.progress_card(picture, is_own=due is not None))
