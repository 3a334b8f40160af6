"""The main job on Discord, from the command to the leaderboard."""

from simcord.results import InteractionResult

from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check_requests


async def test_a_round_from_the_question_to_the_leaderboard(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question", tier="advanced")
    assert asked.ephemeral
    assert "Advanced" in text_of(answer_of(asked))

    opened = await server.ada.click(answer_of(asked), label="Answer")
    assert opened.modal is not None
    submitted = await server.ada.submit_modal(opened, {"words": "Attention mixes positions."})
    assert submitted.ephemeral
    shown = text_of(answer_of(submitted))
    assert "> Attention mixes positions." in shown
    assert "Reference answer" in shown

    ticked = await server.ada.select(answer_of(submitted), ["0", "2"])
    assert ticked.response is not None
    assert ticked.response.id == answer_of(submitted).id
    assert ticked_options(ticked) == ["0", "2"]

    rated = await server.ada.click(answer_of(submitted), label="Good")
    assert "Day 1" in text_of(answer_of(rated))
    streak = await server.ada.slash(server.channel, "streak")
    assert streak.ephemeral
    assert "Today counts already" in text_of(answer_of(streak))

    board = await server.bob.slash(server.channel, "leaderboard", period="week")
    assert not board.ephemeral
    assert "Ada" in text_of(answer_of(board))
    assert "3 points" in text_of(answer_of(board))
    assert check_requests(server.sent()) >= 8


def ticked_options(result: InteractionResult) -> list[str]:
    """List what the checklist of a message shows as ticked."""
    rows = answer_of(result).components
    options = rows[0]["components"][0]["options"]
    return [option["value"] for option in options if option.get("default")]
