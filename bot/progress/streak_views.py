"""The cards of streaks: how long, a calendar, and day by day what counted and why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.cards import Card, Field, Section, Tone
from bot.members.practice_days import DayClock
from bot.progress.ledger import Outage, Repair
from bot.progress.repairs import MAX_REASON, in_words
from bot.progress.streaks import MAX_FREEZES, Look, Verdict
from bot.progress.unpractised import Cause, outages_in
from bot.texts import Span, Text, clip

_WEEKS: Final = 6
_WHY_WEEKS: Final = 4
_DAYS: Final = "Mo Tu We Th Fr Sa Su"
_MAX_NAME: Final = 40  # characters, so that four weeks of repairs fit a card
_SHOWN_REASON: Final = 80  # where four weeks have to fit; `/streak` shows it whole, once
MAX_NEWS: Final = 5
"""Repairs that one card tells as news."""
_MAX_OUTAGES: Final = 3

News = tuple[date, Repair]
"""A repair, and the day that it made good."""

_SIGNS: Final = {
    Cause.PRACTISED: "■",
    Cause.REST: "-",
    Cause.FREEZE: "*",
    Cause.OUTAGE: "+",
    Cause.REPAIRED: "+",
    Cause.TRAVELLED: "+",
    Cause.MISSED: "·",
    Cause.OPEN: "▢",
}
_LEGEND: Final = (
    "■ practised, - rest day, * bridged by a freeze, + protected or repaired, "
    "· not practised, ▢ today, still open"
)
_TODAY: Final = {
    Cause.PRACTISED: "Today counts already.",
    Cause.MISSED: "Practise today to keep it going.",
    Cause.FREEZE: "Practise today to make it longer; without, a freeze bridges the day.",
    Cause.REST: "Today is a rest day: nothing has to be done, and practice counts all the same.",
    Cause.TRAVELLED: "On your way east you have less than 12 hours of today: nothing has to be "
    "done, and practice counts all the same.",
    Cause.OUTAGE: "The bot was down for a part of today, so the day is protected; practice counts "
    "all the same.",
}
_BEGIN: Final = "Rate one answer today and it begins."


def streak_card(look: Look, news: Sequence[News]) -> Card:
    """Show a member's streak and the last six weeks; ``news`` are repairs not heard of."""
    is_done = look.fate is Cause.PRACTISED
    status = _TODAY.get(look.fate, "") if look.tally.length else _BEGIN
    return Card(
        title="Your streak",
        sections=(
            Section((f"{status} {_counted(look.clock)}",)),
            *_repaired_for_you(news, MAX_REASON),
            Section((f"```\n{calendar(look)}\n```",), heading="The last six weeks"),
        ),
        fields=(
            Field("Current", (_in_days(look.tally.length),)),
            Field("Longest", (_in_days(look.tally.longest),)),
            Field("Freezes held", (f"{look.tally.freezes} of {MAX_FREEZES}",)),
        ),
        footer=f"{_LEGEND}.\n/streak why tells day by day what counted.",
        tone=Tone.GOOD if is_done else Tone.NEUTRAL,
    )


def calendar(look: Look) -> str:
    """Draw the last six weeks, Monday first, as lines of text that line up."""
    causes = {verdict.day: verdict.cause for verdict in look.verdicts}
    monday = look.today - timedelta(days=look.today.weekday(), weeks=_WEEKS - 1)
    first_judged = min(causes, default=look.today)
    lines = [f"       {_DAYS}"]
    for week in range(_WEEKS):
        first = monday + timedelta(weeks=week)
        days = (first + timedelta(days=number) for number in range(7))
        # Before their first practice day a member has missed nothing.
        signs = (_sign(day, causes, look.today) if day >= first_judged else "" for day in days)
        lines.append(f"{first:%d %b} {' '.join(f'{sign:>2}' for sign in signs)}".rstrip())
    return "\n".join(lines)


def weeks_told(look: Look) -> Sequence[Verdict]:
    """Pick the days that are told one by one."""
    return look.verdicts[-7 * _WHY_WEEKS :]


