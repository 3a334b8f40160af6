"""The use case of a team's weak spots."""

from typing import Final

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import ManagersOnly
from bot.members.people import member_for
from bot.packs.asked import questions_of
from bot.progress.queries import weak_spots_are_for_all
from bot.progress.weak_spots_of_team import weak_spots
from bot.weak_spots.views import weak_spots_card

_FOR_MANAGERS: Final = (
    "Here only managers may see what the team is weakest at. A manager can show it to everyone: "
    "`/settings team weak_spots=everyone`."
)


def show_weak_spots(ctx: Context) -> Outcome:
    """Tell what the team is weakest at, so that nobody can be read out of it."""
    person = member_for(ctx)
    for_all = weak_spots_are_for_all(ctx.connection, person.workspace_id)
    if not (ctx.asker.is_manager or for_all):
        raise ManagersOnly(_FOR_MANAGERS)
    questions = questions_of(ctx.connection, ctx.questions, person.workspace_id)
    spots = weak_spots(ctx.connection, questions, person.workspace_id, shown_to=person.id)
    return Reply(weak_spots_card(spots, for_all=for_all))
