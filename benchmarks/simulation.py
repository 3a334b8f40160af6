"""``python -m benchmarks.simulation``: streaks of a simulated year against an independent oracle.

Every member's ledger goes through the real rules, and some members practise through the real bot on
SQLite; at several moments everything must be as the oracle says.
"""

import logging
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, select

from benchmarks.streak_oracle import Settings, Truth, World, may_be_repaired, truth
from benchmarks.streak_world import BEGINS, Down, MemberYear, Year, make_year
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply, Tone
from bot.data_files import questions_folder
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.database.models import Member, Streak
from bot.errors import Refusal
from bot.members.practice_days import DayClock
from bot.progress.counters import Counters, counters_of
from bot.progress.ledger import CountedDay, Ledger, Outage, Repair, RestRule
from bot.progress.repairs import check_repairable
from bot.progress.streaks import Look, look_at
from bot.question_files import load
from bot.requests import Asker, CommandCall, Place, Platform, Press
from bot.weekdays import DAY_NAMES

_PLACE: Final = Place(Platform.SLACK, "T1", "C1")
_LEAD: Final = Asker("U-lead", "Lea", is_manager=True)
_MINUTE: Final = timedelta(minutes=1)

_Minutes = Mapping[date, Sequence[datetime]]


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


def main() -> int:
    """Simulate; 1 when anything differs."""
    logging.disable(logging.INFO)
    started = time.perf_counter()
    tallies = Tallies()
    check_rules(make_year(random.Random(20), members=1000, days=365, checks=3), tallies)
    with tempfile.TemporaryDirectory() as folder:
        year = make_year(random.Random(21), members=8, days=365, checks=12)
        check_bot(year, Path(folder), tallies)
    for name, count in sorted(tallies.counts.items()):
        sys.stdout.write(f"{count:>9,}  {name}\n")
    for difference in tallies.differences[:20]:
        sys.stdout.write(f"DIFFERS   {difference}\n")
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{len(tallies.differences):>9,}  differences, in {seconds:.0f} s\n")
    return 1 if tallies.differences else 0


def check_rules(year: Year, tallies: Tallies) -> None:
    """Judge every member by the rules alone, at every moment of the year's checks."""
    down = {moment: _down_before(year, moment) for moment in year.checks}
    for member in year.members:
        tallies.counts["members through the rules"] += 1
        repaired = _repairs(year, member, tallies)
        for moment in year.checks:
            ledger = _ledger(year, member, repaired, moment)
            world = _world(year, member, repaired, moment, down[moment])
            _compare(f"member {member.number} at {moment}", ledger, world, tallies)


def check_bot(year: Year, folder: Path, tallies: Tallies) -> None:
    """Let members practise through the real bot on SQLite, and hold what it says against truth."""
    engine = open_engine(readable_url(f"sqlite:///{folder / 'simulation.db'}"))
    upgrade(engine)
    playing = _Playing(year, engine, tallies)
    for at, _, step in sorted(playing.steps(), key=lambda one: one[:2]):
        playing.now = at
        step()
    playing.check_rebuilt()
    engine.dispose()


def _compare(what: str, ledger: Ledger, world: World, tallies: Tallies) -> None:
    expected = truth(world)
    own = world.settings[-1]
    clock = DayClock(own.zone, own.grace)
    look = look_at(ledger, clock.day_of(world.now), clock)
    ours = Truth(look.tally.length, look.tally.longest, look.tally.freezes, _causes(look))
    tallies.compare(what, ours, expected)
    tallies.counts.update(f"days {cause}" for cause in expected.days.values())
    if ledger.days:
        is_alive = counters_of(ledger, clock).alive_until > world.now
        tallies.compare(f"{what}, alive", is_alive, expected.current > 0)


def _causes(look: Look) -> dict[date, str]:
    return {verdict.day: verdict.cause.value for verdict in look.verdicts}


def _repairs(year: Year, member: MemberYear, tallies: Tallies) -> dict[date, datetime]:
    """Grant what the rules grant; the oracle must grant the same."""
    granted: dict[date, datetime] = {}
    for wish in member.wishes:
        world = _world(year, member, granted, wish.at, _down_before(year, wish.at))
        ledger = _ledger(year, member, granted, wish.at)
        own = world.settings[-1]
        clock = DayClock(own.zone, own.grace)
        look = look_at(ledger, clock.day_of(wish.at), clock)
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
    return Ledger([days[day] for day in sorted(days)], repairs, rules, outages)


@lru_cache(10_000)
def _counted(settings: Sequence[Settings], attempt: datetime) -> CountedDay:
    own = [one for one in settings if one.since <= attempt][-1]
    clock = DayClock(own.zone, own.grace)
    return CountedDay(clock.day_of(attempt), clock)


def _world(
    year: Year,
    member: MemberYear,
    repaired: dict[date, datetime],
    now: datetime,
    down: _Minutes,
) -> World:
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


def _down_before(year: Year, moment: datetime) -> _Minutes:
    """List the minutes of all outages that a heartbeat has ended."""
    return _minutes_of(tuple(down for down in year.downs if down.ends <= moment))


@cache
def _minutes_of(downs: tuple[Down, ...]) -> _Minutes:
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


