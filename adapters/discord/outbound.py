"""Outcomes performed as answers to interactions."""

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

import aiohttp
import discord

from adapters.discord.inbound import Interaction, is_on_private_message, origin_of
from adapters.discord.render import card_embeds, card_view, form_modal
from bot.cards import Audience, Card, Form, Outcome, Rejected, Reply
from bot.errors import Refusal

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


class Answers:
    """Gives answers in time, and knows which are under way.

    ``patience`` is how many seconds the core may take before Discord is told that it takes longer.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._under_way: set[asyncio.Task[Any]] = set()

    async def give(
        self, interaction: Interaction, request: Coroutine[Any, Any, Outcome], audience: Audience
    ) -> None:
        """Answer an interaction with what a request to the core comes to; never raises.

        ``audience`` is who will see an answer that comes late.
        """
        working = self._keep(asyncio.create_task(request))
        await self._keep(asyncio.create_task(self._give(interaction, working, audience)))

    async def finish(self, seconds: float) -> None:
        """Let the answers that are under way end, for so long at most."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds)

    def _keep(self, task: asyncio.Task[_Result]) -> asyncio.Task[_Result]:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _give(
        self, interaction: Interaction, working: asyncio.Task[Outcome], audience: Audience
    ) -> None:
        try:
            await self._in_time(interaction, working, audience)
        except discord.HTTPException as error:
            if error.code in _TOO_LATE:
                log.info("an answer came too late for Discord: %s", error.code)
            else:
                log.warning("Discord refused an answer: %s %s", error.status, error.code)
                await _apologise(interaction, error)
        except (aiohttp.ClientError, OSError) as error:
            log.warning("an answer did not reach Discord: %s", type(error).__name__)
        except (
            Exception
        ) as error:  # the boundary: whoever asks gets an answer, the log gets the rest
            await _apologise(interaction, error)

    async def _in_time(
        self, interaction: Interaction, working: asyncio.Task[Outcome], audience: Audience
    ) -> None:
        done, _ = await asyncio.wait({working}, timeout=self._patience)
        if done:
            await _perform(interaction, working.result())
            return
        private = audience is Audience.ASKER
        await interaction.response.defer(ephemeral=private, thinking=True)
        await _perform_late(interaction, await working, deferred_privately=private)


def message_of(card: Card, origin: str = "") -> dict[str, Any]:
    """Make the arguments of any sending method of the library."""
    view = card_view(card, origin)
    return {"embeds": card_embeds(card)} | ({} if view is None else {"view": view})


async def _perform(interaction: Interaction, outcome: Outcome) -> None:
    origin, response = origin_of(interaction), interaction.response
    match outcome:
        case Form() if interaction.type is not discord.InteractionType.modal_submit:
            await response.send_modal(form_modal(outcome, origin))
        case Form():
            await response.send_message(**message_of(outcome.as_card(), origin), ephemeral=True)
        case Rejected(card=card):
            await response.send_message(**message_of(card, origin), ephemeral=True)
        case Reply(card, replaces_original=True) if is_on_private_message(interaction):
            await response.edit_message(embeds=card_embeds(card), view=card_view(card, origin))
        case Reply(card, audience):
            private = audience is Audience.ASKER
            await response.send_message(**message_of(card, origin), ephemeral=private)


async def _perform_late(
    interaction: Interaction, outcome: Outcome, *, deferred_privately: bool
) -> None:
    """Replace the note that the bot is at work; who sees that message cannot change any more."""
    card, audience = _as_message(outcome)
    message = message_of(card, origin_of(interaction))
    if audience is Audience.ASKER and not deferred_privately:
        await interaction.delete_original_response()
        await interaction.followup.send(**message, ephemeral=True)
    else:
        await interaction.edit_original_response(**message)


def _as_message(outcome: Outcome) -> tuple[Card, Audience]:
    match outcome:
        case Reply(card, audience):
            return card, audience
        case Rejected(card=card):
            return card, Audience.ASKER
        case Form():
            return outcome.as_card(), Audience.ASKER


async def _apologise(interaction: Interaction, error: Exception) -> None:
    """Tell the asker that an answer could not be given, with an id that stands in the log, too."""
    incident = secrets.token_hex(4)
    log.error("incident %s in an answer", incident, exc_info=error)
    sorry = Refusal(
        "Discord would not take the answer to this. What you did is kept. Please try again; if it "
        f"stays, tell whoever runs this bot: `{incident}`."
    )
    message = message_of(sorry.card())
    try:
        if interaction.response.is_done():
            await interaction.followup.send(**message, ephemeral=True)
        else:
            await interaction.response.send_message(**message, ephemeral=True)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as another:
        log.warning("incident %s could not be told: %s", incident, type(another).__name__)
