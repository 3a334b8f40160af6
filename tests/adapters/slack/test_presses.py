"""Presses that come twice, late, after a restart, from the wrong hands or from another time."""

import asyncio
import random

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.question_bank import QuestionBank
from tests.adapters.slack.conftest import OpenWorkspace, Workspace
from tests.adapters.slack.fake_slack import refuses
from tests.adapters.slack.people import action_of, checkboxes_of, labels_of, ticked_in, words_of
from tests.fakes.clock import FakeClock


async def test_a_press_works_after_a_restart(
    open_workspace: OpenWorkspace, engine: Engine, bank: QuestionBank, clock: FakeClock
) -> None:
    before = await open_workspace("http")
    question = await before.ada.types("/question beginner")
    await before.surface.stop()

    again = PracticeBot(engine, bank, clock, random.Random(2), "another")
    after = await open_workspace("socket", core=again)
    await after.ada.presses(question, "Answer")
    form = await after.ada.answered("views.open")
    answer = await after.ada.submits(form, words="Still here")
    assert "Still here" in words_of(answer["view"])


async def test_the_same_press_eight_times_at_once_counts_once(workspace: Workspace) -> None:
    ada = workspace.ada
    question = await ada.types("/question beginner")
    await ada.presses(question, "Show answer")
    shown = await ada.answered("views.open")

    await asyncio.gather(*(ada.presses(shown, "Good") for _ in range(8)))
    updates = await workspace.slack.wait_for("views.update", count=8)
    fresh = [call for call in updates if "Day 1. 1 point." in words_of(call.body["view"])]
    repeated = [call for call in updates if "already: 1 point" in words_of(call.body["view"])]
    assert (len(fresh), len(repeated)) == (1, 7)
    assert "Ada · 1 point" in words_of(await ada.types("/leaderboard"))


async def test_two_members_with_the_same_form_open_each_keep_their_own_words(
    by_http: Workspace,
) -> None:
    ada, bob = by_http.ada, by_http.bob
    forms = []
    for member in (ada, bob):
        await member.presses(await member.types("/question"), "Answer")
        forms.append(await member.answered("views.open"))
    for_ada, for_bob = await asyncio.gather(
        ada.submits(forms[0], words="Words of Ada"), bob.submits(forms[1], words="Words of Bob")
    )
    assert "Words of Ada" in words_of(for_ada["view"])
    assert "Words of Bob" in words_of(for_bob["view"])


async def test_somebody_elses_button_is_refused_in_private(by_http: Workspace) -> None:
    question = await by_http.ada.types("/question")
    await by_http.bob.presses(question, "Hint", ephemeral=False)
    refusal = await by_http.bob.answered("response_url")
    assert refusal["response_type"] == "ephemeral"
    assert "belongs to somebody else's question" in words_of(refusal)


@pytest.mark.parametrize("action_id", ["pb1|juggle|7", "pb9|rate|1", "approve", "pb1|rate|1"])
async def test_a_button_of_another_version_is_refused_with_a_sentence(
    by_http: Workspace, action_id: str
) -> None:
    shown = await by_http.ada.types("/streak")
    await by_http.ada.acts(shown, {"type": "button", "action_id": action_id})
    refusal = await by_http.ada.answered("response_url")
    assert "This button is from another version of the bot" in words_of(refusal)
    assert refusal["replace_original"] is False


async def test_a_button_of_a_removed_question_says_so(
    open_workspace: OpenWorkspace, engine: Engine, clock: FakeClock
) -> None:
    question = await (await open_workspace()).ada.types("/question")
    emptied = PracticeBot(engine, QuestionBank(()), clock, random.Random(1), "worker")
    later = await open_workspace(core=emptied)
    await later.ada.presses(question, "Answer")
    assert "taken out of the bank" in words_of(await later.ada.answered("response_url"))


async def test_an_answer_that_is_too_long_is_cut_and_never_lost(by_http: Workspace) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    answer = await ada.submits(form, words="<&>" * 2_000)
    assert answer["response_action"] == "update"
    assert "<&><&>" in words_of(answer["view"])
    assert "…" in words_of(answer["view"])


@pytest.mark.parametrize("typed", ["   ", None])
async def test_an_empty_answer_keeps_the_form_open(by_http: Workspace, typed: str | None) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Answer")
    form = await ada.answered("views.open")
    answer = await ada.submits(form, words=typed)
    assert answer == {
        "response_action": "errors",
        "errors": {"words": "Type a few words first, or close this and press Show answer."},
    }


