"""A whole round of practice on Slack, as a member lives it."""

from datetime import timedelta

from bot.requests import Platform
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.people import labels_of, ticked_in, words_of
from tests.fakes.clock import FakeClock


async def test_a_question_is_asked_answered_ticked_rated_and_counted(workspace: Workspace) -> None:
    ada = workspace.ada

    question = await ada.types("/question advanced")
    assert question["response_type"] == "ephemeral"
    assert labels_of(question) == ["Answer", "Hint", "Show answer", "Another", "Report"]

    await ada.presses(question, "Answer")
    form = await ada.answered("views.open")
    answer = await ada.submits(form, words="Attention, in *my* words <!channel>")
    assert answer["response_action"] == "update"
    shown = answer["view"]
    assert "Attention, in *my* words <!channel>" in words_of(shown)
    assert labels_of(shown) == ["Again", "Hard", "Good", "Easy", "Report"]
    assert ticked_in(shown) == []

    await ada.ticks(shown, 0, 2)
    redrawn = await ada.answered("views.update")
    assert ticked_in(redrawn) == [0, 2]

    await ada.presses(redrawn, "Good")
    rated = await ada.answered("views.update")
    assert "Good. Day 1. 3 points." in words_of(rated)
    assert "Europe/Amsterdam (from your profile)" in words_of(rated)

    assert "Current: 1 day" in words_of(await ada.types("/streak"))
    board = await workspace.bob.types("/leaderboard")
    assert board["response_type"] == "in_channel"
    assert "1. Ada · 3 points" in words_of(board)


async def test_a_daily_post_is_answered_privately_and_stays_as_it_was(
    workspace: Workspace, clock: FakeClock
) -> None:
    added = await workspace.manager.types("/daily add 13:05 timezone=UTC")
    assert "Added daily #1 in #C0GENERAL" in words_of(added)

    clock.advance(timedelta(hours=2))
    (claim,) = workspace.bot.posting.claim_due((Platform.SLACK,))
    assert workspace.bot.posting.start_sending(claim)
    message = await workspace.surface.publisher.publish(claim.place, claim.card, claim.key)
    workspace.bot.posting.record_sent(claim, message)
    assert message.link.startswith("https://example.slack.com/archives/C0GENERAL/p1700000000")
    post = dict(workspace.slack.sent("chat.postMessage")[0].body)
    workspace.slack.calls.clear()

    await workspace.bob.presses(post, "Answer", ephemeral=False)
    form = await workspace.bob.answered("views.open")
    answer = await workspace.bob.submits(form, words="My answer")
    await workspace.bob.presses(answer["view"], "Easy")
    assert "Easy." in words_of(await workspace.bob.answered("views.update"))

    await workspace.ada.presses(post, "Hint", ephemeral=False)
    hint = await workspace.ada.answered("response_url")
    assert (hint["response_type"], hint["replace_original"]) == ("ephemeral", False)
    assert workspace.slack.sent("chat.postMessage", "chat.update") == []
