"""What an import says: a line for everything in the list, and one of totals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.exchange.entries import Unread
from bot.exchange.plan import Addition, Change, Duplicate, Outcome, Unchanged
from bot.texts import ELLIPSIS

_WIDEST: Final = 70


def report(outcomes: Sequence[Outcome], *, written: bool) -> Iterator[str]:
    """Tell line by line what is (or would be) done, and why not."""
    for outcome in outcomes:
        yield f"line {outcome.line}: {_sentence(outcome, written)}"
    yield _totals(outcomes, written)


def _sentence(outcome: Outcome, written: bool) -> str:
    match outcome:
        case Addition(draft=draft):
            verb = "added" if written else "would add"
            return f"{verb} {draft.id} ({_state(outcome)}): {_shown(draft.text)}"
        case Change(draft=draft, fields=fields, is_own_layout=is_own_layout):
            verb = "changed" if written else "would change"
            layout = "; drops the file's own comments and layout" if is_own_layout else ""
            return f"{verb} {draft.id} ({', '.join(fields)}{layout}): {_shown(draft.text)}"
        case Duplicate(text=text, other_id=other_id, score=score):
            same = f"near-duplicate of {other_id} (score {score:.0f} of 100)"
            return f"{same}, left out: {_shown(text)}"
        case Unchanged(question_id=question_id):
            return f"there already, unchanged: {question_id}"
        case Unread(reason=reason):
            return f"not read: {_shown(reason, 2 * _WIDEST)}"


def _state(addition: Addition) -> str:
    if not (addition.missing or addition.wrong):
        return f"{addition.draft.tier}, complete"
    without = [f"without {', '.join(addition.missing)}"] if addition.missing else []
    return f"{addition.draft.tier}, a draft: {'; '.join([*without, *addition.wrong])}"


def _totals(outcomes: Iterable[Outcome], written: bool) -> str:
    counts = Counter(type(outcome) for outcome in outcomes)
    drafts = sum(isinstance(one, Addition) and bool(one.missing or one.wrong) for one in outcomes)
    added = counts[Addition]
    parts = [
        f"{added} {'added' if written else 'to add'} ({added - drafts} complete, {drafts} drafts)",
        f"{counts[Change]} {'changed' if written else 'to change'}",
        f"{counts[Unchanged]} there already",
        f"{counts[Duplicate]} near-duplicates left out",
        f"{counts[Unread]} not read",
    ]
    hints = [] if written or not (added or counts[Change]) else ["--write writes"]
    if counts[Duplicate]:
        hints.append("--accept LINE adds a near-duplicate that is none")
    return "; ".join([", ".join(parts), *hints])


def _shown(text: str, widest: int = _WIDEST) -> str:
    """Show the first line, without what a terminal would take for an order."""
    line = "".join(sign if sign.isprintable() else " " for sign in text.split("\n", 1)[0])
    return line if len(line) <= widest else line[: widest - 1] + ELLIPSIS
