"""A reminder on Slack: a direct message, and a button in it that stops them."""

from datetime import timedelta

from adapters.delivery import Delivery
from adapters.worker import Worker
from bot.requests import Platform
from tests.adapters.slack.conftest import Workspace
from tests.adapters.slack.people import words_of
from tests.fakes.clock import FakeClock


async def test_it_comes_by_direct_message_once_and_is_stopped_by_its_button(
    by_http: Workspace, worker: Worker, clock: FakeClock
) -> None:
    asked = await by_http.ada.types("/question beginner")
    await by_http.ada.presses(asked, "Show answer")
    await by_http.ada.presses(await by_http.ada.answered("views.open"), "Good")
    await by_http.ada.answered("views.update")
    said = await by_http.ada.types("/settings me reminder=18:00")
    assert "reminded by direct message at 18:00" in words_of(said)
    clock.now = clock.now.replace(hour=18) + timedelta(days=1)
    delivery = Delivery(by_http.bot, worker, {Platform.SLACK: by_http.surface.publisher})
    for _ in range(3):
        await delivery.tick()
        await delivery.settle()
    (told,) = by_http.slack.sent("chat.postMessage")
    assert told.body["channel"] == "DU0ADA"
    assert "Time to practise" in words_of(told.body)
    await by_http.ada.presses(told.body, "No more reminders")
    answer = (await by_http.slack.wait_for("response_url"))[-1]
    assert "No reminder comes any more" in words_of(answer.body)
    assert "off" in words_of(await by_http.ada.types("/settings me"))
