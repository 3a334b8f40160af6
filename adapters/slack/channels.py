"""Whether the bot can post in a channel, and what to do when it cannot."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import send_error

LOOK_UP_SECONDS: Final = 1.0  # so that an answer still comes in time
_NO_CHANNEL: Final = "This is a conversation, not a channel. Name a channel like #general."
_ARCHIVED: Final = "That channel is archived. Unarchive it first, or name another one."

log = logging.getLogger(__name__)


class Channels:
    """Looks channels up; nothing is remembered, since an invitation must work at once."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def obstacle(self, channel_id: str, bot_name: str) -> str:
        """Say why the bot could not post there and what helps; nothing when it could."""
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                response = await self._client.conversations_info(channel=channel_id)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            return _unknown(error, bot_name)
        return _obstacle(response.get("channel") or {}, bot_name)


def _obstacle(channel: Mapping[str, Any], bot_name: str) -> str:
    if channel.get("is_im") or channel.get("is_mpim"):
        return _NO_CHANNEL
    if channel.get("is_archived"):
        return _ARCHIVED
    return "" if channel.get("is_member") else _invite(bot_name)


def _unknown(error: Exception, bot_name: str) -> str:
    code = send_error(error).code
    if code in {"channel_not_found", "not_in_channel"}:
        return _invite(bot_name)
    log.warning("a channel could not be looked up: %s", code)
    return (
        "Slack did not tell whether the bot can post in that channel "
        f"(it says `{code}`). Please try again; if it stays, tell whoever runs this bot."
    )


def _invite(bot_name: str) -> str:
    return f"Invite the bot first: type `/invite @{bot_name.replace('`', '')}` in that channel."
