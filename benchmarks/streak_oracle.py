"""What a streak should be, worked out slowly from PRODUCT.md's own sentences.

It shares no code with the rules it judges: windows are walked quarter by quarter (every zone of
today is a multiple of that away from UTC), missing minutes are counted one by one, and everything
is worked out anew for each question.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Settings:
    """A member's zone and grace, from a moment on."""

    since: datetime
    zone: str
    grace: int


@dataclass(frozen=True)
class RestDays:
    """Rest days as a manager set them at a moment, in the team's zone of then."""

    at: datetime
    team_zone: str
    weekdays: frozenset[int]


@dataclass(frozen=True)
class World:
    """Everything that happened to one member until ``now``."""

    now: datetime
    settings: Sequence[Settings]  # in order
    attempts: Sequence[datetime]  # in order
    rest_days: Sequence[RestDays]  # in order
    repaired: Set[date]
    down: Mapping[date, Sequence[datetime]]  # every minute without a heartbeat, by its UTC date


@dataclass(frozen=True)
class Truth:
    """What the bot should say."""

    current: int
    longest: int
    freezes: int
    days: Mapping[date, str]


def truth(world: World) -> Truth:
    """Work everything out; practice today would show whether the streak is alive."""
    practised: dict[date, Settings] = {}
    for attempt in world.attempts:
        practised.setdefault(own_day(world.settings, attempt), _settings_at(world, attempt))
    if not practised:
        return Truth(0, 0, 0, {})
    own = world.settings[-1]
    today = own_day(world.settings, world.now)
    done = today <= max(practised)
    with_today = practised if done else {**practised, today: own}
    days, lengths, freezes = _walk(world, with_today)
    if done:
        return Truth(lengths[-1], max(lengths), freezes[-1], days)
    days[today] = "open"
    return Truth(lengths[-1] - 1, max(lengths[:-1]), freezes[-2], days)


def local_day(moment: datetime, zone: str, grace: int) -> date:
    """The day ends at midnight plus the grace."""
    wall = moment.astimezone(ZoneInfo(zone))
    return wall.date() - DAY if wall.hour < grace else wall.date()


def own_day(settings: Sequence[Settings], moment: datetime) -> date:
    """No date comes twice: not one that a zone had come to which was kept for half a day."""
    until = [one for one in settings if one.since <= moment]
    day = local_day(moment, until[-1].zone, until[-1].grace)
    moved = [until[0].since - DAY]
    for old, new in pairwise(until):
        if old.zone != new.zone:
            if new.since - moved[-1] >= 12 * HOUR:
                day = max(day, local_day(new.since, old.zone, old.grace))
            moved.append(new.since)
    return day


def may_be_repaired(world: World, day: date) -> bool:
    """Only what was missed or bridged by a freeze, in the last 60 days, and over."""
    ago = own_day(world.settings, world.now) - day
    return timedelta() < ago <= 60 * DAY and truth(world).days.get(day) in {"missed", "freeze"}


def _walk(
    world: World, practised: Mapping[date, Settings]
) -> tuple[dict[date, str], list[int], list[int]]:
    days: dict[date, str] = {}
    lengths, freezes = [0], [0]
    day = min(practised)
    while day <= max(practised):
        length, held = lengths[-1], freezes[-1]
        days[day] = what = _what_became_of(world, practised, day, held)
        if what == "practised":
            length += 1
            # A freeze is earned for every 7 days of streak, at most 2 are held.
            held = min(2, held + 1) if length % 7 == 0 else held
        elif what == "freeze":
            held -= 1
        elif what == "missed":
            length = held = 0
        lengths.append(length)
        freezes.append(held)
        day += DAY
    return days, lengths, freezes


def _what_became_of(world: World, practised: Mapping[date, Settings], day: date, held: int) -> str:
    if day in practised:
        return "practised"
    if day in world.repaired:
        return "repaired"
    before = day - DAY
    while before not in practised:
        before -= DAY
    begins, ends = window_of(day, practised[before].zone, practised[before].grace)
    if _is_rest_day(world, day, begins):
        return "rest"
    # 2 hours or more missing in it, or its last hour.
    if missing(begins, ends, world.down) >= 120 or missing(ends - HOUR, ends, world.down) == 60:
        return "outage"
    if _hardly_existed(world.settings, practised, day):
        return "travelled"
    return "freeze" if held else "missed"


def _is_rest_day(world: World, day: date, begins: datetime) -> bool:
    """Changing rest days changes no past day, nor one that has begun."""
    resting = False
    for rule in world.rest_days:
        if rule.at <= begins and day > rule.at.astimezone(ZoneInfo(rule.team_zone)).date():
            resting = day.weekday() in rule.weekdays
    return resting


def _hardly_existed(
    settings: Sequence[Settings], practised: Mapping[date, Settings], day: date
) -> bool:
    """Who goes east loses hours of the date they are on, or of the next if this one is done."""
    moves = [(old, new) for old, new in pairwise(settings) if old.zone != new.zone]
    for number, (old, new) in enumerate(moves):
        on = local_day(new.since, old.zone, old.grace)
        # Where the journey came to rest: a zone of less than half a day is on the way.
        for before, after in pairwise(moves[number:]):
            if after[1].since - before[1].since >= 12 * HOUR:
                break
            new = after[1]
        is_done = on in practised and practised[on].zone == old.zone
        if day == on + DAY if is_done else day == on:
            begun, _ = window_of(day, old.zone, old.grace)
            _, over = window_of(day, new.zone, old.grace)
            if over - begun < 12 * HOUR:
                return True
    return False


def _settings_at(world: World, moment: datetime) -> Settings:
    return [one for one in world.settings if one.since <= moment][-1]


@cache
def window_of(day: date, zone: str, grace: int) -> tuple[datetime, datetime]:
    """Find a member's day by walking through the quarters of all hours that it can lie in."""
    quarter = datetime(day.year, day.month, day.day, tzinfo=UTC) - 14 * HOUR
    while local_day(quarter, zone, grace) < day:
        quarter += QUARTER
    begins = quarter
    while local_day(quarter, zone, grace) == day:
        quarter += QUARTER
    return begins, quarter


def missing(begins: datetime, ends: datetime, down: Mapping[date, Sequence[datetime]]) -> int:
    """Count the minutes of a span that have no heartbeat, one by one."""
    count, day = 0, begins.date()
    while day <= ends.date():
        count += sum(1 for minute in down.get(day, ()) if begins <= minute < ends)
        day += DAY
    return count
