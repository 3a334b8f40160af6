"""Slash commands as people type them."""

import random
from typing import cast

import pytest
from aiohttp import web
from sqlalchemy import Engine

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply
from bot.question_bank import QuestionBank
from bot.requests import CommandCall
from tests.adapters.slack.conftest import OpenWorkspace, Workspace
from tests.adapters.slack.fake_slack import TEAM, refuses
from tests.adapters.slack.people import labels_of, words_of
from tests.fakes.clock import FakeClock


@pytest.mark.parametrize(
    "line",
    ["/question cnn advanced", "/question advanced cnn", "/question TOPIC=cnn tier=Advanced"],
)
async def test_words_fit_in_any_order_and_by_name(by_http: Workspace, line: str) -> None:
    question = await by_http.ada.types(line)
    title = question["blocks"][0]["text"]["text"]
    assert title.startswith("Advanced")
    assert "cnn" in title


async def test_signs_that_slack_escapes_are_read_as_they_were_typed(by_http: Workspace) -> None:
    refusal = words_of(await by_http.ada.types("/question a&amp;b"))
    assert "a&b does not fit here" in refusal
    refusal = words_of(await by_http.ada.types("/question &amp;lt;x&gt;"))
    assert "&lt;x> does not fit here" in refusal


async def test_a_channel_is_named_by_slack_and_not_by_typing_its_signs(by_http: Workspace) -> None:
    refusal = words_of(await by_http.manager.types("/daily add 9:05 &lt;#C0GENERAL|general&gt;"))
    assert "does not fit here" in refusal


@pytest.mark.parametrize("named", ["<@U0ADA|ada>", "<@U0ADA>", "U0ADA0000", "@Ada"])
async def test_a_member_is_named_as_slack_names_them_or_by_their_name(
    by_http: Workspace, named: str
) -> None:
    by_http.slack.users["U0ADA"]["profile"]["display_name"] = "Ada"
    await by_http.ada.types("/streak")
    answer = words_of(await by_http.manager.types(f"/repair {named} yesterday a train"))
    nobody = "Nobody of that name" in answer
    assert nobody == (named == "U0ADA0000")
    assert nobody or "before this member's first practice day" in answer


async def test_a_member_is_not_named_by_typing_slack_s_signs(by_http: Workspace) -> None:
    await by_http.ada.types("/streak")
    answer = words_of(await by_http.manager.types("/repair &lt;@U0ADA&gt; yesterday a train"))
    assert "member is missing" in answer


@pytest.mark.parametrize(
    "line",
    [
        '/daily add "9:05" timezone="Europe/Amsterdam" mon-fri',
        "/daily add mon-fri 9:05 Europe/Amsterdam",
        "/daily add 09:05 <#C0GENERAL|general> mon-fri Europe/Amsterdam",
        "/daily add time=9:05 weekdays=mon-fri timezone=“Europe/Amsterdam”",
    ],
)
async def test_a_daily_is_added_however_its_words_stand(by_http: Workspace, line: str) -> None:
    added = words_of(await by_http.manager.types(line))
    assert "Added daily #1 in #C0GENERAL" in added
    assert "09:05 (Europe/Amsterdam)" in added


async def test_a_word_that_fits_nowhere_is_answered_with_the_usage(by_http: Workspace) -> None:
    refusal = await by_http.ada.types("/question chess <!channel>")
    assert refusal["response_type"] == "ephemeral"
    assert "chess does not fit here" in words_of(refusal)
    assert "/question [tier] [topic]" in words_of(refusal)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("/question help", "How hard it should be", id="after a command"),
        pytest.param("/daily add help", "When to post", id="after a sub-command"),
        pytest.param("/daily help", "/daily resume", id="after a group"),
        pytest.param("/daily juggle", "What fits", id="an unknown sub-command"),
        pytest.param("/help", "The bot reads no messages", id="on its own"),
        pytest.param("/daily", "No daily question is scheduled", id="bare daily lists"),
        pytest.param("/settings", "Your settings", id="bare settings are mine"),
        pytest.param("/question payload", "payload does not fit here", id="the word payload"),
        pytest.param("/settings me Asia/Kolkata", "Asia/Kolkata from now on", id="a zone"),
    ],
)
async def test_every_command_answers_and_explains_itself(
    workspace: Workspace, line: str, words: str
) -> None:
    answer = await workspace.ada.types(line)
    assert answer["response_type"] == "ephemeral"
    assert words in words_of(answer)


async def test_what_was_typed_cannot_ping_anybody(by_http: Workspace) -> None:
    by_http.slack.users["U0ADA"]["profile"]["display_name"] = "<!channel> *Ada* @here"
    ada = by_http.ada
    await ada.presses(await ada.types("/question beginner"), "Show answer")
    await ada.presses(await ada.answered("views.open"), "Good")
    await ada.answered("views.update")
    board = await ada.types("/leaderboard")
    assert "1. <!channel> *Ada* @here · 1 point" in words_of(board)
    assert all(block["type"] != "section" for block in board["blocks"])
    assert "<!" not in board["text"]
    assert "@here" not in board["text"]


