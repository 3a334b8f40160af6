"""Use cases of managers who go through what waits for them."""

from bot.cards import Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members.people import member_for
from bot.packs.queries import left_out_of
from bot.row_ids import read_row_id
from bot.suggestions import report_views
from bot.suggestions.showing import show_item
from bot.suggestions.turns import behind, read_turn, waiting


def show_queue(ctx: Context, position: str) -> Outcome:
    """Show what waits behind a turn, or at a position counted from 1.

    Past the end it begins anew.
    """
    person = member_for(ctx)
    turn = read_turn(position)
    number = read_row_id(position)
    if turn is None and not number:
        raise Refusal("That place in the list is not there. `/suggestions` shows the first.")
    items = waiting(ctx.connection, person.workspace_id)
    if not items:
        left_out = len(left_out_of(ctx.connection, person.workspace_id))
        return Reply(report_views.nothing_waits_card(left_out), replaces_original=True)
    if turn is not None:
        at = behind(items, turn)
    else:
        at = number - 1 if number and number <= len(items) else 0
    return show_item(ctx, person, items, at)


def list_suggestions(ctx: Context) -> Outcome:
    """Show the first of what waits for a manager."""
    return show_queue(ctx, "1")
