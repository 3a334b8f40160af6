"""A manager gives a day back, with a reason that the member reads."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.cards import Card
from bot.database.models import Repair
from bot.requests import Asker
from bot.texts import Plain
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.fakes.clock import FakeClock


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Maya", manager=True)


@pytest.fixture
def missed(ada: Player, clock: FakeClock) -> FakeClock:
    """Let Ada practise on 1, 2 and 3 March, miss the 4th, and look on the 5th."""
    for day in (1, 2, 3):
        clock.now = datetime(2026, 3, day, 12, tzinfo=UTC)
        ada.practises()
    clock.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    return clock


def streak(player: Player) -> str:
    return words_of(player.types("/streak").card)


def repair(lead: Player, words: str) -> str:
    return words_of(lead.types(f"/repair {words}").card)


@pytest.mark.parametrize(
    "day", ["yesterday", "2026-03-04", "4 March", "4 mar", "March 4", "Wednesday", "Wed 4 Mar"]
)
def test_a_manager_can_give_a_day_back(
    lead: Player, ada: Player, missed: FakeClock, day: str
) -> None:
    assert "Current: 0 days" in streak(ada)
    said = repair(lead, f"@Ada {day} train without network")
    assert "Wed 4 Mar" in said
    assert "is repaired for Ada: 'train without network'" in said
    assert "Current: 3 days" in streak(ada)
    assert "Day 4." in words_of(ada.practises())


def test_the_member_reads_who_and_why_once_on_the_card_and_for_good_in_why(
    lead: Player, ada: Player, missed: FakeClock
) -> None:
    repair(lead, "@Ada yesterday train without network")
    told = "Wed 4 Mar: repaired by Maya: 'train without network'"
    assert told in streak(ada)
    assert told not in streak(ada)
    assert told in words_of(ada.types("/streak why").card)
    assert told in words_of(ada.types("/streak why").card)


def test_the_home_page_tells_it_and_does_not_use_the_news_up(
    lead: Player, ada: Player, missed: FakeClock
) -> None:
    repair(lead, "@Ada yesterday a train")
    assert "repaired by Maya" in words_of(ada.bot.home(ada.asker, ada.place))
    assert "repaired by Maya" in streak(ada)


def test_a_repair_gives_a_spent_freeze_back(lead: Player, ada: Player, clock: FakeClock) -> None:
    for _ in range(7):
        ada.practises()
        clock.advance(timedelta(days=1))
    clock.advance(timedelta(days=1))
    assert "Freezes held: 0 of 2" in streak(ada)
    repair(lead, "@Ada yesterday ill")
    assert "Current: 7 days\nLongest: 7 days\nFreezes held: 1 of 2" in streak(ada)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("@Ada 2026-03-03 x", "Tue 3 Mar counts already", id="practised"),
        pytest.param("@Ada 2026-03-05 x", "Thu 5 Mar is not over yet", id="today"),
        pytest.param("@Ada 2026-03-09 x", "Mon 9 Mar is not over yet", id="the future"),
        pytest.param("@Ada 2026-02-27 x", "before this member's first", id="before the first"),
        pytest.param("@Ada 2025-12-01 x", "too long ago: 60 days", id="too long ago"),
        pytest.param(
            "@Ada 31-Feb x",
            "`day` is missing: it takes a day; one looks like yesterday, Monday, 2026-03-03 or 3 "
            "March. `31-Feb x` was taken for the `reason`.",
            id="no day of the calendar",
        ),
        pytest.param("@Ada day=2026-02-30 x", "is not a day; one looks like", id="no date"),
        pytest.param("@Ada yesterday", "`reason` is missing", id="no reason"),
        pytest.param("yesterday a train", "`member` is missing", id="nobody"),
        pytest.param("@Bob yesterday x", "Nobody of that name", id="unknown"),
    ],
)
def test_what_cannot_be_repaired_is_said_clearly(
    lead: Player, missed: FakeClock, words: str, sentence: str
) -> None:
    refused = lead.types(f"/repair {words}")
    assert is_refusal(refused)
    assert sentence in words_of(refused.card)


def test_what_looks_like_a_date_behind_a_weekday_is_no_reason(
    lead: Player, ada: Player, missed: FakeClock
) -> None:
    refused = lead.types("/repair @Ada wed the 4th ill")
    assert is_refusal(refused)
    assert "Which day is `the 4th`" in words_of(refused.card)
    assert "Tue 3 Mar" not in streak(ada)
    assert "Wed 4 Mar** is repaired" in repair(lead, "@Ada wed, 4 march, ill")


def test_who_may_not_is_told_that_before_anything_is_asked(ada: Player) -> None:
    assert "Only managers may do this" in repair(ada, "@Ada")


def test_a_day_is_repaired_once(lead: Player, missed: FakeClock, engine: Engine) -> None:
    repair(lead, "@Ada yesterday a train")
    assert "was repaired already" in repair(lead, "@Ada yesterday another")
    with engine.connect() as connection:
        rows = connection.execute(select(Repair.by_external_id, Repair.by_name, Repair.reason))
        assert [tuple(row) for row in rows] == [("U-maya", "Maya", "a train")]


def test_a_rest_day_needs_no_repair(lead: Player, ada: Player, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    lead.types("/settings team rest_days=wed")
    for day in (2, 3):
        clock.now = datetime(2026, 3, day, 12, tzinfo=UTC)
        ada.practises()
    clock.now = datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert "breaks no streak as it is" in repair(lead, "@Ada yesterday a train")


def test_a_member_is_named_by_id_or_by_the_name_that_is_shown(
    lead: Player, missed: FakeClock
) -> None:
    for name in ("@ada", "<@U-ada>", '"@Ada"'):
        assert "counts already" in repair(lead, f"{name} 2026-03-03 x")


def test_two_of_one_name_are_not_mixed_up(bot: PracticeBot, lead: Player) -> None:
    for number in (1, 2):
        Player(bot, Asker(f"U{number}", "Ada")).types("/streak")
    assert "Several members are called so" in repair(lead, "@Ada yesterday x")


def test_a_manager_of_another_workspace_finds_nobody(
    lead: Player, ada: Player, missed: FakeClock
) -> None:
    elsewhere = lead.elsewhere(workspace_id="T2")
    assert "Nobody of that name" in repair(elsewhere, "@Ada yesterday x")
    assert "Nobody of that name" in repair(elsewhere, "<@U-ada> yesterday x")
    assert "Current: 0 days" in streak(ada)


def test_no_reason_and_no_name_is_read_as_markup(
    bot: PracticeBot, ada: Player, missed: FakeClock
) -> None:
    loud = Player(bot, Asker("U-x", "<!channel>", is_manager=True))
    repair(loud, "@Ada yesterday <!everyone> **now**")
    spans = [span for section in why(ada).sections for span in section.text]
    shown = [span for span in spans if not isinstance(span, Plain)]
    assert not any("everyone" in str(span) or "channel" in str(span) for span in shown)
    assert Plain("<!everyone> **now**") in spans


def test_of_many_repairs_each_is_told_once_in_the_end(
    lead: Player, ada: Player, clock: FakeClock
) -> None:
    repaired = repaired_days(lead, ada, clock, 12)
    told = [*days_told(streak(ada)), *days_told(streak(ada)), *days_told(streak(ada))]
    assert told == repaired
    assert days_told(streak(ada)) == []


def test_why_tells_the_news_of_days_before_those_that_it_shows(
    lead: Player, ada: Player, clock: FakeClock
) -> None:
    repaired = repaired_days(lead, ada, clock, 34)
    first, second = why(ada), why(ada)
    assert days_told(words_of(first).partition("Week of")[0]) == repaired[:5]
    assert days_told(words_of(second).partition("Week of")[0]) == repaired[5:7]
    assert "Repaired for you" not in words_of(why(ada))
    assert days_told(streak(ada)) == []


def repaired_days(lead: Player, ada: Player, clock: FakeClock, count: int) -> list[str]:
    """Repair all days between the first and today, and list how they are named."""
    ada.practises()
    start = clock.now
    clock.advance(timedelta(days=count + 1))
    days = [(start + timedelta(days=number)).date() for number in range(1, count + 1)]
    for day in days:
        repair(lead, f"@Ada {day.isoformat()} a train")
    return [f"{day:%a} {day.day} {day:%b}" for day in days]


def days_told(words: str) -> list[str]:
    return [line.partition(":")[0] for line in words.splitlines() if "repaired by" in line]


def test_a_reason_that_is_too_long_is_refused_and_four_weeks_of_repairs_fit_a_card(
    bot: PracticeBot, ada: Player, clock: FakeClock
) -> None:
    loud = Player(bot, Asker("U-x", "_*" * 60, is_manager=True))
    ada.practises()
    start = clock.now
    clock.advance(timedelta(days=32))
    for day in range(1, 32):
        on = (start + timedelta(days=day)).date().isoformat()
        said = repair(loud, f"<@U-ada> {on} {'*_~`' * 51}")
        assert "The reason has 204 characters; 200 fit." in said
        assert "repaired for" in repair(loud, f"<@U-ada> {on} {'*_~`' * 50}")
    assert f"'{'*_~`' * 20}" in streak(ada)
    assert len(why(ada).sections) >= 4


def why(player: Player) -> Card:
    return player.types("/streak why").card


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("Zoë", "ZOË"),
        ("ÉLODIE", "E\u0301lodie"),
        ("Ørjan", "ørjan"),
        ("Groß", "GROSS"),
        ("Юлия", "юлия"),
    ],
)
def test_a_name_is_found_whatever_its_case_in_every_script(
    bot: PracticeBot, clock: FakeClock, shown: str, typed: str
) -> None:
    lead = somebody(bot, "Lea", manager=True)
    Player(bot, Asker("U1", shown)).practises()
    clock.advance(timedelta(days=2))
    repaired = lead.types(f"/repair @{typed} yesterday a train")
    assert not is_refusal(repaired), words_of(repaired.card)


def test_who_changes_their_name_is_found_by_the_new_one(bot: PracticeBot, clock: FakeClock) -> None:
    lead = somebody(bot, "Lea", manager=True)
    Player(bot, Asker("U1", "Ädam")).practises()
    Player(bot, Asker("U1", "Ösgür")).types("/streak")
    clock.advance(timedelta(days=2))
    assert is_refusal(lead.types("/repair @ädam yesterday a train"))
    assert not is_refusal(lead.types("/repair @ösgür yesterday a train"))
