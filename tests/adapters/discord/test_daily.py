"""The daily post on Discord: public, answered in private, sent once."""

from datetime import timedelta

import aiohttp
import discord
import pytest
import simcord
from simcord.backend import serializers

from bot.app import PracticeBot
from bot.ports import Claim, Failure, PostedMessage, SendError
from bot.requests import Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check_requests
from tests.fakes.clock import FakeClock


async def add_daily(server: Server) -> None:
    added = await server.manager.slash(server.channel, "daily add", time="12:05")
    assert "Added daily" in text_of(answer_of(added))


def claim_next(bot: PracticeBot, clock: FakeClock) -> Claim:
    """Let the time of the daily come and claim its post."""
    clock.advance(timedelta(minutes=10))
    (claim,) = bot.posting.claim_due([Platform.DISCORD])
    assert bot.posting.start_sending(claim)
    return claim


async def post_daily(server: Server, clock: FakeClock) -> PostedMessage:
    await add_daily(server)
    claim = claim_next(server.bot, clock)
    posted = await server.surface.publisher.publish(claim.place, claim.card, claim.key)
    server.bot.posting.record_sent(claim, posted)
    return posted


async def test_an_answer_from_a_daily_post_leaves_the_post_as_it_is(
    server: Server, clock: FakeClock
) -> None:
    posted = await post_daily(server, clock)
    post = server.channel.last_message
    assert post is not None
    assert str(post.id) == posted.message_id
    assert posted.link == post.jump_url
    assert not post.flags.ephemeral
    before = server.public_messages()

    opened = await server.ada.click(post, label="Answer")
    submitted = await server.ada.submit_modal(opened, {"words": "Mine alone."})
    assert submitted.ephemeral
    assert answer_of(submitted).id != post.id
    await server.ada.select(answer_of(submitted), ["1"])
    await server.ada.click(answer_of(submitted), label="Easy")

    assert server.public_messages() == before
    assert "Mine alone." in text_of(answer_of(submitted))
    assert check_requests(server.sent()) >= 6


async def test_a_post_carries_its_key_and_mentions_nobody(server: Server, clock: FakeClock) -> None:
    await post_daily(server, clock)
    (body,) = (body for _, path, body in server.sent() if path.endswith("/messages"))
    assert body["nonce"] == "pb-post-1"
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"] == {"parse": []}


async def test_a_daily_posted_already_is_linked_to(server: Server, clock: FakeClock) -> None:
    posted = await post_daily(server, clock)
    again = await server.manager.slash(server.channel, "daily post")
    assert again.ephemeral
    assert posted.link in text_of(answer_of(again))


async def test_managers_commands_are_refused_to_members_in_private(server: Server) -> None:
    refused = await server.ada.slash(server.channel, "daily add", time="12:05")
    assert refused.ephemeral
    assert "Only managers" in text_of(answer_of(refused))


async def test_a_channel_the_bot_may_not_post_in_is_named_before_anything_is_saved(
    server: Server,
) -> None:
    closed = server.guild.create_text_channel(
        "closed",
        overwrites={
            server.guild.default_role: discord.PermissionOverwrite(
                send_messages=False, embed_links=False
            )
        },
    )
    refused = await server.manager.slash(server.channel, "daily add", time="12:05", channel=closed)
    shown = text_of(answer_of(refused))
    assert refused.ephemeral
    assert f"<#{closed.id}>" in shown
    assert "*Send Messages*, *Embed Links*" in shown
    listed = await server.manager.slash(server.channel, "daily list")
    assert "No daily question is scheduled" in text_of(answer_of(listed))


async def test_a_daily_can_be_added_for_another_channel(server: Server, clock: FakeClock) -> None:
    other = server.guild.create_text_channel("daily-question")
    await server.manager.slash(server.channel, "daily add", time="12:05", channel=other)
    claim = claim_next(server.bot, clock)
    assert claim.place.channel_id == str(other.id)


async def ask_about_uncertain_post(server: Server, clock: FakeClock) -> discord.Message:
    """Bring it about that the manager is asked in a direct message whether a post is out."""
    await add_daily(server)
    claim = claim_next(server.bot, clock)
    server.bot.posting.record_failure(claim, SendError(Failure.AMBIGUOUS, "timeout"))
    clock.advance(timedelta(minutes=5))
    server.bot.posting.claim_due([Platform.DISCORD])
    (notice,) = server.bot.telling.claim_notices([Platform.DISCORD])
    await server.surface.publisher.direct_message(notice.place, notice.user_id, notice.card)
    asked = server.manager.user.dm_channel.last_message
    assert asked is not None
    return asked


