"""The app is removed from a Slack workspace, and comes back."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from adapters.slack.manifest import manifest
from bot.database.models import Workspace
from tests.adapters.slack.conftest import Workspace as Team
from tests.adapters.slack.fake_slack import refuses
from tests.adapters.slack.people import home_event, words_of

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
