"""What is due on a day, in which order, and how many of it belong to today."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.memory import after_rating, predicted_recall
from bot.practice.due import reviews_on
from bot.practice.review_views import next_look
from bot.practice.selection import Seen
from bot.ratings import Rating

DAY = date(2026, 3, 4)  # a Wednesday
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)


def rated(days_ago: int, rating: Rating) -> Seen:
    memory = after_rating(None, rating, DAY - timedelta(days=days_ago))
    return Seen(AT, rating, AT, memory)


SEEN = st.dictionaries(
    st.sampled_from([f"q-{number}" for number in range(20)]),
    st.builds(rated, st.integers(0, 30), st.sampled_from(Rating)) | st.just(Seen(AT)),
)


@given(SEEN)
def test_the_lowest_recall_comes_first_and_nothing_before_its_day(seen: dict[str, Seen]) -> None:
    due = reviews_on(DAY, seen, set(seen), done_today=0, a_day=20).due
    memories = [seen[name].memory for name in due]
    assert all(memory is not None and memory.due_on <= DAY for memory in memories)
    recalls = [predicted_recall(memory, DAY) for memory in memories]
    assert recalls == sorted(recalls)
    missing = [look.memory for name, look in seen.items() if name not in due]
    assert all(memory is None or memory.due_on > DAY for memory in missing)


@given(SEEN, st.integers(0, 200), st.integers(5, 100))
def test_never_more_than_the_share_of_a_day(seen: dict[str, Seen], done: int, a_day: int) -> None:
    reviews = reviews_on(DAY, seen, set(seen), done_today=done, a_day=a_day)
    assert 0 <= reviews.left_today <= len(reviews.due)
    assert reviews.left_today + done <= max(a_day, done)


def test_what_is_not_in_the_bank_any_more_is_neither_due_nor_next() -> None:
    seen = {"q-gone": rated(9, Rating.AGAIN), "q-later": rated(0, Rating.EASY)}
    reviews = reviews_on(DAY, seen, {"q-other"}, done_today=0, a_day=20)
    assert (reviews.due, reviews.next_on) == ((), None)


def test_the_next_day_is_the_earliest_of_those_that_are_not_due() -> None:
    seen = {"q-1": rated(0, Rating.EASY), "q-2": rated(0, Rating.GOOD), "q-3": Seen(AT)}
    reviews = reviews_on(DAY, seen, set(seen), done_today=0, a_day=20)
    assert reviews.next_on == date(2026, 3, 6)


def test_a_day_within_the_week_is_a_weekday_and_today_s_weekday_is_never_one() -> None:
    told = [next_look(DAY + timedelta(days=ahead), DAY) for ahead in (1, 2, 6, 7, 8)]
    assert told == ["Thursday", "Friday", "Tuesday", "Wednesday 11 March", "Thursday 12 March"]
