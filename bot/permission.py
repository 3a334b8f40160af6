"""Who may do what only managers may, judged at every command and every press."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.cards import Outcome
from bot.catalogue import Action, Command
from bot.context import Context
from bot.errors import ManagersOnly
from bot.members.managers import is_named
from bot.members.queries import forget_manager
from bot.requests import Platform

_MANAGERS_ONLY: Final[Mapping[Platform, str]] = {
    Platform.DISCORD: "Only managers may do this: members who have *Manage Server*.",
    Platform.SLACK: "Only managers may do this: the workspace's admins and owners.",
    Platform.PLAYGROUND: "Only managers may do this. Act as the manager and try again.",
}
_NOT_FOUND_OUT: Final = (
    "Whether you are one could not be found out just now; try again in a moment."
)
_OR_NAMED: Final = "A manager can name others, too: ask one of them."


def judged(
    ctx: Context,
    asked: Command | Action,
    run: Callable[[Context], Outcome],
    *,
    is_certain: bool = True,
) -> Outcome | ManagersOnly:
    """Run what was asked once it is known whether the asker manages here, by the platform or name.

    A refusal of what is for managers comes back, so that what was found out about them is stored;
    ``is_certain`` says that the platform was asked.
    """
    asker = ctx.asker
    if not (asked.for_managers or asked.knows_managers):
        return run(ctx)  # for everybody alike: who manages is not even looked up
    if not asker.is_manager and is_named(ctx.connection, asker, ctx.place):
        asker = replace(asker, is_manager=True)
    if is_certain and asker.rights_known and not asker.is_manager:
        forget_manager(ctx.connection, ctx.place, asker.user_id)
    if asked.for_managers and not asker.is_manager:
        advice = _OR_NAMED if asker.rights_known else _NOT_FOUND_OUT
        return ManagersOnly(f"{_MANAGERS_ONLY[ctx.place.platform]} {advice}")
    try:
        return run(replace(ctx, asker=asker))
    except ManagersOnly as refused:
        return refused


def permitted(outcome: Outcome | ManagersOnly) -> Outcome:
    """Turn down, now that its transaction has ended, what only managers may do."""
    match outcome:
        case ManagersOnly():
            raise outcome
        case _:
            return outcome
