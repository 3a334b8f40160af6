"""What leaderboards rank by, and their periods in the team's own zone."""

from datetime import date, datetime
from enum import StrEnum

from bot.members.practice_days import local_date


class Period(StrEnum):
    """What a leaderboard looks back on."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


class RankedBy(StrEnum):
    """What a leaderboard counts."""

    POINTS = "points"
    STREAK = "streak"


def period_key(period: Period, day: date) -> str:
    """Name the period that ``day`` lies in: weeks are ISO weeks and begin on Monday."""
    match period:
        case Period.WEEK:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02d}"
        case Period.MONTH:
            return f"{day:%Y-%m}"
        case Period.ALL:
            return "all"


def keys_at(now: datetime, team_zone: str) -> tuple[str, ...]:
    """Name every period that an attempt at ``now`` counts for."""
    day = local_date(now, team_zone)
    return tuple(period_key(period, day) for period in Period)
