"""Reminders: for who asked, once a day at most, never at night, and only with a reason."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, insert, select, update

from bot.app import PracticeBot
from bot.cards import Reply
from bot.database.models import Member, Notice, PracticeDay, Workspace
from bot.members.reminder_times import due_date, is_at_night, next_reminder
from bot.ports import Notice as Told
from bot.requests import Platform
from bot.telling import BATCH
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, labels, somebody, words_of
from tests.fakes.clock import FakeClock

EVERYWHERE = tuple(Platform)
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
BERLIN = "Europe/Berlin"


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    """A member in Berlin who has a streak and wants to be reminded at 18:00."""
    player = somebody(bot, "Ada", zone=BERLIN)
    player.practises(rating="Easy")
    player.types("/settings me reminder=18:00")
    return player


def tell(bot: PracticeBot) -> list[Told]:
    """Let a tick pass, in which what is claimed reaches its reader."""
    notices = bot.telling.claim_notices(EVERYWHERE)
    for notice in notices:
        bot.telling.record_told(notice)
    return notices


def told(bot: PracticeBot) -> list[str]:
    return [words_of(notice.card) for notice in tell(bot)]


def local(day: date, at: str, zone: str = BERLIN) -> datetime:
    return datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone)).astimezone(UTC)


def tomorrow(at: str, zone: str = BERLIN) -> datetime:
    return local(NOON.date() + ONE_DAY, at, zone)


def test_complaint_17_remind_me_before_it_breaks_only_if_i_have_one_and_have_not_answered(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    nobody = somebody(bot, "Nora", zone=BERLIN)
    nobody.types("/settings me reminder=18:00")
    answered = somebody(bot, "Bob", zone=BERLIN)
    answered.practises()
    answered.types("/settings me reminder=18:00")
    clock.now = NOON + ONE_DAY
    answered.practises()
    clock.now = tomorrow("17:59")
    assert tell(bot) == []
    clock.now = tomorrow("18:00")
    (notice,) = tell(bot)
    assert notice.user_id == ada.asker.user_id
    assert "Your streak is **1 day** long, and nothing is done today yet" in words_of(notice.card)


def test_complaint_16_nobody_is_nagged_and_one_press_stops_it(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    somebody(bot, "Bob", zone=BERLIN).practises()
    for minute in range(0, 24 * 60, 20):
        clock.now = tomorrow("00:00") + timedelta(minutes=minute)
        heard = tell(bot)
        assert [notice.user_id for notice in heard] == (["U-ada"] if minute == 18 * 60 else [])
        if heard:
            card = heard[0].card
    assert labels(card) == ["Practise", "No more reminders"]
    stopped = ada.presses("No more reminders", card)
    assert isinstance(stopped, Reply)
    assert "No reminder comes any more" in words_of(stopped.card)
    ada.practises()
    for day in range(1, 6):
        clock.now = tomorrow("18:00") + day * ONE_DAY
        assert tell(bot) == []


def test_nobody_is_reminded_who_did_not_ask(bot: PracticeBot, clock: FakeClock) -> None:
    somebody(bot, "Ada", zone=BERLIN).practises()
    for hour in range(48):
        clock.now = NOON + timedelta(hours=hour)
        assert tell(bot) == []


def test_who_has_left_is_not_reminded(
    bot: PracticeBot, ada: Player, engine: Engine, clock: FakeClock
) -> None:
    with engine.begin() as connection:
        connection.execute(update(Member).values(gone_at=NOON))
    clock.now = tomorrow("18:00")
    assert told(bot) == []


def test_reviews_that_are_due_are_a_reason_without_a_streak(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone=BERLIN)
    ada.practises(rating="Again")
    ada.types("/settings me reminder=18:00")
    clock.now = tomorrow("18:00") + 3 * ONE_DAY
    (notice,) = tell(bot)
    words = words_of(notice.card)
    assert "**1 review is** due today: `/review`" in words
    assert "streak" not in words
    assert "/question" not in words
    assert labels(notice.card) == ["Review", "No more reminders"]
    begun = ada.presses("Review", notice.card)
    assert isinstance(begun, Reply)
    assert "A review, the last one for today." in words_of(begun.card)


def test_on_a_rest_day_of_the_team_nobody_is_reminded_even_of_reviews(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = somebody(bot, "Lea", manager=True, zone=BERLIN)
    lead.types("/settings team rest_days=thu,sat,sun")
    lead.practises(rating="Again")
    lead.types("/settings me reminder=18:00")
    heard_on = []
    for day in range(1, 8):
        clock.now = local(NOON.date() + day * ONE_DAY, "18:00")
        heard_on += [f"{clock.now:%a}"] * len(tell(bot))
    assert heard_on == ["Fri", "Mon", "Tue", "Wed"]


def test_a_day_that_a_freeze_would_bridge_is_worth_a_reminder_that_says_so(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone=BERLIN)
    ada.types("/settings me reminder=18:00")
    for _ in range(7):
        ada.practises(rating="Easy")
        clock.advance(ONE_DAY)
    clock.now = local(clock.now.date(), "18:00")
    (words,) = told(bot)
    assert "Your streak is **7 days** long" in words
    assert "Without an answer today your freeze is spent." in words
    clock.advance(ONE_DAY)
    (words,) = told(bot)
    assert "One answer keeps it." in words
    clock.advance(ONE_DAY)
    assert not any("streak" in words for words in told(bot))


def test_without_a_reason_nothing_is_said(ada: Player, bot: PracticeBot, clock: FakeClock) -> None:
    clock.now = tomorrow("18:00") + 2 * ONE_DAY  # the streak is over, and no review is due yet
    assert tell(bot) == []


def test_after_a_pause_nothing_is_said_until_they_practise_again(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone=BERLIN)
    ada.practises(rating="Again")
    ada.types("/settings me reminder=18:00")
    heard_on = []
    for day in range(1, 31):
        clock.now = local(NOON.date() + day * ONE_DAY, "18:00")
        heard_on += [day] * len(tell(bot))
    assert heard_on == list(range(1, 15))
    ada.practises(rating="Again")
    clock.advance(ONE_DAY)
    assert len(tell(bot)) == 1


@pytest.mark.parametrize("at", ["22:00", "23:59", "00:00", "3am", "06:59"])
def test_a_time_at_night_is_refused(bot: PracticeBot, at: str) -> None:
    ada = somebody(bot, "Ada")
    refused = ada.types(f"/settings me reminder={at}")
    assert is_refusal(refused)
    assert "Nobody is reminded at night" in words_of(refused.card)
    assert "Reminder: off" in words_of(ada.types("/settings me").card)


def test_the_settings_show_the_reminder_and_take_it_back(ada: Player, bot: PracticeBot) -> None:
    assert "Reminder: at 18:00" in words_of(ada.types("/settings me").card)
    assert "at **07:00**" in words_of(ada.types("/settings me reminder=7am").card)
    ada.types("/settings me reminder=off")
    assert "Reminder: off" in words_of(ada.types("/settings me").card)
    assert is_refusal(ada.types("/settings me reminder=sometimes"))


@pytest.mark.parametrize(
    ("up_again", "heard"),
    [("18:30", 1), ("21:59", 1), ("22:00", 0), ("23:30", 0)],
)
def test_after_an_outage_it_comes_late_but_never_at_night(
    ada: Player, bot: PracticeBot, clock: FakeClock, up_again: str, heard: int
) -> None:
    clock.now = tomorrow(up_again)
    assert len(tell(bot)) == heard
    clock.now = tomorrow("07:30") + ONE_DAY
    assert tell(bot) == []


def test_one_that_could_not_be_sent_is_dropped_at_night_and_after_its_day(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone=BERLIN)
    ada.practises(rating="Again")  # a review is due on the days that follow, too
    ada.types("/settings me reminder=18:00")
    for day, late in ((0, "22:10"), (1, "08:00")):
        clock.now = tomorrow("21:58") + day * ONE_DAY
        (notice,) = bot.telling.claim_notices(EVERYWHERE)
        bot.telling.tell_later(notice)
        clock.now = tomorrow(late) + 2 * day * ONE_DAY
        assert tell(bot) == []


def test_one_that_could_not_be_sent_comes_later_and_not_after_practice(
    ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    clock.now = tomorrow("18:00")
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    bot.telling.tell_later(notice)
    clock.advance(timedelta(hours=1))
    (again,) = bot.telling.claim_notices(EVERYWHERE)
    bot.telling.tell_later(again)
    ada.practises()
    clock.advance(timedelta(hours=1))
    assert tell(bot) == []


def test_one_that_a_crash_leaves_in_doubt_comes_no_second_time(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    crashed, other = (make_bot(shared_engine, worker_id=name) for name in ("one", "two"))
    ada = somebody(crashed, "Ada", zone=BERLIN)
    ada.practises(rating="Easy")
    ada.types("/settings me reminder=18:00")
    clock.now = tomorrow("18:00")
    assert len(crashed.telling.claim_notices(EVERYWHERE)) == 1
    for _ in range(4):
        clock.advance(timedelta(seconds=95))
        assert other.telling.claim_notices(EVERYWHERE) == []


def test_one_whose_failure_is_recorded_twice_is_not_opened_under_who_took_it_up(
    ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    clock.now = tomorrow("18:00")
    (notice,) = bot.telling.claim_notices(EVERYWHERE)
    bot.telling.tell_later(notice)
    clock.advance(timedelta(hours=1))
    assert len(bot.telling.claim_notices(EVERYWHERE)) == 1
    bot.telling.tell_later(notice)  # its commit was not confirmed the first time
    clock.advance(timedelta(hours=1))
    assert tell(bot) == []


def test_a_clock_that_jumps_back_reminds_nobody_twice(
    ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    clock.now = tomorrow("18:00")
    assert len(tell(bot)) == 1
    for back in (timedelta(minutes=5), timedelta(hours=2), timedelta(hours=6)):
        clock.now = tomorrow("18:00") - back
        assert tell(bot) == []
    clock.now = tomorrow("18:01")
    ada.types("/settings me reminder=18:02")
    clock.now = tomorrow("18:02")
    assert tell(bot) == []


def test_a_restart_reminds_nobody_twice(
    ada: Player, engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    clock.now = tomorrow("18:00")
    assert len(tell(ada.bot)) == 1
    assert tell(make_bot(engine)) == []


def test_it_comes_at_the_time_of_the_zone_where_the_member_is_then(
    ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    ada.types("/settings me Asia/Tokyo")
    clock.now = tomorrow("17:59", "Asia/Tokyo")
    assert tell(bot) == []
    clock.now = tomorrow("18:00", "Asia/Tokyo")
    assert len(tell(bot)) == 1
    ada.types("/settings me America/Los_Angeles")  # the same date comes once more there
    clock.now = tomorrow("18:00", "America/Los_Angeles")
    assert tell(bot) == []


def test_it_follows_the_zone_of_the_team_and_of_the_profile(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = somebody(bot, "Lea", manager=True)
    lead.practises(rating="Again")
    lead.types("/settings me reminder=18:00")
    clock.now = NOON.replace(hour=18)
    assert tell(bot) == []  # practised today; the next look would be tomorrow at 18:00 UTC
    lead.types("/settings team Asia/Tokyo")
    clock.now = tomorrow("18:00", "Asia/Tokyo")
    assert len(tell(bot)) == 1
    somebody(bot, "Lea", zone="Pacific/Auckland").types("/help")
    clock.now = tomorrow("17:59", "Pacific/Auckland") + ONE_DAY
    assert tell(bot) == []
    clock.now = tomorrow("18:00", "Pacific/Auckland") + ONE_DAY
    assert len(tell(bot)) == 1


@pytest.mark.parametrize("zone", [BERLIN, "Asia/Tokyo", "America/New_York"])
def test_a_time_that_was_past_when_the_zone_changed_reminds_of_nothing(
    bot: PracticeBot, clock: FakeClock, zone: str
) -> None:
    ada = somebody(bot, "Ada", zone="UTC")
    ada.practises(rating="Again")
    clock.now = NOON + timedelta(days=1, hours=7)
    ada.types("/settings me reminder=10:00")
    assert tell(bot) == []
    Player(bot, replace(ada.asker, timezone=zone)).types("/help")
    Player(bot, replace(ada.asker, timezone=zone)).types("/streak")
    assert tell(bot) == []
    ada.types(f"/settings me {zone}")
    assert tell(bot) == []
    due_in = next_reminder(clock.now, "10:00", zone)
    clock.now = due_in - timedelta(seconds=1)
    assert tell(bot) == []
    clock.now = due_in
    assert len(tell(bot)) == 1


def test_a_move_past_the_time_that_was_still_to_come_loses_no_reminder(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada = somebody(bot, "Ada", zone="UTC")
    ada.types("/settings me reminder=18:00")
    ada.practises()
    clock.now = NOON.replace(hour=17, minute=30) + ONE_DAY
    assert tell(bot) == []
    ada.types("/settings me Europe/Athens")  # it is 19:30 there
    assert len(tell(bot)) == 1
    assert tell(bot) == []


def test_a_move_takes_away_no_reminder_that_waits(bot: PracticeBot, clock: FakeClock) -> None:
    somebody(bot, "Ada", zone=BERLIN).types("/settings me reminder=18:00")
    somebody(bot, "Ada", zone=BERLIN).practises()
    clock.now = tomorrow("18:10")
    somebody(bot, "Ada", zone="Europe/Athens").types("/streak")
    assert len(tell(bot)) == 1


def test_no_more_reviews_are_told_than_the_day_gives(bot: PracticeBot, clock: FakeClock) -> None:
    ada = somebody(bot, "Ada", zone="UTC")
    ada.types("/settings me reminder=18:00 reviews_a_day=5")
    for _ in range(7):
        ada.practises()
    clock.now = NOON.replace(hour=18) + timedelta(days=12)
    ((_, words),) = [(one.user_id, words_of(one.card)) for one in tell(bot)]
    assert "**5 reviews are** due today" in words


def test_a_new_name_in_a_profile_neither_brings_a_reminder_nor_takes_it_away(
    ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    clock.now = tomorrow("18:00")  # due, and not handed out yet
    Player(bot, replace(ada.asker, display_name="Ada L.")).types("/streak")
    assert len(tell(bot)) == 1
    Player(bot, replace(ada.asker, display_name="Ada")).types("/streak")
    assert tell(bot) == []


def test_the_zone_of_a_team_that_changes_late_takes_no_reminder_away(
    bot: PracticeBot, clock: FakeClock
) -> None:
    lead = somebody(bot, "Lea", manager=True)
    lead.practises(rating="Again")
    clock.now = NOON + timedelta(days=1, hours=-2)
    lead.types("/settings me reminder=18:00")
    lead.types("/settings team Asia/Tokyo")  # where it is 19:00
    assert len(tell(bot)) == 1


def test_who_cannot_be_judged_keeps_nobody_else_from_hearing(
    ada: Player,
    bot: PracticeBot,
    engine: Engine,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bob = somebody(bot, "Bob", zone=BERLIN)
    bob.practises(rating="Easy")
    bob.types("/settings me reminder=18:00")
    lives_in(engine, ada, "Nowhere/Unknown")
    clock.now = tomorrow("18:00")
    assert [notice.user_id for notice in tell(bot)] == [bob.asker.user_id]
    for _ in range(3):
        clock.advance(timedelta(seconds=1))
        assert tell(bot) == []
    assert len(caplog.messages) == 1
    lives_in(engine, ada, BERLIN)
    clock.advance(timedelta(hours=1))
    assert [notice.user_id for notice in tell(bot)] == [ada.asker.user_id]


def lives_in(engine: Engine, player: Player, zone: str) -> None:
    """Store a zone for a member without asking whether this machine knows it."""
    of_player = update(Member).where(Member.external_id == player.asker.user_id)
    with engine.begin() as connection:
        connection.execute(of_player.values(timezone=zone))


def test_a_bad_button_or_a_stranger_changes_nothing(bot: PracticeBot, ada: Player) -> None:
    assert not is_refusal(somebody(bot, "Eve").sends("pb1|no_reminders"))
    assert "at 18:00" in words_of(ada.types("/settings me").card)
    assert is_refusal(ada.sends("pb1|no_reminders|1"))


def test_two_processes_remind_once(
    shared_engine: Engine, make_bot: MakeBot, clock: FakeClock
) -> None:
    bots = [make_bot(shared_engine, worker_id=name) for name in ("one", "two", "three")]
    for number in range(5):
        player = somebody(bots[0], f"Member{number}", zone=BERLIN)
        player.practises(rating="Easy")
        player.types("/settings me reminder=18:00")
    clock.now = tomorrow("18:00")
    barrier = threading.Barrier(len(bots))

    def tick(bot: PracticeBot) -> list[Told]:
        barrier.wait(timeout=30)
        return tell(bot)

    with ThreadPoolExecutor(len(bots)) as threads:
        first = [one.user_id for heard in threads.map(tick, bots) for one in heard]
    rest = [notice.user_id for bot in bots for notice in tell(bot)]
    assert sorted(first + rest) == [f"U-member{number}" for number in range(5)]


def test_ten_thousand_in_one_minute_are_handed_out_in_small_batches(
    engine: Engine, bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    count = 10_000
    with engine.begin() as connection:
        workspace_id, first = connection.execute(select(Member.workspace_id, Member.id)).one()
        ids = range(first + 1, first + count)
        columns = {"workspace_id": workspace_id, "timezone": BERLIN, "joined_at": NOON}
        due = {"reminder_at": "18:00", "next_reminder_at": tomorrow("18:00")}
        people = [
            {"id": id, "external_id": f"U{id}", "display_name": f"M{id}", **columns, **due}
            for id in ids
        ]
        connection.execute(insert(Member), people)
        day = {"workspace_id": workspace_id, "day": NOON.date(), "timezone": BERLIN}
        connection.execute(
            insert(PracticeDay), [{"member_id": id, "counted_at": NOON, **day} for id in ids]
        )
    clock.now = tomorrow("18:00")
    heard: list[str] = []
    for _ in range(20):
        batch = tell(bot)
        assert len(batch) == BATCH
        heard += [notice.user_id for notice in batch]
        with engine.begin() as connection:
            waiting = connection.execute(select(Notice.id).where(Notice.told_at.is_(None))).all()
        assert waiting == []
        clock.advance(timedelta(seconds=1))
    assert len(set(heard)) == 20 * BATCH
    with engine.begin() as connection:
        connection.execute(update(Member).where(Member.id >= first + 600).values(reminder_at=None))
    while batch := tell(bot):
        heard += [notice.user_id for notice in batch]
    assert len(heard) == len(set(heard)) == 600


def a_crowd(engine: Engine, count: int, zone: str, at: str, due: datetime, night: datetime) -> None:
    """Add members in a zone with a streak, whose reminder is due."""
    columns = {"timezone": zone, "joined_at": NOON, "reminder_at": at, "next_reminder_at": due}
    with engine.begin() as connection:
        workspace_id = connection.execute(select(Workspace.id)).scalar_one()
        first = connection.execute(select(func.max(Member.id))).scalar_one() + 1
        here = {"workspace_id": workspace_id}
        people = [
            {"id": id, "external_id": f"{zone} {id}", "display_name": "M", **here, **columns}
            for id in range(first, first + count)
        ]
        connection.execute(insert(Member).values(reminder_ends_at=night), people)
        day = {"day": NOON.date(), "timezone": zone, "counted_at": NOON, **here}
        connection.execute(insert(PracticeDay), [{"member_id": one["id"], **day} for one in people])


def test_where_it_is_night_soonest_people_hear_first_and_late_ones_hold_up_nobody(
    engine: Engine, bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    now = clock.now = tomorrow("21:50")
    for zone, at in (("UTC", "18:00"), (BERLIN, "21:00"), ("Europe/Athens", "20:00")):
        due = local(NOON.date() + ONE_DAY, at, zone)
        a_crowd(engine, BATCH, zone, at, due, local(NOON.date() + ONE_DAY, "22:00", zone))
    heard = []
    while batch := tell(bot):
        heard.append({notice.user_id.partition(" ")[0] for notice in batch})
        clock.advance(timedelta(seconds=1))
    assert heard[0] <= {BERLIN, "U-ada"}
    assert set().union(*heard) == {BERLIN, "UTC", "U-ada"}  # in Athens it is night
    assert clock.now - now == timedelta(seconds=3)


def test_of_those_who_have_the_same_time_left_all_hear_and_nobody_twice(
    engine: Engine, bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    clock.now = local(NOON.date(), "18:00")
    assert tell(bot) == []  # Ada practised on that day
    clock.now = tomorrow("18:00")
    a_crowd(engine, 3 * BATCH, BERLIN, "18:00", tomorrow("18:00"), tomorrow("22:00"))
    heard: list[str] = []
    while batch := tell(bot):
        heard += [notice.user_id for notice in batch]
    with engine.begin() as connection:
        by_age = list(connection.scalars(select(Member.external_id).order_by(Member.id)))
    assert heard == by_age


def test_ten_minutes_into_the_night_the_rest_of_a_large_team_is_left_in_peace(
    engine: Engine, bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    clock.now = tomorrow("21:59") + timedelta(seconds=58)
    night = tomorrow("22:00")
    a_crowd(engine, 4 * BATCH, BERLIN, "21:00", tomorrow("21:00"), night)
    heard = []
    for _ in range(600):
        heard += [clock.now] * len(tell(bot))
        clock.advance(timedelta(seconds=1))
    assert len(heard) == 2 * BATCH
    assert max(heard) < night


ZONES = st.sampled_from(
    ["UTC", BERLIN, "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"]
)
TIMES = st.times(time(7), time(21, 59)).map(lambda at: f"{at:%H:%M}")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 - aware below
    lambda naive: naive.replace(tzinfo=UTC, microsecond=0)
)


@given(MOMENTS, TIMES, ZONES)
def test_the_next_reminder_is_the_first_moment_of_that_local_time(
    now: datetime, at: str, zone: str
) -> None:
    found = next_reminder(now, at, zone)
    assert now < found <= now + timedelta(hours=25)
    assert f"{found.astimezone(ZoneInfo(zone)):%H:%M}" == at
    assert due_date(found, at, zone) == found.astimezone(ZoneInfo(zone)).date()
    assert due_date(found - timedelta(seconds=1), at, zone) is None


@given(st.times())
def test_night_is_from_ten_to_seven(at: time) -> None:
    assert is_at_night(at) == (at.hour >= 22 or at.hour < 7)
