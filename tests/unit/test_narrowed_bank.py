"""A bank that is narrowed chooses among fewer questions, and still finds every one."""

from hypothesis import given
from hypothesis import strategies as st

from bot.question_bank import QuestionBank
from tests.fakes.questions import a_bank, a_question

SEED = (a_question("q-1", pack="seed"), a_question("q-2", "advanced", ("cnn",), pack="seed"))
PLUS = (a_question("q-3", topics=("rnn",), pack="plus"),)
OWN = a_question("own-1", topics=("data",), pack="own")
BANK = a_bank(*SEED, *PLUS)
IDS = ["q-1", "q-2", "q-3", "own-1", "q-gone"]


def ids(bank: QuestionBank) -> list[str]:
    return [question.id for question in bank]


def test_a_pack_that_is_off_is_not_asked_and_is_still_found() -> None:
    narrowed = BANK.narrowed(without_packs={"seed"})
    assert ids(narrowed) == [one.id for one in narrowed.matching()] == ["q-3"]
    assert narrowed.topics == {"rnn"}
    assert len(narrowed) == 1
    assert narrowed.get("q-1") is SEED[0]
    assert narrowed.nothing_fits("advanced", None).endswith("Tiers there are: beginner.")
    assert narrowed.nothing_fits(None, "cnn").endswith("Topics there are: rnn.")


def test_a_bank_of_which_nothing_is_on_says_so() -> None:
    said = BANK.narrowed(without_packs={"seed", "plus"}).nothing_fits(None, None)
    assert said.startswith("No question is asked here now")


def test_a_question_that_is_held_back_is_not_asked_and_is_still_found() -> None:
    narrowed = BANK.narrowed(own=(OWN,), without={"q-1", "own-1"})
    assert ids(narrowed) == ["q-2", "q-3"]
    assert narrowed.get("q-1") is SEED[0]
    assert narrowed.get("own-1") is OWN


def test_own_questions_stand_behind_the_packs() -> None:
    narrowed = BANK.narrowed(own=(OWN,))
    assert ids(narrowed) == ["q-1", "q-2", "q-3", "own-1"]
    assert [one.id for one in narrowed.matching(None, "data")] == ["own-1"]
    assert narrowed.get("own-1") is OWN
    assert BANK.get("own-1") is None


def test_a_bank_that_nothing_narrows_is_itself() -> None:
    assert BANK.narrowed() is BANK
    assert BANK.narrowed(without_packs={"a-pack-that-was-taken-out"}) is BANK


def test_narrowing_leaves_the_whole_bank_as_it_is() -> None:
    BANK.narrowed(own=(OWN,), without_packs={"seed"}, without={"q-3"})
    assert ids(BANK) == ["q-1", "q-2", "q-3"]


def test_the_packs_are_counted_in_their_order_whether_on_or_off() -> None:
    assert dict(BANK.packs) == {"seed": 2, "plus": 1}
    narrowed = BANK.narrowed(own=(OWN,), without_packs={"seed"}, without={"q-3"})
    assert list(narrowed.packs.items()) == [("seed", 2), ("plus", 1)]


@given(
    packs=st.sets(st.sampled_from(["seed", "plus", "gone"])),
    held_back=st.sets(st.sampled_from(IDS)),
    more=st.sets(st.sampled_from(["seed", "plus"])),
)
def test_narrowing_twice_is_narrowing_once(
    packs: set[str], held_back: set[str], more: set[str]
) -> None:
    twice = BANK.narrowed((OWN,), packs, held_back).narrowed((), more)
    assert ids(twice) == ids(BANK.narrowed((OWN,), packs | more, held_back))
    assert [question_id for question_id in IDS if twice.get(question_id)] == IDS[:4]
    assert set(ids(twice)).isdisjoint(held_back)