class _Playing:
    """A year lived through by the real bot: every step at its own time."""

    def __init__(self, year: Year, engine: Engine, tallies: Tallies) -> None:
        bank, _ = load(questions_folder())
        self.now = BEGINS - timedelta(days=2)
        self._year = year
        self._engine = engine
        self._tallies = tallies
        self._bot = PracticeBot(engine, bank, lambda: self.now, random.Random(1), "simulation")
        self._beaten = self.now
        self._repaired: dict[int, dict[date, datetime]] = {}
        self._command(_LEAD, "settings team", timezone=year.team_zone)
        for member in year.members:
            self._arrive(member, member.settings[0])

    def steps(self) -> Iterator[tuple[datetime, int, Callable[[], object]]]:
        """List everything that happens: when, what first at the same moment, and what to do."""
        for down in self._year.downs:
            yield down.begins - _MINUTE, 0, partial(self._live_until, down.begins - _MINUTE)
            yield down.ends, 0, self._come_back
        for rule in self._year.rest_days:
            days = ",".join(DAY_NAMES[day] for day in sorted(rule.weekdays)) or "none"
            yield rule.at, 1, partial(self._command, _LEAD, "settings team", rest_days=days)
        for member in self._year.members:
            for old, new in pairwise(member.settings):
                yield new.since, 1, partial(self._change, member, old, new)
            for attempt in member.attempts:
                yield attempt, 2, partial(self._practise, member)
            for wish in member.wishes:
                yield wish.at, 3, partial(self._repair, member, wish.day)
        for moment in self._year.checks:
            yield moment, 4, self._check

    def check_rebuilt(self) -> None:
        """Take all counters away and work them out again: they must be the same."""
        kept = self._counters()
        with self._engine.begin() as connection:
            connection.execute(delete(Streak))
        self._bot.doubt_streaks()
        self._refresh()
        self._tallies.compare("counters rebuilt", self._counters(), kept)

    def _live_until(self, last: datetime) -> None:
        self._bot.fill_heartbeats(self._beaten, last)
        self._beaten = last

    def _come_back(self) -> None:
        self._tallies.counts["outages of the bot"] += 1
        self._beaten = self.now
        self._bot.beat()
        self._refresh()

    def _refresh(self) -> None:
        is_more = True
        while is_more:
            is_more = self._bot.refresh_streaks()

    def _arrive(self, member: MemberYear, settings: Settings) -> None:
        self._command(_asker(member), "settings me", timezone=settings.zone)
        # At night the bot would refuse it.
        noon = datetime.combine(BEGINS - timedelta(days=1), clock_time(12), ZoneInfo(settings.zone))
        self.now = noon.astimezone(UTC)
        self._command(_asker(member), "settings me", day_ends=f"{settings.grace:02d}:00")

    def _change(self, member: MemberYear, old: Settings, new: Settings) -> None:
        if new.zone != old.zone:
            self._command(_asker(member), "settings me", timezone=new.zone)
        if new.grace != old.grace:
            self._command(_asker(member), "settings me", day_ends=f"{new.grace:02d}:00")

    def _practise(self, member: MemberYear) -> None:
        self._tallies.counts["attempts through the bot"] += 1
        asker = _asker(member)
        drawn = self._command(asker, "question")
        answered = self._press(asker, drawn, "Show answer")
        self._press(asker, answered, "Good")

    def _repair(self, member: MemberYear, day: date) -> None:
        granted = self._repaired.setdefault(member.number, {})
        down = _down_before(self._year, self.now)
        expected = may_be_repaired(_world(self._year, member, granted, self.now, down), day)
        name = f"@{_asker(member).user_id}"
        options = {"member": name, "day": day.isoformat(), "reason": "a train"}
        said = self._bot.run_command(CommandCall("repair", _LEAD, _PLACE, options))
        is_granted = isinstance(said, Reply) and said.card.tone is Tone.GOOD
        self._tallies.compare(f"the bot repairs {day} of {member.number}", is_granted, expected)
        if is_granted:
            granted[day] = self.now

    def _check(self) -> None:
        self._refresh()
        down = _down_before(self._year, self.now)
        counters = self._counters()
        for member in self._year.members:
            repaired = self._repaired.get(member.number, {})
            expected = truth(_world(self._year, member, repaired, self.now, down))
            shown = self._command(_asker(member), "streak").fields
            ours = [int(str(one.value[0]).partition(" ")[0]) for one in shown]
            wanted = [expected.current, expected.longest, expected.freezes]
            what = f"the bot to member {member.number} at {self.now}"
            self._tallies.compare(what, ours, wanted)
            row = counters.get(_asker(member).user_id)
            is_alive = row is not None and row.alive_until > self.now
            self._tallies.compare(f"{what}, row", is_alive, expected.current > 0)
            if row is not None and is_alive:
                self._tallies.compare(f"{what}, length", row.current, expected.current)

    def _counters(self) -> dict[str, Counters]:
        numbers = (Streak.current, Streak.longest, Streak.freezes, Streak.last_day)
        rows = select(Member.external_id, *numbers, Streak.alive_until).join(
            Streak, Streak.member_id == Member.id
        )
        with self._engine.connect() as connection:
            found = connection.execute(rows).all()
        return {row.external_id: Counters(*row[1:]) for row in found}

    def _command(self, asker: Asker, name: str, **options: str) -> Card:
        return _card(self._bot.run_command(CommandCall(name, asker, _PLACE, options)))

    def _press(self, asker: Asker, card: Card, label: str) -> Card:
        action = next(one.action for one in card.buttons if one.label == label)
        return _card(self._bot.press(Press(action.encode(), asker, _PLACE)))


def _asker(member: MemberYear) -> Asker:
    return Asker(f"U-{member.number}", f"Member {member.number}")


def _card(outcome: Outcome) -> Card:
    if not isinstance(outcome, Reply) or outcome.card.tone is Tone.REFUSAL:
        raise RuntimeError(f"the bot did not do it: {outcome}")
    return outcome.card


if __name__ == "__main__":
    sys.exit(main())
