"""What is held about a member, on Slack: the file comes by direct message."""

import json

from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.fake_slack import refuses
from tests.adapters.slack.people import words_of

_COMPLETE = "files.completeUploadExternal"


async def test_the_file_comes_by_direct_message(workspace: Workspace) -> None:
    await workspace.ada.types("/question")
    shown = await workspace.ada.types("/mydata")
    assert shown["response_type"] == "ephemeral"
    await workspace.ada.presses(shown, "Export")
    (complete,) = await workspace.slack.wait_for(_COMPLETE)
    assert complete.body["channel_id"] == "DU0ADA"
    (file,) = json.loads(complete.body["files"])
    data = json.loads(workspace.slack.files[file["id"]])
    assert data["member"]["platform_id"] == "U0ADA"
    assert len(data["questions_asked"]) == 1
    (asked,) = workspace.slack.sent("files.getUploadURLExternal")
    assert asked.body["filename"] == "practice-data.json"
    (answer,) = await workspace.slack.wait_for("response_url")
    assert "The file comes as a direct message." in words_of(answer.body)


async def test_who_asked_hears_when_slack_does_not_take_the_file(by_http: Workspace) -> None:
    by_http.slack.overrides[_COMPLETE] = refuses("file_not_found")
    await by_http.ada.types("/question")
    await by_http.ada.presses(await by_http.ada.types("/mydata"), "Export")
    told = await by_http.slack.wait_for("response_url", count=2)
    assert any("Slack did not take the file" in words_of(one.body) for one in told)


async def test_everything_is_deleted_after_one_confirmation(by_http: Workspace) -> None:
    await by_http.ada.types("/question")
    await by_http.ada.presses(await by_http.ada.types("/mydata"), "Delete everything")
    (asked,) = await by_http.slack.wait_for("response_url")
    await by_http.ada.presses(asked.body, "Yes, delete everything")
    _, done = await by_http.slack.wait_for("response_url", count=2)
    assert "is deleted" in words_of(done.body)
    assert "Nothing is held" in words_of(await by_http.ada.types("/mydata"))
