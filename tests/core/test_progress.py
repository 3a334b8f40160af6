"""A member's progress: the same numbers in a picture, in its description and on the card."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Audience, Card
from bot.pictures import MAX_ALT, Bar, DayKind, Picture, Theme
from bot.question_bank import QuestionBank
from bot.requests import Asker
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, somebody, words_of
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def progress(player: Player, words: str = "") -> Card:
    return player.types(f"/progress {words}").card


def picture_of(card: Card) -> Picture:
    assert card.picture is not None
    return card.picture


def bars(picture: Picture) -> dict[str, Bar]:
    return {bar.name: bar for group in picture.groups for bar in group.bars}


def facts(picture: Picture) -> dict[str, str]:
    return {fact.name: fact.value for fact in picture.facts}


def practised(picture: Picture) -> list[date]:
    return [day.on for day in picture.days if day.kind is DayKind.PRACTISED]


def test_it_is_private(ada: Player) -> None:
    assert ada.types("/progress").audience is Audience.ASKER


def test_who_is_new_is_told_how_it_fills(ada: Player) -> None:
    card = progress(ada)
    picture = picture_of(card)
    assert picture.groups == ()
    assert picture.title == "Ada"
    assert facts(picture)["Current streak"] == "0 days"
    assert "Rate a few answers" in words_of(card)
    assert "Rate a few answers" in picture.remark


def test_the_calendar_has_26_weeks_and_ends_today(ada: Player, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
    ada.practises()
    clock.advance(timedelta(days=2))
    days = picture_of(progress(ada)).days
    assert days[0].on == date(2025, 9, 8)
    assert days[-1].on == date(2026, 3, 6)
    assert [day.on for day in days] == [
        date(2025, 9, 8) + timedelta(days=number) for number in range(len(days))
    ]
    assert {day.on: day.kind for day in days[-3:]} == {
        date(2026, 3, 4): DayKind.PRACTISED,
        date(2026, 3, 5): DayKind.MISSED,
        date(2026, 3, 6): DayKind.OPEN,
    }


def test_what_lies_before_the_first_day_was_not_missed(ada: Player, clock: FakeClock) -> None:
    clock.now = datetime(2026, 2, 28, 12, tzinfo=UTC)
    ada.practises()
    clock.advance(timedelta(days=4))
    card = progress(ada)
    days = picture_of(card).days
    assert {day.kind for day in days if day.on < date(2026, 2, 28)} == {DayKind.BEFORE}
    assert "Practised on 1 of 5 days: February 1, March 0. Today is still open." in words_of(card)


@pytest.mark.parametrize(
    ("freezes", "told"),
    [(1, "1 more was a rest day, bridged"), (2, "2 more were rest days, bridged")],
)
def test_days_that_broke_nothing_are_counted_apart(
    ada: Player, clock: FakeClock, freezes: int, told: str
) -> None:
    for _ in range(14):
        ada.practises()
        clock.advance(timedelta(days=1))
    clock.advance(timedelta(days=freezes))
    ada.practises()
    assert f"{told} by a freeze, protected or repaired." in words_of(ada.types("/progress").card)


def test_a_day_that_lies_ahead_after_a_journey_west_is_shown(ada: Player, clock: FakeClock) -> None:
    ada.types("/settings me Pacific/Auckland")
    clock.now = datetime(2026, 3, 4, 16, tzinfo=UTC)  # 05:00 on the 5th in Auckland
    ada.practises()
    ada.types("/settings me Pacific/Honolulu")
    assert practised(picture_of(progress(ada))) == [date(2026, 3, 5)]


def test_streaks_are_those_of_the_streak_command(ada: Player, clock: FakeClock) -> None:
    for days in (1, 1, 3, 1):
        ada.practises()
        clock.advance(timedelta(days=days))
    shown = facts(picture_of(progress(ada)))
    assert (shown["Current streak"], shown["Longest streak"]) == ("1 day", "3 days")
    assert "Current: 1 day\nLongest: 3 days" in words_of(ada.types("/streak").card)


def test_knowledge_is_told_by_tier_and_topic_of_what_was_rated(
    ada: Player, bank: QuestionBank
) -> None:
    ada.draws("advanced")  # only drawn: nothing is known of it
    for rating in ("Good", "Good", "Easy"):
        ada.practises("beginner", rating)
    ada.practises("intermediate cnn", "Again")
    shown = bars(picture_of(progress(ada)))
    beginner = shown["beginner"]
    assert beginner.known is not None
    # R(7) of FSRS-6 with its default weights after one rating: 0.81 for good, 0.91 for easy.
    assert beginner.known.share == pytest.approx((0.81 + 0.81 + 0.91) / 3, abs=0.01)
    assert (beginner.met, beginner.total) == (3, len(bank.matching(tier="beginner")))
    assert shown["intermediate"].known is None
    assert shown["cnn"].met >= 1
    assert "advanced" not in shown


def test_a_question_counts_once_by_its_last_rating(engine: Engine, make_bot: MakeBot) -> None:
    only = a_bank(*(a_question(f"q-{number}", topics=("rnn",)) for number in range(3)))
    ada = somebody(make_bot(engine, only), "Ada")
    for _ in range(2):
        for rating in ("Again", "Again", "Good"):
            ada.practises("rnn", rating)
    assert bars(picture_of(progress(ada)))["rnn"].met == 3


def test_a_question_that_was_taken_out_is_no_topic_any_more(
    engine: Engine, make_bot: MakeBot
) -> None:
    two = [a_question("q-1", topics=("rnn",)), a_question("q-2", topics=("cnn",))]
    ada = somebody(make_bot(engine, a_bank(*two)), "Ada")
    for topic in ("rnn", "cnn"):
        ada.practises(topic)
    later = somebody(make_bot(engine, a_bank(two[0])), "Ada")
    assert set(bars(picture_of(progress(later)))) == {"beginner", "rnn"}


def test_reviews_are_counted_by_the_day_they_are_due(ada: Player, clock: FakeClock) -> None:
    for rating in ("Again", "Good", "Good", "Easy"):
        ada.practises("beginner", rating)
    clock.advance(timedelta(days=1))

    def due(name: str) -> str:
        return facts(picture_of(progress(ada)))[name]

    assert (due("Due today"), due("Due tomorrow"), due("Due within 7 days")) == ("1", "2", "3")
    clock.advance(timedelta(days=1))  # what was due yesterday is still due
    assert (due("Due today"), due("Due tomorrow"), due("Due within 7 days")) == ("3", "0", "4")


@pytest.fixture
def fullest(bot: PracticeBot, bank: QuestionBank, clock: FakeClock) -> Player:
    """Somebody with the longest name who has rated every question there is."""
    everything = Player(bot, Asker("U-all", "<Ünïcödé & Söns> " * 15))
    for _ in bank:
        everything.practises()
    clock.advance(timedelta(days=1))
    return everything


def test_the_description_says_the_same_as_the_picture(ada: Player) -> None:
    for _ in range(4):
        ada.practises("beginner")
    picture = picture_of(progress(ada))
    beginner = bars(picture)["beginner"]
    assert beginner.known is not None
    assert picture.alt.startswith(f"{picture.subtitle} of Ada. Current streak 1 day")
    assert "Practised on 1 of" in picture.alt
    assert "Today counts already." in picture.alt
    share = f"{beginner.known.share:.0%}"
    low, high = f"{beginner.known.low:.0%}", f"{beginner.known.high:.0%}"
    assert f"Tiers: beginner {share}, {low} to {high} (4)" in picture.alt
    for name, value in facts(picture).items():
        assert f"{name.casefold()} {value}" in picture.alt.casefold()
    for name, bar in bars(picture).items():
        known = f"{bar.known.share:.0%}" if bar.known else "too few"
        assert f"{name} {known}" in picture.alt


def test_the_fullest_description_keeps_to_what_platforms_take(
    fullest: Player, bank: QuestionBank
) -> None:
    card = progress(fullest)
    picture = picture_of(card)
    assert len(picture.alt) <= MAX_ALT
    assert len(bars(picture)) == 3 + len(bank.topics)
    assert picture.alt.endswith((" more.", ")."))
    words = words_of(card)
    for name, bar in bars(picture).items():
        assert name in words
        assert f"{bar.met} of {bar.total})" in words


@pytest.mark.parametrize("theme", [None, *Theme])
def test_the_ground_is_as_asked_for(ada: Player, theme: Theme | None) -> None:
    assert picture_of(progress(ada, theme or "")).theme is theme


def test_another_ground_is_refused_in_words(ada: Player) -> None:
    assert "`sepia` does not fit here" in words_of(progress(ada, "sepia"))


@pytest.fixture
def bob(bot: PracticeBot) -> Player:
    bob = somebody(bot, "Bob")
    for _ in range(3):
        bob.practises("beginner")
    return bob


def test_a_manager_sees_a_colleague_s_calendar_and_streak_alone(
    bot: PracticeBot, bob: Player
) -> None:
    lead = somebody(bot, "Lea", manager=True)
    card = progress(lead, "member=@Bob")
    picture = picture_of(card)
    assert picture.title == "Bob"
    assert facts(picture) == {"Current streak": "1 day", "Longest streak": "1 day"}
    assert practised(picture) == [date(2026, 3, 4)]
    assert picture.groups == ()
    for told in (words_of(card), picture.alt, picture.remark):
        for private in ("beginner", "Due", "due", "Tiers", "recall", "Rate a few"):
            assert private not in told
    assert "Bob" in words_of(card)


def test_a_member_sees_nobody_else_s(ada: Player, bob: Player) -> None:
    reply = ada.types("/progress member=@Bob")
    assert is_refusal(reply)
    assert "Only managers" in words_of(reply.card)
    assert reply.card.picture is None


def test_naming_oneself_shows_everything(bob: Player) -> None:
    named = picture_of(progress(bob, "member=@Bob"))
    assert named == picture_of(progress(bob))
    assert "beginner" in bars(named)


@pytest.mark.parametrize("place", [{"workspace_id": "T2"}, {"platform": "discord"}])
def test_nobody_is_found_in_another_workspace(
    bot: PracticeBot, bob: Player, place: dict[str, str]
) -> None:
    lead = somebody(bot, "Lea", manager=True).elsewhere(**place)
    reply = lead.types("/progress member=@Bob")
    assert is_refusal(reply)
    assert "Bob" not in words_of(reply.card)


def test_a_colleague_whom_the_bot_does_not_know_is_not_made_up(bot: PracticeBot) -> None:
    lead = somebody(bot, "Lea", manager=True)
    for _ in range(2):
        assert is_refusal(lead.types("/progress member=U-nobody"))
