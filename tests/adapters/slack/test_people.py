"""Who asks: read from profiles, kept for a while, never in the way."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.people import MANAGER_SECONDS, PROFILE_SECONDS, People
from bot.requests import Asker
from tests.adapters.slack.fake_slack import FakeSlack, refuses
from tests.adapters.slack.silence import silent_api
from tests.adapters.slack.stopwatch import Stopwatch


@pytest.fixture
async def people(slack: FakeSlack, stopwatch: Stopwatch) -> AsyncIterator[People]:
    """Look people up in the stand-in."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token="xoxb", base_url=slack.api_url, session=session, retry_handlers=[]
        )
        yield People(client, stopwatch)


async def test_a_profile_is_kept_for_a_day(
    slack: FakeSlack, people: People, stopwatch: Stopwatch
) -> None:
    expected = Asker("U0ADA", "Ada", False, "Europe/Amsterdam")
    assert await people.asker("U0ADA", "ada", for_managers=False) == expected
    stopwatch.seconds += PROFILE_SECONDS - 1
    assert await people.asker("U0ADA", "ada", for_managers=False) == expected
    assert len(slack.sent("users.info")) == 1
    stopwatch.seconds += 1
    slack.users["U0ADA"]["tz"] = "Asia/Kolkata"
    moved = await people.asker("U0ADA", "ada", for_managers=False)
    assert moved.timezone == "Asia/Kolkata"


async def test_rights_are_kept_for_a_minute_and_asked_for_only_where_they_matter(
    slack: FakeSlack, people: People, stopwatch: Stopwatch
) -> None:
    assert not (await people.asker("U0MAY", "may", for_managers=False)).is_manager
    assert (await people.asker("U0MAY", "may", for_managers=True)).is_manager
    slack.users["U0MAY"]["is_admin"] = False
    stopwatch.seconds += MANAGER_SECONDS - 1
    assert (await people.asker("U0MAY", "may", for_managers=True)).is_manager
    stopwatch.seconds += 1
    assert not (await people.asker("U0MAY", "may", for_managers=True)).is_manager
    assert len(slack.sent("users.info")) == 2


async def test_an_owner_is_a_manager_too(slack: FakeSlack, people: People) -> None:
    slack.users["U0BOB"] |= {"is_admin": False, "is_owner": True}
    assert (await people.asker("U0BOB", "bob", for_managers=True)).is_manager


async def test_rights_that_cannot_be_looked_up_again_are_gone(
    slack: FakeSlack, people: People, stopwatch: Stopwatch
) -> None:
    assert (await people.asker("U0MAY", "may", for_managers=True)).is_manager
    stopwatch.seconds += MANAGER_SECONDS
    slack.overrides["users.info"] = refuses("ratelimited", 429)
    asker = await people.asker("U0MAY", "may", for_managers=True)
    assert asker == Asker("U0MAY", "May", False, "Europe/Amsterdam", rights_known=False)


async def test_a_failed_look_up_is_not_repeated_for_a_minute(
    slack: FakeSlack, people: People, stopwatch: Stopwatch
) -> None:
    slack.overrides["users.info"] = lambda _: web.Response(status=500, text="down")
    for _ in range(3):
        assert await people.asker("U0ADA", "ada", for_managers=False) == Asker("U0ADA", "ada")
    assert len(slack.sent("users.info")) == 1
    stopwatch.seconds += MANAGER_SECONDS
    del slack.overrides["users.info"]
    assert (await people.asker("U0ADA", "ada", for_managers=False)).timezone


async def test_a_silent_look_up_holds_nobody_up_for_long(stopwatch: Stopwatch) -> None:
    async with (
        silent_api(hangs_up=False) as address,
        aiohttp.ClientSession() as session,
        asyncio.timeout(3),
    ):
        client = AsyncWebClient(token="xoxb", base_url=address, session=session, retry_handlers=[])
        asker = await People(client, stopwatch).asker("U0ADA", "ada", for_managers=True)
    assert asker == Asker("U0ADA", "ada", rights_known=False)


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        ({"display_name": "Ada L.", "real_name": "Ada Lovelace"}, "Ada L."),
        ({"display_name": "", "real_name": "Ada Lovelace"}, "Ada Lovelace"),
        ({}, "ada"),
    ],
)
async def test_a_name_is_the_one_that_slack_shows(
    slack: FakeSlack, people: People, profile: dict[str, str], name: str
) -> None:
    slack.users["U0ADA"]["profile"] = profile
    assert (await people.asker("U0ADA", "typed", for_managers=False)).display_name == name
