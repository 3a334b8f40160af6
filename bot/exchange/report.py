"""What an import says: a line for everything in the list, and one of totals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.exchange.entries import Note, Unread, where
from bot.exchange.outcomes import Addition, Change, Duplicate, Outcome, Unchanged
from bot.exchange.phrases import counted, shown

_WIDEST: Final = 70  # signs: the first words of a question, which tell it from others
_WIDEST_REASON: Final = 500  # signs: more than any sentence here takes, and less than a screen


def report(outcomes: Sequence[Outcome], *, written: bool) -> Iterator[str]:
    """Tell line by line what is (or would be) done, and why not."""
    on_line = Counter(outcome.line for outcome in outcomes)
    for outcome in outcomes:
        entry = outcome.entry if on_line[outcome.line] > 1 else 0
        yield f"{where(outcome.line, entry)}: {_sentence(outcome, written)}"
    yield _totals(outcomes, written)


def _sentence(outcome: Outcome, written: bool) -> str:
    match outcome:
        case Addition(draft=draft):
            verb = "added" if written else "would add"
            return f"{verb} {draft.id} ({_state(outcome)}): {shown(draft.text, _WIDEST)}"
        case Change(draft=draft, fields=fields, cautions=cautions):
            verb = "changed" if written else "would change"
            what = "; ".join([", ".join(fields), *cautions])
            return f"{verb} {draft.id} ({what}): {shown(draft.text, _WIDEST)}"
        case Duplicate(text=text, other_id=other_id, score=score):
            same = f"near-duplicate of {other_id} (score {score:.0f} of 100)"
            return f"{same}, left out: {shown(text, _WIDEST)}"
        case Unchanged(question_id=question_id):
            return f"there already, unchanged: {question_id}"
        case Note(remark=remark):
            return f"note: {remark}"
        case Unread(reason=reason):
            return f"not read: {shown(reason, _WIDEST_REASON)}"


def _state(addition: Addition) -> str:
    if not (addition.missing or addition.wrong):
        return f"{addition.draft.tier}, complete"
    wrong = [shown(reason, _WIDEST_REASON) for reason in addition.wrong]
    without = [f"without {', '.join(addition.missing)}"] if addition.missing else []
    return f"{addition.draft.tier}, a draft: {'; '.join([*without, *wrong])}"


def _totals(outcomes: Iterable[Outcome], written: bool) -> str:
    counts = Counter(type(outcome) for outcome in outcomes)
    drafts = sum(isinstance(one, Addition) and bool(one.missing or one.wrong) for one in outcomes)
    added = counts[Addition]
    whole = f"{added - drafts} complete, {counted(drafts, 'draft')}"
    parts = [
        f"{added} {'added' if written else 'to add'} ({whole})",
        f"{counts[Change]} {'changed' if written else 'to change'}",
        f"{counts[Unchanged]} there already",
        f"{counted(counts[Duplicate], 'near-duplicate')} left out",
        f"{counts[Unread]} not read",
    ]
    if counts[Note]:
        parts.append(counted(counts[Note], "note"))
    hints = [] if written or not (added or counts[Change]) else ["--write writes"]
    if counts[Duplicate]:
        hints.append("--accept LINE adds a near-duplicate that is none")
    return "; ".join([", ".join(parts), *hints])
