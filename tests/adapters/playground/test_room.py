"""The transcript, the publisher and the way of the clock."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.playground.outbound import RoomPublisher
from adapters.playground.room import place_of
from adapters.playground.transcript import MAX_MESSAGES, Note, Transcript
from adapters.playground.travel import next_morning
from bot.cards import Card
from bot.ports import Failure, SendError
from bot.requests import Place, Platform
from tests.fakes.clock import FakeClock

_CARD = Card(title="News")


@pytest.fixture
def transcript() -> Transcript:
    return Transcript(FakeClock())


async def test_a_published_card_is_seen_by_all_and_has_a_link(transcript: Transcript) -> None:
    posted = await RoomPublisher(transcript).publish(place_of("general"), _CARD, "key")
    assert posted.link == f"/#message-{posted.message_id}"
    assert [one.message_id for one in transcript.visible_to("sol")] == [posted.message_id]


async def test_a_direct_message_is_seen_by_one(transcript: Transcript) -> None:
    await RoomPublisher(transcript).direct_message(place_of("general"), "mara", _CARD)
    assert len(transcript.visible_to("mara")) == 1
    assert transcript.visible_to("sol") == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place_of("gone"), id="no such channel"),
        pytest.param(Place(Platform.PLAYGROUND, "elsewhere", "general"), id="another workspace"),
    ],
)
async def test_a_channel_that_is_not_there_takes_no_post(
    transcript: Transcript, place: Place
) -> None:
    with pytest.raises(SendError, match="channel_not_found") as caught:
        await RoomPublisher(transcript).publish(place, _CARD, "key")
    assert caught.value.failure is Failure.PERMANENT
    assert transcript.visible_to("mara") == []


def test_only_the_last_messages_are_kept(transcript: Transcript) -> None:
    for number in range(MAX_MESSAGES + 5):
        transcript.add("general", Note(str(number)))
    kept = transcript.visible_to("mara")
    assert len(kept) == MAX_MESSAGES
    assert kept[0].content == Note("5")


async def test_news_end_the_wait(transcript: Transcript) -> None:
    waiting = asyncio.create_task(transcript.news(0, 60))
    await asyncio.sleep(0)
    transcript.add("general", _CARD)
    await asyncio.wait_for(waiting, 5)
    await asyncio.wait_for(transcript.news(0, 60), 5)
    await transcript.news(1, 0.001)


def test_the_next_morning_is_tomorrow_in_the_members_zone() -> None:
    evening = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    assert next_morning(evening, ZoneInfo("UTC")) == datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    assert next_morning(evening, ZoneInfo("Asia/Kolkata")) == datetime(
        2026, 3, 6, 3, 30, tzinfo=UTC
    )


def test_the_next_morning_is_right_when_the_clocks_change() -> None:
    saturday = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    zone = ZoneInfo("Europe/Amsterdam")
    assert next_morning(saturday, zone) == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)


async def test_nobody_ever_leaves_the_room(transcript: Transcript) -> None:
    assert await RoomPublisher(transcript).is_member(place_of("general"), "mara") is True
