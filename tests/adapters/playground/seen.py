"""A page as somebody sits before it."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(slots=True)
class Seen:
    """A page as somebody sits before it."""

    page: Page

    async def type(self, line: str) -> None:
        """Type a command line and send it."""
        await self.page.get_by_role("combobox", name="Command line").fill(line)
        await self.page.keyboard.press("Enter")

    async def become(self, name: str) -> None:
        """Act as somebody else."""
        await self.page.get_by_role("button", name=re.compile(f"^{name}")).click()

    def button(self, name: str) -> Locator:
        """Find the newest button of a name."""
        return self.page.locator(".timeline").get_by_role("button", name=name, exact=True).last

    def card(self, words: str) -> Locator:
        """Find the newest message with these words."""
        return self.page.locator(".message", has_text=words).last

    async def answer(self, words: str) -> None:
        """Answer the newest question, and rate the answer good."""
        await self.button("Answer").click()
        await self.page.get_by_label("In your own words").fill(words)
        await self.page.get_by_role("button", name="Submit").click()
        await expect(self.card("Which of these did you cover?")).to_be_focused()
        await self.button("Good").click()
        await expect(self.card("Good.").get_by_text("Good.", exact=True)).to_be_in_viewport()

    async def has_focus_on(self, name: str) -> bool:
        """Tell whether the focus is on a control with this text."""
        focused: str = await self.page.evaluate("document.activeElement.textContent.trim()")
        return focused == name

    async def tab_to(self, name: str, key: str = "Tab") -> None:
        """Walk through the page by keyboard until a control has the focus."""
        for _ in range(40):
            await self.page.keyboard.press(key)
            if await self.has_focus_on(name):
                return
        raise AssertionError(f"{key} never reaches {name}")
