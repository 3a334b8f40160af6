"""The app is removed from a Slack workspace, and comes back."""

import json
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import Engine, select

from adapters.slack.app import SlackSurface
from adapters.slack.manifest import manifest
from adapters.surface import StartError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.database.models import Workspace
from tests.adapters.slack.conftest import OpenWorkspace
from tests.adapters.slack.conftest import Workspace as Team
from tests.adapters.slack.fake_slack import Answer, FakeSlack, refuses
from tests.adapters.slack.people import home_event, words_of
from tests.adapters.slack.wires import SIGNING_SECRET, HttpWire

UNINSTALLED = {"type": "app_uninstalled"}
BOT_REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": ["U0ADA"], "bot": ["U0BOT"]}}
MEMBER_REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": ["U0ADA"]}}


def is_marked(engine: Engine) -> bool:
    with engine.begin() as connection:
        return connection.execute(select(Workspace.removed_at)).scalar_one() is not None


async def tells(team: Team, event: dict[str, Any]) -> None:
    """Let Slack bring an event."""
    await team.wire.event({**home_event("U0ADA"), "event": event})


@pytest.mark.parametrize("event", [UNINSTALLED, BOT_REVOKED], ids=["uninstalled", "revoked"])
async def test_the_workspace_is_marked_until_somebody_uses_the_app_again(
    workspace: Team, engine: Engine, event: dict[str, Any]
) -> None:
    await workspace.ada.types("/help")
    workspace.slack.overrides["auth.test"] = refuses("account_inactive")
    await tells(workspace, event)
    await workspace.slack.wait_until(lambda: is_marked(engine), "the mark")
    await workspace.ada.types("/help")
    assert not is_marked(engine)


@pytest.mark.parametrize("event", [UNINSTALLED, BOT_REVOKED], ids=["uninstalled", "revoked"])
async def test_late_word_of_a_removal_marks_nothing_where_the_token_works(
    by_http: Team, engine: Engine, event: dict[str, Any]
) -> None:
    await by_http.ada.types("/help")
    await tells(by_http, event)
    assert not is_marked(engine)


@pytest.mark.parametrize(
    "answer",
    [refuses("ratelimited", 429), refuses("internal_error"), lambda _: web.Response(status=503)],
    ids=["too often", "broken", "away"],
)
async def test_word_of_a_removal_is_asked_for_again_while_slack_does_not_say_whether_it_is_true(
    by_http: Team, engine: Engine, answer: Answer
) -> None:
    await by_http.ada.types("/help")
    by_http.slack.overrides["auth.test"] = answer
    wire = by_http.wire
    assert isinstance(wire, HttpWire)
    body = json.dumps({**home_event("U0ADA"), "event": UNINSTALLED})
    status, _ = await wire.post(body, "application/json", SIGNING_SECRET)
    assert status == 503
    assert not is_marked(engine)
    by_http.slack.overrides["auth.test"] = refuses("token_revoked")
    await tells(by_http, UNINSTALLED)
    assert is_marked(engine)


async def test_a_removal_while_nobody_listened_is_noticed_at_the_next_start(
    open_workspace: OpenWorkspace, slack: FakeSlack, engine: Engine
) -> None:
    workspace = await open_workspace("http")
    await workspace.ada.types("/help")
    await workspace.surface.stop()
    slack.overrides["auth.test"] = refuses("account_inactive")
    with pytest.raises(StartError):
        await open_workspace("http")
    assert is_marked(engine)
    del slack.overrides["auth.test"]
    await open_workspace("http")
    assert not is_marked(engine)


@pytest.mark.parametrize("code", ["invalid_auth", "missing_scope"])
async def test_a_start_that_slack_refuses_for_another_reason_marks_nothing(
    open_workspace: OpenWorkspace, slack: FakeSlack, engine: Engine, code: str
) -> None:
    await (await open_workspace("http")).ada.types("/help")
    slack.overrides["auth.test"] = refuses(code)
    with pytest.raises(StartError):
        await open_workspace("http")
    assert not is_marked(engine)


async def test_a_dead_token_of_another_workspace_marks_nothing(
    by_http: Team, bot: PracticeBot, worker: Worker, engine: Engine
) -> None:
    await by_http.ada.types("/help")
    by_http.slack.overrides["auth.test"] = refuses("account_inactive")
    api_url = by_http.slack.api_url
    other = SlackSurface("xoxb-other", bot, worker, signing_secret="x", api_url=api_url)
    with pytest.raises(StartError):
        await other.start()
    assert not is_marked(engine)


async def test_a_member_s_own_token_is_none_of_ours(by_http: Team, engine: Engine) -> None:
    await by_http.ada.types("/help")
    by_http.slack.overrides["auth.test"] = refuses("account_inactive")
    await tells(by_http, MEMBER_REVOKED)
    assert not is_marked(engine)
    assert "Practise" in words_of(await by_http.ada.types("/help"))


def test_the_manifest_asks_for_these_events() -> None:
    for url in (None, "https://bot.example"):
        events = manifest(url, "")["settings"]["event_subscriptions"]["bot_events"]
        assert {"app_uninstalled", "tokens_revoked"} <= set(events)
