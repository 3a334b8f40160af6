"""A picture on Slack: the words at once, the file by direct message, and never silence."""

import io
import json
from collections.abc import Mapping

import pytest
from aiohttp import web
from PIL import Image

from adapters.pictures.themes import COLOURS
from adapters.worker import Worker
from bot.pictures import MAX_ALT, Theme
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.fake_slack import Answer, FakeSlack, refuses
from tests.adapters.slack.people import words_of
from tests.adapters.slack.test_slow import busy

_COMPLETE = "files.completeUploadExternal"
_TOLD = "Slack did not take the picture"


async def sent_picture(slack: FakeSlack) -> Image.Image:
    """Wait for a picture to be out, and open it."""
    (complete,) = await slack.wait_for(_COMPLETE)
    assert complete.body["channel_id"] == "DU0ADA"
    (file,) = json.loads(complete.body["files"])
    assert file["title"] == "Progress on 4 March 2026"
    return Image.open(io.BytesIO(slack.files[file["id"]])).convert("RGB")


def ground(theme: Theme) -> tuple[int, ...]:
    return tuple(bytes.fromhex(COLOURS[theme].ground.removeprefix("#")))


async def test_the_words_come_at_once_and_the_picture_by_direct_message(
    workspace: Workspace,
) -> None:
    answer = await workspace.ada.types("/progress")
    assert answer["response_type"] == "ephemeral"
    assert "Current streak" in words_of(answer)
    assert "The picture comes as a direct message." in words_of(answer)
    image = await sent_picture(workspace.slack)
    assert image.getpixel((0, 0)) == ground(Theme.LIGHT)
    (asked,) = workspace.slack.sent("files.getUploadURLExternal")
    assert asked.body["filename"] == "progress.png"
    assert str(asked.body["alt_txt"]).startswith("Progress on 4 March 2026 of Ada. Current streak")
    assert len(str(asked.body["alt_txt"])) <= MAX_ALT
    assert int(str(asked.body["length"])) < 60_000
    assert workspace.slack.sent("chat.postMessage", "response_url") == []


async def test_it_is_drawn_on_the_ground_that_was_asked_for(by_http: Workspace) -> None:
    await by_http.ada.types("/progress dark")
    assert (await sent_picture(by_http.slack)).getpixel((0, 0)) == ground(Theme.DARK)


async def test_a_slow_command_brings_its_picture_later(by_http: Workspace, worker: Worker) -> None:
    with busy(worker) as released:
        first = await by_http.ada.types("/progress")
        assert "Working on it" in words_of(first)
        released.set()
        (late,) = await by_http.slack.wait_for("response_url")
        await sent_picture(by_http.slack)
    assert "Current streak" in words_of(late.body)


def broken(_: Mapping[str, object]) -> web.StreamResponse:
    return web.Response(status=500)


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        pytest.param("conversations.open", refuses("missing_scope"), id="no conversation"),
        pytest.param("files.getUploadURLExternal", refuses("missing_scope"), id="no scope"),
        pytest.param("files.getUploadURLExternal", broken, id="no address"),
        pytest.param("upload", broken, id="no upload"),
        pytest.param(_COMPLETE, refuses("file_not_found"), id="a lost file"),
        pytest.param(_COMPLETE, broken, id="no end"),
    ],
)
async def test_who_asked_hears_when_slack_does_not_take_the_picture(
    by_http: Workspace, method: str, answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    by_http.slack.overrides[method] = answer
    assert "Current streak" in words_of(await by_http.ada.types("/progress"))
    (told,) = await by_http.slack.wait_for("response_url")
    assert _TOLD in words_of(told.body)
    assert "a picture failed" in caplog.text


async def test_it_is_told_by_direct_message_when_the_address_is_used_up(
    by_http: Workspace,
) -> None:
    by_http.slack.overrides["upload"] = broken
    by_http.slack.overrides["response_url"] = refuses("used_url", 404)
    await by_http.ada.types("/progress")
    (told,) = await by_http.slack.wait_for("chat.postMessage")
    assert told.body["channel"] == "DU0ADA"
    assert _TOLD in words_of(told.body)


async def test_who_asked_hears_when_the_picture_cannot_be_drawn(by_http: Workspace) -> None:
    by_http.surface._studio.close()
    assert "Current streak" in words_of(await by_http.ada.types("/progress"))
    (told,) = await by_http.slack.wait_for("response_url")
    assert "could not be drawn" in words_of(told.body)
    assert by_http.slack.sent("files.getUploadURLExternal") == []
