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


def send_error(error: Exception) -> SendError:
    """Judge a failed call: later it may work, it never will, or nobody knows what happened."""
    match error:
        case SlackApiError():
            return _answered(error)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return SendError(Failure.RETRYABLE, "no_connection")
        case asyncio.TimeoutError():
            return SendError(Failure.AMBIGUOUS, "no_answer_in_time")
        case _:
            return SendError(Failure.AMBIGUOUS, type(error).__name__)


def _answered(error: SlackApiError) -> SendError:
    data, status = _body(error.response), getattr(error.response, "status_code", 0)
    code = str(data.get("error") or "")
    if status == _RATE_LIMITED or code in _LATER:
        return SendError(Failure.RETRYABLE, code or "ratelimited", _retry_after(error.response))
    if code in _MAYBE:
        return SendError(Failure.AMBIGUOUS, code)
    if code:
        return SendError(Failure.PERMANENT, code)
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
