"""Outcomes performed as answers to interactions."""

import asyncio
import io
import logging
import secrets
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

import aiohttp
import discord

from adapters.discord.failures import NETWORK_FAILURES
from adapters.discord.inbound import Interaction, is_on_private_message, origin_of
from adapters.discord.render import card_embeds, card_view, form_modal
from adapters.pictures.studio import FILE_NAME, Studio, undrawn
from bot.cards import Audience, Card, Form, Outcome, Reply, late_reply
from bot.errors import Refusal
from bot.pictures import Theme

_TOO_LATE: Final = frozenset(
    {
        10_008,  # unknown message: the one to answer is gone
        10_015,  # unknown webhook: the 15 minutes for a late answer are over
        10_062,  # unknown interaction: the 3 seconds for a first answer are over
        40_060,  # already acknowledged: a twin of this process answered
    }
)

_Result = TypeVar("_Result")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What the core wants, with the picture of its card where there is one."""

    outcome: Outcome
    png: bytes = b""


class Answers:
    """Gives answers in time, and knows which are under way.

    ``patience`` is how many seconds the core may take before Discord is told that it takes longer.
    """

    def __init__(self, patience: float, studio: Studio) -> None:
        self._patience = patience
        self._studio = studio
        self._under_way: set[asyncio.Task[Any]] = set()

    async def give(
        self, interaction: Interaction, request: Coroutine[Any, Any, Outcome], audience: Audience
    ) -> None:
        """Answer an interaction with what a request to the core comes to; never raises.

        ``audience`` is who will see an answer that comes late.
        """
        working = self._keep(asyncio.create_task(self._ready(request)))
        await self._keep(asyncio.create_task(self._give(interaction, working, audience)))

    async def finish(self, seconds: float) -> None:
        """Let the answers that are under way end, for so long at most."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds)

    async def _ready(self, request: Coroutine[Any, Any, Outcome]) -> Ready:
        """Wait for the core, and have the picture drawn."""
        outcome = await request
        match outcome:
            case Reply(card) if card.picture is not None:
                png = await self._studio.draw(card.picture, card.picture.theme or Theme.DARK)
                if png is None:
                    return Ready(replace(outcome, card=undrawn(card)))
                return Ready(outcome, png)
            case _:
                return Ready(outcome)

    def _keep(self, task: asyncio.Task[_Result]) -> asyncio.Task[_Result]:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _give(
        self, interaction: Interaction, working: asyncio.Task[Ready], audience: Audience
    ) -> None:
        try:
            await self._in_time(interaction, working, audience)
        except discord.HTTPException as error:
            if error.code in _TOO_LATE:
                log.info("an answer came too late for Discord: %s", error.code)
            else:
                log.warning("Discord refused an answer: %s %s", error.status, error.code)
                await apologise(interaction, error)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("an answer did not reach Discord: %s", type(error).__name__)
        except (
            Exception
        ) as error:  # the boundary: whoever asks gets an answer, the log gets the rest
            await apologise(interaction, error)

    async def _in_time(
        self, interaction: Interaction, working: asyncio.Task[Ready], audience: Audience
    ) -> None:
        done, _ = await asyncio.wait({working}, timeout=self._patience)
        if done:
            await _perform(interaction, working.result())
        elif _is_component(interaction) and is_on_private_message(interaction):
            await interaction.response.defer()
            await _redraw_late(interaction, await working)
        else:
            private = audience is Audience.ASKER
            await interaction.response.defer(ephemeral=private, thinking=True)
            await _perform_late(interaction, await working, deferred_privately=private)


def message_of(card: Card, origin: str = "") -> dict[str, Any]:
    """Make the arguments of any sending method of the library."""
    view = card_view(card, origin)
    return {"embeds": card_embeds(card)} | ({} if view is None else {"view": view})


async def _perform(interaction: Interaction, ready: Ready) -> None:
    origin, response = origin_of(interaction), interaction.response
    match ready.outcome:
        case Form() as form if interaction.type is not discord.InteractionType.modal_submit:
            await response.send_modal(form_modal(form, origin))
        case Reply(card, replaces_original=True) if is_on_private_message(interaction):
            await response.edit_message(
                embeds=card_embeds(card), view=card_view(card, origin), attachments=_files(ready)
            )
        case _:
            reply = late_reply(ready.outcome)
            private = reply.audience is Audience.ASKER
            message = message_of(reply.card, origin)
            await response.send_message(**message, files=_files(ready), ephemeral=private)


async def _redraw_late(interaction: Interaction, ready: Ready) -> None:
    """Redraw the private card that was pressed, or leave it as it is and answer below."""
    reply, origin = late_reply(ready.outcome), origin_of(interaction)
    if reply.replaces_original:
        await interaction.edit_original_response(
            embeds=card_embeds(reply.card),
            view=card_view(reply.card, origin),
            attachments=_files(ready),
        )
    else:
        message = message_of(reply.card, origin)
        await interaction.followup.send(**message, files=_files(ready), ephemeral=True)


async def _perform_late(
    interaction: Interaction, ready: Ready, *, deferred_privately: bool
) -> None:
    """Replace the note that the bot is at work; who sees that message cannot change any more."""
    reply = late_reply(ready.outcome)
    message = message_of(reply.card, origin_of(interaction))
    if reply.audience is Audience.ASKER and not deferred_privately:
        await interaction.delete_original_response()
        await interaction.followup.send(**message, files=_files(ready), ephemeral=True)
    else:
        await interaction.edit_original_response(**message, attachments=_files(ready))


def _files(ready: Ready) -> list[discord.File]:
    """Attach the picture, with its words for who cannot see it, and the file of a card."""
    match ready.outcome:
        case Reply(card):
            files = []
            if card.picture is not None and ready.png:
                file = io.BytesIO(ready.png)
                files.append(discord.File(file, FILE_NAME, description=card.picture.alt))
            if card.attachment is not None:
                content = io.BytesIO(card.attachment.content)
                files.append(discord.File(content, card.attachment.name))
            return files
        case _:
            return []


def _is_component(interaction: Interaction) -> bool:
    return interaction.type is discord.InteractionType.component


async def apologise(interaction: Interaction, error: Exception) -> None:
    """Tell the asker that an answer could not be given, with an id that stands in the log, too."""
    incident = secrets.token_hex(4)
    log.error("incident %s in an answer", incident, exc_info=error)
    sorry = Refusal(
        "The answer to this did not come through. Please try again; if it stays, tell whoever runs "
        f"this bot: `{incident}`."
    )
    message = message_of(sorry.card())
    try:
        if interaction.response.is_done():
            await interaction.followup.send(**message, ephemeral=True)
        else:
            await interaction.response.send_message(**message, ephemeral=True)
    except (*NETWORK_FAILURES, RuntimeError) as another:  # the library's word for: closed
        log.warning("incident %s could not be told: %s", incident, type(another).__name__)
