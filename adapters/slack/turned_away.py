"""What arrives while the bot stops: answered at once, so that nobody waits for nothing."""

from collections.abc import Mapping
from typing import Any, Final

from bot.cards import Card, Reply, Section, Tone

_SENTENCE: Final = "The bot is restarting. Please try again in a minute."
RESTARTING: Final = Reply(Card(sections=(Section((_SENTENCE,)),), tone=Tone.REFUSAL))
_REDELIVERED: Final = "events_api"


def first_answer(
    kind: str, payload: Mapping[str, Any], message: dict[str, Any]
) -> dict[str, Any] | None:
    """Choose the acknowledgement; None for what Slack delivers again when it gets none.

    ``message`` says in Slack's form that the bot is restarting.
    """
    if kind == _REDELIVERED:
        return None
    if kind == "slash_commands":
        return message
    if payload.get("type") == "view_submission":
        return still_open(payload, _SENTENCE)
    return {}


def still_open(payload: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """Keep a form open with all that was typed, and say why beneath its first input."""
    values = ((payload.get("view") or {}).get("state") or {}).get("values") or {}
    name = next(iter(values), "")
    return {"response_action": "errors", "errors": {name: sentence}} if name else {}
