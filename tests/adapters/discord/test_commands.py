"""What is registered with Discord, and when."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import simcord

from adapters.discord.client import DiscordSurface
from adapters.discord.commands import commands_hash, commands_payload
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.catalogue import COMMANDS, top_level_names
from bot.options import MAX_SUGGESTIONS
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check

NAME = re.compile(r"^[-_'\w]{1,32}$")


def all_parts(options: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walk through commands, sub-commands and options alike."""
    for option in options:
        yield option
        yield from all_parts(option.get("options", []))


def test_every_command_of_the_catalogue_is_registered() -> None:
    payload = commands_payload()
    assert [one["name"] for one in payload] == list(top_level_names())
    names = {
        f"{command['name']} {option['name']}" if option["type"] == 1 else command["name"]
        for command in payload
        for option in command["options"] or [{"type": 0}]
    }
    assert names == {command.name for command in COMMANDS}


def test_describing_the_commands_warns_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    commands_payload()
    assert not caplog.records


def test_the_registration_fits_discords_own_schema() -> None:
    for command in commands_payload():
        check("ApplicationCommandUpdateRequest", command)


def test_the_registration_keeps_the_limits_that_the_schema_misses() -> None:
    payload = commands_payload()
    assert len(payload) <= 100
    for part in all_parts(payload):
        assert NAME.fullmatch(part["name"])
        assert part["name"] == part["name"].lower()
        assert 1 <= len(part["description"]) <= 100
        assert "…" not in part["description"]
        assert len(part.get("options", [])) <= 25
        assert len(part.get("choices", [])) <= 25
        required = [option.get("required", False) for option in part.get("options", [])]
        assert required == sorted(required, reverse=True)


def test_commands_are_for_servers_and_hidden_from_nobody() -> None:
    for command in commands_payload():
        assert command["contexts"] == [0]
        assert command["integration_types"] == [0]
        assert command["default_member_permissions"] is None


def test_options_keep_their_kind() -> None:
    daily = next(one for one in commands_payload() if one["name"] == "daily")
    add = next(one for one in daily["options"] if one["name"] == "add")
    options = {option["name"]: option for option in add["options"]}
    assert options["time"]["required"] is True
    assert options["channel"]["channel_types"] == [0, 5]
    assert options["timezone"]["autocomplete"] is True
    assert {choice["value"] for choice in options["tier"]["choices"]} > {"advanced", "rotation"}


def test_a_member_is_picked_from_discord_s_own_list() -> None:
    repair = next(one for one in commands_payload() if one["name"] == "repair")
    assert [(one["name"], one["type"]) for one in repair["options"]] == [
        ("member", 6),
        ("day", 3),
        ("reason", 3),
    ]


async def test_a_picked_member_is_the_one_who_is_meant(server: Server) -> None:
    await server.ada.slash(server.channel, "streak")
    options = {"day": "yesterday", "reason": "a train without network"}
    found = await server.manager.slash(server.channel, "repair", member=server.ada, **options)
    assert "before this member's first practice day" in text_of(answer_of(found))
    assert found.ephemeral
    unknown = await server.manager.slash(server.channel, "repair", member=server.bob, **options)
    assert "Nobody of that name" in text_of(answer_of(unknown))
    refused = await server.bob.slash(server.channel, "repair", member=server.ada, **options)
    assert "Only managers may do this" in text_of(answer_of(refused))


def test_the_hash_names_the_content() -> None:
    payload = commands_payload()
    assert commands_hash(payload) == commands_hash(commands_payload())
    assert commands_hash(payload) != commands_hash(payload[1:])


async def test_commands_are_registered_when_they_changed_and_not_at_every_start(
    simcord_env: simcord.Env, surface: DiscordSurface, bot: PracticeBot, worker: Worker
) -> None:
    def registrations() -> int:
        return sum(one.method == "PUT" for one in simcord_env.http_requests)

    assert registrations() == 1
    second = DiscordSurface("a token", bot, worker)
    await simcord_env.restart_bot(second.client)
    assert registrations() == 1
    bot.remember("discord.commands", "what an older version registered")
    await simcord_env.restart_bot(DiscordSurface("a token", bot, worker).client)
    assert registrations() == 2


async def test_a_registration_that_fails_keeps_nobody_from_connecting(
    simcord_env: simcord.Env, bot: PracticeBot, worker: Worker
) -> None:
    bot.remember("discord.commands", "what an older version registered")
    simcord_env.inject_error("PUT", "/applications/*/commands", status=400, code=50035)
    third = DiscordSurface("a token", bot, worker)
    await simcord_env.restart_bot(third.client)
    assert third.client.is_ready()
    assert bot.remembered("discord.commands") == "what an older version registered"


async def test_topics_and_time_zones_complete_while_they_are_typed(server: Server) -> None:
    topics = await server.ada.autocomplete(server.channel, "question", "topic", "norm")
    assert {"name": "normalisation", "value": "normalisation"} in topics
    zones = await server.ada.autocomplete(server.channel, "settings me", "timezone", "amst")
    assert [zone["value"] for zone in zones] == ["Europe/Amsterdam"]
    everything = await server.ada.autocomplete(server.channel, "settings me", "timezone", "")
    assert len(everything) == MAX_SUGGESTIONS


async def test_settings_and_help_are_private(server: Server) -> None:
    chosen = await server.ada.slash(server.channel, "settings me", timezone="Asia/Tokyo")
    assert chosen.ephemeral
    assert "Asia/Tokyo" in text_of(answer_of(chosen))
    helped = await server.ada.slash(server.channel, "help")
    assert helped.ephemeral
    assert "/question" in text_of(answer_of(helped))
