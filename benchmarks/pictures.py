"""Pictures: how long the fullest one takes, and how long it holds the event loop up."""

import asyncio
import io
import time
from collections.abc import Coroutine
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from PIL import Image

from adapters.pictures.studio import Studio
from benchmarks.figures import RUNS, Figure, figure
from bot.pictures import Day, DayKind, Fact, Group, Picture, Theme
from bot.progress.knowledge import how_well
from bot.question_bank import TIERS, TOPICS

_HEARTBEAT_SECONDS: Final = 0.001
_RATIO_GOAL: Final = 4.0
_STALL_GOAL: Final = 0.25


def drawing(_folder: Path) -> list[Figure]:
    """Draw the fullest picture, and let Pillow alone pack an image of that size."""
    return asyncio.run(_drawing())


async def _drawing() -> list[Figure]:
    studio, picture = Studio(), _fullest()
    png = await studio.draw(picture, Theme.DARK) or b""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    runs = []
    for _ in range(RUNS):  # in pairs, so that a busy moment falls on both sides of a ratio
        plain = await _timed(asyncio.to_thread(_pack, image))
        runs.append((plain, await _timed(studio.draw(picture, Theme.DARK))))
    studio.close()
    ratio = median(ours[0] / plain[0] for plain, ours in runs)
    seconds = median(ours[0] for _, ours in runs)
    stall = median(ours[1] for _, ours in runs)
    return [
        figure("drawing the fullest picture over packing it", ratio, "ratio", _RATIO_GOAL),
        figure("drawing the fullest picture", 1_000 * seconds, "ms"),
        figure("the event loop held up meanwhile", stall / seconds, "share", _STALL_GOAL),
        figure("the event loop held up meanwhile, longest", 1_000 * stall, "ms"),
        figure("bytes of the fullest picture", len(png), "bytes", 60_000),
    ]


async def _timed(work: Coroutine[Any, Any, bytes | None]) -> tuple[float, float]:
    """Tell how long work took, and how late a heartbeat of the event loop was meanwhile."""
    task = asyncio.create_task(work)
    start = last = time.perf_counter()
    longest = 0.0
    while not task.done():
        await asyncio.sleep(_HEARTBEAT_SECONDS)
        now = time.perf_counter()
        longest, last = max(longest, now - last - _HEARTBEAT_SECONDS), now
    return last - start, longest


def _pack(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _fullest() -> Picture:
    """Make the picture of somebody who has rated many questions of every tier and topic."""
    today = date(2026, 3, 8)
    monday = today - timedelta(weeks=26, days=-1)
    days = (monday + timedelta(days=number) for number in range(7 * 26))
    calendar = tuple(
        Day(day, DayKind.MISSED if day.day % 5 == 0 else DayKind.PRACTISED) for day in days
    )
    groups = tuple(
        Group(heading, tuple(how_well(name, [0.7] * len(name), total=99) for name in names))
        for heading, names in (("Tiers", TIERS), ("Topics", TOPICS))
    )
    facts = tuple(Fact(f"Due in {number} days", str(number)) for number in range(5))
    return Picture(
        "Ada Lovelace 山田 🚀", "Progress", facts, calendar, groups, "In words", "Remark"
    )
