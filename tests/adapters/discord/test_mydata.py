"""What is held about a member, on Discord: the file stands in the private answer itself."""

import json

import pytest

from adapters.worker import FIRST_ANSWER_SECONDS
from tests.adapters.discord.conftest import Server, answer_of, text_of


@pytest.mark.parametrize("patience", [FIRST_ANSWER_SECONDS, 0.0], ids=["in time", "late"])
async def test_the_file_comes_with_the_private_answer(server: Server) -> None:
    await server.ada.slash(server.channel, "question")
    shown = await server.ada.slash(server.channel, "mydata")
    exported = await server.ada.click(answer_of(shown), label="Export")
    assert exported.ephemeral
    (attachment,) = answer_of(exported).attachments
    assert attachment.filename == "practice-data.json"
    data = json.loads(await attachment.read())
    assert data["member"]["platform_id"] == str(server.ada.id)
    assert len(data["questions_asked"]) == 1


async def test_everything_is_deleted_after_one_confirmation(server: Server) -> None:
    await server.ada.slash(server.channel, "question")
    shown = await server.ada.slash(server.channel, "mydata")
    asked = await server.ada.click(answer_of(shown), label="Delete everything")
    done = await server.ada.click(answer_of(asked), label="Yes, delete everything")
    assert "is deleted" in text_of(answer_of(done))
    again = await server.ada.slash(server.channel, "mydata")
    assert "Nothing is held" in text_of(answer_of(again))
