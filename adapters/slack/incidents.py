"""What broke: written to the log under an id, which whoever asked can quote."""

import logging
import secrets

from bot.errors import Refusal

log = logging.getLogger(__name__)


def report(error: Exception) -> Refusal:
    """Log what broke, and make the words for whoever asked."""
    incident = secrets.token_hex(4)
    log.error("incident %s on the way to or from Slack", incident, exc_info=error)
    return Refusal(
        "That went wrong on our side. Please try again; if it stays, tell whoever runs this bot: "
        f"`{incident}`."
    )


def beneath_an_input(sentence: str) -> str:
    """Write a sentence as Slack shows it beneath an input: without marks."""
    return sentence.replace("`", "")
