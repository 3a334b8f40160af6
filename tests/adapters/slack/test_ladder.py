"""An answer that Slack does not take in one place comes by another."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiohttp import web

from adapters.worker import Worker
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.fake_slack import TRIGGER_SECONDS, Answer, FakeSlack, refuses
from tests.adapters.slack.people import Person, labels_of, words_of
from tests.adapters.slack.stopwatch import Stopwatch
from tests.adapters.slack.test_slow import busy


async def _form(ada: Person) -> dict[str, Any]:
    await ada.presses(await ada.types("/question"), "Answer")
    return await ada.answered("views.open")


async def test_an_answer_to_a_closed_modal_comes_by_direct_message(by_http: Workspace) -> None:
    ada, slack = by_http.ada, by_http.slack
    shown = (await ada.submits(await _form(ada), words="Mine"))["view"]
    slack.open_views.clear()
    await ada.presses(shown, "Good")
    (message,) = await slack.wait_for("chat.postMessage")
    assert message.body["channel"] == "DU0ADA"
    assert "Day 1." in words_of(message.body)


async def test_a_slow_refused_form_is_quoted_by_direct_message_when_it_was_closed(
    by_http: Workspace, worker: Worker
) -> None:
    ada, slack = by_http.ada, by_http.slack
    form = await _form(ada) | {"callback_id": "pb1|submit|99"}
    with busy(worker) as released:
        await ada.submits(form, words="Not to be lost")
        slack.open_views.clear()
        released.set()
        (message,) = await slack.wait_for("chat.postMessage")
    assert "Not to be lost" in words_of(message.body)
    assert labels_of(message.body) == ["Try again"]


@pytest.mark.parametrize("answer", [refuses("used_url", 404), refuses("invalid_blocks", 200)])
async def test_an_answer_that_its_address_refuses_comes_by_direct_message(
    by_http: Workspace, answer: Answer
) -> None:
    ada, slack = by_http.ada, by_http.slack
    question = await ada.types("/question")
    slack.overrides["response_url"] = answer
    await ada.presses(question, "Hint")
    (message,) = await slack.wait_for("chat.postMessage")
    assert "Hint" in words_of(message.body)
    assert len(slack.sent("response_url")) == 1


async def test_a_slow_command_comes_by_direct_message_when_its_address_is_used_up(
    by_http: Workspace, worker: Worker
) -> None:
    ada, slack = by_http.ada, by_http.slack
    with busy(worker) as released:
        await ada.types("/leaderboard")
        slack.overrides["response_url"] = refuses("used_url", 404)
        released.set()
        (message,) = await slack.wait_for("chat.postMessage")
    assert "Leaderboard" in words_of(message.body)


def _once(slack: FakeSlack, method: str, answer: Answer) -> Answer:
    def refuse_once(body: Mapping[str, Any]) -> web.StreamResponse:
        del slack.overrides[method]
        return answer(body)

    return refuse_once


def _hang_up(_: Mapping[str, Any]) -> web.StreamResponse:
    return web.Response(status=500, text="down")


@pytest.mark.parametrize(
    "answer", [refuses("ratelimited", 429, {"Retry-After": "1"}), _hang_up], ids=["429", "500"]
)
async def test_a_modal_is_redrawn_at_the_second_try(by_http: Workspace, answer: Answer) -> None:
    ada, slack = by_http.ada, by_http.slack
    shown = (await ada.submits(await _form(ada), words="Mine"))["view"]
    slack.overrides["views.update"] = _once(slack, "views.update", answer)
    await ada.presses(shown, "Good")
    updates = await slack.wait_for("views.update", count=2)
    assert "Day 1." in words_of(updates[-1].body["view"])
    assert slack.sent("chat.postMessage") == []


async def test_an_address_that_is_too_busy_is_tried_once_more(by_http: Workspace) -> None:
    ada, slack = by_http.ada, by_http.slack
    question = await ada.types("/question")
    slack.overrides["response_url"] = _once(slack, "response_url", refuses("ratelimited", 429))
    await ada.presses(question, "Hint")
    first, second = await slack.wait_for("response_url", count=2)
    assert first.body == second.body


async def test_nobody_waits_longer_than_a_moment_for_a_second_try(by_http: Workspace) -> None:
    ada, slack = by_http.ada, by_http.slack
    shown = (await ada.submits(await _form(ada), words="Mine"))["view"]
    slack.overrides["views.update"] = refuses("ratelimited", 429, {"Retry-After": "30"})
    await ada.presses(shown, "Good")
    await slack.wait_for("chat.postMessage")
    assert len(slack.sent("views.update")) == 1


async def test_a_trigger_that_expires_meanwhile_loses_nothing(
    by_http: Workspace, worker: Worker, stopwatch: Stopwatch
) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.opens_home()
    home = await ada.answered("views.publish")
    with busy(worker) as released:
        await ada.presses(home, "Practise")
        stopwatch.seconds += TRIGGER_SECONDS
        await slack.wait_for("views.open")
        released.set()
        (message,) = await slack.wait_for("chat.postMessage")
    assert labels_of(message.body)[0] == "Answer"


async def test_an_answer_that_slack_does_not_take_is_told_and_its_words_are_not_logged(
    by_http: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    shown = await ada.submits(form, words="my secret words")
    slack.overrides["views.update"] = lambda _: web.Response(status=500, text="down")
    await ada.presses(shown["view"], "Good")
    (told,) = await slack.wait_for("chat.postMessage")
    assert "Day 1." in words_of(told.body)
    assert "views.update failed: http_500" in caplog.text
    assert "my secret words" not in caplog.text
