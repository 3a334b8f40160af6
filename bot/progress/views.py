"""The cards of streaks and leaderboards."""

from collections.abc import Sequence, Set
from datetime import date, timedelta
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Field, Section, Tone
from bot.progress.periods import Period
from bot.progress.queries import Standing
from bot.texts import Span, clip

_WEEKS: Final = 6
_DAYS: Final = "Mo Tu We Th Fr Sa Su"
_MAX_NAME: Final = 80
_PERIOD_WORDS: Final = {
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.ALL: "of all time",
}


def streak_card(*, days: Set[date], today: date, current: int, longest: int, zone: str) -> Card:
    """Show a member's streak and the last six weeks."""
    if today in days:
        status = "Today counts already."
    elif current:
        status = "Practise today to keep it going."
    else:
        status = "Rate one answer today and it begins."
    return Card(
        title="Your streak",
        sections=(
            Section((f"{status} Days are counted in {zone}, until 03:00.",)),
            Section((f"```\n{calendar(days, today)}\n```",), heading="The last six weeks"),
        ),
        fields=(
            Field("Current", (_in_days(current),)),
            Field("Longest", (_in_days(longest),)),
        ),
        footer="■ practised, · not practised, ▢ today, still open",
        tone=Tone.GOOD if today in days else Tone.NEUTRAL,
    )


def calendar(days: Set[date], today: date) -> str:
    """Draw the last six weeks, Monday first, as lines of text that line up."""
    monday = today - timedelta(days=today.weekday(), weeks=_WEEKS - 1)
    lines = [f"       {_DAYS}"]
    for week in range(_WEEKS):
        first = monday + timedelta(weeks=week)
        signs = [_sign(first + timedelta(days=day), days, today) for day in range(7)]
        lines.append(f"{first:%d %b} {' '.join(f'{sign:>2}' for sign in signs)}".rstrip())
    return "\n".join(lines)


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


def _sign(day: date, days: Set[date], today: date) -> str:
    if day in days:
        return "■"
    if day == today:
        return "▢"
    return "·" if day < today else ""


def _in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
