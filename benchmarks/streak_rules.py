"""Streaks by the rules alone, held against the oracle."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from benchmarks.streak_oracle import Settings, Truth, World, may_be_repaired, own_day, truth
from benchmarks.streak_world import Down, MemberYear, Year
from bot.errors import Refusal
from bot.members.practice_days import DayClock
from bot.progress.counters import counters_of
from bot.progress.ledger import CountedDay, Ledger, Move, Outage, Repair, RestRule
from bot.progress.repairs import check_repairable
from bot.progress.streaks import Look, look_at

Minutes = Mapping[date, Sequence[datetime]]
"""Moments of a minute each, by their UTC date."""

_MINUTE: Final = timedelta(minutes=1)


@dataclass
class Tallies:
    """What was compared, and what was found."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def compare(self, what: str, ours: object, expected: object) -> None:
        """Hold one answer against the oracle's."""
        self.counts["comparisons"] += 1
        if ours != expected:
            self.differences.append(f"{what}: {ours} instead of {expected}")


def check_rules(year: Year, tallies: Tallies) -> None:
    """Judge every member by the rules alone, at every moment of the year's checks."""
    down = {moment: down_before(year, moment) for moment in year.checks}
    for member in year.members:
        tallies.counts["members through the rules"] += 1
        repaired = _repairs(year, member, tallies)
        for moment in year.checks:
            ledger = _ledger(year, member, repaired, moment)
            world = world_of(year, member, repaired, moment, down[moment])
            _compare(f"member {member.number} at {moment}", ledger, world, tallies)


def _compare(what: str, ledger: Ledger, world: World, tallies: Tallies) -> None:
    expected = truth(world)
    own = world.settings[-1]
    clock = DayClock(own.zone, own.grace)
    look = look_at(ledger, own_day(world.settings, world.now), clock)
    ours = Truth(look.tally.length, look.tally.longest, look.tally.freezes, _causes(look))
    tallies.compare(what, ours, expected)
    tallies.counts.update(f"days {cause}" for cause in expected.days.values())
    if ledger.days:
        reached = own_day(world.settings, world.now)
        is_alive = counters_of(ledger, clock, world.now, reached).alive_until > world.now
        tallies.compare(f"{what}, alive", is_alive, expected.current > 0)


def _causes(look: Look) -> dict[date, str]:
    return {verdict.day: verdict.cause.value for verdict in look.verdicts}


def _repairs(year: Year, member: MemberYear, tallies: Tallies) -> dict[date, datetime]:
    """Grant what the rules grant; the oracle must grant the same."""
    granted: dict[date, datetime] = {}
    for wish in member.wishes:
        world = world_of(year, member, granted, wish.at, down_before(year, wish.at))
        ledger = _ledger(year, member, granted, wish.at)
        own = world.settings[-1]
        clock = DayClock(own.zone, own.grace)
        look = look_at(ledger, own_day(world.settings, wish.at), clock)
        found = next((one for one in look.verdicts if one.day == wish.day), None)
        try:
            check_repairable(wish.day, look.today, found)
            is_granted = True
        except Refusal:
            is_granted = False
        what = f"member {member.number} repairs {wish.day} at {wish.at}"
        tallies.compare(what, is_granted, may_be_repaired(world, wish.day))
        if is_granted:
            tallies.counts["days made good"] += 1
            granted[wish.day] = wish.at
    return granted


def _ledger(
    year: Year, member: MemberYear, repaired: dict[date, datetime], now: datetime
) -> Ledger:
    """Make the ledger that the bot would have at a moment."""
    days: dict[date, CountedDay] = {}
    for attempt in member.attempts:
        if attempt <= now:
            counted = _counted(member.settings, attempt)
            days.setdefault(counted.day, counted)
    rules = [
        RestRule(_team_date(rule.at, year) + timedelta(days=1), _digits(rule.weekdays), rule.at)
        for rule in year.rest_days
        if rule.at <= now
    ]
    outages = [Outage(down.begins, down.ends) for down in year.downs if down.ends <= now]
    repairs = {day: Repair(1, "Lea", "a train") for day, at in repaired.items() if at <= now}
    moves = [
        Move(new.since, DayClock(old.zone, old.grace), DayClock(new.zone, old.grace))
        for old, new in pairwise(member.settings)
        if old.zone != new.zone and new.since <= now
    ]
    return Ledger([days[day] for day in sorted(days)], repairs, rules, outages, moves)


@lru_cache(10_000)
def _counted(settings: Sequence[Settings], attempt: datetime) -> CountedDay:
    own = [one for one in settings if one.since <= attempt][-1]
    return CountedDay(own_day(settings, attempt), DayClock(own.zone, own.grace))


def world_of(
    year: Year,
    member: MemberYear,
    repaired: dict[date, datetime],
    now: datetime,
    down: Minutes,
) -> World:
    """Tell the oracle what happened to a member until a moment."""
    return World(
        now=now,
        settings=_settings_until(member, now),
        attempts=[attempt for attempt in member.attempts if attempt <= now],
        rest_days=[rule for rule in year.rest_days if rule.at <= now],
        repaired={day for day, at in repaired.items() if at <= now},
        down=down,
    )


def _settings_until(member: MemberYear, moment: datetime) -> Sequence[Settings]:
    return [one for one in member.settings if one.since <= moment]


def down_before(year: Year, moment: datetime) -> Minutes:
    """List the minutes of all outages that a heartbeat has ended."""
    return _minutes_of(tuple(down for down in year.downs if down.ends <= moment))


@cache
def _minutes_of(downs: tuple[Down, ...]) -> Minutes:
    minutes: dict[date, list[datetime]] = {}
    for down in downs:
        for number in range((down.ends - down.begins) // _MINUTE):
            minute = down.begins + number * _MINUTE
            minutes.setdefault(minute.date(), []).append(minute)
    return minutes


def _team_date(moment: datetime, year: Year) -> date:
    return DayClock(year.team_zone, 0).day_of(moment)


def _digits(weekdays: frozenset[int]) -> str:
    return "".join(str(day) for day in sorted(weekdays))
