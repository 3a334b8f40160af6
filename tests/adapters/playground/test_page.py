"""The page in a real browser: Debian's Chromium, without a window."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.adapters.playground.conftest import Open, Rooms
from tests.adapters.playground.seen import Seen

_PHONE = (375, 812)


async def test_a_whole_round(open_page: Open) -> None:
    mara = await open_page()
    page = mara.page
    line = page.get_by_role("combobox", name="Command line")

    # Typing with completion
    await line.press_sequentially("/qu")
    await page.get_by_role("option", name="/question").click()
    await expect(line).to_have_value("/question ")
    await line.press_sequentially("adv")
    await expect(page.get_by_role("option", name="advanced")).to_be_visible()
    await line.press("Tab")
    await expect(line).to_have_value("/question advanced ")
    await line.press("Enter")
    await expect(mara.card("Advanced ·")).to_contain_text("Only you can see this")

    # Answer, tick, rate
    await mara.button("Answer").click()
    await page.get_by_label("In your own words").fill("Weights <b>first</b>, then data.")
    await page.get_by_role("button", name="Submit").click()
    answered = mara.card("Which of these did you cover?")
    await expect(answered.locator("blockquote")).to_have_text("Weights <b>first</b>, then data.")
    await answered.get_by_role("checkbox").nth(0).click()
    await expect(answered.get_by_role("checkbox").nth(0)).to_be_checked()
    await answered.get_by_role("checkbox").nth(1).click()
    await expect(answered).to_contain_text(re.compile("Your ticks say (hard|good)"))
    await expect(answered.get_by_role("checkbox").nth(0)).to_be_checked()
    await mara.button("Good").click()
    await expect(mara.card("Day 1.")).to_contain_text("3 points")

    await mara.type("/streak")
    await expect(mara.card("Your streak")).to_contain_text("Current1 day")
    await mara.type("/daily add 09:00")
    await expect(mara.card("Added daily")).to_be_visible()

    # Somebody else, on a page of their own
    owen = await open_page()
    await owen.become("Owen")
    await expect(owen.card("Your streak")).to_have_count(0)
    await mara.type("/leaderboard")
    await expect(owen.card("Leaderboard this week")).to_contain_text("Mara · 3 points")

    # Tomorrow
    await page.get_by_role("button", name="Tomorrow 09:00").click()
    await expect(page.locator("#local-time")).to_have_text(re.compile("Thu,? 5 Mar,? 09:00"))
    await expect(owen.card("Daily question ·")).to_be_visible()
    await expect(page.locator(".message", has_text="Daily question ·")).to_have_count(2)
    await mara.answer("One a day.")
    await expect(mara.card("Day 2.")).to_be_visible()
    await mara.type("/streak")
    await expect(mara.card("Your streak")).to_contain_text("Current2 days")

    await owen.answer("Another one.")
    await expect(owen.card("Day 1.")).to_be_visible()
    await expect(owen.card("One a day.")).to_have_count(0)


async def test_a_round_by_keyboard_alone(open_page: Open) -> None:
    seen = await open_page()
    page, keyboard = seen.page, seen.page.keyboard
    await seen.tab_to("Skip to the command line")
    await keyboard.press("Enter")
    await expect(page.locator("#line")).to_be_focused()
    await keyboard.type("/quest")
    await expect(page.locator("#line")).to_have_attribute("aria-expanded", "true")
    await keyboard.press("ArrowDown")
    await expect(page.locator("#line")).to_have_attribute("aria-activedescendant", "completion-0")
    await keyboard.press("Enter")
    await expect(page.get_by_role("option", name="beginner")).to_be_visible()
    await keyboard.press("Escape")
    await expect(page.locator("#line")).to_have_attribute("aria-expanded", "false")
    await keyboard.press("Enter")
    await expect(seen.button("Another")).to_be_visible()

    await seen.tab_to("Answer", "Shift+Tab")
    await keyboard.press("Enter")
    await expect(page.get_by_label("In your own words")).to_be_focused()
    await keyboard.type("By heart")
    await seen.tab_to("Submit")
    await keyboard.press("Enter")
    await expect(seen.card("By heart")).to_be_focused()
    await keyboard.press("Tab")
    while await page.evaluate("document.activeElement.type !== 'checkbox'"):
        await keyboard.press("Tab")
    await keyboard.press("Space")
    await expect(page.locator(".checklist input").first).to_be_checked()
    await expect(page.locator(".checklist input").first).to_be_focused()
    await seen.tab_to("Hard")
    await keyboard.press("Enter")
    await expect(seen.card("Day 1.")).to_be_focused()


async def test_nothing_typed_is_lost(open_page: Open) -> None:
    seen = await open_page()
    page = seen.page
    await page.get_by_role("button", name="/question advanced").click()
    await seen.button("Answer").click()
    words = page.get_by_label("In your own words")
    await words.fill("   ")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("alert")).to_contain_text("Type a few words first")
    await expect(words).to_be_focused()
    await expect(words).to_have_attribute("aria-invalid", "true")
    await words.fill("A first thought")
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog")).not_to_be_visible()
    await expect(seen.button("Answer")).to_be_focused()
    await seen.button("Answer").click()
    await expect(words).to_have_value("A first thought")


async def test_a_line_that_is_no_command_is_answered(open_page: Open) -> None:
    seen = await open_page()
    await seen.type("hello <img src=x onerror=alert(1)>")
    await expect(seen.card("hello")).to_contain_text("hello <img src=x onerror=alert(1)>")
    await expect(seen.card("I read commands only")).to_be_visible()


async def test_channels_are_apart(open_page: Open) -> None:
    mara, owen = await open_page(), await open_page()
    await owen.become("Owen")
    await mara.page.get_by_role("link", name="interview-prep").click()
    await expect(mara.page.get_by_role("heading", name="#interview-prep")).to_be_visible()
    await mara.type("/leaderboard")
    await expect(mara.card("Leaderboard this week")).to_be_visible()
    await expect(owen.card("Leaderboard this week")).to_have_count(0)
    await expect(owen.page.locator(".unread")).to_contain_text("1")
    await owen.page.get_by_role("link", name="interview-prep").click()
    await expect(owen.card("Leaderboard this week")).to_be_visible()
    await expect(owen.page.locator(".unread")).to_have_count(0)


async def test_a_reload_keeps_the_transcript(open_page: Open) -> None:
    seen = await open_page()
    await seen.become("Priya")
    await seen.type("/help")
    await expect(seen.card("Good to know")).to_be_visible()
    await seen.page.reload()
    await expect(seen.card("Good to know")).to_be_visible()
    await seen.become("Mara")
    await expect(seen.card("Good to know")).to_have_count(0)


async def test_a_link_leads_to_its_message(open_page: Open) -> None:
    seen = await open_page()
    await seen.type("/daily add 08:00")
    await seen.type("/daily post")
    await expect(seen.card("is on its way")).to_be_visible()
    await seen.page.get_by_role("button", name="+1 hour").click()
    await expect(seen.card("Daily question ·")).to_be_visible()
    await seen.type("/daily post")
    await seen.page.get_by_role("link", name="open it").click()
    await expect(seen.card("Daily question ·")).to_be_focused()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_a_phone_needs_no_sideways_scrolling(open_page: Open, dark: bool) -> None:
    seen = await open_page(*_PHONE, dark=dark)
    for line in ("/question", "/streak", "/leaderboard", "/help", "x" * 200):
        await seen.type(line)
    await expect(seen.card("I read commands only")).to_be_visible()
    await seen.page.get_by_role("combobox").fill("/daily add ")
    await expect(seen.page.get_by_role("option").first).to_be_visible()
    wide = "[...document.querySelectorAll('.scroller, html, body, main, .desk')]"
    overflow = await seen.page.evaluate(f"{wide}.map((one) => one.scrollWidth - one.clientWidth)")
    assert set(overflow) == {0}
    await expect(seen.page.get_by_role("button", name="Send")).to_be_in_viewport()
    await expect(seen.page.get_by_role("button", name=re.compile("^Yuki"))).to_be_in_viewport()


async def test_a_lost_connection_is_told_and_mended(rooms: Rooms, browser: Browser) -> None:
    before = await rooms.open()
    seen = Seen(await browser.new_page())
    seen.page.set_default_timeout(20_000)
    url = before.client.make_url("/")
    await seen.page.goto(str(url))
    await seen.page.get_by_role("button", name="/question advanced").click()
    await expect(seen.button("Answer")).to_be_visible()

    rooms.opened.remove(before)
    await before.close()
    await expect(seen.page.locator("#banner")).to_contain_text("Trying again")
    await seen.type("/streak")
    await expect(seen.page.locator("#status")).to_contain_text("cannot be reached")
    await expect(seen.page.get_by_role("combobox")).to_have_value("/streak")

    await rooms.open(port=url.port or 0)
    await expect(seen.page.locator("#banner")).to_be_hidden()
    await expect(seen.page.locator("#status")).to_be_empty()
    await expect(seen.page.locator(".note")).to_contain_text("The bot was restarted")
    await seen.answer("After the restart")
    await expect(seen.card("Day 1.")).to_be_visible()
