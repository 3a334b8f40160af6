"""What a member's progress adds up to, before anybody shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.pictures import Bar, Day, DayKind, Group
from bot.progress.knowledge import how_well
from bot.progress.streaks import Look
from bot.progress.unpractised import Cause
from bot.question_bank import TIERS, TOPICS, Question, QuestionBank

WEEKS: Final = 26
_WEEK: Final = timedelta(weeks=1)
_ONE_DAY: Final = timedelta(days=1)
_KINDS: Final[Mapping[Cause, DayKind]] = {
    Cause.PRACTISED: DayKind.PRACTISED,
    Cause.OPEN: DayKind.OPEN,
    Cause.MISSED: DayKind.MISSED,
    Cause.REST: DayKind.BRIDGED,
    Cause.FREEZE: DayKind.BRIDGED,
    Cause.OUTAGE: DayKind.BRIDGED,
    Cause.REPAIRED: DayKind.BRIDGED,
    Cause.TRAVELLED: DayKind.BRIDGED,
}


@dataclass(frozen=True, slots=True)
class Reviews:
    """How many questions are due: today, tomorrow alone, and in seven days from today on."""

    today: int
    tomorrow: int
    next_days: int


def calendar(look: Look) -> tuple[Day, ...]:
    """List the days of the last weeks, from a Monday up to today."""
    today = look.today
    first = look.verdicts[0].day if look.verdicts else today
    kinds = {verdict.day: _KINDS[verdict.cause] for verdict in look.verdicts}
    monday = today - timedelta(days=today.weekday()) - (WEEKS - 1) * _WEEK
    days = (monday + timedelta(days=number) for number in range((today - monday).days + 1))
    return tuple(
        Day(day, DayKind.BEFORE if day < first else kinds.get(day, DayKind.OPEN)) for day in days
    )


def reviews(due_on: Iterable[date], today: date) -> Reviews:
    """Count what is due; what was due before is due today."""
    days = [max(day, today) for day in due_on]
    return Reviews(
        today=days.count(today),
        tomorrow=days.count(today + _ONE_DAY),
        next_days=sum(day < today + _WEEK for day in days),
    )


def knowledge(known: Mapping[str, float], questions: QuestionBank) -> tuple[Group, ...]:
    """Tell how well each tier and each topic is known of which a question was rated.

    ``known`` is the predicted recall by question; one that is asked no more belongs to no tier.
    """
    return (
        Group("Tiers", _bars({tier: questions.matching(tier=tier) for tier in TIERS}, known)),
        Group("Topics", _bars({topic: questions.matching(topic=topic) for topic in TOPICS}, known)),
    )


def _bars(kinds: Mapping[str, tuple[Question, ...]], known: Mapping[str, float]) -> tuple[Bar, ...]:
    bars = (
        how_well(
            name,
            [known[question.id] for question in questions if question.id in known],
            total=len(questions),
        )
        for name, questions in kinds.items()
    )
    return tuple(bar for bar in bars if bar.met)
