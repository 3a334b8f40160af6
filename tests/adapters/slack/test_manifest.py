"""The manifest that an operator pastes into Slack."""

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from adapters.slack.manifest import SCOPES, manifest
from bot.catalogue import top_level_names
from tests.adapters.slack.schemas import MISSING, SPECS


@pytest.mark.parametrize("url", [None, "https://bot.example.org/"])
@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_slack_takes_the_manifest(url: str | None, version: str) -> None:
    path = SPECS / "manifest" / f"manifest.schema.{version}.json"
    if not path.is_file():
        pytest.skip(MISSING)
    described = manifest(url, "dl-")
    described["_metadata"] = {"major_version": int(version[0])}
    errors = Draft7Validator(json.loads(path.read_text())).iter_errors(described)
    assert [error.message for error in errors] == []


def test_socket_mode_names_no_address() -> None:
    described = manifest(None, "")
    assert described["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(described)


def test_http_mode_names_one_address_for_all() -> None:
    described = manifest("https://bot.example.org/", "")
    address = "https://bot.example.org/slack/events"
    settings = described["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["interactivity"]["request_url"] == address
    assert settings["event_subscriptions"]["request_url"] == address
    assert {command["url"] for command in _commands(described)} == {address}


def test_every_command_is_there_with_its_prefix_and_escapes_what_is_typed() -> None:
    commands = _commands(manifest(None, "dl-"))
    assert [one["command"] for one in commands] == [f"/dl-{name}" for name in top_level_names()]
    assert all(one["should_escape"] for one in commands)
    hints = {one["command"]: one.get("usage_hint") for one in commands}
    assert hints["/dl-question"] == "[tier] [topic]"
    assert str(hints["/dl-daily"]).startswith("list | add | change")


def test_only_the_scopes_in_use_are_asked_for() -> None:
    scopes = manifest(None, "")["oauth_config"]["scopes"]
    assert scopes == {"bot": list(SCOPES)}
    assert not [scope for scope in SCOPES if "history" in scope]


def test_a_picture_may_be_sent_by_direct_message() -> None:
    assert {"files:write", "im:write"} <= set(SCOPES)


def _commands(described: dict[str, Any]) -> list[dict[str, Any]]:
    commands: list[dict[str, Any]] = described["features"]["slash_commands"]
    return commands
