"""Who hears that something waits for a manager, and who hears what a manager decided."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.context import Context
from bot.members.queries import lock_workspace
from bot.notices import queries as notices
from bot.suggestions import queries
from bot.suggestions.report_queries import ClosedReport

JUDGED: Final = "judged"
"""The kind of a notice to a proposer."""
LOOKED_AT: Final = "looked_at"
"""The kind of a notice to who reported a question."""
WAITING: Final = "waiting"
"""The kind of a notice to a manager; it names nothing: its reader may be none any more."""

_MANAGER_FOR: Final = timedelta(days=90)
_MOST_MANAGERS: Final = 5
_AT_MOST_EVERY: Final = timedelta(days=1)


def tell_managers(ctx: Context, workspace_id: int) -> bool:
    """Let those hear who managed here lately, each once a day at most; False when nobody did."""
    # Of two who suggest at once the second must see what managers were told by the first.
    lock_workspace(ctx.connection, workspace_id)
    since = ctx.now - _MANAGER_FOR
    managers = queries.managers_seen(ctx.connection, workspace_id, since)[:_MOST_MANAGERS]
    for user_id in managers:
        if user_id == ctx.asker.user_id:
            continue
        last = notices.last_notice(ctx.connection, workspace_id, user_id, WAITING)
        if last is not None and last.told_at is None:
            continue
        not_before = ctx.now if last is None else max(ctx.now, _a_day_after(last))
        notices.add_notice(
            ctx.connection,
            workspace_id=workspace_id,
            kind=WAITING,
            user_id=user_id,
            now=ctx.now,
            not_before=not_before,
        )
    return bool(managers)


def tell_proposer(ctx: Context, suggestion: queries.SuggestionRow) -> None:
    """Let the proposer hear what became of their suggestion, unless they decided themselves."""
    if suggestion.proposer_id == ctx.asker.user_id:
        return
    notices.add_notice(
        ctx.connection,
        workspace_id=suggestion.workspace_id,
        kind=JUDGED,
        user_id=suggestion.proposer_id,
        now=ctx.now,
        suggestion_id=suggestion.id,
    )


def tell_reporters(ctx: Context, workspace_id: int, closed: Sequence[ClosedReport]) -> None:
    """Let everybody hear what became of their report, but for who decided."""
    for report in closed:
        if report.reporter_id == ctx.asker.user_id:
            continue
        notices.add_notice(
            ctx.connection,
            workspace_id=workspace_id,
            kind=LOOKED_AT,
            user_id=report.reporter_id,
            now=ctx.now,
            report_id=report.id,
        )


def _a_day_after(last: notices.LastNotice) -> datetime:
    return (last.told_at or last.not_before) + _AT_MOST_EVERY
