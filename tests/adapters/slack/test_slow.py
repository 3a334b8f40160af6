"""A core that takes too long: Slack hears at once, the member hears later."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.worker import Worker
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.people import labels_of, ticked_in, words_of


@contextmanager
def busy(worker: Worker) -> Iterator[threading.Event]:
    """Keep the core's only thread busy until the event is set."""
    released = threading.Event()
    worker._executor.submit(released.wait, 30)
    try:
        yield released
    finally:
        released.set()


async def test_a_slow_command_is_answered_twice(by_http: Workspace, worker: Worker) -> None:
    with busy(worker) as released:
        first = await by_http.ada.types("/leaderboard")
        assert first["response_type"] == "ephemeral"
        assert "Working on it" in words_of(first)
        released.set()
        board = await by_http.ada.answered("response_url")
    assert board["response_type"] == "in_channel"
    assert board["replace_original"] is False
    assert "Leaderboard" in words_of(board)


async def test_a_slow_form_is_redrawn_when_its_answer_is_there(
    by_http: Workspace, worker: Worker
) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    with busy(worker) as released:
        first = await ada.submits(form, words="Slowly but surely")
        assert "Working on it" in words_of(first["view"])
        released.set()
        (update,) = await by_http.slack.wait_for("views.update")
    assert update.body["view_id"] == form["id"]
    assert "Slowly but surely" in words_of(update.body["view"])


async def test_a_slow_refusal_of_a_form_quotes_what_was_typed(
    by_http: Workspace, worker: Worker
) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    someone_elses = form | {"callback_id": "pb1|submit|99"}
    with busy(worker) as released:
        await ada.submits(someone_elses, words="Not to be lost")
        released.set()
        refusal = await ada.answered("views.update")
    assert "Not to be lost" in words_of(refusal)
    assert labels_of(refusal) == ["Try again"]


async def test_a_slow_press_says_so_and_offers_its_form_later(
    by_http: Workspace, worker: Worker
) -> None:
    ada = by_http.ada
    question = await ada.types("/question")
    with busy(worker) as released:
        await ada.presses(question, "Answer")
        working = await ada.answered("response_url")
        assert "Working on it" in words_of(working)
        assert working["replace_original"] is False
        released.set()
        offered = await ada.answered("response_url")
    assert labels_of(offered) == ["Open the form"]
    await ada.presses(offered, "Open the form")
    assert "Your answer" in (await ada.answered("views.open"))["title"]["text"]


async def test_a_slow_press_in_a_modal_shows_that_it_is_at_work(
    by_http: Workspace, worker: Worker
) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    with busy(worker) as released:
        await ada.presses(shown, "Good")
        working = await ada.answered("views.update")
        assert "Working on it" in words_of(working)
        released.set()
        rated = await ada.answered("views.update")
    assert "Day 1." in words_of(rated)
    assert working["id"] == rated["id"] == shown["id"]


async def test_a_slow_press_on_the_home_tab_opens_what_it_fills_later(
    by_http: Workspace, worker: Worker
) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.opens_home()
    home = await ada.answered("views.publish")
    with busy(worker) as released:
        await ada.presses(home, "Practise")
        working = await ada.answered("views.open")
        assert "Working on it" in words_of(working)
        released.set()
        question = await ada.answered("views.update")
    assert labels_of(question)[0] == "Answer"
    assert question["id"] == working["id"]
    assert slack.sent("chat.postMessage") == []


async def test_a_slow_tick_is_kept(by_http: Workspace, worker: Worker) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    with busy(worker) as released:
        await ada.ticks(shown, 0)
        await ada.ticks(shown, 0, 1)
        await slack.wait_for("views.update")
        released.set()
        updates = await slack.wait_for("views.update", count=3)
    assert "Working on it" in words_of(updates[0].body["view"])
    assert [ticked_in(call.body["view"]) for call in updates[1:]] == [[0], [0, 1]]


async def test_an_answer_under_way_goes_out_before_the_end(
    by_http: Workspace, worker: Worker
) -> None:
    ada = by_http.ada
    question = await ada.types("/question")
    with busy(worker) as released:
        await ada.presses(question, "Hint")
        released.set()
        await by_http.surface.stop()
    assert "Hint" in words_of(by_http.slack.sent("response_url")[-1].body)
    assert not by_http.surface.is_ready()
