"""How sure a failed call of Slack's Web API leaves us."""

import asyncio
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.ports import Failure, SendError

_RATE_LIMITED: Final = 429
_LATER: Final = frozenset(
    {
        "message_limit_exceeded",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)
_MAYBE: Final = frozenset({"fatal_error", "internal_error"})
"""Codes of which Slack says that part of the work may have been done before."""
_NEVER_HERE: Final = frozenset(
    {
        "as_user_not_supported",
        "cannot_dm_bot",
        "cant_broadcast_message",
        "channel_is_limited_access",
        "channel_not_found",
        "channel_type_not_supported",
        "invalid_user_combination",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "method_not_supported_for_channel_type",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
"""Codes about the channel, or about the person who was to be told."""
_NEVER_HERE_PREFIX: Final = "restricted_action"
_THIS_MESSAGE: Final = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "markdown_text_conflict",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    }
)
"""Codes about one message; the next one may be taken."""
_NO_CONNECTION: Final = "no_connection"
_RETRY_SECONDS: Final = 3.0


def send_error(error: Exception) -> SendError:
    """Judge a failed call: later it may work, it never will, or nobody knows what happened."""
    match error:
        case SlackApiError():
            return _answered(error)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return SendError(Failure.RETRYABLE, _NO_CONNECTION)
        case asyncio.TimeoutError():
            return SendError(Failure.AMBIGUOUS, "no_answer_in_time")
        case _:
            return SendError(Failure.AMBIGUOUS, type(error).__name__)


def no_access_code(error: Exception) -> str:
    """Give Slack's word for shutting the whole bot out; nothing for any other failure.

    A code that nobody knows counts: it is better to look at the token once too often.
    """
    code = str(_body(getattr(error, "response", None)).get("error") or "")
    judged = send_error(error)
    is_known = code in _LATER | _THIS_MESSAGE
    return code if judged.failure is Failure.RETRYABLE and not is_known else ""


def passes_soon(failed: SendError) -> bool:
    """Tell whether the same call may work within the few seconds that somebody waits."""
    is_passing = failed.code in _LATER or failed.code == _NO_CONNECTION
    return is_passing and failed.retry_after <= _RETRY_SECONDS


def _answered(error: SlackApiError) -> SendError:
    data, status = _body(error.response), getattr(error.response, "status_code", 0)
    code = str(data.get("error") or "")
    if status == _RATE_LIMITED or code in _LATER:
        return SendError(Failure.RETRYABLE, code or "ratelimited", _retry_after(error.response))
    if code in _MAYBE:
        return SendError(Failure.AMBIGUOUS, code)
    if code in _NEVER_HERE or code.startswith(_NEVER_HERE_PREFIX):
        return SendError(Failure.PERMANENT, code)
    if code:
        # The token, a scope or the installation: somebody mends it, and no channel is to blame.
        return SendError(Failure.RETRYABLE, code)
    refused = 400 <= status < 500
    failure = Failure.RETRYABLE if refused else Failure.AMBIGUOUS
    return SendError(failure, f"http_{status}" if status else "no_json")


def _body(response: Any) -> dict[str, Any]:
    data = getattr(response, "data", None)
    return data if isinstance(data, dict) else {}


def _retry_after(response: Any) -> float:
    try:
        return max(0.0, float(response.headers.get("Retry-After", 0)))
    except ValueError:
        return 0.0
