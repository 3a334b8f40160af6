"""How the bot answers: response URLs, modals and the Home tab."""

import logging
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.failures import send_error
from adapters.slack.inbound import Container, Pressed
from adapters.slack.outbound import SlackPublisher
from adapters.slack.render import card_blocks, card_view, fallback_text, form_view, home_view
from bot.cards import Audience, Card, Form, Outcome, Rejected, Reply
from bot.ports import SendError
from bot.requests import Place

_RESPONSE_TYPES: Final = {Audience.ASKER: "ephemeral", Audience.CHANNEL: "in_channel"}

log = logging.getLogger(__name__)


class Voice:
    """Performs outcomes; what cannot be delivered is logged and never raised."""

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
        """Send a message to a response URL; tell whether it went out."""
        webhook = AsyncWebhookClient(
            response_url,
            session=self._client.session,
            retry_handlers=[],
            logger=self._sdk_logger,
            proxy=self._client.proxy,
        )
        body = self.message(reply) | {"replace_original": replaces}
        try:
            response = await webhook.send_dict(body)
        except (ClientError, TimeoutError, OSError) as error:
            log.warning("an answer did not go out: %s", type(error).__name__)
            return False
        if response.status_code != 200:
            log.warning("an answer was not taken: status %d", response.status_code)
        return response.status_code == 200

    async def open(self, trigger_id: str, view: View) -> bool:
        """Open a modal; False when it came too late."""
        return await self._call("views.open", {"trigger_id": trigger_id, "view": view.to_dict()})

    async def update(self, view_id: str, shown: Card | Form, channel_id: str) -> bool:
        """Redraw a modal that is open."""
        view = self.view(shown, channel_id).to_dict()
        return await self._call("views.update", {"view_id": view_id, "view": view})

    async def publish_home(self, user_id: str, card: Card) -> None:
        """Redraw a member's Home tab."""
        view = home_view(card, self._prefix).to_dict()
        await self._call("views.publish", {"user_id": user_id, "view": view})

    async def answer_press(self, press: Pressed, outcome: Outcome, *, is_late: bool) -> None:
        """Answer a press where its button is; what came too late for a modal comes as a card."""
        match outcome:
            case Form() if press.container is Container.MODAL:
                await self.update(press.view_id, outcome, press.place.channel_id)
            case Form():
                view = self.view(outcome, press.place.channel_id)
                if is_late or not await self.open(press.trigger_id, view):
                    await self._show(press, Reply(outcome.as_card()), is_late=True)
            case Reply():
                await self._show(press, outcome, is_late=is_late)
            case Rejected():
                await self._show(press, Reply(outcome.card), is_late=is_late)

    async def _show(self, press: Pressed, reply: Reply, *, is_late: bool) -> None:
        private = Reply(reply.card)
        replaces = reply.replaces_original and press.container is Container.PRIVATE_MESSAGE
        view = self.view(reply.card, press.place.channel_id)
        match press.container:
            case Container.MODAL:
                await self._show_in_modal(press, reply, view)
            case Container.HOME:
                if is_late or not await self.open(press.trigger_id, view):
                    await self._tell(press.place, press.user.id, reply.card)
            case Container.MESSAGE | Container.PRIVATE_MESSAGE:
                in_modal = reply.card.checklist is not None and not replaces and not is_late
                if not (in_modal and await self.open(press.trigger_id, view)):
                    await self.say(press.response_url, private, replaces=replaces)

    async def _show_in_modal(self, press: Pressed, reply: Reply, view: View) -> None:
        # A card without a title is a remark on the one that is shown, which must not be lost.
        is_remark = not reply.card.title and not reply.replaces_original
        pushed = {"trigger_id": press.trigger_id, "view": view.to_dict()}
        if not (is_remark and await self._call("views.push", pushed)):
            await self.update(press.view_id, reply.card, press.place.channel_id)

    async def _tell(self, place: Place, user_id: str, card: Card) -> None:
        try:
            await self._publisher.direct_message(place, user_id, card)
        except SendError as error:
            log.warning("an answer did not go out: %s", error.code)

    async def _call(self, method: str, body: dict[str, Any]) -> bool:
        try:
            await self._client.api_call(method, json=body)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            log.warning("%s failed: %s", method, send_error(error).code)
            return False
        return True
