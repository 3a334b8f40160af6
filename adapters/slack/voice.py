"""The ways in which the bot speaks when it is asked: response URLs, views, direct messages."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.failures import passes_soon, send_error
from adapters.slack.installation import REMOVED
from adapters.slack.outbound import SlackPublisher
from adapters.slack.render import card_blocks, card_view, fallback_text, form_view, home_view
from bot.cards import Audience, Card, Form, Reply
from bot.ports import Failure, SendError
from bot.requests import Place

_RESPONSE_TYPES: Final = {Audience.ASKER: "ephemeral", Audience.CHANNEL: "in_channel"}
_REFUSED_TOKENS: Final = REMOVED | {"invalid_auth"}
_TRY_SECONDS: Final = 5.0
_FILE_SECONDS: Final = 20.0
_PAUSE_SECONDS: Final = 0.3

log = logging.getLogger(__name__)


class Voice:
    """Says a thing in one way, and tells whether Slack took it; what Slack refuses is logged.

    A call that may work in a moment is made once more.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        publisher: SlackPublisher,
        sdk_logger: logging.Logger,
        prefix: str,
    ) -> None:
        self._client = client
        self._publisher = publisher
        self._sdk_logger = sdk_logger
        self._prefix = prefix

    def message(self, reply: Reply) -> dict[str, Any]:
        """Write a reply as the answer to a command or as a message for a response URL."""
        blocks: list[Block] = card_blocks(reply.card, self._prefix)
        return {
            "response_type": _RESPONSE_TYPES[reply.audience],
            "text": fallback_text(reply.card, self._prefix),
            "blocks": [block.to_dict() for block in blocks],
            "unfurl_links": False,
            "unfurl_media": False,
        }

    def view(self, shown: Card | Form, channel_id: str) -> View:
        """Write a card or a form as a modal."""
        match shown:
            case Form():
                return form_view(shown, self._prefix, channel_id)
            case Card():
                return card_view(shown, self._prefix, channel_id)

    async def say(self, response_url: str, reply: Reply, *, replaces: bool = False) -> bool:
        """Send a message to a response URL."""
        webhook = AsyncWebhookClient(
            response_url,
            session=self._client.session,
            retry_handlers=[],
            logger=self._sdk_logger,
            proxy=self._client.proxy,
        )
        body = self.message(reply) | {"replace_original": replaces}

        async def send() -> None:
            _check(await webhook.send_dict(body))

        return await _tried("a response URL", send)

    async def open(self, trigger_id: str, shown: Card | Form, channel_id: str) -> str:
        """Open a modal; its id, or nothing when it came too late."""
        return await self._show("views.open", trigger_id, shown, channel_id)

    async def push(self, trigger_id: str, shown: Card | Form, channel_id: str) -> str:
        """Lay a modal on the one that is open; its id, or nothing when there is no room."""
        return await self._show("views.push", trigger_id, shown, channel_id)

    async def update(self, view_id: str, shown: Card | Form, channel_id: str) -> bool:
        """Redraw a modal that is open."""
        body = {"view_id": view_id, "view": self.view(shown, channel_id).to_dict()}

        async def send() -> None:
            await self._client.api_call("views.update", json=body)

        return await _tried("views.update", send, may_repeat=True)

    async def publish_home(self, user_id: str, card: Card) -> bool:
        """Redraw a member's Home tab."""
        body = {"user_id": user_id, "view": home_view(card, self._prefix).to_dict()}

        async def send() -> None:
            await self._client.api_call("views.publish", json=body)

        return await _tried("views.publish", send, may_repeat=True)

    async def tell(self, place: Place, user_id: str, card: Card) -> bool:
        """Say something in the bot's conversation with one person."""

        async def send() -> None:
            await self._publisher.direct_message(place, user_id, card)

        return await _tried("a direct message", send)

    async def is_known(self) -> bool | None:
        """Tell whether Slack still takes the bot's token; None when Slack does not say."""

        async def ask() -> None:
            await self._client.auth_test()

        failed = await _tried_for("auth.test", ask, may_repeat=True)
        if failed is None:
            return True
        return False if failed.code in _REFUSED_TOKENS else None

    async def hand_over(self, user_id: str, what: str, **upload: Any) -> bool:
        """Send a file in the bot's conversation with one person."""

        async def send() -> None:
            opened = await self._client.conversations_open(users=[user_id])
            await self._client.files_upload_v2(channel=str(opened["channel"]["id"]), **upload)

        return await _tried(what, send, seconds=_FILE_SECONDS)

    async def _show(self, method: str, trigger_id: str, shown: Card | Form, channel_id: str) -> str:
        body = {"trigger_id": trigger_id, "view": self.view(shown, channel_id).to_dict()}
        view_ids: list[str] = []

        async def send() -> None:
            response = await self._client.api_call(method, json=body)
            view_ids.append(str((response.get("view") or {}).get("id") or ""))

        return view_ids[0] if await _tried(method, send) else ""


async def _tried(
    what: str,
    send: Callable[[], Awaitable[None]],
    *,
    may_repeat: bool = False,
    seconds: float = _TRY_SECONDS,
) -> bool:
    """Send as ``_tried_for`` does, and tell whether Slack took it."""
    return await _tried_for(what, send, may_repeat=may_repeat, seconds=seconds) is None


async def _tried_for(
    what: str,
    send: Callable[[], Awaitable[None]],
    *,
    may_repeat: bool = False,
    seconds: float = _TRY_SECONDS,
) -> SendError | None:
    """Send, at most twice; ``may_repeat`` where a call that came through does no harm again.

    What went wrong comes back.
    """
    failed = await _failure(send, seconds)
    if failed is not None and _is_worth_another(failed, may_repeat=may_repeat):
        log.info("%s failed: %s; trying again", what, failed.code)
        await asyncio.sleep(max(failed.retry_after, _PAUSE_SECONDS))
        failed = await _failure(send, seconds)
    if failed is not None:
        log.warning("%s failed: %s", what, failed.code)
    return failed


async def _failure(send: Callable[[], Awaitable[None]], seconds: float) -> SendError | None:
    try:
        async with asyncio.timeout(seconds):
            await send()
    except SendError as failed:
        return failed
    except (SlackApiError, SlackRequestError, ClientError, TimeoutError, OSError) as error:
        return send_error(error)
    return None


def _is_worth_another(failed: SendError, *, may_repeat: bool) -> bool:
    return passes_soon(failed) or (may_repeat and failed.failure is Failure.AMBIGUOUS)


def _check(response: WebhookResponse) -> None:
    # Some refusals come with a good status.
    is_refused = '"ok":false' in response.body.replace(" ", "")
    if response.status_code != 200 or is_refused:
        refusal: Exception = SlackApiError("refused", response)  # type: ignore[no-untyped-call]
        raise refusal
