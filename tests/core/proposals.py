"""Members who propose and report, and managers who decide."""

from collections.abc import Mapping
from typing import Final

from bot.cards import Card, Form, Outcome, Reply
from bot.requests import CommandCall, Platform
from tests.core.player import Player, words_of

WARM_UP: Final[Mapping[str, str]] = {
    "question": "Why does a learning rate warm-up help a transformer?",
    "answer": "Early gradients are large and Adam's second moments are noisy, so small steps.",
    "points": "- Early gradients vary a lot\n- Adam's moments are noisy at first\n- Steps grow",
    "kind": "Intermediate, transformer, optimisation",
    "more": "Hint: Think of the first hundred steps.\n"
    "Source: Vaswani et al., Attention Is All You Need, NeurIPS 2017, arXiv:1706.03762",
}


def opens(player: Player, command: str, **options: str) -> Form:
    """Type a command that opens a form."""
    outcome = player.bot.run_command(CommandCall(command, player.asker, player.place, options))
    assert isinstance(outcome, Form), outcome
    return outcome


def proposes(player: Player, **changed: str) -> Outcome:
    """Type /suggest, fill the form and send it."""
    return player.sends(opens(player, "suggest").action, **{**WARM_UP, **changed})


def queue_of(manager: Player) -> Card:
    """Look at what waits for a manager."""
    return manager.types("/suggestions").card


def decides(manager: Player, button: str, card: Card | None = None) -> Card:
    """Press a button that decides, on the first card that waits unless another is given."""
    reply = manager.presses(button, card or queue_of(manager))
    assert isinstance(reply, Reply), reply
    return reply.card


def submits(player: Player, button: str, card: Card, **inputs: str) -> Outcome:
    """Press a button that opens a form, and send the form."""
    form = player.presses(button, card)
    assert isinstance(form, Form), form
    return player.sends(form.action, **inputs)


def declines(manager: Player, reason: str) -> Card:
    """Turn down what waits first."""
    reply = submits(manager, "Decline", queue_of(manager), reason=reason)
    assert isinstance(reply, Reply), reply
    return reply.card


def reports(player: Player, card: Card, reason: str = "It is wrong.") -> Card:
    """Report the question of a card."""
    reply = submits(player, "Report", card, reason=reason)
    assert isinstance(reply, Reply), reply
    return reply.card


def told(player: Player) -> list[tuple[str, str]]:
    """Hand out what people are told: to whom, and in what words."""
    everywhere = tuple(Platform)
    notices = player.bot.telling.claim_notices(everywhere)
    for notice in notices:
        player.bot.telling.record_told(notice)
    return [(notice.user_id, words_of(notice.card)) for notice in notices]


def settle_something_of_everything(member: Player, manager: Player) -> None:
    """Leave a row in every table about packs, suggestions and reports."""
    proposes(member)
    decides(manager, "Approve")
    proposes(member, question="What does gradient clipping bound, and what does it not bound?")
    for button in ("Leave it out", None):
        reports(member, member.draws())
        if button:
            waiting = queue_of(manager)
            while "Reported" not in waiting.title:
                waiting = decides(manager, "Next", waiting)
            decides(manager, button, waiting)
    submits(manager, "Mend", queue_of(manager), **{**WARM_UP, "points": "only one"})
