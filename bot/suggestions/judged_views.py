"""What a proposer reads of a decision, and of what was changed before it."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.cards import Card, Section, Tone
from bot.packs.own_questions import content_as_it_is
from bot.question_bank import OwnQuestion
from bot.suggestions.form_texts import UNSTORED
from bot.suggestions.queries import State, SuggestionRow
from bot.texts import Plain, clip

_SHOWN_QUESTION: Final = 600
_SHOWN_REASON: Final = 1_200
_OF_CHANGES: Final = 4_000  # of a card: all that was changed, as it was and as it is
_MOST_OF_A_CHANGE: Final = 1_300  # so that a section holds both
_NOTHING: Final = "nothing"


def judged_card(suggestion: SuggestionRow) -> Card:
    """Tell a proposer what became of their suggestion."""
    proposed = _read(suggestion.proposed or suggestion.content)
    if suggestion.state is State.APPROVED:
        return _approved_card(proposed, _read(suggestion.content), is_mended=suggestion.mended)
    reason = clip(suggestion.reason or "", _SHOWN_REASON)
    words = (clip(proposed.text, _SHOWN_QUESTION), "\nwas declined: ", reason)
    return Card("Your suggestion", (Section(words),))


def _approved_card(proposed: OwnQuestion, approved: OwnQuestion, *, is_mended: bool) -> Card:
    before, now = _parts(proposed), _parts(approved)
    changed = [heading for heading in now if now[heading] != before[heading]]
    room = min(_MOST_OF_A_CHANGE, _OF_CHANGES // max(1, 2 * len(changed)))
    how = ", with changes" if is_mended and changed else ""
    words = f"\nis approved{how}: your team is asked it from now on. Thank you!"
    head = Section((clip(approved.text, _SHOWN_QUESTION), words))
    changes = (
        Section(
            ("Before: ", _shown(before[one], room), "\nNow: ", _shown(now[one], room)),
            heading=one,
        )
        for one in changed
    )
    return Card("Your suggestion", (head, *changes), tone=Tone.GOOD)


def _parts(question: OwnQuestion) -> Mapping[str, str]:
    """Take a question apart as the form shows it, by heading."""
    return dict(_headed(question))


def _headed(question: OwnQuestion) -> Iterator[tuple[str, str]]:
    yield "The question", question.text
    yield "Reference answer", question.answer
    yield "Key points", "\n".join(question.key_points)
    yield "Tier and topics", ", ".join((question.tier, *question.topics))
    yield "Hint", question.hint
    yield "Often believed", question.misconception
    yield "Asked next", "\n".join(question.follow_ups)
    yield "Sources", "\n".join(question.references)


def _shown(words: str, room: int) -> Plain | str:
    return clip(words, room) if words else _NOTHING


def _read(content: str) -> OwnQuestion:
    return content_as_it_is(UNSTORED, content)
