"""HTTP mode: only Slack is heard, and hearing it twice does no harm."""

import asyncio
import json
from typing import cast
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from adapters.slack.app import SlackSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.fake_slack import TEAM
from tests.adapters.slack.people import home_event, words_of
from tests.adapters.slack.wires import SIGNING_SECRET, HttpWire

FORM = "application/x-www-form-urlencoded"
COMMAND = urlencode({"command": "/streak", "text": "", "team_id": TEAM, "user_id": "U0ADA"})


@pytest.mark.parametrize(
    ("secret", "age"),
    [
        pytest.param("another secret", 0, id="signed by somebody else"),
        pytest.param(SIGNING_SECRET, 600, id="an old request played again"),
    ],
)
async def test_only_slack_is_heard(by_http: Workspace, secret: str, age: float) -> None:
    wire = cast(HttpWire, by_http.wire)
    status, _ = await wire.post(COMMAND, FORM, secret, age=age)
    assert status == 401
    assert by_http.slack.sent("users.info") == []


async def test_nonsense_is_turned_away(by_http: Workspace) -> None:
    wire = cast(HttpWire, by_http.wire)
    status, _ = await wire.post("{no json", "application/json", SIGNING_SECRET)
    assert status == 400


async def test_slack_can_check_the_address(by_http: Workspace) -> None:
    wire = cast(HttpWire, by_http.wire)
    body = json.dumps({"type": "url_verification", "challenge": "are you there"})
    status, answer = await wire.post(body, "application/json", SIGNING_SECRET)
    assert (status, json.loads(answer)["challenge"]) == (200, "are you there")


async def test_an_event_that_slack_sends_again_does_no_harm(by_http: Workspace) -> None:
    wire = cast(HttpWire, by_http.wire)
    body = json.dumps(home_event("U0ADA"))
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    for headers in ({}, again, again):
        status, _ = await wire.post(body, "application/json", SIGNING_SECRET, headers=headers)
        assert status == 200
    homes = await by_http.slack.wait_for("views.publish", count=3)
    assert len({words_of(home.body["view"]) for home in homes}) == 1


async def test_a_form_that_arrives_twice_counts_once(by_http: Workspace) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    answers = await asyncio.gather(*(ada.submits(form, words="The same") for _ in range(2)))
    assert words_of(answers[0]["view"]) == words_of(answers[1]["view"])


async def test_other_tabs_than_home_are_left_alone(by_http: Workspace) -> None:
    await by_http.ada.opens_home("messages")
    await by_http.ada.opens_home("home")
    await by_http.slack.wait_for("views.publish")
    assert len(by_http.slack.sent("views.publish")) == 1


async def test_requests_before_the_start_are_told_to_come_back(
    bot: PracticeBot, worker: Worker
) -> None:
    surface = SlackSurface("xoxb-token", bot, worker, signing_secret=SIGNING_SECRET)
    handler = surface.handle_http
    assert handler is not None
    response = await handler(make_mocked_request("POST", "/slack/events"))
    assert isinstance(response, web.Response)
    assert response.status == 503
    assert not surface.is_ready()
