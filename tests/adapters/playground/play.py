"""Small steps that many stories of the room begin with."""

import re

from tests.adapters.playground.conftest import Room

_ACTION = re.compile(r'data-action="([^"]+)"')


def actions(html: str, name: str) -> list[str]:
    """Find the encoded actions of a name in what a member sees."""
    return [action for action in _ACTION.findall(html) if action.split("|")[1] == name]


async def ask(room: Room, who: str) -> str:
    """Let a member ask for a question; gives the number of its draw."""
    await room.type(who, "/question advanced")
    return actions(await room.page_of(who), "answer")[-1].split("|")[2]


async def answer(room: Room, who: str, words: str = "Attention mixes positions.") -> str:
    """Let a member answer a question, up to the rating; gives the number of its draw."""
    draw = await ask(room, who)
    await room.press(who, f"pb1|submit|{draw}", inputs={"words": words})
    return draw
