"""Use cases of reminders."""

from datetime import time
from typing import Final

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import Person, person_of
from bot.members.queries import member_at
from bot.members.reminder_schedule import set_reminder
from bot.members.reminder_times import EARLIEST, LATEST, is_at_night
from bot.reminders import views

OFF: Final = "off"


def choose_reminder(ctx: Context, person: Person, chosen: str) -> None:
    """Let a member be reminded at a local time from now on, or no more; Refusal for the night."""
    if chosen == OFF:
        set_reminder(ctx.connection, person.id, None, person.zone, ctx.now)
        return
    if is_at_night(time.fromisoformat(chosen)):
        raise Refusal(
            f"Nobody is reminded at night: name a time from {EARLIEST:%H:%M} to before "
            f"{LATEST:%H:%M}, for instance 18:00."
        )
    set_reminder(ctx.connection, person.id, chosen, person.zone, ctx.now)


def stop_reminders(ctx: Context) -> Outcome:
    """Stop reminding whoever presses; nobody becomes a member by it."""
    found = member_at(ctx.connection, ctx.place, ctx.asker.user_id)
    if found is not None:
        set_reminder(ctx.connection, found.id, None, person_of(found).zone, ctx.now)
    return Reply(views.stopped_card())
