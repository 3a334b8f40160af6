"""Switching packs on and off for a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.context import Context
from bot.errors import Refusal
from bot.members.queries import lock_workspace
from bot.options import quotable
from bot.packs import queries
from bot.packs.asked import questions_of
from bot.question_bank import OWN

MAX_LISTED: Final = 25  # packs on one card, so that it holds them whatever their names are


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack of the bank, as a workspace has it."""

    name: str
    questions: int
    is_on: bool


def packs_of(ctx: Context, workspace_id: int) -> tuple[Pack, ...]:
    """List all packs in their order, with whether this workspace is asked from them."""
    choice = queries.choice_of(ctx.connection, workspace_id)
    packs = dict(ctx.questions.packs)
    if choice.own:
        packs[OWN] = len(choice.own)
    return tuple(Pack(name, count, name not in choice.packs_off) for name, count in packs.items())


def switch(ctx: Context, workspace_id: int, pack: str, *, on: bool) -> None:
    """Switch a pack; Refusal for one that is not there, and when no question would be left."""
    names = [one.name for one in packs_of(ctx, workspace_id)]
    if pack not in names:
        raise Refusal(f"There is no pack `{quotable(pack)}`. {_there_are(names)}")
    # Of two managers who switch off the last two packs at once, the second must see the first.
    lock_workspace(ctx.connection, workspace_id)
    if on:
        queries.switch_on(ctx.connection, workspace_id, pack)
        return
    queries.switch_off(ctx.connection, workspace_id, pack)
    questions = questions_of(ctx.connection, ctx.questions, workspace_id)
    if next(iter(questions), None) is None:
        # The refusal ends the transaction, and with it what was just stored.
        raise Refusal(f"**{pack}** stays on: without it there would be no question left to ask.")


def _there_are(names: Sequence[str]) -> str:
    if not names:
        return "There is none at all."
    more = f" and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
    return f"Packs there are: {', '.join(names[:MAX_LISTED])}{more}."
