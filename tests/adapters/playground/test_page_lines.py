"""The command line's memory, the address bar, the zone and the page's one open stream."""

import re

from playwright.async_api import Browser, Route, expect

from tests.adapters.playground.conftest import Open, Room
from tests.adapters.playground.seen import Seen

_COUNTED = """
    window.streams = [];
    window.EventSource = class extends EventSource {
        constructor(url) { super(url); window.streams.push(this); }
    };
    let hidden = false;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    window.turn = (to) => {
        hidden = to === "away";
        document.dispatchEvent(new Event("visibilitychange"));
    };
"""
_OPEN = "streams.filter((one) => one.readyState !== EventSource.CLOSED).length"


async def test_arrow_up_brings_back_what_was_sent(open_page: Open) -> None:
    seen = await open_page()
    line = seen.page.get_by_role("combobox", name="Command line")
    await line.press("ArrowUp")
    await expect(line).to_have_value("")
    for typed in ("/streak", "/help", "/help"):
        await seen.type(typed)
    for shown in ("/help", "/streak", "/streak"):
        await line.press("ArrowUp")
        await expect(line).to_have_value(shown)
    await expect(line).to_have_attribute("aria-expanded", "false")
    for shown in ("/help", "", ""):
        await line.press("ArrowDown")
        await expect(line).to_have_value(shown)
    await line.press("ArrowUp")
    await line.press("Enter")
    await expect(seen.page.locator(".card", has_text="Good to know")).to_have_count(3)
    await expect(line).to_have_value("")


async def test_a_line_that_was_begun_is_left_alone(open_page: Open) -> None:
    seen = await open_page()
    line = seen.page.get_by_role("combobox", name="Command line")
    await seen.type("/streak")
    await line.fill("hello")
    await line.press("ArrowUp")
    await expect(line).to_have_value("hello")
    await line.fill("")
    await line.press("ArrowUp")
    await line.press("End")
    await line.press_sequentially(" now")
    await line.press("ArrowUp")
    await expect(line).to_have_value("/streak now")


async def test_the_list_keeps_its_arrow_keys(open_page: Open) -> None:
    seen = await open_page()
    line = seen.page.get_by_role("combobox", name="Command line")
    await seen.type("/streak")
    await line.press_sequentially("/")
    await expect(seen.page.get_by_role("option").nth(1)).to_be_visible()
    await line.press("ArrowDown")
    await line.press("ArrowDown")
    await line.press("ArrowUp")
    await expect(line).to_have_value("/")
    await expect(line).to_have_attribute("aria-activedescendant", "completion-0")


async def test_everybody_gets_back_lines_of_their_own(open_page: Open) -> None:
    seen = await open_page()
    line = seen.page.get_by_role("combobox", name="Command line")
    await seen.type("/streak")
    await seen.become("Owen")
    await line.press("ArrowUp")
    await expect(line).to_have_value("")
    await seen.become("Mara")
    await line.press("ArrowUp")
    await expect(line).to_have_value("/streak")


async def test_an_odd_address_does_no_harm(open_page: Open) -> None:
    seen = await open_page(at="/#100%")
    await seen.type("/help")
    await expect(seen.card("Good to know")).to_be_visible()
    await expect(seen.page.locator("#banner")).to_be_hidden()


async def test_a_chosen_zone_is_shown_at_once(open_page: Open) -> None:
    seen, elsewhere = await open_page(), await open_page()
    await expect(seen.page.locator("#local-time")).to_have_text(re.compile("08:30"))
    await seen.type("/settings me timezone=Asia/Tokyo")
    for page in (seen.page, elsewhere.page):
        await expect(page.locator("#local-time")).to_have_text(re.compile("16:30"))
        await expect(page.locator("#local-zone")).to_have_text("Asia/Tokyo")
        await expect(page.locator(".message-time").first).to_have_text("16:30")
        await expect(page.locator(".message-time", has_text="08:30")).to_have_count(0)
        await expect(page.get_by_role("button", name="Mara")).to_contain_text("Asia/Tokyo")


async def test_a_page_has_one_stream_and_none_in_the_background(
    room: Room, browser: Browser
) -> None:
    page = await browser.new_page()
    await page.add_init_script(_COUNTED)
    await page.clock.install()
    fails = True

    async def answer(route: Route) -> None:
        await (route.fulfill(status=500) if fails else route.continue_())

    await page.route("**/playground/events", answer)
    await page.goto(str(room.client.make_url("/")))
    await expect(page.locator("#banner")).to_contain_text("Trying again")

    fails = False
    await page.evaluate("turn('here')")
    await expect(page.locator("#banner")).to_be_hidden()
    await page.clock.fast_forward(10_000)
    assert await page.evaluate(_OPEN) == 1

    fails = True
    await page.evaluate("turn('here')")
    await expect(page.locator("#banner")).to_contain_text("Trying again")
    await page.evaluate("turn('away')")
    fails = False
    await page.clock.fast_forward(10_000)
    assert await page.evaluate(_OPEN) == 0
    await page.evaluate("turn('here')")
    await expect(page.locator("#banner")).to_be_hidden()
    assert await page.evaluate(_OPEN) == 1
    await Seen(page).type("/help")
    await expect(Seen(page).card("Good to know")).to_be_visible()
