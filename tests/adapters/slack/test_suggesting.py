"""Suggesting, deciding and reporting on Slack."""

from bot.requests import Platform
from tests.adapters.proposals import LETTERS, PROPOSED
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.people import labels_of, words_of


async def test_a_question_is_suggested_mended_approved_drawn_and_reported(
    workspace: Workspace,
) -> None:
    ada, may, bob = workspace.ada, workspace.manager, workspace.bob
    form = await ada.opens("/suggest")
    refused = await ada.submits(form, **{**PROPOSED, "points": "one", "kind": "advanced"})
    assert refused["response_action"] == "errors"
    assert list(refused["errors"]) == ["points", "kind"]
    assert "topics are needed" in refused["errors"]["kind"]
    sent = await ada.submits(form, **{**PROPOSED, "more": None})
    assert "Thank you" in words_of(sent["view"])

    queue = await may.types("/suggestions")
    assert queue["response_type"] == "ephemeral"
    assert "From Ada" in words_of(queue)
    assert LETTERS in words_of(queue)
    await may.presses(queue, "Mend")
    mend = await may.answered("views.open")
    changed = {**PROPOSED, "answer": "Adam's second moments need a few hundred steps."}
    mended = await may.submits(mend, **changed)
    assert "mended by a manager" in words_of(mended["view"])
    await may.presses(mended["view"], "Approve")
    assert "It was approved" in words_of(await may.answered("views.update"))

    asked = await bob.types("/question advanced responsible-ai")
    while LETTERS not in words_of(asked):
        await bob.presses(asked, "Another")
        asked = await bob.answered("response_url")
    await bob.presses(asked, "Report")
    report = await bob.answered("views.open")
    thanked = await bob.submits(report, reason="It says nothing of RAdam.")
    assert "A manager will look at it" in words_of(thanked["view"])
    waiting = await may.types("/suggestions")
    assert "Bob: It says nothing of RAdam." in words_of(waiting)
    assert labels_of(waiting) == ["Keep asking it", "Mend", "Leave it out"]
    await may.presses(waiting, "Keep asking it")
    assert "goes on being asked" in words_of(await may.answered("response_url"))


async def test_the_proposer_and_the_manager_are_told_by_direct_messages(
    by_http: Workspace,
) -> None:
    await by_http.manager.types("/suggestions")
    form = await by_http.ada.opens("/suggest")
    await by_http.ada.submits(form, **PROPOSED)
    (waiting,) = by_http.bot.telling.claim_notices([Platform.SLACK])
    assert waiting.user_id == by_http.manager.id
    await by_http.surface.publisher.direct_message(waiting.place, waiting.user_id, waiting.card)
    message = dict(by_http.slack.sent("chat.postMessage")[0].body)
    assert labels_of(message) == ["Look"]
    by_http.slack.calls.clear()
    await by_http.manager.presses(message, "Look", channel_id="D0MAY")
    looked = await by_http.manager.answered("response_url")
    assert "From Ada" in words_of(looked)
    await by_http.manager.presses(looked, "Decline", channel_id="D0MAY")
    reason = await by_http.manager.answered("views.open")
    await by_http.manager.submits(reason, reason="We have one like it.")
    (judged,) = by_http.bot.telling.claim_notices([Platform.SLACK])
    assert judged.user_id == by_http.ada.id


async def test_who_is_no_manager_sees_no_suggestion(by_http: Workspace) -> None:
    form = await by_http.ada.opens("/suggest")
    await by_http.ada.submits(form, **PROPOSED)
    assert "Only managers" in words_of(await by_http.bob.types("/suggestions"))


async def test_a_question_of_a_daily_post_is_reported_privately(by_http: Workspace) -> None:
    await by_http.manager.types("/daily add 09:00 timezone=UTC")
    await by_http.manager.types("/daily post 1")
    (claim,) = by_http.bot.posting.claim_due((Platform.SLACK,))
    by_http.bot.posting.start_sending(claim)
    message = await by_http.surface.publisher.publish(claim.place, claim.card, claim.key)
    by_http.bot.posting.record_sent(claim, message)
    post = dict(by_http.slack.sent("chat.postMessage")[0].body)
    by_http.slack.calls.clear()
    await by_http.bob.presses(post, "Report", ephemeral=False)
    report = await by_http.bob.answered("views.open")
    thanked = await by_http.bob.submits(report, reason="The date is wrong.")
    assert "A manager will look at it" in words_of(thanked["view"])
    assert by_http.slack.sent("chat.postMessage", "chat.update") == []
