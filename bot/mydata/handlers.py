"""Use cases of a member's own data: see it, take it along, have it deleted."""

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.errors import Refusal
from bot.members import queries
from bot.mydata import exporting, views
from bot.mydata.forgetting import forget
from bot.mydata.holdings import Owner


def show_mydata(ctx: Context) -> Outcome:
    """Tell how much is held about the asker; who has nothing here does not become a member."""
    owner = _owner(ctx)
    if owner is None:
        return Reply(views.nothing_card())
    return Reply(_card(ctx, owner))


def export(ctx: Context, member_id: str) -> Outcome:
    """Hand out everything that is held about the asker."""
    file = exporting.export_of(ctx.connection, _presser(ctx, member_id), ctx.now)
    return Reply(views.export_card(file))


def ask_to_delete(ctx: Context, member_id: str) -> Outcome:
    """Ask once more before everything goes."""
    owner = _presser(ctx, member_id)
    return Reply(views.confirmation_card(owner.member_id), replaces_original=True)


def keep(ctx: Context, member_id: str) -> Outcome:
    """Leave everything as it is."""
    return Reply(_card(ctx, _presser(ctx, member_id)), replaces_original=True)


def delete_everything(ctx: Context, member_id: str) -> Outcome:
    """Delete everything that is held about the asker."""
    owner = _presser(ctx, member_id)
    queries.lock_workspace(ctx.connection, owner.workspace_id)
    forget(ctx.connection, owner)
    return Reply(views.deleted_card(), replaces_original=True)


def _card(ctx: Context, owner: Owner) -> Card:
    return views.mydata_card(owner.member_id, exporting.how_much(ctx.connection, owner))


def _owner(ctx: Context) -> Owner | None:
    found = queries.member_at(ctx.connection, ctx.place, ctx.asker.user_id)
    return Owner(found.id, found.workspace_id, ctx.asker.user_id) if found else None


def _presser(ctx: Context, member_id: str) -> Owner:
    """Tell who presses; the number in the button must be theirs."""
    owner = _owner(ctx)
    if owner is None:
        raise Refusal("Nothing is held about you in this workspace.")
    if str(owner.member_id) != member_id:
        raise Refusal(
            "This button is about somebody else's data, or about yours from before it was "
            "deleted. `/mydata` shows what is held about you now."
        )
    return owner