def why_card(look: Look, news: Sequence[News]) -> Card:
    """Tell for each day of the last four weeks, newest first, what counted and why.

    ``news`` are repairs of earlier days, not heard of.
    """
    shown = weeks_told(look)
    if not shown:
        return Card(title="Your streak, day by day", sections=(Section((_BEGIN,)),))
    earlier = look.verdicts[: -len(shown)]
    before = earlier[-1].tally.length if earlier else 0
    weeks: dict[date, list[Span]] = {}
    for verdict in shown:
        line = [f"{in_words(verdict.day)}: ", *_why(look, verdict, before), "\n"]
        monday = verdict.day - timedelta(days=verdict.day.weekday())
        weeks[monday] = [*line, *weeks.get(monday, [])]
        before = verdict.tally.length
    return Card(
        title="Your streak, day by day",
        sections=(
            Section((_counted(look.clock),)),
            *_repaired_for_you(news),
            *(
                Section(tuple(lines), heading=f"Week of {monday.day} {monday:%B}")
                for monday, lines in reversed(weeks.items())
            ),
        ),
        footer="Past days stay as they are, whatever zone or rest days are set later. Something "
        "is wrong? A manager can repair a missed day: /repair.",
    )


def repaired_card(name: str, day: date, reason: str) -> Card:
    """Confirm to a manager that a day is made good."""
    words: Text = (
        f"**{in_words(day)}** is repaired for ",
        clip(name, _MAX_NAME),
        ": '",
        clip(reason, MAX_REASON),
        "'. It breaks no streak any more and adds no day to one; another missed day still does. "
        "They will read who did it and why in `/streak`.",
    )
    return Card(sections=(Section(words),), tone=Tone.GOOD)


def _why(look: Look, verdict: Verdict, before: int) -> tuple[Span, ...]:
    """Say what became of a day; ``before`` is the length of the streak until then."""
    match verdict.cause:
        case Cause.PRACTISED:
            return (f"practised{_by_another_clock(look, verdict)}; day {verdict.tally.length}",)
        case Cause.OPEN:
            return (f"open until {_end_of_day(verdict.clock)}",)
        case Cause.REST:
            return ("a rest day of the team",)
        case Cause.OUTAGE:
            return (f"the bot was down {_when_down(look, verdict)}, so the day is protected",)
        case Cause.TRAVELLED:
            return ("flown over: on your way east you had less than 12 hours of this date",)
        case Cause.FREEZE:
            return (f"missed; a freeze bridged it, {verdict.tally.freezes} left",)
        case Cause.REPAIRED:
            return _by_whom(look.ledger.repairs[verdict.day])
        case Cause.MISSED:
            ended = f"; no freeze was left, and the streak of {_in_days(before)} ended"
            return (f"missed{ended if before else ''}",)


def _by_another_clock(look: Look, verdict: Verdict) -> str:
    """Say by what a day was counted where that is not what the card says of all days."""
    if verdict.clock == look.clock:
        return ""
    when = "ends" if verdict.day == look.today else "ended"
    return f" (counted in {verdict.clock.zone}, your day {when} at {_end_of_day(verdict.clock)})"


def _counted(clock: DayClock) -> str:
    return f"Days are counted in {clock.zone}, until {_end_of_day(clock)}."


def _repaired_for_you(news: Sequence[News], most: int = _SHOWN_REASON) -> tuple[Section, ...]:
    if not news:
        return ()
    lines: list[Span] = []
    for day, repair in news[:MAX_NEWS]:
        lines += [f"{in_words(day)}: ", *_by_whom(repair, most), "\n"]
    if len(news) > MAX_NEWS:
        lines.append(f"and {len(news) - MAX_NEWS} more, which your next look at it tells")
    return (Section(tuple(lines), heading="Repaired for you"),)


def _by_whom(repair: Repair, most: int = _SHOWN_REASON) -> tuple[Span, ...]:
    return (
        "repaired by ",
        clip(repair.by or "a manager", _MAX_NAME),
        ": '",
        clip(repair.reason, most),
        "'",
    )


def _when_down(look: Look, verdict: Verdict) -> str:
    day, clock = verdict.day, verdict.clock
    parts = outages_in(look.ledger.outages, day, clock)
    if parts == [Outage(clock.begins(day), clock.ends(day))]:
        return "all day"
    longest = sorted(parts, key=lambda part: part.started_at - part.ended_at)[:_MAX_OUTAGES]
    shown = sorted(longest, key=lambda part: part.started_at)
    return " and ".join(
        f"from {_wall(one.started_at, clock)} to {_wall(one.ended_at, clock)}" for one in shown
    )


def _wall(moment: datetime, clock: DayClock) -> str:
    return f"{moment.astimezone(ZoneInfo(clock.zone)):%H:%M}"


def _sign(day: date, causes: Mapping[date, Cause], today: date) -> str:
    if day in causes:
        return _SIGNS[causes[day]]
    if day == today:
        return _SIGNS[Cause.OPEN]
    return _SIGNS[Cause.MISSED] if day < today else ""


def _end_of_day(clock: DayClock) -> str:
    return f"{clock.ends_after:02d}:00" if clock.ends_after else "midnight"


def _in_days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
