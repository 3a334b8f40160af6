"""Logging in, for as long as it takes."""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from discord.utils import MISSING

from adapters.discord.connection import PracticeClient
from adapters.discord.failures import NETWORK_FAILURES, REFUSED, asked_to_wait, start_failure
from adapters.surface import StartError, UnreachableError

Pause = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""

_FIRST_WAIT_SECONDS: Final = 1.0
_LONGEST_WAIT_SECONDS: Final = 60.0
_LONGEST_ASKED_SECONDS: Final = 300.0

log = logging.getLogger(__name__)


async def log_in(client: PracticeClient, token: str) -> None:
    """Log in; StartError for a refused token, UnreachableError when Discord cannot be reached."""
    try:
        await client.login(token)
    except NETWORK_FAILURES as error:
        raise start_failure(error) from error
    except ValueError as error:
        if token.strip().isprintable():
            raise start_failure(error) from error  # an answer that is no JSON
        # A token that cannot even stand in a header; the error would quote it.
        raise StartError(REFUSED) from None


async def log_in_when_reachable(client: PracticeClient, token: str, pause: Pause) -> None:
    """Log in, again and again while Discord cannot be reached: a machine may start offline."""
    wait = _FIRST_WAIT_SECONDS
    while True:
        try:
            await log_in(client, token)
        except UnreachableError as error:
            asked = min(asked_to_wait(error.__cause__), _LONGEST_ASKED_SECONDS)
            log.warning("%s Again in %.0f s.", error, max(wait, asked))
        else:
            return
        # The failed login leaves a session behind, and its connections.
        await client.http.close()
        client.http.clear()
        client.http.connector = MISSING
        await pause(max(wait, asked))
        wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
