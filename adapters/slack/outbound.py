"""What the bot says unasked: posts in channels, and words to one person."""

import asyncio
import logging
from typing import Any, Final

from slack_sdk.models.blocks import Block
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import send_error
from adapters.slack.render import card_blocks, fallback_text
from bot.cards import Card
from bot.ports import Failure, PostedMessage, SendError
from bot.requests import Place

SEND_SECONDS: Final = 30.0
LINK_SECONDS: Final = 3.0

log = logging.getLogger(__name__)


class SlackPublisher:
    """Posts cards; the client it is given must not repeat a call by itself."""

    def __init__(
        self, client: AsyncWebClient, prefix: str, send_seconds: float = SEND_SECONDS
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._send_seconds = send_seconds

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Post a public card; Slack takes no key, so a repetition makes a second message."""
        response = await self._post(place.channel_id, card)
        channel_id = str(response.get("channel") or place.channel_id)
        message_id = str(response.get("ts") or "")
        return PostedMessage(message_id, await self._link(channel_id, message_id))

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Tell one person something in the bot's conversation with them."""
        try:
            async with asyncio.timeout(self._send_seconds):
                opened = await self._client.conversations_open(users=[user_id])
        except Exception as error:  # the port promises SendError and nothing else
            failed = send_error(error)
            # No message was on its way yet, so none can be out.
            sure = Failure.RETRYABLE if failed.failure is Failure.AMBIGUOUS else failed.failure
            raise SendError(sure, failed.code, failed.retry_after) from error
        await self._post(str(opened["channel"]["id"]), card)

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
            raise send_error(error) from error
        return response.data if isinstance(response.data, dict) else {}

    async def _link(self, channel_id: str, message_id: str) -> str:
        try:
            async with asyncio.timeout(LINK_SECONDS):
                response = await self._client.chat_getPermalink(
                    channel=channel_id, message_ts=message_id
                )
        except Exception as error:  # the message is out; a link to it is a courtesy
            log.info("no link to a post: %s", send_error(error).code)
            return ""
        return str(response.get("permalink") or "")
