"""Suggesting, deciding and reporting in the playground, in a real browser."""

from playwright.async_api import Page, expect

from tests.adapters.playground.conftest import Open
from tests.adapters.proposals import LETTERS, PROPOSED


async def fill(page: Page, **changed: str) -> None:
    for name, words in {**PROPOSED, **changed}.items():
        await page.locator(f"#input-{name}").fill(words)
    await page.get_by_role("button", name="Submit").click()


async def test_a_question_is_suggested_mended_approved_drawn_and_reported(open_page: Open) -> None:
    owen, mara = await open_page(), await open_page()
    await owen.become("Owen")
    await mara.become("Mara")
    await owen.type("/suggest")
    await fill(owen.page, points="one", kind="advanced")
    errors = owen.page.locator(".form-error")
    await expect(errors).to_contain_text(["3 to 5 key points", "topics are needed"])
    await expect(owen.page.locator(".form-error + #input-points")).to_be_focused()  # beside it
    await expect(owen.page.locator(".form-error + #input-kind")).to_be_visible()
    await fill(owen.page, kind="advanced")
    await expect(errors).to_contain_text(["topics are needed"])
    await expect(owen.page.locator(".form-error + #input-kind")).to_be_focused()
    await fill(owen.page)
    await expect(owen.card("Thank you.")).to_be_visible()

    await mara.type("/suggestions")
    await expect(mara.card("From Owen")).to_contain_text(LETTERS)
    await mara.button("Mend").click()
    await fill(mara.page, answer="Adam's second moments need a few hundred steps.")
    await expect(mara.card("mended by a manager")).to_be_visible()
    await mara.button("Approve").click()
    await expect(mara.card("It was approved")).to_be_visible()
    await mara.page.get_by_role("button", name="Tomorrow 09:00").click()
    await expect(owen.card("Your suggestion")).to_contain_text("with changes")

    await owen.type("/question advanced responsible-ai")
    while not await owen.card("Why does warm-up help").and_(owen.card("Advanced ·")).count():
        await owen.button("Another").click()
        await owen.page.wait_for_load_state("networkidle")
    await owen.button("Report").click()
    await owen.page.locator("#input-reason").fill("It says nothing of RAdam.")
    await owen.page.get_by_role("button", name="Submit").click()
    await expect(owen.card("A manager will look at it")).to_be_visible()
    await mara.type("/suggestions")
    await expect(mara.card("Reported")).to_contain_text("Owen: It says nothing of RAdam.")
    await mara.button("Keep asking it").click()
    await expect(mara.card("goes on being asked")).to_be_visible()
