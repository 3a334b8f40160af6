"""A form that was submitted and not taken: what was typed is quoted, and a button tries again."""

from typing import Final

from bot.action_ids import ActionId
from bot.cards import MAX_INPUTS, MAX_TYPED, Button, Card, Rejected, Section, Style, Tone
from bot.catalogue import ACTIONS
from bot.errors import BadInput, Refusal
from bot.requests import Press
from bot.texts import Plain, clip, quoted_length

_QUOTED: Final = 4_000  # of all inputs together; the rest of the card is for the sentence


def rejected(refusal: Refusal, press: Press) -> Rejected:
    """Turn a refusal of a submitted form into an outcome that loses nothing."""
    names = list(press.inputs)[:MAX_INPUTS]  # a forged form may have any number
    one = {names[0]: refusal.sentence}
    problems = refusal.problems if isinstance(refusal, BadInput) else one
    written = [words for words in (press.inputs[name] for name in names) if words.strip()]
    typed = tuple(
        Section((words,), heading="What you typed", quoted=True)
        for words in _within(_QUOTED, written)
    )
    card = Card(
        sections=(Section((refusal.sentence,)), *typed),
        buttons=_again(press),
        tone=Tone.REFUSAL,
    )
    return Rejected({name: _plain(sentence) for name, sentence in problems.items()}, card)


def _within(room: int, inputs: list[str]) -> list[Plain]:
    """Cut inputs so that together they fit: a short one leaves its room to the longer ones."""
    rooms = {}
    by_length = sorted(range(len(inputs)), key=lambda at: quoted_length(inputs[at]))
    for taken, at in enumerate(by_length):
        share = min(MAX_TYPED, room // (len(inputs) - taken))
        rooms[at] = min(share, quoted_length(inputs[at]))
        room -= rooms[at]
    return [clip(words, rooms[at]) for at, words in enumerate(inputs)]


def _again(press: Press) -> tuple[Button, ...]:
    action_id = ActionId.decode(press.action)
    action = ACTIONS.get(action_id.name) if action_id else None
    if action_id is None or action is None or action.reopened_by is None:
        return ()
    opener = ActionId(action.reopened_by, action_id.arguments)
    return (Button("Try again", opener, Style.PRIMARY),)


def _plain(sentence: str) -> str:
    """Take the Markdown out: below an input, platforms show plain text only."""
    return sentence.replace("**", "").replace("`", "")
