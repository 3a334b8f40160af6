"""Posts that the bot makes unasked, and what their failures mean."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.outbound import SlackPublisher
from bot.cards import Card, Section
from bot.ports import STOPPED, Failure, SendError
from bot.requests import Place, Platform
from bot.texts import Plain
from tests.adapters.slack.fake_slack import Answer, FakeSlack, refuses
from tests.adapters.slack.people import GENERAL, words_of
from tests.adapters.slack.silence import silent_api
from tests.adapters.slack.stopwatch import Stopwatch

PLACE = Place(Platform.SLACK, "T0001", GENERAL)
CARD = Card(title="Hello", sections=(Section((Plain("<!channel> @here"),)),))

NO_ACCESS = (
    "access_denied",
    "accesslimited",
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
    "what_slack_thinks_of_next_year",
)

MakePublisher = Callable[..., Awaitable[SlackPublisher]]


@pytest.fixture
async def make_publisher(slack: FakeSlack, stopwatch: Stopwatch) -> AsyncIterator[MakePublisher]:
    """Build publishers that speak to the stand-in, or to any other address."""
    async with AsyncExitStack() as stack:

        async def make(api_url: str = "", send_seconds: float = 30) -> SlackPublisher:
            session = await stack.enter_async_context(aiohttp.ClientSession())
            client = AsyncWebClient(
                token="xoxb",
                base_url=api_url or slack.api_url,
                session=session,
                retry_handlers=[],
            )
            publisher = SlackPublisher(client, "", send_seconds, stopwatch)
            publisher.team_url = "https://example.slack.com/"
            return publisher

        yield make


async def test_a_post_pings_nobody_and_unfurls_nothing(
    slack: FakeSlack, make_publisher: MakePublisher
) -> None:
    message = await (await make_publisher()).publish(PLACE, CARD, "pb-post-1")
    (post,) = slack.sent("chat.postMessage")
    digits = message.message_id.replace(".", "")
    assert message.link == f"https://example.slack.com/archives/{GENERAL}/p{digits}"
    assert len(slack.calls) == 1
    assert post.body["channel"] == GENERAL
    assert {post.body[name] for name in ("link_names", "unfurl_links", "unfurl_media")} == {False}
    assert post.body["parse"] == "none"
    assert "<!channel> @here" in words_of(post.body)
    assert post.body["text"] == "Hello"


async def test_a_post_without_a_link_is_a_post(make_publisher: MakePublisher) -> None:
    publisher = await make_publisher()
    publisher.team_url = ""
    message = await publisher.publish(PLACE, CARD, "key")
    assert message.message_id
    assert message.link == ""


async def test_one_person_is_told_in_a_conversation_of_their_own(
    slack: FakeSlack, make_publisher: MakePublisher
) -> None:
    await (await make_publisher()).direct_message(PLACE, "U0ADA", CARD)
    (post,) = slack.sent("chat.postMessage")
    assert post.body["channel"] == "DU0ADA"


@pytest.mark.parametrize(
    ("answer", "failure", "code"),
    [
        *(
            pytest.param(refuses(code), Failure.PERMANENT, code, id=code)
            for code in (
                "channel_not_found",
                "is_archived",
                "not_in_channel",
                "restricted_action",
                "restricted_action_read_only_channel",
            )
        ),
        *(
            pytest.param(refuses(code), Failure.RETRYABLE, code, id=code)
            for code in (*NO_ACCESS, "invalid_blocks")
        ),
        pytest.param(
            refuses("ratelimited", 429, {"Retry-After": "17"}),
            Failure.RETRYABLE,
            "ratelimited",
            id="too many requests",
        ),
        pytest.param(refuses("service_unavailable"), Failure.RETRYABLE, "service_unavailable"),
        pytest.param(refuses("internal_error", 500), Failure.AMBIGUOUS, "internal_error"),
        pytest.param(
            lambda _: web.Response(status=503, text="<html>", content_type="text/html"),
            Failure.AMBIGUOUS,
            "http_503",
            id="a page instead of an answer",
        ),
        pytest.param(
            lambda _: web.Response(status=502, text="down"),
            Failure.AMBIGUOUS,
            "http_502",
            id="words instead of an answer",
        ),
        pytest.param(
            lambda _: web.Response(text="{oops", content_type="application/json"),
            Failure.AMBIGUOUS,
            "no_json",
            id="half an answer",
        ),
        pytest.param(
            lambda _: web.Response(text="fine", content_type="text/plain"),
            Failure.AMBIGUOUS,
            "AttributeError",
            id="an answer that is none",
        ),
    ],
)
async def test_each_failure_tells_whether_the_post_may_be_out(
    slack: FakeSlack, make_publisher: MakePublisher, answer: Answer, failure: Failure, code: str
) -> None:
    slack.overrides["chat.postMessage"] = answer
    with pytest.raises(SendError) as failed:
        await (await make_publisher()).publish(PLACE, CARD, "key")
    assert (failed.value.failure, failed.value.code) == (failure, code)
    assert failed.value.retry_after == (17 if code == "ratelimited" else 0)
    assert len(slack.sent("chat.postMessage")) == 1


@pytest.mark.parametrize("code", NO_ACCESS)
async def test_a_refused_token_is_named_once_a_minute(
    slack: FakeSlack,
    make_publisher: MakePublisher,
    stopwatch: Stopwatch,
    caplog: pytest.LogCaptureFixture,
    code: str,
) -> None:
    slack.overrides["chat.postMessage"] = refuses(code)
    publisher = await make_publisher()
    for seconds, reports in ((0, 1), (59, 1), (1, 2)):
        stopwatch.seconds += seconds
        with pytest.raises(SendError):
            await publisher.publish(PLACE, CARD, "key")
        errors = [record for record in caplog.records if record.levelname == "ERROR"]
        assert len(errors) == reports
        assert {code, "SLACK_BOT_TOKEN"} <= set(re.findall(r"\w+", errors[-1].getMessage()))


@pytest.mark.parametrize("code", ["not_in_channel", "ratelimited", "invalid_blocks"])
async def test_the_token_is_not_blamed_for_what_it_cannot_help(
    slack: FakeSlack, make_publisher: MakePublisher, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    slack.overrides["chat.postMessage"] = refuses(code)
    with pytest.raises(SendError):
        await (await make_publisher()).publish(PLACE, CARD, "key")
    assert "SLACK_BOT_TOKEN" not in caplog.text


@pytest.mark.parametrize("code", ["user_disabled", "user_not_found", "cannot_dm_bot"])
async def test_a_person_who_cannot_be_told_is_not_told_again(
    slack: FakeSlack, make_publisher: MakePublisher, code: str
) -> None:
    slack.overrides["conversations.open"] = refuses(code)
    with pytest.raises(SendError) as failed:
        await (await make_publisher()).direct_message(PLACE, "U0ADA", CARD)
    assert failed.value.failure is Failure.PERMANENT


async def test_a_refused_connection_means_that_nothing_is_out(
    make_publisher: MakePublisher, unused_tcp_port: int
) -> None:
    publisher = await make_publisher(f"http://127.0.0.1:{unused_tcp_port}/api")
    with pytest.raises(SendError) as failed:
        await publisher.publish(PLACE, CARD, "key")
    assert failed.value.failure is Failure.RETRYABLE


@pytest.mark.parametrize("hangs_up", [True, False])
async def test_an_answer_that_never_comes_leaves_it_open(
    make_publisher: MakePublisher, hangs_up: bool
) -> None:
    async with silent_api(hangs_up=hangs_up) as address:
        publisher = await make_publisher(address, send_seconds=0.5)
        with pytest.raises(SendError) as failed:
            await publisher.publish(PLACE, CARD, "key")
        assert failed.value.failure is Failure.AMBIGUOUS
        with pytest.raises(SendError) as failed:
            await publisher.direct_message(PLACE, "U0ADA", CARD)
        assert failed.value.failure is Failure.RETRYABLE


async def test_what_is_called_off_before_the_message_is_certainly_not_out(
    make_publisher: MakePublisher,
) -> None:
    async with silent_api(hangs_up=False) as address:
        publisher = await make_publisher(address)
        telling = asyncio.create_task(publisher.direct_message(PLACE, "U0ADA", CARD))
        posting = asyncio.create_task(publisher.publish(PLACE, CARD, "key"))
        await asyncio.wait({telling, posting}, timeout=0.1)
        telling.cancel()
        posting.cancel()
        with pytest.raises(SendError) as called_off:
            await telling
        assert (called_off.value.failure, called_off.value.code) == (Failure.RETRYABLE, STOPPED)
        with pytest.raises(asyncio.CancelledError):
            await posting


async def test_who_is_in_the_team_is_a_member_until_deactivated(
    slack: FakeSlack, make_publisher: MakePublisher
) -> None:
    publisher = await make_publisher()
    assert await publisher.is_member(PLACE, "U0ADA") is True
    slack.users["U0ADA"]["deleted"] = True
    assert await publisher.is_member(PLACE, "U0ADA") is False
    assert await publisher.is_member(PLACE, "U0NOBODY") is False


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(refuses("user_not_visible"), id="nobody Slack would show"),
        pytest.param(refuses("missing_scope"), id="not allowed to look"),
        pytest.param(refuses("ratelimited"), id="too often"),
        pytest.param(lambda _: web.Response(status=503), id="not available"),
        pytest.param(lambda _: web.json_response({"ok": True}), id="an answer without anybody"),
    ],
)
async def test_only_slack_s_own_word_says_that_somebody_left(
    slack: FakeSlack, make_publisher: MakePublisher, answer: Answer
) -> None:
    slack.overrides["users.info"] = answer
    assert await (await make_publisher()).is_member(PLACE, "U0ADA") is None


async def test_of_a_slack_that_keeps_silent_nothing_is_known(
    make_publisher: MakePublisher,
) -> None:
    async with silent_api(hangs_up=False) as api_url:
        publisher = await make_publisher(api_url, send_seconds=0.05)
        assert await publisher.is_member(PLACE, "U0ADA") is None
