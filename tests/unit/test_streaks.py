"""How many days in a row: the fold over a ledger, by tables and by properties."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.members.practice_days import DayClock
from bot.progress.ledger import CountedDay, Ledger, Move, Outage, Repair, RestRule
from bot.progress.streaks import Look, alive_until, look_at, tally_of
from bot.progress.unpractised import Cause

MONDAY = date(2026, 3, 2)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
UTC_DAYS = DayClock("UTC")
SIGNS = {
    "P": Cause.PRACTISED,
    "r": Cause.REPAIRED,
    "-": Cause.REST,
    "o": Cause.OUTAGE,
    "t": Cause.TRAVELLED,
    "f": Cause.FREEZE,
    ".": Cause.MISSED,
    "?": Cause.OPEN,
}
WEEKEND = RestRule(MONDAY, "56", LONG_AGO)
A_REPAIR = Repair(1, "Maya", "a train")


def day(number: int) -> date:
    """Name a day by its distance from a Monday."""
    return MONDAY + timedelta(days=number)


def at(number: int, hour: int, minute: int = 0) -> datetime:
    midnight = datetime.combine(day(number), datetime.min.time(), UTC)
    return midnight + timedelta(hours=hour, minutes=minute)


def practised(numbers: Iterable[int], clock: DayClock = UTC_DAYS) -> list[CountedDay]:
    return [CountedDay(day(number), clock) for number in sorted(set(numbers))]


def read(days: str) -> Ledger:
    """Read a row of days from a Monday on: P practised, r repaired, anything else not."""
    return Ledger(
        practised(number for number, sign in enumerate(days) if sign == "P"),
        {day(number): A_REPAIR for number, sign in enumerate(days) if sign == "r"},
    )


def look(ledger: Ledger, today: int, clock: DayClock = UTC_DAYS) -> Look:
    return look_at(ledger, day(today), clock)


def drawn(seen: Look) -> str:
    signs = {cause: sign for sign, cause in SIGNS.items()}
    return "".join(signs[verdict.cause] for verdict in seen.verdicts)


@pytest.mark.parametrize(
    ("days", "causes", "current", "longest", "freezes"),
    [
        pytest.param("?", "", 0, 0, 0, id="never practised"),
        pytest.param("P", "P", 1, 1, 0, id="today"),
        pytest.param("P?", "P?", 1, 1, 0, id="today is still open"),
        pytest.param("P.?", "P.?", 0, 1, 0, id="yesterday was missed"),
        pytest.param("P.PP", "P.PP", 2, 2, 0, id="the gap ends it"),
        pytest.param("PPP.P", "PPP.P", 1, 3, 0, id="an older one was longer"),
        pytest.param("PPP..?", "PPP..?", 0, 3, 0, id="a dead streak is never shown as alive"),
        pytest.param("PPPPPPP", "PPPPPPP", 7, 7, 1, id="seven days earn a freeze"),
        pytest.param("PPPPPP?", "PPPPPP?", 6, 6, 0, id="six do not"),
        pytest.param("PPPPPPP.?", "PPPPPPPf?", 7, 7, 0, id="a missed day uses it by itself"),
        pytest.param("PPPPPPP.P", "PPPPPPPfP", 8, 8, 0, id="and it adds no day"),
        pytest.param("PPPPPPP..P", "PPPPPPPf.P", 1, 7, 0, id="it bridges one day only"),
        pytest.param("P" * 30, "P" * 30, 30, 30, 2, id="at most two are held"),
        pytest.param("P" * 14 + "..?", "P" * 14 + "ff?", 14, 14, 0, id="two bridge two days"),
        pytest.param("P" * 14 + "...?", "P" * 14 + "ff.?", 0, 14, 0, id="spent, then it ends"),
        pytest.param("P" * 7 + ".P", "P" * 7 + "fP", 8, 8, 0, id="the eighth earns none"),
        pytest.param("PPPrP", "PPPrP", 4, 4, 0, id="a repaired day bridges and adds none"),
        pytest.param("P" * 7 + "rP", "P" * 7 + "rP", 8, 8, 1, id="and costs no freeze"),
        pytest.param("PPPr.P", "PPPr.P", 1, 3, 0, id="but only itself"),
    ],
)
def test_days_in_a_row(days: str, causes: str, current: int, longest: int, freezes: int) -> None:
    seen = look(read(days), len(days) - 1)
    assert drawn(seen) == causes
    assert (seen.tally.length, seen.tally.longest, seen.tally.freezes) == (
        current,
        longest,
        freezes,
    )


def test_rest_days_neither_break_nor_extend_and_practice_on_them_counts() -> None:
    working = practised((0, 1, 2, 3, 4, 7))
    assert drawn(look(Ledger(working, rules=(WEEKEND,)), 7)) == "PPPPP--P"
    assert look(Ledger(working, rules=(WEEKEND,)), 7).tally.length == 6
    on_saturday = practised((0, 1, 2, 3, 4, 5, 7))
    assert look(Ledger(on_saturday, rules=(WEEKEND,)), 7).tally.length == 7


def test_changing_rest_days_changes_no_past_day() -> None:
    days = practised((4, 7, 11, 14))
    before = drawn(look(Ledger(days[:2], rules=(WEEKEND,)), 7))
    none = RestRule(day(8), "", at(7, 12))
    assert before == "P--P"
    assert drawn(look(Ledger(days, rules=(WEEKEND, none)), 14)).startswith(before)
    assert drawn(look(Ledger(days, rules=(WEEKEND, none)), 14)) == "P--P...P..P"


def test_a_rule_that_is_set_after_a_day_has_begun_somewhere_does_not_touch_it() -> None:
    ahead = DayClock("Pacific/Kiritimati", 0)  # the day of the rule begins there before it is set
    ledger = Ledger(practised((0, 2), ahead), rules=(RestRule(day(1), "1", at(0, 10, 1)),))
    assert drawn(look(ledger, 2, ahead)) == "P.P"
    in_time = replace(ledger, rules=(RestRule(day(1), "1", at(0, 10)),))
    assert drawn(look(in_time, 2, ahead)) == "P-P"
    rests = RestRule(day(0), "1", at(-9, 0))
    taken_back = RestRule(day(1), "", at(0, 10, 1))
    assert drawn(look(replace(ledger, rules=(rests, taken_back)), 2, ahead)) == "P-P"


@pytest.mark.parametrize(
    ("outages", "causes"),
    [
        pytest.param([(at(1, 10), at(1, 12))], "PoP", id="two hours"),
        pytest.param([(at(1, 10), at(1, 11, 59))], "P.P", id="a minute less"),
        pytest.param([(at(1, 4), at(1, 5)), (at(1, 20), at(1, 21))], "PoP", id="one and one"),
        pytest.param([(at(2, 2), at(2, 3))], "PoP", id="the last hour, with its grace"),
        pytest.param([(at(2, 1, 50), at(2, 3, 9))], "PoP", id="the last hour and around it"),
        pytest.param([(at(2, 2, 1), at(2, 3))], "P.P", id="not the whole last hour"),
        pytest.param([(at(1, 23), at(2, 0))], "P.P", id="the hour before midnight is not it"),
        pytest.param([(at(1, 1), at(1, 3))], "P.P", id="the night before belongs to yesterday"),
        pytest.param([(at(0, 5), at(0, 9))], "P.P", id="another day"),
        pytest.param([(at(-3, 0), at(9, 0))], "PoP", id="all the time"),
    ],
)
def test_a_day_on_which_the_bot_was_down_is_protected(
    outages: list[tuple[datetime, datetime]], causes: str
) -> None:
    ledger = Ledger(practised((0, 2)), outages=[Outage(*outage) for outage in outages])
    assert drawn(look(ledger, 2)) == causes


def test_an_outage_is_held_against_the_day_of_the_member_s_own_zone() -> None:
    tokyo = DayClock("Asia/Tokyo", 0)  # the second day there is 15:00 to 15:00 in UTC
    down = [Outage(at(0, 20), at(0, 23))]
    assert drawn(look(Ledger(practised((0, 2), tokyo), outages=down), 2, tokyo)) == "PoP"
    assert drawn(look(Ledger(practised((0, 2)), outages=down), 2)) == "P.P"


HONOLULU, AUCKLAND = DayClock("Pacific/Honolulu"), DayClock("Pacific/Auckland")
AMSTERDAM, TOKYO = DayClock("Europe/Amsterdam"), DayClock("Asia/Tokyo")


def flown(before: DayClock, after: DayClock, when: datetime, *, told: bool = False) -> Move:
    return Move(when, before, after, by_profile=told)


@pytest.mark.parametrize(
    ("before", "after", "gap", "causes"),
    [
        pytest.param(HONOLULU, AUCKLAND, 2, "PtP", id="over the date line"),
        pytest.param(HONOLULU, AUCKLAND, 3, "Pt.P", id="the one after it is missed"),
        pytest.param(AMSTERDAM, TOKYO, 2, "P.P", id="sixteen hours were there to practise"),
        pytest.param(AMSTERDAM, DayClock("Pacific/Kiritimati"), 2, "PtP", id="eleven were not"),
        pytest.param(AUCKLAND, HONOLULU, 2, "P.P", id="westward there is more than a day"),
        pytest.param(HONOLULU, HONOLULU, 2, "P.P", id="at home"),
    ],
)
def test_who_flies_east_over_the_date_line_loses_no_day(
    before: DayClock, after: DayClock, gap: int, causes: str
) -> None:
    days = [CountedDay(day(0), before), CountedDay(day(gap), after)]
    move = flown(before, after, before.ends(day(0)) - timedelta(hours=1))
    assert drawn(look(Ledger(days, moves=(move,)), gap, after)) == causes


NEW_YORK = DayClock("America/New_York")
NOON_THERE = at(1, 17)


@pytest.mark.parametrize(
    ("when", "told", "causes"),
    [
        pytest.param(NOON_THERE - timedelta(days=1), False, "Pt.P", id="the day before"),
        pytest.param(NOON_THERE, False, "Pt.P", id="on the date itself"),
        pytest.param(NOON_THERE + timedelta(days=1), False, "P.tP", id="when it was over"),
        pytest.param(NOON_THERE + timedelta(days=1), True, "Pt.P", id="told late by a profile"),
        pytest.param(NOON_THERE + timedelta(days=2), True, "P..P", id="told two days late"),
    ],
)
def test_a_date_is_flown_over_by_who_moved_before_it_was_over(
    when: datetime, told: bool, causes: str
) -> None:
    days = [CountedDay(day(0), NEW_YORK), CountedDay(day(3), TOKYO)]
    ledger = Ledger(days, moves=(flown(NEW_YORK, TOKYO, when, told=told),))
    assert drawn(look(ledger, 3, TOKYO)) == causes


LONDON = DayClock("Europe/London")
EVENING_THERE = at(1, 22)


@pytest.mark.parametrize(
    ("moves", "causes"),
    [
        pytest.param([(NEW_YORK, LONDON, 0), (LONDON, TOKYO, 10)], "Pt.P", id="in two legs"),
        pytest.param([(NEW_YORK, LONDON, 0), (LONDON, TOKYO, 13)], "P..P", id="with a night"),
        pytest.param([(NEW_YORK, TOKYO, 0), (TOKYO, NEW_YORK, 1)], "P..P", id="a slip"),
    ],
)
def test_a_journey_is_judged_from_where_it_began_to_where_it_came_to_rest(
    moves: list[tuple[DayClock, DayClock, int]], causes: str
) -> None:
    legs = [
        flown(before, after, EVENING_THERE + timedelta(hours=later))
        for before, after, later in moves
    ]
    days = [CountedDay(day(0), NEW_YORK), CountedDay(day(3), moves[-1][1])]
    assert drawn(look(Ledger(days, moves=legs), 3, moves[-1][1])) == causes


def test_who_practised_in_the_new_zone_has_the_next_date_in_full() -> None:
    days = [CountedDay(day(0), NEW_YORK), *practised((1, 3), TOKYO)]
    ledger = Ledger(days, moves=(flown(NEW_YORK, TOKYO, NOON_THERE),))
    assert drawn(look(ledger, 3, TOKYO)) == "PP.P"


def test_a_date_flown_over_costs_no_freeze_and_stays_so_whatever_follows() -> None:
    week = practised(range(7), NEW_YORK)
    move = flown(NEW_YORK, TOKYO, NEW_YORK.ends(day(6)) - timedelta(hours=1))
    ledger = Ledger(week, moves=(move,), rules=(RestRule(day(0), "12", LONG_AGO),))
    for today in (8, 9, 10, 11):
        assert drawn(look(ledger, today, TOKYO)).startswith("PPPPPPPt")
        assert look(ledger, today, TOKYO).tally.freezes == (1 if today < 11 else 0)
    later = replace(ledger, moves=(move, flown(TOKYO, AUCKLAND, at(10, 0))))
    assert drawn(look(later, 11, AUCKLAND)) == drawn(look(ledger, 11, TOKYO))


def test_who_lands_in_the_east_has_the_day_there_to_practise() -> None:
    move = flown(HONOLULU, AUCKLAND, HONOLULU.ends(day(0)) - timedelta(hours=1))
    ledger = Ledger(practised((0,), HONOLULU), moves=(move,))
    assert drawn(look(ledger, 2, AUCKLAND)) == "Pt?"
    assert look(ledger, 2, AUCKLAND).tally.length == 1
    assert drawn(look(ledger, 3, AUCKLAND)) == "Pt.?"
    last = ledger.days[-1]
    ends = alive_until(ledger, tally_of(ledger.days, ledger), last, AUCKLAND)
    assert ends == AUCKLAND.ends(day(2))


@pytest.mark.parametrize(
    ("today", "fate"),
    [
        pytest.param("PPP", Cause.PRACTISED, id="done"),
        pytest.param("PPP?", Cause.MISSED, id="the last chance"),
        pytest.param("PPPPPPP?", Cause.FREEZE, id="a freeze is left"),
        pytest.param("PPPPP?", Cause.REST, id="a rest day"),
        pytest.param("P......?", Cause.MISSED, id="dead already"),
    ],
)
def test_what_becomes_of_today(today: str, fate: Cause) -> None:
    rules = (RestRule(day(0), "5", LONG_AGO),)
    assert look(replace(read(today), rules=rules), len(today) - 1).fate is fate


def test_today_may_be_flown_over_without_a_freeze() -> None:
    ledger = Ledger(practised((0,), NEW_YORK), moves=(flown(NEW_YORK, TOKYO, NOON_THERE),))
    seen = look(ledger, 1, TOKYO)
    assert (seen.fate, seen.tally.freezes) == (Cause.TRAVELLED, 0)


LETTERS = st.text("PPPPPr.", max_size=60)
CLOCKS = st.builds(
    DayClock,
    st.sampled_from(["UTC", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu", "Africa/Cairo"]),
    st.integers(0, 4),
)
MOMENTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 23)), max_size=4)
OUTAGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 23), st.integers(1, 400)))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Make up a ledger: days by many clocks, repairs, rest days and outages."""
    plain = read("P" + draw(LETTERS))
    days = [replace(one, clock=draw(CLOCKS)) for one in plain.days]
    spans = sorted((at(number, hour), minutes) for number, hour, minutes in draw(OUTAGES))
    outages: list[Outage] = []
    for begins, minutes in spans:
        if not outages or outages[-1].ended_at < begins:
            outages.append(Outage(begins, begins + timedelta(minutes=minutes)))
    weekdays = draw(st.sampled_from(["", "5", "56", "024"]))
    rules = (RestRule(day(9), weekdays, at(8, 12)),)
    moves = [
        Move(at(number, hour), draw(CLOCKS), draw(CLOCKS), by_profile=draw(st.booleans()))
        for number, hour in draw(MOMENTS)
    ]
    return Ledger(days, plain.repairs, rules, outages, moves)


