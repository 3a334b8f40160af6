"""What a failure of Discord means: refused for good, or to be tried again."""

from typing import Final

import aiohttp
import discord

from adapters.surface import StartError, UnreachableError

REFUSED: Final = (
    "DISCORD_TOKEN: Discord does not accept this token. The right one is shown once by the "
    "developer portal under Bot, after Reset Token."
)
_TURNED_AWAY: Final = (
    "DISCORD_TOKEN: Discord refused the bot of this token ({reason}). See that it is in good "
    "standing in the developer portal."
)
NETWORK_FAILURES: Final = (discord.DiscordException, aiohttp.ClientError, OSError)
"""All that talking to Discord can raise."""


def start_failure(error: BaseException | None) -> StartError | UnreachableError:
    """Say in one line why there is no connection: refused for good, or not to be had now."""
    match error:
        case StartError() | UnreachableError():
            return error
        case discord.LoginFailure(__cause__=discord.HTTPException() as cause):
            return start_failure(cause)
        case discord.LoginFailure() | discord.ConnectionClosed(code=4_004):
            return StartError(REFUSED)
        case discord.ConnectionClosed(code=code):
            return StartError(_TURNED_AWAY.format(reason=f"close code {code}"))
        case discord.RateLimited() | discord.HTTPException(status=429):
            wait = asked_to_wait(error)
            return UnreachableError(f"Discord asks to be left alone for {wait:.0f} s (429).")
        case discord.HTTPException(status=status) if status >= 500 or not is_discords(error):
            return UnreachableError(f"Discord cannot be reached (status {status}).")
        case discord.HTTPException(status=401):
            return StartError(REFUSED)
        case discord.HTTPException(status=status, code=code):
            return StartError(_TURNED_AWAY.format(reason=f"status {status}, code {code}"))
        case _:
            return UnreachableError(f"Discord cannot be reached ({type(error).__name__}).")


def code_of(error: Exception) -> str:
    """Name a failure for the log: Discord's own number, where there is one."""
    match error:
        case discord.HTTPException(status=status, code=code):
            return str(code or status)
        case discord.RateLimited():
            return "429"
        case _:
            return type(error).__name__


def is_discords(error: discord.HTTPException) -> bool:
    """Tell Discord's own answer, which is JSON, from that of a proxy in between."""
    kind = error.response.headers.get("Content-Type", "application/json")
    return kind.startswith("application/json")


def asked_to_wait(error: BaseException | None) -> float:
    """Tell for how many seconds Discord wants to be left alone; 0 when it does not say."""
    match error:
        case discord.RateLimited(retry_after=seconds):
            return seconds
        case discord.HTTPException(response=response):
            try:
                return float(response.headers.get("Retry-After", 0))
            except ValueError:
                return 0.0
        case _:
            return 0.0
