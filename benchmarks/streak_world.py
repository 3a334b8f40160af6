"""A made-up year: a team with members who travel, sit up late, rest, miss days and change their
settings, a bot that is down at times, and a manager who repairs days."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from benchmarks.streak_oracle import RestDays, Settings

BEGINS: Final = datetime(2026, 1, 5, tzinfo=UTC)
ZONES: Final = (
    "America/Adak",
    "America/Havana",
    "America/Los_Angeles",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Amsterdam",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "UTC",
)
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Down:
    """A span of whole minutes without a heartbeat."""

    begins: datetime
    ends: datetime

    def holds(self, moment: datetime) -> bool:
        """Tell whether the bot is down at a moment."""
        return self.begins <= moment < self.ends


@dataclass(frozen=True)
class Wish:
    """A manager's attempt to repair a day."""

    at: datetime
    day: date


@dataclass(frozen=True)
class MemberYear:
    """What one member did; everything is in order."""

    number: int
    settings: tuple[Settings, ...]
    attempts: Sequence[datetime]
    wishes: Sequence[Wish]


@dataclass(frozen=True)
class Year:
    """What happened to a whole team."""

    days: int
    team_zone: str
    rest_days: Sequence[RestDays]
    downs: Sequence[Down]
    members: Sequence[MemberYear]
    checks: Sequence[datetime]


def make_year(rng: random.Random, *, members: int, days: int, checks: int) -> Year:
    """Make up a year, or fewer days."""
    downs = _downs(rng, days)
    up = [moment for moment in _moments(rng, days, 3 * checks) if not _is_down(downs, moment)]
    return Year(
        days=days,
        team_zone="Europe/Amsterdam",
        rest_days=_rest_days(rng, days, downs),
        downs=downs,
        members=[_member(rng, number, days, downs) for number in range(members)],
        checks=[*sorted(rng.sample(up, checks)), BEGINS + (days + 1) * _DAY],
    )


def _downs(rng: random.Random, days: int) -> list[Down]:
    """Let the bot be down every ten days or so: often just below and just above what protects."""
    downs: list[Down] = []
    begins = BEGINS + timedelta(minutes=rng.randrange(10 * 1440))
    while begins < BEGINS + (days - 4) * _DAY:
        minutes = rng.choice((3, 59, 60, 61, 90, 119, 120, 121, 300, 1440, 3000))
        downs.append(Down(begins, begins + minutes * _MINUTE))
        pause = rng.choice((rng.randrange(2, 300), rng.randrange(20 * 1440)))
        begins = downs[-1].ends + pause * _MINUTE
    return downs


def _rest_days(rng: random.Random, days: int, downs: Sequence[Down]) -> list[RestDays]:
    choices: tuple[set[int], ...] = ({5, 6}, {4, 5}, set(), {0, 2, 4}, {6})
    return [
        RestDays(moment, "Europe/Amsterdam", frozenset(rng.choice(choices)))
        for moment in _moments(rng, days, days // 30)
        if not _is_down(downs, moment)
    ]


def _member(rng: random.Random, number: int, days: int, downs: Sequence[Down]) -> MemberYear:
    settings = _settings(rng, days, downs)
    diligence = rng.choice((0.5, 0.75, 0.85, 0.93, 1.0))
    attempts: list[datetime] = []
    for day in range(days):
        now = BEGINS + day * _DAY
        own = [one for one in settings if one.since <= now][-1]
        if rng.random() < diligence:
            attempts += _attempts(rng, now.date(), own)
    wishes = [
        Wish(moment, (moment - rng.randrange(8) * _DAY).date())
        for moment in _moments(rng, days, days // 60)
    ]
    return MemberYear(
        number,
        tuple(settings),
        sorted(one for one in attempts if one >= BEGINS and not _is_down(downs, one)),
        [wish for wish in wishes if not _is_down(downs, wish.at)],
    )


def _settings(rng: random.Random, days: int, downs: Sequence[Down]) -> list[Settings]:
    """Let most stay at home, some travel, and a few never stop."""
    zone, grace = rng.choice(ZONES), rng.choice((0, 1, 2, 3, 3, 3, 4))
    settings = [Settings(BEGINS - _DAY, zone, grace)]
    for moment in _moments(rng, days, rng.choice((0, 0, 3, 10, 40))):
        if _is_down(downs, moment):
            continue
        # The bot refuses to change the grace in the hours in which it would move the date.
        at_day = 5 <= moment.astimezone(ZoneInfo(zone)).hour < 23
        if at_day and rng.random() < 0.3:
            grace = rng.randrange(5)
        else:
            zone = rng.choice(ZONES)
        settings.append(Settings(moment, zone, grace))
    return settings


def _attempts(rng: random.Random, day: date, own: Settings) -> list[datetime]:
    """Practise once or more on a day: often around its end, to the minute."""
    found = []
    for _ in range(rng.choice((1, 1, 2))):
        edge = datetime.combine(day, time(own.grace), ZoneInfo(own.zone)).astimezone(UTC)
        around = (rng.randrange(-90, 90), rng.choice((-1, 0, 1)), rng.randrange(60, 1320))
        found.append(edge + rng.choice(around) * _MINUTE)
    return found


def _moments(rng: random.Random, days: int, count: int) -> list[datetime]:
    minutes = sorted(rng.sample(range(days * 1440), count))
    return [BEGINS + minute * _MINUTE + timedelta(seconds=rng.randrange(60)) for minute in minutes]


def _is_down(downs: Sequence[Down], moment: datetime) -> bool:
    return any(down.holds(moment) for down in downs)