@given(ledgers(), CLOCKS, st.integers(0, 9))
def test_no_streak_is_longer_than_the_days_practised(
    ledger: Ledger, clock: DayClock, later: int
) -> None:
    seen = look_at(ledger, ledger.days[-1].day + timedelta(days=later), clock)
    assert 0 <= seen.tally.length <= seen.tally.longest <= len(ledger.days)
    assert all(0 <= verdict.tally.freezes <= 2 for verdict in seen.verdicts)


@given(ledgers(), CLOCKS)
def test_only_practice_makes_a_streak_longer(ledger: Ledger, clock: DayClock) -> None:
    length = 0
    for verdict in look_at(ledger, ledger.days[-1].day, clock).verdicts:
        grew = verdict.tally.length > length
        assert grew == (verdict.cause is Cause.PRACTISED)
        length = verdict.tally.length


@given(ledgers(), CLOCKS, CLOCKS)
def test_no_later_zone_or_grace_changes_a_past_day(
    ledger: Ledger, clock: DayClock, other: DayClock
) -> None:
    last = ledger.days[-1].day
    assert look_at(ledger, last, clock).verdicts == look_at(ledger, last, other).verdicts


@given(ledgers(), CLOCKS, st.integers(0, 12), st.integers(0, 23))
def test_a_streak_lives_until_the_instant_that_is_stored(
    ledger: Ledger, clock: DayClock, days: int, hour: int
) -> None:
    now = clock.begins(ledger.days[-1].day + timedelta(days=days)) + timedelta(hours=hour)
    ends = alive_until(ledger, tally_of(ledger.days, ledger), ledger.days[-1], clock)
    assert (look_at(ledger, clock.day_of(now), clock).tally.length > 0) == (now < ends)
    before, after = ends - timedelta(seconds=1), ends
    assert look_at(ledger, clock.day_of(before), clock).tally.length > 0
    assert look_at(ledger, clock.day_of(after), clock).tally.length == 0


@given(ledgers(), st.integers(1, 40))
def test_going_on_from_a_kept_tally_is_the_same_as_beginning_anew(ledger: Ledger, cut: int) -> None:
    cut = min(cut, len(ledger.days))
    kept = tally_of(ledger.days[:cut], ledger)
    assert tally_of(ledger.days[cut - 1 :], ledger, kept) == tally_of(ledger.days, ledger)


@given(ledgers(), CLOCKS)
def test_practising_today_never_costs_anything(ledger: Ledger, clock: DayClock) -> None:
    today = ledger.days[-1].day + timedelta(days=1)
    more = replace(ledger, days=[*ledger.days, CountedDay(today, clock)])
    without = look_at(ledger, today, clock).tally
    assert look_at(more, today, clock).tally.length == without.length + 1


def test_a_streak_goes_over_months_years_and_leap_days() -> None:
    days = [CountedDay(date(2028, 1, 1) + timedelta(days=one), UTC_DAYS) for one in range(70)]
    random.Random(1).shuffle(days)
    ledger = Ledger(sorted(days, key=lambda one: one.day))
    assert look_at(ledger, days[0].day, UTC_DAYS).tally.longest == 70
