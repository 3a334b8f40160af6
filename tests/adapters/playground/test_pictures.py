"""A picture in the playground: beneath its card, on the page's own ground, for who may see it."""

import io
import re
from html import unescape

import pytest
from PIL import Image
from playwright.async_api import expect

from adapters.pictures.layout import WIDTH
from adapters.pictures.themes import COLOURS
from bot.pictures import Theme
from tests.adapters.playground.conftest import Open, Room
from tests.adapters.playground.seen import Seen

_ADDRESS = re.compile(r'(?:src|srcset)="(/playground/pictures/[^"]+)"')


async def addresses(room: Room, who: str) -> list[str]:
    """List where the pictures are that a member sees, dark before light."""
    return [unescape(one) for one in _ADDRESS.findall(await room.page_of(who))]


async def test_both_grounds_are_served_from_memory(room: Room) -> None:
    await room.type("mara", "/progress")
    dark, light = await addresses(room, "mara")
    for address, theme in ((dark, Theme.DARK), (light, Theme.LIGHT)):
        answer = await room.client.get(address)
        assert answer.status == 200
        assert answer.content_type == "image/png"
        assert answer.headers["Content-Security-Policy"]
        image = Image.open(io.BytesIO(await answer.read())).convert("RGB")
        colour = bytes.fromhex(COLOURS[theme].ground.removeprefix("#"))
        assert image.getpixel((0, 0)) == tuple(colour)


async def test_one_ground_is_served_where_it_was_asked_for(room: Room) -> None:
    await room.type("mara", "/progress light")
    assert all("-light.png" in one for one in await addresses(room, "mara"))


async def test_nobody_else_gets_it(room: Room) -> None:
    await room.type("mara", "/progress")
    address = (await addresses(room, "mara"))[0]
    assert await addresses(room, "owen") == []
    for forged in (
        address.replace("as=mara", "as=owen"),
        address.replace("as=mara", "as=nobody"),
        address.replace("-dark", "-sepia"),
        re.sub(r"pictures/[^?]+", "pictures/abc-1-dark.png", address),
    ):
        assert forged != address
        assert (await room.client.get(forged)).status == 404


async def test_a_message_without_a_picture_has_none_to_give(room: Room) -> None:
    said = (await room.type("mara", "/streak"))["said"]
    answer = await room.client.get(f"/playground/pictures/{said}-dark.png?as=mara")
    assert answer.status == 404


async def test_the_words_stay_when_the_picture_cannot_be_drawn(room: Room) -> None:
    room.surface._studio.close()
    await room.type("mara", "/progress")
    assert "Current streak" in await room.page_of("mara")
    assert (await room.client.get((await addresses(room, "mara"))[0])).status == 500


async def shown(seen: Seen) -> str:
    """Wait for the picture to be there; gives its address."""
    picture = seen.page.locator("img.drawing").last
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 2 * WIDTH)
    address: str = await picture.evaluate("image => image.currentSrc")
    return address


@pytest.mark.parametrize("dark", [True, False])
async def test_the_page_shows_it_on_its_own_ground_and_again_after_a_reload(
    open_page: Open, dark: bool
) -> None:
    mara = await open_page(dark=dark)
    await mara.type("/progress")
    theme = "dark" if dark else "light"
    assert f"-{theme}.png" in await shown(mara)
    picture = mara.page.locator("img.drawing").last
    alt = await picture.get_attribute("alt") or ""
    assert alt.startswith("Progress on 4 March 2026 of Mara. Current streak 0 days")
    ratio = await picture.evaluate(
        "image => image.getAttribute('width') / image.getAttribute('height')"
        " - image.naturalWidth / image.naturalHeight"
    )
    assert abs(ratio) < 0.001  # the page keeps its place free before it is there
    await mara.page.reload()
    assert f"-{theme}.png" in await shown(mara)


@pytest.mark.parametrize("dark", [True, False])
async def test_a_tap_opens_it_at_its_full_size_on_the_ground_that_is_shown(
    open_page: Open, dark: bool
) -> None:
    mara = await open_page(width=375, height=812, dark=dark)
    await mara.type("/progress")
    address = await shown(mara)
    async with mara.page.expect_popup() as opening:
        await mara.page.locator("img.drawing").last.click()
    opened = await opening.value
    await opened.wait_for_load_state()
    assert opened.url == address
    await expect(opened.locator("img")).to_have_js_property("naturalWidth", 2 * WIDTH)


async def test_a_phone_shows_it_whole(open_page: Open) -> None:
    mara = await open_page(width=375, height=812)
    await mara.type("/progress")
    await shown(mara)
    box = await mara.page.locator("img.drawing").last.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
