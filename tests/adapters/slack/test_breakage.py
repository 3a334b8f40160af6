"""Whatever breaks after Slack was answered is told, with an id to quote."""

import logging
import random
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from adapters.slack.kept import KeptWork
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply
from bot.question_bank import QuestionBank
from bot.requests import Asker, CommandCall, Place, Press
from tests.adapters.slack.conftest import OpenWorkspace, Workspace
from tests.adapters.slack.fake_slack import refuses
from tests.adapters.slack.people import Person, labels_of, words_of
from tests.adapters.slack.test_slow import busy
from tests.fakes.clock import FakeClock


async def _form(ada: Person) -> dict[str, Any]:
    await ada.presses(await ada.types("/question"), "Answer")
    return await ada.answered("views.open")


class _FailingBot(PracticeBot):
    """Breaks, or comes to outcomes that nobody can write down, once it is told to."""

    is_speechless = False
    is_broken = False

    def run_command(self, call: CommandCall) -> Outcome:
        """Do what a command asks for."""
        return _unwritable() if self.is_speechless else super().run_command(call)

    def press(self, press: Press) -> Outcome:
        """Do what a press asks for."""
        if self.is_broken:
            raise ValueError("broken")
        return _unwritable() if self.is_speechless else super().press(press)

    def home(self, asker: Asker, place: Place) -> Card:
        """Make the Home tab."""
        if self.is_broken:
            raise ValueError("broken")
        return super().home(asker, place)


def _unwritable() -> Reply:
    card = Card(title="Unwritable")
    object.__setattr__(card, "sections", None)
    return Reply(card)


@pytest.fixture
def failing(engine: Engine, bank: QuestionBank, clock: FakeClock) -> _FailingBot:
    """Build a core that can be made to fail."""
    return _FailingBot(engine, bank, clock, random.Random(1), "worker")


@pytest.fixture
async def broken(open_workspace: OpenWorkspace, failing: _FailingBot) -> Workspace:
    """Start the bot on a core that can be made to fail."""
    return await open_workspace(core=failing)


async def test_a_slow_form_that_breaks_is_quoted_too(
    broken: Workspace, failing: _FailingBot, worker: Worker
) -> None:
    ada = broken.ada
    form = await _form(ada)
    failing.is_broken = True
    with busy(worker) as released:
        await ada.submits(form, words="Not to be lost")
        released.set()
        apology = await ada.answered("views.update")
    assert "went wrong on our side" in words_of(apology)
    assert "Not to be lost" in words_of(apology)
    assert labels_of(apology) == ["Try again"]


def _incident(shown: Mapping[str, Any]) -> str:
    words = words_of(shown)
    assert "went wrong on our side" in words
    return words.rstrip(".\n ").split()[-1]


async def test_a_press_that_breaks_is_answered_with_an_id_to_quote(
    broken: Workspace, failing: _FailingBot, caplog: pytest.LogCaptureFixture
) -> None:
    question = await broken.ada.types("/question")
    failing.is_speechless = True
    await broken.ada.presses(question, "Hint")
    assert _incident(await broken.ada.answered("response_url")) in caplog.text


async def test_a_press_in_a_modal_that_breaks_leaves_the_card_beneath(
    broken: Workspace, failing: _FailingBot, caplog: pytest.LogCaptureFixture
) -> None:
    ada = broken.ada
    shown = (await ada.submits(await _form(ada), words="Mine"))["view"]
    failing.is_speechless = True
    await ada.presses(shown, "Good")
    assert _incident(await ada.answered("views.push")) in caplog.text


async def test_a_home_tab_that_breaks_shows_an_id_to_quote(
    broken: Workspace, failing: _FailingBot, caplog: pytest.LogCaptureFixture
) -> None:
    failing.is_broken = True
    await broken.ada.opens_home()
    assert _incident(await broken.ada.answered("views.publish")) in caplog.text
    broken.slack.overrides["views.publish"] = refuses("internal_error")
    await broken.ada.opens_home()
    assert _incident(await broken.ada.answered("chat.postMessage")) in caplog.text


async def test_a_late_answer_that_breaks_is_followed_by_an_id_to_quote(
    broken: Workspace, failing: _FailingBot, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    failing.is_speechless = True
    with busy(worker) as released:
        await broken.ada.types("/streak")
        released.set()
        assert _incident(await broken.ada.answered("response_url")) in caplog.text


async def test_a_form_that_breaks_on_its_way_back_stays_open(
    broken: Workspace, failing: _FailingBot, caplog: pytest.LogCaptureFixture
) -> None:
    form = await _form(broken.ada)
    failing.is_speechless = True
    kept_open = await broken.ada.submits(form, words="Not to be lost")
    sentence = kept_open["errors"]["words"]
    assert sentence.rstrip(".").split()[-1] in caplog.text


async def test_a_press_that_cannot_be_read_is_answered(
    by_http: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    ada = by_http.ada
    action = {"type": "checkboxes", "action_id": "pb1|tick|1", "selected_options": [7]}
    await ada.acts(await ada.types("/question"), action)
    assert _incident(await ada.answered("response_url")) in caplog.text


async def test_work_that_breaks_is_never_silent(caplog: pytest.LogCaptureFixture) -> None:
    async def break_down() -> None:
        raise ValueError("broken")

    kept = KeptWork()
    with caplog.at_level(logging.ERROR):
        kept.start(break_down())
        await kept.settle()
    assert "ValueError" in caplog.text
