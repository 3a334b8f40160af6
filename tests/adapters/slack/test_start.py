"""Starting, being refused, losing the connection and stopping."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import SlackSurface
from adapters.slack.kept import KeptWork
from adapters.slack.outbound import SlackPublisher
from adapters.slack.socket_mode import SocketLink
from adapters.slack.turned_away import first_answer
from adapters.slack.voice import Voice
from adapters.surface import StartError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.requests import Place, Platform
from tests.adapters.slack.conftest import OpenWorkspace
from tests.adapters.slack.fake_slack import TEAM, Answer, FakeSlack, refuses
from tests.adapters.slack.people import words_of
from tests.adapters.slack.test_slow import busy


@pytest.mark.parametrize(
    ("method", "code", "variable"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN"),
        ("auth.test", "account_inactive", "SLACK_BOT_TOKEN"),
        ("apps.connections.open", "invalid_auth", "SLACK_APP_TOKEN"),
        ("apps.connections.open", "missing_scope", "SLACK_APP_TOKEN"),
    ],
)
async def test_a_refused_token_is_named_and_not_shown(
    slack: FakeSlack, bot: PracticeBot, worker: Worker, method: str, code: str, variable: str
) -> None:
    slack.overrides[method] = refuses(code)
    surface = SlackSurface(
        "xoxb-secret", bot, worker, app_token="xapp-secret", api_url=slack.api_url
    )
    with pytest.raises(StartError) as refused:
        await surface.start()
    assert str(refused.value).startswith(f"{variable}: ")
    assert code in str(refused.value)
    assert "secret" not in str(refused.value)
    assert not surface.is_ready()
    await surface.stop()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda _: web.Response(status=503, text="down"), id="down"),
        pytest.param(refuses("ratelimited", 429, {"Retry-After": "1"}), id="too often"),
        pytest.param(refuses("internal_error"), id="broken"),
    ],
)
async def test_a_start_waits_for_slack_to_come_back_and_takes_nobody_for_gone(
    slack: FakeSlack, bot: PracticeBot, open_workspace: OpenWorkspace, answer: Answer
) -> None:
    await open_workspace("http")  # from here on the token is known as a good one
    here = Place(Platform.SLACK, TEAM, "")
    bot.greeted(here)

    def away_once(body: Mapping[str, Any]) -> web.StreamResponse:
        assert bot.places_on(Platform.SLACK) == [here]
        del slack.overrides["auth.test"]
        return answer(body)

    slack.overrides["auth.test"] = away_once
    workspace = await open_workspace("http")
    assert workspace.surface.is_ready()
    assert len(slack.sent("auth.test")) == 3
    assert bot.places_on(Platform.SLACK) == [here]


async def test_socket_mode_needs_no_address_for_requests(open_workspace: OpenWorkspace) -> None:
    workspace = await open_workspace("socket")
    assert workspace.surface.handle_http is None
    assert workspace.surface.platform is Platform.SLACK
    (opened,) = workspace.slack.sent("apps.connections.open")
    assert opened.address == "Bearer xapp"


async def test_a_connection_that_slack_ends_is_made_anew(open_workspace: OpenWorkspace) -> None:
    workspace = await open_workspace("socket")
    slack = workspace.slack
    first = slack.sockets[0]
    await first.send_json({"type": "disconnect", "reason": "refresh_requested"})
    await slack.wait_until(
        lambda: bool(slack.sockets) and slack.sockets[-1] is not first, "a new connection"
    )
    assert "Your streak" in words_of(await workspace.ada.types("/streak"))
    assert workspace.surface.is_ready()


@pytest.fixture
async def link(slack: FakeSlack) -> AsyncIterator[SocketLink]:
    """Give a connection that is looked after more often than a real one."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=slack.api_url, session=session, retry_handlers=[])
        quiet = logging.getLogger("quiet")
        app = AsyncApp(
            name="app", client=client, authorize=_nobody, signing_secret="", logger=quiet
        )
        voice = Voice(client, SlackPublisher(client, ""), quiet, "")
        link = SocketLink(app, "xapp", client, quiet, KeptWork(), voice, 0.05, 0.3)
        yield link
        await link.stop()