async def test_a_manager_can_post_again_from_a_direct_message(
    server: Server, clock: FakeClock
) -> None:
    asked = await ask_about_uncertain_post(server, clock)
    pressed = await server.manager.user.click(asked, label="Post it now")
    assert pressed.response is not None
    assert pressed.response.id == asked.id
    assert "on its way" in text_of(pressed.response)
    assert len(server.bot.posting.claim_due([Platform.DISCORD])) == 1


async def test_who_is_no_manager_any_more_cannot_post_again(
    server: Server, clock: FakeClock
) -> None:
    asked = await ask_about_uncertain_post(server, clock)
    server.env.backend.get_guild(server.guild.id).members[server.manager.id].role_ids.clear()
    pressed = await server.manager.user.click(asked, label="Post it now")
    assert "Only managers" in text_of(answer_of(pressed))
    assert server.bot.posting.claim_due([Platform.DISCORD]) == []


@pytest.mark.parametrize(
    ("status", "code", "failure", "said"),
    [
        pytest.param(403, 50013, Failure.PERMANENT, "50013", id="missing permissions"),
        pytest.param(404, 10003, Failure.PERMANENT, "10003", id="the channel is gone"),
        pytest.param(400, 50035, Failure.PERMANENT, "50035", id="a message it will never take"),
        pytest.param(429, 0, Failure.RETRYABLE, "429", id="too many at once"),
        pytest.param(401, 0, Failure.RETRYABLE, "401", id="the token was changed"),
        pytest.param(500, 0, Failure.AMBIGUOUS, "500", id="an error of its own"),
        pytest.param(503, 0, Failure.AMBIGUOUS, "503", id="not available"),
        pytest.param(502, 0, Failure.AMBIGUOUS, "502", id="the answer got lost"),
        pytest.param(504, 0, Failure.AMBIGUOUS, "504", id="the answer took too long"),
    ],
)
async def test_a_send_error_tells_whether_the_post_is_out(
    server: Server,
    clock: FakeClock,
    status: int,
    code: int,
    failure: Failure,
    said: str,
) -> None:
    await add_daily(server)
    claim = claim_next(server.bot, clock)
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(SendError) as raised:
        await server.surface.publisher.publish(claim.place, claim.card, claim.key)
    assert (raised.value.failure, raised.value.code) == (failure, said)


async def test_a_new_server_is_greeted_once(simcord_env: simcord.Env, server: Server) -> None:
    backend = simcord_env.backend
    assert server.public_messages() == []  # it has no system channel
    backend.get_guild(server.guild.id).system_channel_id = server.channel.id
    await simcord_env.settle()
    for _ in range(2):
        await join_again(server)
    (greeting,) = server.public_messages()
    assert "Ten minutes a day" in greeting[1][0]["title"]


@pytest.mark.parametrize(
    ("status", "code"), [(500, 0), (403, 50_013)], ids=["an error", "not allowed"]
)
async def test_a_greeting_that_did_not_go_out_comes_when_the_server_is_back(
    simcord_env: simcord.Env, server: Server, status: int, code: int
) -> None:
    backend = simcord_env.backend
    backend.get_guild(server.guild.id).system_channel_id = server.channel.id
    await simcord_env.settle()
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    await join_again(server)
    assert server.public_messages() == []
    for _ in range(2):
        await come_back(server)
    assert len(server.public_messages()) == 1


async def come_back(server: Server) -> None:
    """Let the server be there again after an outage, or after the bot's own start."""
    await join_again(server, unavailable=False)


async def test_a_line_that_breaks_while_greeting_breaks_nothing_else(
    simcord_env: simcord.Env,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise aiohttp.ServerDisconnectedError

    simcord_env.backend.get_guild(server.guild.id).system_channel_id = server.channel.id
    await simcord_env.settle()
    monkeypatch.setattr("discord.TextChannel.send", breaks)
    await join_again(server)
    assert "a server was not greeted: ServerDisconnectedError" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_server_that_the_bot_may_not_write_in_is_not_greeted(server: Server) -> None:
    muted = server.guild.create_text_channel(
        "welcome",
        overwrites={server.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    server.env.backend.get_guild(server.guild.id).system_channel_id = muted.id
    await join_again(server)
    assert muted.history() == []


async def join_again(server: Server, unavailable: bool | None = None) -> None:
    """Let the bot be removed from the server and be invited once more."""
    backend = server.env.backend
    backend.emit("GUILD_DELETE", {"id": str(server.guild.id)})
    guild = backend.get_guild(server.guild.id)
    joined = dict(serializers.guild_create_payload(backend, guild))
    del joined["unavailable"]  # Discord tells it of servers that come back, not of new ones
    if unavailable is not None:
        joined["unavailable"] = unavailable
    backend.emit("GUILD_CREATE", joined)
    await server.env.settle()
