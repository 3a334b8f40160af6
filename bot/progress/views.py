"""The cards of leaderboards."""

from collections.abc import Sequence
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section
from bot.progress.periods import Period
from bot.progress.queries import Standing
from bot.texts import Span, clip

_MAX_NAME: Final = 80
_PERIOD_WORDS: Final = {
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.ALL: "of all time",
}


def leaderboard_card(
    period: Period, shown: Sequence[Standing], own: Standing | None, *, page: int, pages: int
) -> Card:
    """Show one page of ranked members; the asker's own rank stands below when it is elsewhere."""
    title = f"Leaderboard {_PERIOD_WORDS[period]}"
    if not shown:
        empty = "Nobody has points yet. `/question` is the way to the top."
        return Card(title=title, sections=(Section((empty,)),))
    lines: list[Span] = []
    for standing in shown:
        lines += _line(standing)
    if own is not None and own.member_id not in {standing.member_id for standing in shown}:
        lines += ["…\n", *_line(own)]
    return Card(
        title=title,
        sections=(Section(tuple(lines)),),
        buttons=_turns(period, page, pages),
        footer=f"Page {page} of {pages}" if pages > 1 else "",
    )


def _line(standing: Standing) -> tuple[Span, ...]:
    unit = "point" if standing.points == 1 else "points"
    return (
        f"**{standing.rank}.** ",
        clip(standing.display_name, _MAX_NAME),
        f" · {standing.points} {unit}\n",
    )


def _turns(period: Period, page: int, pages: int) -> tuple[Button, ...]:
    turns = []
    if page > 1:
        turns.append(Button("Previous", ActionId("board", (period.value, str(page - 1)))))
    if page < pages:
        turns.append(Button("Next", ActionId("board", (period.value, str(page + 1)))))
    return tuple(turns)
