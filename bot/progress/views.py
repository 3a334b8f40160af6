"""The cards of leaderboards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section
from bot.progress.boards import Standing
from bot.progress.periods import Period, RankedBy
from bot.texts import ELLIPSIS, Span, clip

_MAX_NAME: Final = 80
_PERIOD_WORDS: Final = {
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.ALL: "of all time",
}
_NO_POINTS: Final = {
    Period.WEEK: "Nobody has points yet this week, which began on Monday.",
    Period.MONTH: "Nobody has points yet this month.",
    Period.ALL: "Nobody has points yet.",
}
_WAY_UP: Final = "One answer rated hard or better is the way to the top: `/question`."
_NO_STREAK: Final = "No streak is alive now. One rated answer today begins one: `/question`."
_STREAKS: Final = "Streaks that are alive now; they know no week and no month."


@dataclass(frozen=True, slots=True)
class Heading:
    """Which page of which leaderboard a card shows."""

    period: Period
    by: RankedBy
    page: int
    pages: int

    @property
    def title(self) -> str:
        """What stands above the names."""
        if self.by is RankedBy.STREAK:
            return "Leaderboard by streak"
        return f"Leaderboard {_PERIOD_WORDS[self.period]}"

    def turned_to(self, page: int) -> ActionId:
        """The press that shows another page; without its last word it is older than streaks."""
        of_streaks = () if self.by is RankedBy.POINTS else (self.by.value,)
        return ActionId("board", (self.period.value, str(page), *of_streaks))


def leaderboard_card(heading: Heading, shown: Sequence[Standing], own: Sequence[Standing]) -> Card:
    """Show one page of ranked members.

    ``own`` is the asker between their neighbours when they stand elsewhere: it comes below.
    """
    if not shown:
        return Card(title=heading.title, sections=(Section((_nobody(heading),)),))
    lines: list[Span] = []
    for standing in shown:
        lines += _line(standing, heading.by)
    known = {standing.member_id for standing in shown}
    if own and own[0].member_id != shown[-1].member_id:
        lines.append(f"{ELLIPSIS}\n")
    for standing in own:
        if standing.member_id not in known:
            lines += _line(standing, heading.by)
    return Card(
        title=heading.title,
        sections=(Section(tuple(lines)),),
        buttons=_turns(heading),
        footer=_footer(heading),
    )


def _nobody(heading: Heading) -> str:
    if heading.by is RankedBy.STREAK:
        return _NO_STREAK
    before = "" if heading.period is Period.ALL else " `/leaderboard all` shows what was before."
    return f"{_NO_POINTS[heading.period]} {_WAY_UP}{before}"


def _line(standing: Standing, by: RankedBy) -> tuple[Span, ...]:
    match by:
        case RankedBy.POINTS:
            unit = "point" if standing.count == 1 else "points"
        case RankedBy.STREAK:
            unit = "day" if standing.count == 1 else "days"
    return (
        f"**{standing.rank}.** ",
        clip(standing.display_name, _MAX_NAME),
        f" · {standing.count} {unit}\n",
    )


def _footer(heading: Heading) -> str:
    notes = [_STREAKS] if heading.by is RankedBy.STREAK else []
    if heading.pages > 1:
        notes.append(f"Page {heading.page} of {heading.pages}")
    return " ".join(notes)


def _turns(heading: Heading) -> tuple[Button, ...]:
    turns = []
    if heading.page > 1:
        turns.append(Button("Previous", heading.turned_to(heading.page - 1)))
    if heading.page < heading.pages:
        turns.append(Button("Next", heading.turned_to(heading.page + 1)))
    return tuple(turns)
