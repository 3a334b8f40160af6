"""The page in windows of all sizes: nothing is cut off, and what matters is in view."""

import re

import pytest
from playwright.async_api import expect

from tests.adapters.playground.conftest import Open
from tests.adapters.playground.seen import Seen

_PHONE = (375, 812)
_DESKTOP = (1280, 800)
_LONG = "Why attention is scaled, and what it mixes. " * 40
_LOW = [
    pytest.param(320, 256, id="400 % zoom"),
    pytest.param(375, 480, id="a short phone"),
    pytest.param(812, 375, id="a phone on its side"),
]


async def _overflow(seen: Seen) -> set[int]:
    wide = "[...document.querySelectorAll('.scroller, html, body, main, .desk, .side, dialog')]"
    found: list[int] = await seen.page.evaluate(
        f"{wide}.map((one) => one.scrollWidth - one.clientWidth)"
    )
    return set(found)


async def _submit(seen: Seen, words: str) -> None:
    await seen.type("/question advanced")
    await seen.button("Answer").click()
    await seen.page.get_by_label("In your own words").fill(words)
    await seen.page.get_by_role("button", name="Submit").click()
    await expect(seen.card("Which of these did you cover?")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), _LOW)
async def test_a_low_window_scrolls_as_a_whole(open_page: Open, width: int, height: int) -> None:
    seen = await open_page(width, height)
    page = seen.page
    side = page.get_by_role("button", name="Mara in #general")
    await expect(side).to_have_attribute("aria-expanded", "false")
    await expect(page.get_by_role("button", name="Owen")).to_be_hidden()
    assert await page.evaluate(
        "scroller.clientHeight === scroller.scrollHeight && scroller.clientHeight > 300"
    )
    await _submit(seen, "By heart")
    await expect(seen.card("Which of").get_by_text("Reference answer")).to_be_in_viewport()
    await seen.button("Good").click()
    await expect(seen.card("Day 1.").get_by_text("Day 1.")).to_be_in_viewport()
    assert await _overflow(seen) == {0}

    await side.click()
    await page.get_by_role("button", name="Owen").click()
    await expect(page.get_by_role("button", name="Owen in #general")).to_be_visible()
    await expect(page.get_by_role("button", name="Tomorrow 09:00")).to_be_visible()
    await page.get_by_role("combobox").fill("/daily add ")
    await expect(page.get_by_role("option").first).to_be_in_viewport()
    assert await _overflow(seen) == {0}


async def test_nothing_scrolls_but_the_messages_on_a_phone(open_page: Open) -> None:
    seen = await open_page(*_PHONE)
    await seen.type("/help")
    await expect(seen.card("Good to know")).to_be_visible()
    page = "document.documentElement"
    assert await seen.page.evaluate(f"{page}.scrollHeight === {page}.clientHeight")
    await expect(seen.page.locator("#side-toggle")).to_be_hidden()


@pytest.mark.parametrize("size", [_PHONE, _DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("words", ["By heart", _LONG], ids=["few words", "many words"])
async def test_the_reference_answer_is_in_view_and_then_the_result(
    open_page: Open, size: tuple[int, int], words: str
) -> None:
    seen = await open_page(*size)
    await _submit(seen, words)
    answered = seen.card("Which of these did you cover?")
    await expect(answered.get_by_text("Reference answer")).to_be_in_viewport(ratio=1)
    await expect(answered.locator("blockquote")).to_be_in_viewport()
    await seen.button("Good").click()
    rated = seen.card("Good.")
    await expect(rated.get_by_text(re.compile("^Good\\."))).to_be_in_viewport()
    await expect(rated).to_be_focused()