async def test_words_typed_before_are_in_the_form_again(by_http: Workspace) -> None:
    ada = by_http.ada
    question = await ada.types("/question")
    await ada.presses(question, "Answer")
    await ada.submits(await ada.answered("views.open"), words="A first draft")
    await ada.presses(question, "Answer")
    form = await ada.answered("views.open")
    assert form["blocks"][-1]["element"]["initial_value"] == "A first draft"
    assert form["private_metadata"] == "C0GENERAL"


async def test_ticks_are_redrawn_in_the_order_in_which_they_were_made(by_http: Workspace) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    for ticked in ((0,), (0, 1), (0, 1, 2), (1, 2), ()):
        await ada.ticks(shown, *ticked)
    updates = await by_http.slack.wait_for("views.update", count=5)
    assert [ticked_in(call.body["view"]) for call in updates] == [
        [0],
        [0, 1],
        [0, 1, 2],
        [1, 2],
        [],
    ]


async def test_forged_ticks_are_not_counted(by_http: Workspace) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    forged = [{"value": value} for value in ("99", "-1", "²", "one", "0")]
    action = {"type": "checkboxes", "action_id": checkboxes_of(shown)["action_id"]}
    await ada.acts(shown, action | {"selected_options": forged})
    assert ticked_in(await ada.answered("views.update")) == [0]


async def test_a_remark_lies_on_top_of_the_card_it_is_about(by_http: Workspace) -> None:
    ada = by_http.ada
    await ada.opens_home()
    await ada.presses(await ada.answered("views.publish"), "Practise")
    question = await ada.answered("views.open")
    await ada.presses(question, "Hint")
    hint = await ada.answered("views.push")
    assert "Hint" in words_of(hint)
    await ada.presses(hint, "Answer")
    form = await ada.answered("views.update")
    assert "Your answer" in form["title"]["text"]
    await ada.presses(question, "Another")
    assert labels_of(await ada.answered("views.update"))[0] == "Answer"


async def test_a_remark_takes_the_place_of_the_card_when_no_more_fit_on_top(
    by_http: Workspace,
) -> None:
    ada = by_http.ada
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    by_http.slack.overrides["views.push"] = refuses("push_limit_reached")
    await ada.acts(shown, {"type": "button", "action_id": "pb1|hint|1"})
    assert "Hint" in words_of(await ada.answered("views.update"))


async def test_show_answer_comes_as_a_message_when_the_modal_comes_too_late(
    by_http: Workspace,
) -> None:
    ada, slack = by_http.ada, by_http.slack
    slack.overrides["views.open"] = refuses("expired_trigger_id")
    await ada.presses(await ada.types("/question"), "Show answer")
    message = await ada.answered("response_url")
    assert message["replace_original"] is False

    await ada.ticks(message, 1)
    redrawn = await ada.answered("response_url")
    assert ticked_in(redrawn) == [1]
    assert redrawn["replace_original"] is True

    await ada.presses(redrawn, "Hard")
    rated = await ada.answered("response_url")
    assert "Hard. Day 1." in words_of(rated)
    assert rated["replace_original"] is True


async def test_a_form_that_comes_too_late_is_offered_by_a_button(by_http: Workspace) -> None:
    ada, slack = by_http.ada, by_http.slack
    question = await ada.types("/question")
    slack.overrides["views.open"] = refuses("expired_trigger_id")
    await ada.presses(question, "Answer")
    offered = await ada.answered("response_url")
    assert action_of(offered, "Open the form") == action_of(question, "Answer")


async def test_the_home_tab_comes_by_direct_message_when_no_modal_can_open(
    by_http: Workspace,
) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.opens_home()
    home = await ada.answered("views.publish")
    slack.overrides["views.open"] = refuses("expired_trigger_id")
    await ada.presses(home, "Practise")
    question = (await slack.wait_for("chat.postMessage"))[0].body
    assert question["channel"] == "DU0ADA"
    assert labels_of(question)[0] == "Answer"


async def test_a_card_in_the_bots_own_conversation_is_redrawn(by_http: Workspace) -> None:
    ada, slack = by_http.ada, by_http.slack
    await ada.presses(await ada.types("/question"), "Show answer")
    shown = await ada.answered("views.open")
    message = {"blocks": shown["blocks"]}
    rated = {"type": "button", "action_id": action_of(message, "Good")}
    await ada.acts(message, rated, ephemeral=False, channel_id="DU0ADA")
    (redrawn,) = await slack.wait_for("response_url")
    assert redrawn.body["replace_original"] is True


async def test_a_page_of_a_public_leaderboard_is_turned_for_the_asker_alone(
    by_http: Workspace,
) -> None:
    board = await by_http.ada.types("/leaderboard")
    await by_http.bob.acts(
        board, {"type": "button", "action_id": "pb1|board|week|1"}, ephemeral=False
    )
    page = await by_http.bob.answered("response_url")
    assert (page["response_type"], page["replace_original"]) == ("ephemeral", False)
