"""A member's progress as a picture, and the same as words on a card and as a description."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import Final

from bot.cards import Card, Field, Section
from bot.pictures import MAX_ALT, Bar, Day, DayKind, Fact, Group, Picture, Theme
from bot.progress.knowledge import FEWEST
from bot.progress.overview import WEEKS, Reviews
from bot.texts import ELLIPSIS, clip

_MAX_NAME: Final = 80
_NOTHING_RATED: Final = "Rate a few answers, and this shows how well you know each tier and topic."
_HOW_TO_READ: Final = (
    "The mark is the mean chance to recall an answer in a week. Four times out of five the truth "
    "lies within the fainter band."
)
_IN_WORDS: Final = (
    "The share is the mean chance to recall an answer in a week; four times out of five the truth "
    "lies between the bounds in brackets. Behind them: how many questions you rated, of how many. "
    f"Below {FEWEST} it is too few to say, unless there are no more."
)


def progress_picture(
    *,
    name: str,
    today: date,
    days: tuple[Day, ...],
    current: int,
    longest: int,
    reviews: Reviews | None,
    groups: tuple[Group, ...],
    theme: Theme | None,
) -> Picture:
    """Say what to draw; without ``reviews`` it is what a colleague may see."""
    facts = [Fact("Current streak", _in_days(current)), Fact("Longest streak", _in_days(longest))]
    shown = tuple(group for group in groups if group.bars)
    remark = ""
    if reviews is not None:
        facts += [
            Fact("Due today", str(reviews.today)),
            Fact("Due tomorrow", str(reviews.tomorrow)),
            Fact("Due within 7 days", str(reviews.next_days)),
        ]
        remark = _HOW_TO_READ if shown else _NOTHING_RATED
    subtitle = f"Progress on {_date(today)}"
    told = ", ".join(f"{fact.name.lower()} {fact.value}" for fact in facts)
    head = f"{subtitle} of {_cut(name)}. {told.capitalize()}. {_practised(days)}"
    return Picture(name, subtitle, tuple(facts), days, shown, _alt(head, shown), remark, theme)


def progress_card(picture: Picture, *, is_own: bool) -> Card:
    """Say in words what a picture shows, and send it along."""
    practised = Section((_practised(picture.days),), heading=f"The last {WEEKS} weeks")
    groups = tuple(
        Section((" · ".join(_entry(bar) for bar in group.bars),), heading=group.heading)
        for group in picture.groups
    )
    title = "Your progress" if is_own else "Progress of a colleague"
    nothing = (Section((_NOTHING_RATED,)),) if is_own and not groups else ()
    named = () if is_own else (Section((clip(picture.title, _MAX_NAME),)),)
    return Card(
        title=title,
        fields=tuple(Field(fact.name, (fact.value,)) for fact in picture.facts),
        sections=(*named, practised, *groups, *nothing),
        footer=_IN_WORDS if groups else "",
        picture=picture,
    )


def _alt(head: str, groups: Sequence[Group]) -> str:
    """Say everything, shorter where there is much; what has no room at last is counted."""
    for brief in (_with_bounds, _share):
        parts = [
            f"{'; ' if number else f' {group.heading}: '}{brief(bar)}"
            for group in groups
            for number, bar in enumerate(group.bars)
        ]
        if len(head) + sum(map(len, parts)) < MAX_ALT:
            return f"{head}{''.join(parts)}{'.' if parts else ''}"
    room = MAX_ALT - len(head) - len("; and 99 more.")
    kept = sum(1 for length in accumulate(map(len, parts)) if length <= room)
    return f"{head}{''.join(parts[:kept])}; and {len(parts) - kept} more."


def _practised(days: Sequence[Day]) -> str:
    """Count the days practised, month by month, from the first practice day on."""
    days = [day for day in days if day.kind is not DayKind.BEFORE]
    months = (
        (f"{month:%B}", sum(day.kind is DayKind.PRACTISED for day in in_month))
        for month, in_month in groupby(days, key=lambda day: day.on.replace(day=1))
    )
    listed = ", ".join(f"{name} {count}" for name, count in months)
    practised = sum(day.kind is DayKind.PRACTISED for day in days)
    bridged = sum(day.kind is DayKind.BRIDGED for day in days)
    were = "was a rest day" if bridged == 1 else "were rest days"
    also = f" {bridged} more {were}, bridged by a freeze, protected or repaired." if bridged else ""
    is_open = days[-1].kind is DayKind.OPEN
    today = "Today is still open." if is_open else "Today counts already."
    return f"Practised on {practised} of {_in_days(len(days))}: {listed}.{also} {today}"


def _entry(bar: Bar) -> str:
    count = f"{bar.met} of {bar.total}"
    if bar.known is None:
        return f"**{bar.name}** too few to say ({count})"
    known = bar.known
    return f"**{bar.name}** {known.share:.0%} ({known.low:.0%} to {known.high:.0%}, {count})"


def _with_bounds(bar: Bar) -> str:
    if bar.known is None:
        return _share(bar)
    return (
        f"{bar.name} {bar.known.share:.0%}, {bar.known.low:.0%} to {bar.known.high:.0%} ({bar.met})"
    )


def _share(bar: Bar) -> str:
    share = "too few" if bar.known is None else f"{bar.known.share:.0%}"
    return f"{bar.name} {share} ({bar.met})"


def _cut(name: str) -> str:
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}{ELLIPSIS}"


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
