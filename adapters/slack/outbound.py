"""What the bot says unasked: posts in channels, and words to one person."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any, Final

from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import no_access_code, send_error
from adapters.slack.render import card_blocks, fallback_text
from bot.cards import Card
from bot.ports import STOPPED, Failure, PostedMessage, SendError
from bot.requests import Place

SEND_SECONDS: Final = 30.0
_UNKNOWN_PERSON: Final = "user_not_found"
_REPORT_SECONDS: Final = 60.0

log = logging.getLogger(__name__)


class SlackPublisher:
    """Posts cards; the client it is given must not repeat a call by itself.

    ``team_url`` is the workspace's own address, of which links to posts are made.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        prefix: str,
        send_seconds: float = SEND_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._send_seconds = send_seconds
        self._monotonic = monotonic
        self._reported_at: float | None = None
        self.team_url = ""

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Post a public card; Slack takes no key, so a repetition makes a second message."""
        response = await self._post(place.channel_id, card)
        channel_id = str(response.get("channel") or place.channel_id)
        message_id = str(response.get("ts") or "")
        return PostedMessage(message_id, self._link(channel_id, message_id))

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Tell one person something in the bot's conversation with them."""
        try:
            async with asyncio.timeout(self._send_seconds):
                opened = await self._client.conversations_open(users=[user_id])
        except asyncio.CancelledError:
            raise SendError(Failure.RETRYABLE, STOPPED) from None
        except Exception as error:  # the port promises SendError and nothing else
            raise self._judged(error).before_the_message() from error
        await self._post(str(opened["channel"]["id"]), card)

    async def is_member(self, place: Place, user_id: str) -> bool | None:
        """Look a person up in the team; who was deactivated or is unknown there has left."""
        try:
            async with asyncio.timeout(self._send_seconds):
                response = await self._client.users_info(user=user_id)
        except Exception as error:  # the port promises an answer whatever happens
            code = send_error(error).code
            if code == _UNKNOWN_PERSON:
                return False
            log.info("whether somebody is still there is not known: %s", code)
            return None
        user = response.get("user")
        return not user.get("deleted") if isinstance(user, dict) else None

    async def _post(self, channel_id: str, card: Card) -> dict[str, Any]:
        blocks: list[Block] = card_blocks(card, self._prefix)
        try:
            async with asyncio.timeout(self._send_seconds):
                response = await self._client.chat_postMessage(
                    channel=channel_id,
                    text=fallback_text(card, self._prefix),
                    blocks=blocks,
                    parse="none",
                    link_names=False,
                    unfurl_links=False,
                    unfurl_media=False,
                )
        except Exception as error:  # the port promises SendError and nothing else
            raise self._judged(error) from error
        return response.data if isinstance(response.data, dict) else {}

    def _judged(self, error: Exception) -> SendError:
        code = no_access_code(error)
        if code:
            self._report(code)
        return send_error(error)

    def _report(self, code: str) -> None:
        now = self._monotonic()
        if self._reported_at is None or now - self._reported_at >= _REPORT_SECONDS:
            self._reported_at = now
            log.error(
                "Slack shuts the bot out (%s): posts wait until SLACK_BOT_TOKEN is the Bot User "
                "OAuth Token of an installed app with all its scopes",
                code,
            )

    def _link(self, channel_id: str, message_id: str) -> str:
        if not (self.team_url and message_id):
            return ""
        digits = message_id.replace(".", "")
        return f"{self.team_url.rstrip('/')}/archives/{channel_id}/p{digits}"
