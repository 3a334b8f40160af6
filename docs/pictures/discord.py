"""The picture of Discord: the real client in a simulated server, as a member sees it.

The page is simcord's preview; its own screenshots want a browser that Playwright downloads.
"""

from datetime import timedelta
from pathlib import Path
from typing import Final, TypeVar

import discord
import simcord
from playwright.async_api import Browser
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from adapters.delivery import Delivery
from adapters.discord.client import DiscordSurface
from bot.requests import Platform
from docs.pictures.browser import new_page, save, shot, side_by_side
from docs.pictures.stage import (
    CHANNEL,
    DAILY_TIME,
    MORNING,
    TICKED,
    UNTIL_ANSWER,
    UNTIL_DAILY,
    WORDS,
    Stage,
    icon_address,
    stage,
)

_WIDTH: Final = 500
_HEIGHT: Final = 940
_GAP: Final = 10
_BACKGROUND: Final = "#1e1f22"
_READY: Final = "() => window.simcordPreview && window.simcordPreview.ready === true"
_SCROLL: Final = "to => document.getElementById('channel-timeline').scrollTo(0, to)"
_STYLE: Final = """
    [data-workbench], .message-avatar-image.avatar-bot svg { display: none !important }
    .message-avatar-image.avatar-bot { background: center / cover url(ICON) }
    .embed-card .markdown-paragraph:not(:first-child) { margin-top: 11px }
    .embed-card .code-block { margin-top: 8px }
    #channel-message-list { padding-bottom: 14px }
    #channel-timeline { scrollbar-width: none }
"""
_FADE: Final = "#channel-timeline { mask: linear-gradient(FADE) }"
_ENDS: Final = (
    (0, "#000 calc(100% - 60px), transparent"),
    (100_000, "transparent, #000 60px"),
)

_Message = TypeVar("_Message")


async def draw(browser: Browser) -> Path:
    """Play a round up to the ticks, and picture how it begins and how it ends."""
    with stage() as scene:
        surface = DiscordSurface("a token", scene.bot, scene.worker)
        async with simcord.run(surface.client) as env:
            channel, member = await _play(env, scene, surface)
            preview = env.preview(
                channel,
                viewers=[member],
                layout="channel",
                display="fixed",
                width=_WIDTH,
                height=_HEIGHT,
                locale="en-GB",
                presentation_time=env.now(),
            )
            async with preview:
                return await _picture(browser, preview.url)


async def _play(
    env: simcord.Env, scene: Stage, surface: DiscordSurface
) -> tuple[ChannelHandle, MemberActor]:
    await _wait(env, scene, MORNING - env.now())
    guild = env.create_guild("Team")
    channel = guild.create_text_channel(CHANNEL, topic="One question a day")
    leads = guild.create_role("Leads", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(env.create_user("mia"), roles=[leads])
    member = guild.add_member(env.create_user("ada"), nick="Ada")
    if surface.client.user is not None:
        await surface.client.user.edit(username="Practice")

    await manager.slash(channel, "daily add", time=DAILY_TIME)
    await _wait(env, scene, UNTIL_DAILY)
    delivery = Delivery(scene.poster, scene.worker, {Platform.DISCORD: surface.publisher})
    await delivery.tick()
    await delivery.settle()
    await _wait(env, scene, UNTIL_ANSWER)
    form = await member.click(_shown(channel.last_message), label="Answer")
    answered = await member.submit_modal(form, {"words": WORDS})
    await member.select(_shown(answered.response), [str(number) for number in TICKED])
    return channel, member


async def _wait(env: simcord.Env, scene: Stage, time: timedelta) -> None:
    await env.advance_time(time.total_seconds())
    scene.clock.now = env.now()


def _shown(message: _Message | None) -> _Message:
    if message is None:
        raise RuntimeError("the bot said nothing")
    return message


async def _picture(browser: Browser, address: str) -> Path:
    page = await new_page(browser, _WIDTH, _HEIGHT, restyled=True)
    await page.goto(address)
    await page.wait_for_function(_READY)
    await page.add_style_tag(content=_STYLE.replace("ICON", icon_address()))
    panes = []
    for position, fade in _ENDS:
        await page.add_style_tag(content=_FADE.replace("FADE", fade))
        await page.evaluate(_SCROLL, position)
        panes.append(await shot(page))
    return save(side_by_side(panes, _GAP, _BACKGROUND), "discord")
