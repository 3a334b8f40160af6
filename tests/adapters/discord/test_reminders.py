"""A reminder on Discord: a direct message, and a button in it that stops them."""

from datetime import timedelta

from simcord.enums import ComponentType, InteractionType

from adapters.delivery import Delivery
from adapters.worker import Worker
from bot.requests import Platform
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.adapters.discord.schema import check_requests
from tests.fakes.clock import FakeClock


async def test_it_comes_by_direct_message_once_and_is_stopped_by_its_button(
    server: Server, worker: Worker, clock: FakeClock
) -> None:
    asked = await server.ada.slash(server.channel, "question", tier="beginner")
    shown = await server.ada.click(answer_of(asked), label="Show answer")
    await server.ada.click(answer_of(shown), label="Again")
    said = await server.ada.slash(server.channel, "settings me", reminder="18:00")
    assert "reminded by direct message at **18:00**" in text_of(answer_of(said))
    clock.now = clock.now.replace(hour=18) + timedelta(days=1)
    delivery = Delivery(server.bot, worker, {Platform.DISCORD: server.surface.publisher})
    for _ in range(3):
        await delivery.tick()
        await delivery.settle()
    written = [
        body for _, path, body in server.sent() if path.endswith("/messages") and body is not None
    ]
    assert ["Time to practise" in str(body) for body in written] == [True]
    assert f"pb1|no_reminders#{server.guild.id}" in str(written[0])
    data = {
        "custom_id": f"pb1|no_reminders#{server.guild.id}",
        "component_type": ComponentType.BUTTON,
    }
    pressed = server.interact(server.ada, InteractionType.MESSAGE_COMPONENT, data, answer_of(said))
    await server.env.settle()
    assert "No reminder comes any more" in text_of(answer_of(pressed))
    assert check_requests(server.sent()) >= 5


async def test_a_press_in_it_leaves_the_name_that_the_server_shows(
    server: Server, worker: Worker, clock: FakeClock
) -> None:
    """Her name in the server is Ada; outside of it she is called Ada L."""
    asked = await server.ada.slash(server.channel, "question", tier="beginner")
    shown = await server.ada.click(answer_of(asked), label="Show answer")
    await server.ada.click(answer_of(shown), label="Good")
    await server.ada.slash(server.channel, "settings me", reminder="18:00")
    clock.now = clock.now.replace(hour=18) + timedelta(days=1)
    delivery = Delivery(server.bot, worker, {Platform.DISCORD: server.surface.publisher})
    await delivery.tick()
    await delivery.settle()
    reminder = server.ada.user.dm_channel.last_message
    assert reminder is not None
    pressed = await server.ada.user.click(reminder, label="Practise")
    assert "Answer" in repr(answer_of(pressed).components)
    board = text_of(answer_of(await server.bob.slash(server.channel, "leaderboard", period="all")))
    assert "Ada · 1 point" in board
    assert "Ada L." not in board