async def test_a_connection_that_does_not_heal_is_replaced(
    slack: FakeSlack, link: SocketLink
) -> None:
    await link.start()
    slack.overrides["apps.connections.open"] = refuses("internal_error")
    await slack.sockets[0].close()
    await slack.wait_for("apps.connections.open", count=3)
    assert not link.is_connected()
    del slack.overrides["apps.connections.open"]
    await slack.wait_until(lambda: bool(slack.sockets), "a fresh connection")
    await slack.wait_until(link.is_connected, "the bot's end of it")


async def test_a_token_that_is_revoked_meanwhile_is_reported(
    slack: FakeSlack, link: SocketLink, caplog: pytest.LogCaptureFixture
) -> None:
    await link.start()
    slack.overrides["apps.connections.open"] = refuses("token_revoked")
    await slack.sockets[0].close()
    await slack.wait_until(lambda: "SLACK_APP_TOKEN" in caplog.text, "a word in the log")


async def test_an_address_that_does_not_answer_is_given_up_for_another(
    slack: FakeSlack, link: SocketLink, unused_tcp_port: int
) -> None:
    def dead_once(_: Mapping[str, Any]) -> web.StreamResponse:
        del slack.overrides["apps.connections.open"]
        return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{unused_tcp_port}/?ticket=x"})

    slack.overrides["apps.connections.open"] = dead_once
    await link.start()
    assert link.is_connected()
    assert len(slack.sent("apps.connections.open")) == 2


async def test_a_ticket_never_reaches_the_logs(
    open_workspace: OpenWorkspace, caplog: pytest.LogCaptureFixture
) -> None:
    await open_workspace("http")
    logging.getLogger("adapters.slack.sdk").error("no answer from wss://x/?ticket=secret&a=b")
    assert "wss://x/?ticket=...&a=b" in caplog.text


async def test_a_stopped_bot_is_not_ready_and_leaves_no_connection(
    open_workspace: OpenWorkspace,
) -> None:
    workspace = await open_workspace("socket")
    assert workspace.surface.is_ready()
    await workspace.surface.stop()
    assert not workspace.surface.is_ready()
    await workspace.slack.wait_until(lambda: not workspace.slack.sockets, "the end")


async def test_what_arrives_during_a_stop_is_told_to_come_back(
    open_workspace: OpenWorkspace, worker: Worker
) -> None:
    workspace = await open_workspace("socket")
    ada, slack = workspace.ada, workspace.slack
    question = await ada.types("/question")
    await ada.presses(question, "Answer")
    form = await ada.answered("views.open")
    with busy(worker) as released:
        await ada.presses(question, "Hint")
        stopping = asyncio.create_task(workspace.surface.stop())
        await slack.wait_until(lambda: not workspace.surface.is_ready(), "the stop")
        told = await ada.types("/streak")
        assert told["response_type"] == "ephemeral"
        assert "restarting" in words_of(told)
        kept_open = await ada.submits(form, words="Not to be lost")
        assert "restarting" in kept_open["errors"]["words"]
        await ada.presses(question, "Hint")
        await slack.wait_until(
            lambda: any("restarting" in words_of(call.body) for call in slack.calls), "a word"
        )
        released.set()
        await stopping


async def test_nothing_that_people_type_and_no_secret_reaches_the_logs(
    open_workspace: OpenWorkspace, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        workspace = await open_workspace("socket")
        ada = workspace.ada
        await ada.types("/question WordOfMouth")
        await ada.presses(await ada.types("/question"), "Answer")
        await ada.submits(await ada.answered("views.open"), words="WordOfMouth")
        await asyncio.gather(*(wire.close() for wire in workspace.slack.sockets))
        await workspace.surface.stop()
    ours = [record for record in caplog.records if record.name != "aiohttp.access"]
    lines = "\n".join(record.getMessage() for record in ours)
    for secret in ("WordOfMouth", "xoxb-token", "xapp", "ticket=secret"):
        assert secret not in lines


async def _nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T0001", bot_token="xoxb")


@pytest.mark.parametrize(
    ("kind", "payload", "answer"),
    [
        pytest.param("events_api", {}, None, id="an event comes again"),
        pytest.param("interactive", {"type": "block_actions"}, {}, id="a press does not"),
        pytest.param("interactive", {"type": "view_submission"}, {}, id="a form without inputs"),
    ],
)
def test_only_events_are_left_to_another_process(
    kind: str, payload: dict[str, Any], answer: dict[str, Any] | None
) -> None:
    assert first_answer(kind, payload, {"text": "later"}) == answer
