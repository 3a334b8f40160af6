"""Suggesting, deciding and reporting on Discord."""

from bot.requests import Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check_requests
from tests.adapters.proposals import PROPOSED

LETTERS = r"\<!channel> \@everyone \*\*now\*\*"


async def test_a_question_is_suggested_mended_approved_drawn_and_reported(server: Server) -> None:
    opened = await server.ada.slash(server.channel, "suggest")
    assert opened.modal is not None
    wrong = {**PROPOSED, "points": "one", "kind": "advanced"}
    refused = await server.ada.submit_modal(opened, wrong)
    assert "3 to 5 key points are needed" in text_of(answer_of(refused))
    assert "topics are needed" in text_of(answer_of(refused))
    again = await server.ada.click(answer_of(refused), label="Try again")
    sent = await server.ada.submit_modal(again, dict(PROPOSED))
    assert sent.ephemeral
    assert "Thank you" in text_of(answer_of(sent))

    queue = await server.manager.slash(server.channel, "suggestions")
    assert queue.ephemeral
    shown = text_of(answer_of(queue))
    assert "From Ada" in shown
    assert LETTERS in shown
    mend = await server.manager.click(answer_of(queue), label="Mend")
    changed = {**PROPOSED, "answer": "Adam's second moments need a few hundred steps."}
    mended = await server.manager.submit_modal(mend, changed)
    assert "mended by a manager" in text_of(answer_of(mended))
    approved = await server.manager.click(answer_of(mended), label="Approve")
    assert "approved" in text_of(answer_of(approved))

    asked = await server.bob.slash(
        server.channel, "question", tier="advanced", topic="responsible-ai"
    )
    while "warm" not in text_of(answer_of(asked)):
        asked = await server.bob.click(answer_of(asked), label="Another")
    reported = await server.bob.click(answer_of(asked), label="Report")
    thanked = await server.bob.submit_modal(reported, {"reason": "It says nothing of RAdam."})
    assert "A manager will look at it" in text_of(answer_of(thanked))
    waiting = await server.manager.slash(server.channel, "suggestions")
    assert "It says nothing of RAdam" in text_of(answer_of(waiting))
    kept = await server.manager.click(answer_of(waiting), label="Keep asking it")
    assert "goes on being asked" in text_of(answer_of(kept))
    assert check_requests(server.sent()) >= 12


async def test_the_proposer_is_told_by_a_direct_message(server: Server) -> None:
    opened = await server.ada.slash(server.channel, "suggest")
    await server.ada.submit_modal(opened, dict(PROPOSED))
    queue = await server.manager.slash(server.channel, "suggestions")
    declined = await server.manager.click(answer_of(queue), label="Decline")
    await server.manager.submit_modal(declined, {"reason": "We have one like it."})
    (notice,) = server.bot.telling.claim_notices([Platform.DISCORD])
    await server.surface.publisher.direct_message(notice.place, notice.user_id, notice.card)
    path, body = server.sent()[-1][1:]
    assert path.endswith("/messages")
    assert "We have one like it" in str(body)


async def test_a_manager_looks_from_a_direct_message(server: Server) -> None:
    await server.manager.slash(server.channel, "suggestions")
    opened = await server.ada.slash(server.channel, "suggest")
    await server.ada.submit_modal(opened, dict(PROPOSED))
    (notice,) = server.bot.telling.claim_notices([Platform.DISCORD])
    assert notice.user_id == str(server.manager.id)
    await server.surface.publisher.direct_message(notice.place, notice.user_id, notice.card)
    body = server.sent()[-1][2]
    assert f"pb1|queue|1#{server.guild.id}" in str(body)


async def test_who_is_no_manager_sees_no_suggestion(server: Server) -> None:
    opened = await server.ada.slash(server.channel, "suggest")
    await server.ada.submit_modal(opened, dict(PROPOSED))
    refused = await server.bob.slash(server.channel, "suggestions")
    assert "Only managers" in text_of(answer_of(refused))
