"""Streaks by the real bot on SQLite, every step at its own time, held against the oracle."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, select

from benchmarks.streak_oracle import Settings, may_be_repaired, truth
from benchmarks.streak_rules import Tallies, down_before, world_of
from benchmarks.streak_world import BEGINS, MemberYear, Year
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply, Tone
from bot.data_files import questions_folder
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.database.models import Member, Streak
from bot.progress.counters import Counters
from bot.question_files import load
from bot.requests import Asker, CommandCall, Place, Platform, Press
from bot.weekdays import DAY_NAMES

_PLACE: Final = Place(Platform.SLACK, "T1", "C1")
_LEAD: Final = Asker("U-lead", "Lea", is_manager=True)
_MINUTE: Final = timedelta(minutes=1)


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
        down = down_before(self._year, self.now)
        expected = may_be_repaired(world_of(self._year, member, granted, self.now, down), day)
        name = f"@{_asker(member).user_id}"
        options = {"member": name, "day": day.isoformat(), "reason": "a train"}
        said = self._bot.run_command(CommandCall("repair", _LEAD, _PLACE, options))
        is_granted = isinstance(said, Reply) and said.card.tone is Tone.GOOD
        self._tallies.compare(f"the bot repairs {day} of {member.number}", is_granted, expected)
        if is_granted:
            granted[day] = self.now

    def _check(self) -> None:
        self._refresh()
        down = down_before(self._year, self.now)
        counters = self._counters()
        for member in self._year.members:
            repaired = self._repaired.get(member.number, {})
            expected = truth(world_of(self._year, member, repaired, self.now, down))
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
        rows = select(Member.external_id, *numbers, Streak.reached_at, Streak.alive_until).join(
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
