"""Who practised most: ranks, ties, pages and periods in the team's own zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select

from bot.app import PracticeBot
from bot.cards import Audience, Card, Reply
from bot.database.models import Member, Score
from bot.requests import Asker
from bot.texts import Plain
from tests.core.player import Player, is_refusal, labels, somebody, words_of
from tests.fakes.clock import FakeClock


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


def board(player: Player, period: str = "") -> list[str]:
    """Read the ranked lines of the first page."""
    return lines(player.types(f"/leaderboard {period}").card)


def lines(card: Card) -> list[str]:
    return [line.replace("*", "") for line in words_of(card).splitlines() if " · " in line]


def earn(bot: PracticeBot, **points: int) -> None:
    """Let members earn points by beginner questions, one after the other."""
    for name, count in points.items():
        player = somebody(bot, name.capitalize())
        for _ in range(count):
            player.practises("beginner")


def test_it_is_shown_to_the_channel(lead: Player) -> None:
    assert lead.types("/leaderboard").audience is Audience.CHANNEL


def test_ties_share_a_rank_and_the_next_one_is_skipped(lead: Player, bot: PracticeBot) -> None:
    earn(bot, ada=4, bob=2, cy=2, dan=1)
    assert board(lead) == [
        "1. Ada · 4 points",
        "2. Bob · 2 points",
        "2. Cy · 2 points",
        "4. Dan · 1 point",
    ]


def test_among_equals_who_got_there_first_stands_first(
    lead: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    somebody(bot, "Ada").types("/streak")
    earn(bot, zoe=1)
    clock.advance(timedelta(minutes=1))
    earn(bot, ada=1)
    assert board(lead) == ["1. Zoe · 1 point", "1. Ada · 1 point"]


def test_who_has_no_points_is_not_on_it(lead: Player) -> None:
    lead.practises(rating="Again")
    said = words_of(lead.types("/leaderboard").card)
    assert "Nobody has points yet this week" in said
    assert "`/question`" in said


@pytest.fixture
def crowd(bot: PracticeBot) -> Player:
    """The last of twelve; the two first share a rank."""
    for number in range(1, 13):
        player = somebody(bot, f"M{number:02}")
        for _ in range(1 if number == 12 else 2 if number > 2 else 3):
            player.practises("beginner")
    return somebody(bot, "M12")


def test_the_own_rank_stands_below_with_its_neighbours_when_it_is_far_down(
    crowd: Player, bot: PracticeBot
) -> None:
    earn(bot, last=1)
    card = crowd.types("/leaderboard").card
    shown = lines(card)
    assert shown[0] == "1. M01 · 3 points"
    assert shown[2] == "3. M03 · 2 points"
    assert shown[10:] == ["3. M11 · 2 points", "12. M12 · 1 point", "12. Last · 1 point"]
    assert "…" in words_of(card)


def test_nothing_is_left_out_between_a_page_and_the_rank_right_below(crowd: Player) -> None:
    eleventh = somebody(crowd.bot, "M11")
    card = eleventh.types("/leaderboard").card
    assert lines(card)[10:] == ["3. M11 · 2 points", "12. M12 · 1 point"]
    assert "…" not in words_of(card)


def test_who_has_no_points_has_no_rank_below(crowd: Player) -> None:
    assert len(board(somebody(crowd.bot, "New"))) == 10


def test_pages_are_turned_privately(crowd: Player) -> None:
    first = crowd.types("/leaderboard").card
    assert labels(first) == ["Next"]
    turned = crowd.presses("Next", first)
    assert isinstance(turned, Reply)
    assert turned.audience is Audience.ASKER
    assert lines(turned.card) == ["3. M11 · 2 points", "12. M12 · 1 point"]
    assert labels(turned.card) == ["Previous"]
    back = crowd.presses("Previous", turned.card)
    assert isinstance(back, Reply)
    assert lines(back.card) == lines(first)


@pytest.mark.parametrize(("page", "shown"), [("0", 12), ("99", 2), ("9" * 60, 2)])
def test_a_page_that_is_not_there_is_the_nearest_one(crowd: Player, page: str, shown: int) -> None:
    turned = crowd.sends(f"pb1|board|week|{page}")
    assert isinstance(turned, Reply)
    assert len(lines(turned.card)) == shown


@pytest.mark.parametrize(
    "forged", ["pb1|board|day|1", "pb1|board|week|x", "pb1|board|week|1|name", "pb1|board|week"]
)
def test_a_page_that_never_was_is_refused(lead: Player, forged: str) -> None:
    assert is_refusal(lead.sends(forged))


def test_names_are_shown_letter_for_letter(bot: PracticeBot) -> None:
    odd = Player(bot, Asker("U-odd", "<!channel> *x* <@U1>"))
    odd.practises()
    spans = odd.types("/leaderboard").card.sections[0].text
    assert Plain("<!channel> *x* <@U1>") in spans
    assert not any(isinstance(span, str) and "channel" in span for span in spans)


def test_the_longest_names_fit(bot: PracticeBot) -> None:
    for number in range(15):
        Player(bot, Asker(f"U-{number}", "<" * 255)).practises()
    last = Player(bot, Asker("U-12", "<" * 255)).types("/leaderboard")
    assert len(lines(last.card)) == 13


def test_a_name_is_the_one_shown_now(bot: PracticeBot, lead: Player) -> None:
    earn(bot, ada=1)
    Player(bot, Asker("U-ada", "Ada Lovelace")).types("/streak")
    assert board(lead) == ["1. Ada Lovelace · 1 point"]


def test_a_name_that_is_shown_elsewhere_is_taken_for_want_of_a_better_one_only(
    bot: PracticeBot, lead: Player
) -> None:
    from_outside = Player(bot, Asker("U-ada", "Ada L.", name_known=False))
    from_outside.practises("beginner")
    assert board(lead) == ["1. Ada L. · 1 point"]
    Player(bot, Asker("U-ada", "Ada")).types("/streak")
    from_outside.types("/streak")
    replace(from_outside, asker=replace(from_outside.asker, timezone="Asia/Seoul")).types("/streak")
    assert board(lead) == ["1. Ada · 1 point"]


@pytest.mark.parametrize(
    ("zone", "moment", "week", "month"),
    [
        pytest.param("UTC", datetime(2026, 3, 1, 23, 59, tzinfo=UTC), 1, 1, id="Sunday night"),
        pytest.param("UTC", datetime(2026, 3, 2, 0, 0, tzinfo=UTC), 0, 1, id="Monday begins"),
        pytest.param("Asia/Tokyo", datetime(2026, 3, 1, 15, 0, tzinfo=UTC), 0, 1, id="in Tokyo"),
        pytest.param(
            "America/New_York", datetime(2026, 3, 2, 4, 59, tzinfo=UTC), 1, 1, id="in New York"
        ),
        pytest.param("UTC", datetime(2026, 4, 1, 0, 0, tzinfo=UTC), 0, 0, id="April begins"),
        pytest.param(
            "Asia/Tokyo", datetime(2026, 3, 31, 15, 0, tzinfo=UTC), 0, 0, id="April begins in Tokyo"
        ),
        pytest.param(
            "America/New_York",
            datetime(2026, 4, 1, 3, 59, tzinfo=UTC),
            0,
            1,
            id="New York is still in March",
        ),
    ],
)
def test_weeks_and_months_begin_in_the_team_s_zone(
    lead: Player, clock: FakeClock, zone: str, moment: datetime, week: int, month: int
) -> None:
    lead.types(f"/settings team {zone}")
    clock.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    lead.practises()
    clock.now = moment
    assert [len(board(lead, period)) for period in ("week", "month", "all")] == [week, month, 1]


def test_week_is_what_it_shows_unless_asked(lead: Player, clock: FakeClock) -> None:
    lead.practises()
    assert "this week" in lead.types("/leaderboard").card.title
    clock.advance(timedelta(days=7))
    assert board(lead) == []
    assert "of all time" in lead.types("/leaderboard all").card.title


def test_points_add_up_over_periods(lead: Player, clock: FakeClock) -> None:
    for _ in range(3):
        lead.practises("beginner")
        clock.advance(timedelta(days=7))
    assert board(lead, "all") == ["1. Lea · 3 points"]
    assert board(lead, "month") == ["1. Lea · 3 points"]
    assert board(lead, "week") == []


def test_a_week_goes_on_over_new_year_and_a_month_does_not(lead: Player, clock: FakeClock) -> None:
    lead.types("/settings team Asia/Tokyo")
    clock.now = datetime(2026, 12, 31, 14, 59, tzinfo=UTC)  # a Thursday, a minute before midnight
    lead.practises()
    clock.advance(timedelta(minutes=1))
    assert [len(board(lead, period)) for period in ("week", "month", "all")] == [1, 0, 1]
    clock.now = datetime(2027, 1, 3, 15, 0, tzinfo=UTC)  # Monday in Tokyo
    assert [len(board(lead, period)) for period in ("week", "month", "all")] == [0, 0, 1]


def test_peer_complaint_13_a_new_week_begins_for_everybody_at_nothing(
    lead: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    earn(bot, old=6)
    clock.advance(timedelta(days=7))
    earn(bot, new=1)
    assert board(lead) == ["1. New · 1 point"]
    assert board(lead, "all") == ["1. Old · 6 points", "2. New · 1 point"]
    clock.advance(timedelta(days=7))
    assert "`/leaderboard all`" in words_of(lead.types("/leaderboard").card)


def test_peer_complaint_14_the_order_of_equals_never_changes(
    lead: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    somebody(bot, "Cy").types("/streak")
    for name in ("dan", "bob", "cy"):
        earn(bot, **{name: 1})
        clock.advance(timedelta(minutes=1))
    ordered = ["1. Dan · 1 point", "1. Bob · 1 point", "1. Cy · 1 point"]
    assert board(lead) == board(lead) == ordered
    Player(bot, Asker("U-dan", "Zed")).types("/streak")
    assert board(lead) == ["1. Zed · 1 point", *ordered[1:]]


@pytest.fixture
def runners(lead: Player, bot: PracticeBot, clock: FakeClock) -> dict[str, Player]:
    """Eve and Ada with three days, Bob with two; Eve's third came first. Kim's row has ended."""
    people = {name: somebody(bot, name) for name in ("Kim", "Bob", "Ada", "Eve")}
    for day, names in enumerate(("Kim", "Kim", "", "Ada Eve", "Eve Ada Bob", "Eve Ada Bob")):
        clock.now = datetime(2026, 3, 4 + day, 12, 0, tzinfo=UTC)
        for name in names.split():
            people[name].practises()
    return people


def test_by_streak_ranks_the_rows_of_days_that_are_alive_now(
    lead: Player, runners: dict[str, Player], clock: FakeClock
) -> None:
    card = lead.types("/leaderboard by=streak").card
    assert card.title == "Leaderboard by streak"
    assert lines(card) == ["1. Ada · 3 days", "1. Eve · 3 days", "3. Bob · 2 days"]
    clock.advance(timedelta(days=1))
    runners["Bob"].practises()
    clock.advance(timedelta(days=1))
    assert board(lead, "streak") == ["1. Bob · 3 days"]
    clock.advance(timedelta(days=1))
    runners["Ada"].practises()
    assert board(lead, "streak") == ["1. Ada · 1 day"]


def test_whose_streak_reached_its_length_on_an_earlier_day_stands_first(
    lead: Player, runners: dict[str, Player], clock: FakeClock
) -> None:
    clock.advance(timedelta(days=1))
    runners["Bob"].practises()
    assert board(lead, "streak") == ["1. Ada · 3 days", "1. Eve · 3 days", "1. Bob · 3 days"]


def test_whose_streak_reached_its_length_earlier_in_the_day_stands_first(
    bot: PracticeBot, clock: FakeClock
) -> None:
    ada, eve = somebody(bot, "Ada"), somebody(bot, "Eve")
    for player in (eve, ada, eve):  # Eve's second answer of the day makes her no later
        player.practises()
        clock.advance(timedelta(hours=1))
    assert board(ada, "streak") == ["1. Eve · 1 day", "1. Ada · 1 day"]
    bot.doubt_streaks()
    while bot.refresh_streaks():
        continue
    assert board(ada, "streak") == ["1. Eve · 1 day", "1. Ada · 1 day"]


@pytest.mark.parametrize("period", ["week", "month", "all"])
def test_by_streak_says_that_it_knows_no_period(
    lead: Player, runners: dict[str, Player], period: str
) -> None:
    card = lead.types(f"/leaderboard {period} streak").card
    assert lines(card) == board(lead, "streak")
    assert "no week and no month" in card.footer


def test_without_a_streak_alive_the_board_says_how_one_begins(lead: Player) -> None:
    said = words_of(lead.types("/leaderboard streak").card)
    assert "No streak is alive" in said
    assert "`/question`" in said


def test_pages_by_streak_are_turned_by_streak(crowd: Player) -> None:
    first = crowd.types("/leaderboard month streak").card
    turned = crowd.presses("Next", first)
    assert isinstance(turned, Reply)
    assert turned.card.title == "Leaderboard by streak"
    assert lines(turned.card) == ["1. M11 · 1 day", "1. M12 · 1 day"]
    assert lines(first)[10:] == lines(turned.card)


def test_a_button_from_before_there_was_a_choice_turns_points(crowd: Player) -> None:
    turned = crowd.sends("pb1|board|week|2")
    assert isinstance(turned, Reply)
    assert turned.card.title == "Leaderboard this week"
    assert lines(turned.card) == ["3. M11 · 2 points", "12. M12 · 1 point"]


def test_nobody_turns_further_than_a_hundred_pages(lead: Player, engine: Engine) -> None:
    lead.practises("beginner")
    with engine.begin() as connection:
        (score,) = connection.execute(select(Score).where(Score.period == "all")).mappings()
        (own,) = connection.execute(select(Member)).mappings()
        others = range(own["id"] + 1, own["id"] + 1_006)
        connection.execute(
            insert(Member),
            [{**own, "id": one, "external_id": f"U-{one}", "display_name": "x"} for one in others],
        )
        connection.execute(
            insert(Score), [{**score, "member_id": one, "points": 5} for one in others]
        )
    turned = lead.sends("pb1|board|all|101")
    assert isinstance(turned, Reply)
    assert turned.card.footer == "Page 100 of 100"
    assert labels(turned.card) == ["Previous"]
    assert lines(turned.card)[-2:] == ["1. x · 5 points", "1006. Lea · 1 point"]
