"""Managers who decide at the same moment decide as if one came after the other."""

import pytest
from sqlalchemy import Engine

from bot.cards import Card, Form, Outcome, Reply
from tests.conftest import MakeBot
from tests.core.player import Player, labels, somebody, words_of
from tests.core.proposals import WARM_UP, decides, proposes, queue_of
from tests.core.together import at_once
from tests.fakes.questions import a_bank, a_question

ROUNDS = 5


@pytest.fixture
def managers(shared_engine: Engine, make_bot: MakeBot) -> list[Player]:
    bot = make_bot(shared_engine, a_bank(a_question("q-one")))
    return [somebody(bot, name, manager=True) for name in ("Lea", "Mia")]


def test_of_two_near_duplicates_approved_at_once_one_is_asked_about(
    managers: list[Player],
) -> None:
    ada = somebody(managers[0].bot, "Ada")
    topics = ("clipping", "pruning", "dropout", "quantisation", "distillation")
    for topic in topics[:ROUNDS]:
        proposes(ada, question=f"What does {topic} bring to a network?")
        proposes(managers[0], question=f"What does {topic} bring to the network, then?")
        first = queue_of(managers[0])
        cards = [first, decides(managers[0], "Next", first)]

        def approves(number: int, cards: list[Card] = cards) -> Outcome:
            return managers[number].presses("Approve", cards[number])

        outcomes = at_once(2, approves)
        shown = [outcome.card for outcome in outcomes if isinstance(outcome, Reply)]
        asked = [card for card in shown if "Approve anyway" in labels(card)]
        assert len(asked) == 1, [words_of(card) for card in shown]
        decides(managers[0], "Approve anyway", asked[0])


def test_of_two_who_mend_the_same_at_once_one_is_told(managers: list[Player]) -> None:
    proposes(somebody(managers[0].bot, "Ada"))
    decides(managers[0], "Approve")
    for round_number in range(ROUNDS):
        forms = [manager.sends("pb1|mend_own|1") for manager in managers]

        def mends(number: int, forms: list[Outcome] = forms, of: int = round_number) -> Outcome:
            form = forms[number]
            assert isinstance(form, Form)
            answer = f"The answer of manager {number} in round {of}."
            return managers[number].sends(form.action, **{**WARM_UP, "answer": answer})

        outcomes = at_once(2, mends)
        assert sum(isinstance(outcome, Reply) for outcome in outcomes) == 1
        for number, outcome in enumerate(outcomes):
            if not isinstance(outcome, Reply):  # what was kept is dropped for the next round
                form = managers[number].sends("pb1|mend_own|1")
                assert isinstance(form, Form)
                typed = {one.name: one.value for one in form.inputs}
                assert f"manager {number}" in typed["answer"]
                managers[number].sends(form.action, **typed)