async def test_managers_commands_are_refused_to_others(workspace: Workspace) -> None:
    refusal = await workspace.ada.types("/daily add 09:00")
    assert refusal["response_type"] == "ephemeral"
    assert "Only managers may do this" in words_of(refusal)
    assert "No daily question" in words_of(await workspace.ada.types("/daily list"))


async def test_a_profile_that_cannot_be_read_makes_nobody_a_manager(by_http: Workspace) -> None:
    by_http.slack.overrides["users.info"] = refuses("missing_scope")
    assert "Your streak" in words_of(await by_http.manager.types("/streak"))
    assert "Only managers" in words_of(await by_http.manager.types("/daily add 09:00"))


async def test_a_profile_is_read_once_and_the_token_is_never_tested_again(
    by_http: Workspace,
) -> None:
    for line in ("/question", "/streak", "/leaderboard", "/help"):
        await by_http.ada.types(line)
    assert [call.method for call in by_http.slack.calls] == ["auth.test", "users.info"]


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        pytest.param({"is_member": False}, "/invite @practice", id="not a member"),
        pytest.param(None, "/invite @practice", id="a private channel it is not in"),
        pytest.param({"is_member": True, "is_archived": True}, "archived", id="archived"),
        pytest.param({"is_im": True}, "not a channel", id="a direct message"),
    ],
)
async def test_a_daily_is_not_saved_where_the_bot_cannot_post(
    by_http: Workspace, channel: dict[str, bool] | None, answer: str
) -> None:
    if channel is not None:
        by_http.slack.channels["C0OTHER99"] = channel
    refusal = await by_http.manager.types("/daily add 09:00 <#C0OTHER99|other>")
    assert answer in words_of(refusal)
    assert "No daily question" in words_of(await by_http.manager.types("/daily list"))


async def test_a_channel_that_cannot_be_looked_up_is_said_to_be_unknown(by_http: Workspace) -> None:
    by_http.slack.overrides["conversations.info"] = refuses("missing_scope")
    refusal = words_of(await by_http.manager.types("/daily add 09:00"))
    assert "Slack did not tell whether the bot can post" in refusal
    assert "missing_scope" in refusal


async def test_a_command_that_nobody_knows_is_answered(by_http: Workspace) -> None:
    refusal = await by_http.ada.types("/chess now")
    assert "does not know that command" in words_of(refusal)


async def test_what_breaks_on_the_way_is_answered_with_an_id_to_quote(
    by_http: Workspace, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    ada = by_http.ada
    question = await ada.types("/question")
    await ada.presses(question, "Answer")
    form = await ada.answered("views.open")
    worker.close()
    apology = words_of(await ada.types("/streak"))
    assert "went wrong on our side" in apology
    assert apology.split()[-1].rstrip(".") in caplog.text
    kept_open = await ada.submits(form, words="Not to be lost")
    assert "went wrong on our side" in kept_open["errors"]["words"]
    await ada.presses(question, "Hint")
    assert "went wrong on our side" in words_of(await ada.answered("response_url"))
    assert "Not to be lost" not in caplog.text


class _SpeechlessBot(PracticeBot):
    """Comes to an outcome that nobody can write down."""

    def run_command(self, call: CommandCall) -> Outcome:
        """Give a reply without a card."""
        return Reply(cast(Card, None))


async def test_an_answer_that_cannot_be_written_is_answered_with_an_id_to_quote(
    open_workspace: OpenWorkspace,
    engine: Engine,
    bank: QuestionBank,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    speechless = _SpeechlessBot(engine, bank, clock, random.Random(1), "worker")
    workspace = await open_workspace(core=speechless)
    line = {"command": "/streak", "user_id": "U0ADA", "user_name": "ada", "team_id": TEAM}
    apology = await workspace.wire.command(line)
    assert "went wrong on our side" in apology
    assert apology.split("`")[1] in caplog.text


async def test_a_web_api_that_is_down_still_leaves_an_answer(by_http: Workspace) -> None:
    by_http.slack.overrides["users.info"] = lambda _: web.Response(status=503, text="down")
    assert labels_of(await by_http.ada.types("/question"))[0] == "Answer"


async def test_a_prefix_stands_before_every_command(open_workspace: OpenWorkspace) -> None:
    workspace = await open_workspace(command_prefix="dl-")
    question = await workspace.ada.types("/dl-question advanced")
    assert labels_of(question)[0] == "Answer"
    described = words_of(await workspace.ada.types("/dl-help"))
    assert "/dl-question advanced" in described
    assert "/dl-leaderboard" in described
    assert " /question" not in described


async def test_a_manager_sees_weak_spots_and_others_are_told_whom_to_ask(
    by_http: Workspace,
) -> None:
    assert "too little to tell" in words_of(await by_http.manager.types("/weakspots"))
    assert "only managers" in words_of(await by_http.ada.types("/weakspots"))
    await by_http.manager.types("/settings team weak_spots=everyone")
    assert "too little to tell" in words_of(await by_http.ada.types("/weakspots"))
