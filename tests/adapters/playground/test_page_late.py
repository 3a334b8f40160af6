"""What the page does with an answer that comes late, when somebody has moved on."""

import asyncio
import json
from dataclasses import dataclass, field

from playwright.async_api import Page, Request, Route, expect

from tests.adapters.playground.conftest import Open, Room
from tests.adapters.playground.seen import Seen


@dataclass  # without slots: Playwright keeps a note on whoever handles a route
class Held:
    """Presses of one name wait until they are let go; all of them are noted."""

    name: str
    is_waiting: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[str] = field(default_factory=list)

    async def hold(self, route: Route) -> None:
        """Deal with one press."""
        action = self.name_of(route.request)
        self.sent.append(action)
        if action == self.name and not self.go_on.is_set():
            self.is_waiting.set()
            await self.go_on.wait()
        await route.continue_()

    @staticmethod
    def name_of(request: Request) -> str:
        """Tell what is pressed."""
        name: str = json.loads(request.post_data or "")["action"].split("|")[1]
        return name


async def _hold(page: Page, name: str) -> Held:
    held = Held(name)
    await page.route("**/playground/press", held.hold)
    return held


async def _two_questions(open_page: Open) -> Seen:
    seen = await open_page()
    for count in (1, 2):
        await seen.type("/question advanced")
        answers = seen.page.get_by_role("button", name="Answer", exact=True)
        await expect(answers).to_have_count(count)
    return seen


async def _open_form(seen: Seen, number: int, words: str) -> None:
    await seen.page.get_by_role("button", name="Answer", exact=True).nth(number).click()
    await seen.page.get_by_label("In your own words").fill(words)


async def test_a_slow_submit_leaves_another_form_alone(open_page: Open) -> None:
    seen = await _two_questions(open_page)
    page, words = seen.page, seen.page.get_by_label("In your own words")
    held = await _hold(page, "submit")
    await _open_form(seen, 0, "About the first")
    await page.get_by_role("button", name="Submit").click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    await page.keyboard.press("Escape")
    await _open_form(seen, 1, "About the second")
    held.go_on.set()
    await expect(page.locator(".card", has_text="About the first")).to_be_attached()
    await expect(words).to_have_value("About the second")
    await expect(words).to_be_focused()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Answer", exact=True).nth(1).click()
    await expect(words).to_have_value("About the second")


async def test_a_slow_refusal_is_told_when_its_form_is_gone(open_page: Open) -> None:
    seen = await _two_questions(open_page)
    page = seen.page
    held = await _hold(page, "submit")
    await _open_form(seen, 0, "   ")
    await page.get_by_role("button", name="Submit").click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    await page.keyboard.press("Escape")
    await _open_form(seen, 1, "About the second")
    held.go_on.set()
    await expect(page.locator("#status")).to_contain_text("Type a few words first")
    await expect(page.locator(".form-error")).to_be_empty()
    await expect(page.get_by_label("In your own words")).to_have_value("About the second")


async def test_what_is_typed_after_submitting_stays_a_draft(open_page: Open) -> None:
    seen = await _two_questions(open_page)
    page, words = seen.page, seen.page.get_by_label("In your own words")
    held = await _hold(page, "submit")
    await _open_form(seen, 1, "A first thought")
    await page.get_by_role("button", name="Submit").click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    await words.fill("A first thought, and a better one")
    held.go_on.set()
    await expect(page.locator("dialog")).not_to_be_visible()
    await seen.button("Answer").click()
    await expect(words).to_have_value("A first thought, and a better one")


async def test_a_late_form_waits_for_the_one_that_is_open(open_page: Open) -> None:
    seen = await _two_questions(open_page)
    page, words = seen.page, seen.page.get_by_label("In your own words")
    held = await _hold(page, "answer")
    await page.get_by_role("button", name="Answer", exact=True).nth(0).click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    held.name = ""
    await _open_form(seen, 1, "About the second")
    held.go_on.set()
    await expect(page.locator("#status")).to_contain_text("Another form is open")
    await expect(words).to_have_value("About the second")


async def test_a_form_is_never_opened_for_somebody_else(open_page: Open) -> None:
    seen = await _two_questions(open_page)
    page = seen.page
    held = await _hold(page, "answer")
    await seen.button("Answer").click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    await seen.become("Owen")
    async with page.expect_response("**/playground/press"):
        held.go_on.set()
    await seen.type("/help")
    await expect(seen.card("Good to know")).to_be_visible()
    await expect(page.locator("dialog")).not_to_be_visible()


async def test_ticks_and_the_rating_reach_the_bot_in_order(open_page: Open, room: Room) -> None:
    seen = await open_page()
    page = seen.page
    await seen.type("/question advanced")
    await seen.button("Answer").click()
    await page.get_by_label("In your own words").fill("Ticked in haste")
    await page.get_by_role("button", name="Submit").click()
    boxes = page.locator(".checklist input")
    await expect(boxes.first).to_be_visible()
    held = await _hold(page, "tick")
    await boxes.nth(0).click()
    await asyncio.wait_for(held.is_waiting.wait(), 10)
    await boxes.nth(1).click()
    await seen.button("Good").click()
    await page.evaluate("fetch('/playground/room').then(() => null)")  # time enough to overtake
    assert held.sent == ["tick"]
    held.go_on.set()
    await expect(seen.card("Day 1.")).to_be_visible()
    assert held.sent == ["tick", "tick", "rate"]
    assert "Ticked in haste" in await room.page_of("mara")
