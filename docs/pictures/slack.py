"""The picture of Slack: the blocks that the bot sends, drawn by a library that knows Slack's look.

What is around the blocks (a channel, a modal) is drawn by slack.html.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from playwright.async_api import Browser
from slack_sdk.models.blocks import Block

from adapters.slack.render import card_blocks, card_view
from bot.cards import Card
from bot.requests import Asker, Place, Platform
from docs.pictures.acting import Member
from docs.pictures.browser import FONT_FACES, new_page, save, shot, show
from docs.pictures.past import play_past
from docs.pictures.stage import (
    CHANNEL,
    CHECKOUT,
    DAILY_TIME,
    TICKED,
    UNTIL_ANSWER,
    UNTIL_DAILY,
    WORDS,
    Stage,
    icon_address,
    stage,
)

NODE_FOLDER: Final = CHECKOUT / "build/pictures/node"

_CHANNEL_WIDTH: Final = 500
_VIEW_WIDTH: Final = 540
_HEIGHT: Final = 1060
_HERE: Final = Path(__file__).parent
_LIBRARY: Final = "node_modules/slack-blocks-to-jsx/dist/style.css"
_ONLY_YOU: Final = "Only visible to you"
_MESSAGE: Final = Template(
    """<article class="message"><img src="$icon" alt=""><div>
    <span class="name">Practice</span><span class="app">APP</span><span class="time">$time</span>
    <div class="note">$note</div>$blocks</div></article>"""
)

_ADA, _MIA, _OWEN, _LIN = (
    Asker(f"U{number}", name, is_manager=True, timezone="UTC")
    for number, name in enumerate(("Ada", "Mia", "Owen", "Lin"))
)
_STREAKS: Final = {_ADA: 9, _MIA: 3, _OWEN: 16, _LIN: 4}

_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Message:
    """A card in the channel, at a time of day; ``note`` stands above it."""

    card: Card
    time: str
    note: str = ""


async def draw(browser: Browser) -> Path:
    """Play a round up to the ticks, and picture the channel and the modal side by side."""
    with stage() as scene:
        place = Place(Platform.SLACK, "T1", "C1")
        play_past(scene, place, _STREAKS)
        messages, answer = _play(scene, place)
    page = await new_page(browser, _CHANNEL_WIDTH + _VIEW_WIDTH, _HEIGHT)
    await show(page, _page(messages, answer))
    return save(await shot(page), "slack")


def _play(scene: Stage, place: Place) -> tuple[list[_Message], Card]:
    owen, ada = (Member(scene.bot, asker, place) for asker in (_OWEN, _ADA))
    owen.types("daily add", time=DAILY_TIME)
    scene.clock.now += UNTIL_DAILY
    (post,) = scene.poster.posting.claim_due([Platform.SLACK])
    scene.clock.now += UNTIL_ANSWER
    messages = [
        _Message(post.card, "9:00 AM"),
        _Message(owen.types("leaderboard"), "9:04 AM", "Owen used /leaderboard"),
        _Message(ada.types("streak"), "9:10 AM", _ONLY_YOU),
    ]
    return messages, ada.tick(ada.answer(post.card, WORDS), TICKED)


def _page(messages: Sequence[_Message], answer: Card) -> str:
    view = card_view(answer).to_dict()
    *drawn, content = _drawn([*(_json(card_blocks(one.card)) for one in messages), view["blocks"]])
    return Template((_HERE / "slack.html").read_text()).substitute(
        fonts=FONT_FACES,
        icon=icon_address(),
        library=(NODE_FOLDER / _LIBRARY).read_text(),
        channel=CHANNEL,
        channel_width=f"{_CHANNEL_WIDTH}px",
        view_width=f"{_VIEW_WIDTH}px",
        height=f"{_HEIGHT}px",
        messages="".join(
            _message(one, blocks) for one, blocks in zip(messages, drawn, strict=True)
        ),
        title=escape(view["title"]["text"]),
        close=escape(view["close"]["text"]),
        view=content,
    )


def _message(message: _Message, blocks: str) -> str:
    return _MESSAGE.substitute(
        icon=icon_address(), time=message.time, note=escape(message.note), blocks=blocks
    )


def _json(blocks: Sequence[Block]) -> list[_Json]:
    return [block.to_dict() for block in blocks]


def _drawn(messages: Sequence[Sequence[_Json]]) -> list[str]:
    node = shutil.which("node")
    if node is None:
        raise SystemExit("Node.js is missing: sudo apt install nodejs npm")
    script = (_HERE / "slack.mjs").read_text()
    done = subprocess.run(
        (node, "--input-type=module", "--eval", script),
        cwd=NODE_FOLDER,
        input=json.dumps(messages).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    html: list[str] = json.loads(done.stdout)
    return html
