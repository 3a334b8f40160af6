"""Who reported a question hears what a manager made of it, once and in private."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.requests import Platform
from tests.conftest import MakeBot
from tests.core.player import Player, somebody, words_of
from tests.core.proposals import WARM_UP, decides, proposes, queue_of, reports, submits, told
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question


@pytest.fixture
def small(engine: Engine, make_bot: MakeBot) -> PracticeBot:
    """A bot that knows two questions."""
    return make_bot(engine, a_bank(a_question("q-one"), a_question("q-two", "advanced")))


@pytest.fixture
def ada(small: PracticeBot) -> Player:
    return somebody(small, "Ada")


@pytest.fixture
def lea(small: PracticeBot) -> Player:
    return somebody(small, "Lea", manager=True)


def heard(player: Player) -> list[tuple[str, str]]:
    """Hand out what people are told of their reports."""
    return [(user_id, words) for user_id, words in told(player) if "Your report" in words]


def test_who_reported_hears_that_it_is_kept(ada: Player, lea: Player) -> None:
    reports(ada, ada.draws("beginner"), "The answer is *outdated*.")
    decides(lea, "Keep asking it")
    ((user_id, words),) = heard(ada)
    assert user_id == "U-ada"
    assert "What is q-one?" in words
    assert "The answer is *outdated*." in words
    assert "goes on being asked as it is" in words
    assert heard(ada) == []


def test_who_reported_hears_that_it_is_taken_out(ada: Player, lea: Player) -> None:
    reports(ada, ada.draws("beginner"))
    decides(lea, "Leave it out")
    ((_, words),) = heard(ada)
    assert "is not asked here any more" in words


def test_who_reported_hears_that_it_was_mended(ada: Player, lea: Player) -> None:
    proposes(ada)
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"))
    submits(lea, "Mend", queue_of(lea), **{**WARM_UP, "answer": "Adam needs some steps."})
    assert heard(ada) == []
    decides(lea, "Keep asking it")
    ((_, words),) = heard(ada)
    assert "was mended" in words


@pytest.mark.parametrize(
    "presses", [("Mend", "Leave it out", "Bring it back"), ("Keep asking it", "Mend")]
)
def test_who_reported_hears_that_it_was_mended_whatever_came_between(
    ada: Player, lea: Player, presses: tuple[str, ...]
) -> None:
    proposes(ada)
    decides(lea, "Approve")
    reports(ada, ada.draws("intermediate"))
    card = first = queue_of(lea)
    for button in presses:
        if button == "Mend":
            submits(lea, button, first, **{**WARM_UP, "answer": "Adam needs some steps."})
        else:
            card = decides(lea, button, card)
    ((_, words),) = heard(ada)
    assert "was mended, and goes on being asked" in words


def test_who_reported_hears_what_holds_when_they_are_told(
    small: PracticeBot, ada: Player, lea: Player
) -> None:
    reports(ada, ada.draws("beginner"))
    left_out = decides(lea, "Leave it out")
    decides(lea, "Bring it back", left_out)
    ((_, words),) = heard(ada)
    assert "goes on being asked as it is" in words


def test_what_another_manager_kept_is_not_left_out_by_an_older_card(
    small: PracticeBot, ada: Player, lea: Player
) -> None:
    reports(ada, ada.draws("beginner"))
    both_see = queue_of(lea)
    decides(lea, "Keep asking it", both_see)
    mia = somebody(small, "Mia", manager=True)
    said = words_of(decides(mia, "Leave it out", both_see))
    assert "Somebody decided meanwhile: `q-one` goes on being asked." in said
    ((_, words),) = heard(ada)
    assert "goes on being asked as it is" in words


def test_leaving_out_twice_says_so_both_times(ada: Player, lea: Player) -> None:
    reports(ada, ada.draws("beginner"))
    card = queue_of(lea)
    first = words_of(decides(lea, "Leave it out", card))
    assert "is not asked here any more" in first
    assert words_of(decides(lea, "Leave it out", card)) == first


def test_each_hears_of_their_own_report_and_of_nobody_else(
    small: PracticeBot, ada: Player, lea: Player
) -> None:
    bob = somebody(small, "Bob")
    reports(ada, ada.draws("beginner"), "Adas reason.")
    reports(bob, bob.draws("beginner"), "Bobs reason.")
    reports(lea, lea.draws("beginner"), "Leas reason.")
    decides(lea, "Leave it out")
    said = dict(heard(ada))
    assert said.keys() == {"U-ada", "U-bob"}
    for user_id, other in (("U-ada", "Bob"), ("U-bob", "Ada")):
        assert other not in said[user_id]
        assert "Lea" not in said[user_id]


def test_who_reported_after_the_manager_looked_is_not_told_yet(
    small: PracticeBot, ada: Player, lea: Player
) -> None:
    reports(ada, ada.draws("beginner"))
    looked = queue_of(lea)
    bob = somebody(small, "Bob")
    reports(bob, bob.draws("beginner"))
    decides(lea, "Keep asking it", looked)
    assert [user_id for user_id, _ in heard(ada)] == ["U-ada"]
    decides(lea, "Leave it out", looked)
    assert [user_id for user_id, _ in heard(ada)] == ["U-bob"]


def test_it_is_tried_again_until_it_was_told(ada: Player, lea: Player, clock: FakeClock) -> None:
    reports(ada, ada.draws("beginner"))
    decides(lea, "Keep asking it")
    telling = ada.bot.telling
    (notice,) = telling.claim_notices(tuple(Platform))
    assert "Your report" in words_of(notice.card)
    telling.tell_later(notice)
    assert telling.claim_notices(tuple(Platform)) == []
    clock.advance(timedelta(hours=1))
    (again,) = telling.claim_notices(tuple(Platform))
    assert again.tries == 1
    assert words_of(again.card) == words_of(notice.card)


def test_a_question_that_left_the_bank_is_told_as_such(
    engine: Engine, make_bot: MakeBot, ada: Player, lea: Player
) -> None:
    reports(ada, ada.draws("beginner"))
    decides(lea, "Keep asking it")
    after = make_bot(engine, a_bank(a_question("q-two")))
    ((_, words),) = heard(somebody(after, "Ada"))
    assert "was taken out of the bank" in words
