"""A picture on Discord: a file with a description, in the private answer itself."""

import io

import pytest
from PIL import Image

from adapters.pictures.themes import COLOURS
from adapters.worker import FIRST_ANSWER_SECONDS
from bot.pictures import Theme
from tests.adapters.discord.conftest import Server, answer_of, text_of


async def ground_of(message: object) -> tuple[int, ...]:
    """Read the colour in the corner of the picture of a message."""
    (attachment,) = message.attachments  # type: ignore[attr-defined]
    image = Image.open(io.BytesIO(await attachment.read())).convert("RGB")
    colour = image.getpixel((0, 0))
    assert isinstance(colour, tuple)
    return colour


def rgb(theme: Theme) -> tuple[int, ...]:
    return tuple(bytes.fromhex(COLOURS[theme].ground.removeprefix("#")))


@pytest.mark.parametrize("patience", [FIRST_ANSWER_SECONDS, 0.0], ids=["in time", "late"])
async def test_the_picture_comes_with_its_words(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question", tier="beginner")
    shown = await server.ada.click(answer_of(asked), label="Show answer")
    await server.ada.click(answer_of(shown), label="Good")
    result = await server.ada.slash(server.channel, "progress")
    message = answer_of(result)
    assert result.ephemeral
    assert "Your progress" in text_of(message)
    assert "beginner too few to say (1 of" in text_of(message).replace("*", "")
    (attachment,) = message.attachments
    assert attachment.filename == "progress.png"
    assert attachment.description.startswith("Progress on 4 March 2026 of Ada. Current streak 1")
    assert await ground_of(message) == rgb(Theme.DARK)


async def test_it_is_drawn_on_the_ground_that_was_asked_for(server: Server) -> None:
    result = await server.ada.slash(server.channel, "progress", theme="light")
    assert await ground_of(answer_of(result)) == rgb(Theme.LIGHT)


async def test_the_words_come_when_the_picture_cannot_be_drawn(server: Server) -> None:
    server.surface.client._studio.close()
    result = await server.ada.slash(server.channel, "progress")
    assert result.ephemeral
    assert "Current streak" in text_of(answer_of(result))
    assert "The picture could not be drawn this time" in text_of(answer_of(result))
    assert answer_of(result).attachments == []


async def test_other_answers_have_no_file(server: Server) -> None:
    result = await server.ada.slash(server.channel, "streak")
    assert answer_of(result).attachments == []
