"""`python -m docs.pictures [name ...]`: draws the pictures named, or all of them."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from docs.pictures import discord, playground, progress, slack
from docs.pictures.browser import chromium

_PICTURES: Final[dict[str, Callable[[Browser], Awaitable[Path]]]] = {
    "playground": playground.draw,
    "discord": discord.draw,
    "slack": slack.draw,
    "progress": progress.draw,
}


async def main(names: Sequence[str]) -> None:
    """Draw one picture after the other."""
    unknown = set(names) - set(_PICTURES)
    if unknown:
        raise SystemExit(f"no such picture: {', '.join(sorted(unknown))}")
    async with chromium() as browser:
        for name in names or _PICTURES:
            path = await _PICTURES[name](browser)
            sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
