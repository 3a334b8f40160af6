"""The cards of reports, and of questions that a workspace is not asked any more."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.action_ids import FOR_ORIGIN, MAX_LENGTH, ActionId
from bot.cards import MAX_CARD, Button, Card, Section, Style, Tone
from bot.packs.queries import HOLDS_BACK
from bot.question_bank import Question
from bot.suggestions.report_queries import ClosedReport, ReportOutcome, ReportRow
from bot.suggestions.turns import Turn
from bot.suggestions.views import MAX_NAME, one_line
from bot.texts import Span, Text, bulleted, clip

LEFT_OUT_AT_ONCE: Final = 4  # a button each, and one that leads on

_SHOWN_REPORTS: Final = 5
_MAX_REASON: Final = 250
_LEAST_OF_A_REASON: Final = 200  # with its name
_FOR_THE_TITLE: Final = 420  # and for "What members say", "and 12 more" and what a press did
_KEEP_OR_LEAVE: Final = ("Keep asking it", "Leave it out")
_LEFT_OUT: Final = "It is left out here already."
_HELD_BACK: Final = "Nobody is asked it here until you decide."
_MAX_LABEL: Final = 75
_SHOWN_AGAIN: Final = 600
_OUTCOMES: Final[Mapping[ReportOutcome, str]] = {
    ReportOutcome.KEPT: "goes on being asked as it is.",
    ReportOutcome.MENDED: "was mended, and goes on being asked.",
    ReportOutcome.LEFT_OUT: "is not asked here any more.",
}
_SHOWN_QUESTION: Final = 300


def nothing_waits_card(left_out: int) -> Card:
    """Say that a manager has nothing to decide."""
    return Card(
        title="Suggestions and reports",
        sections=(Section(("Nothing waits for a manager.",)),),
        buttons=to_left_out(left_out),
    )


def to_left_out(count: int) -> tuple[Button, ...]:
    """Lead to the questions that are not asked here, where there are any."""
    return (Button(f"Not asked here ({count})", ActionId("not_asked", ("1",))),) if count else ()


def left_out_list_card(left_out: Mapping[str, Question | None], page: int, pages: int) -> Card:
    """List a page of the questions that are not asked here, each to be brought back."""
    listed = bulleted(_named(*one) for one in left_out.items()) or ("None is left out.",)
    more = (Button("More", ActionId("not_asked", (str(page % pages + 1),))),) if pages > 1 else ()
    return Card(
        title="Not asked here",
        sections=(Section(listed),),
        buttons=(
            *(
                Button(f"Bring back {one}"[:_MAX_LABEL], ActionId("bring_back", (one,)))
                for one in left_out
            ),
            *more,
        ),
        footer=f"Page {page} of {pages}" if pages > 1 else "",
    )


def _named(question_id: str, question: Question | None) -> Text:
    """Name a question by its id and what it asks."""
    if question is None:
        return (f"`{question_id}`: it was taken out of the bank",)
    return (f"`{question_id}`: ", clip(one_line(question.text), _SHOWN_QUESTION))


def reports_card(
    question_id: str,
    question: Question | None,
    reports: Sequence[ReportRow],
    turn: Turn,
    own_number: int | None,
    said: str = "",
    *,
    is_left_out: bool = False,
) -> Card:
    """Show a reported question to a manager, who decides; ``said`` tells what they just did."""
    # What comes in after this card was shown is not decided by it.
    newest, place = str(reports[-1].id), turn.encode()
    keep, leave = ("Ask it again", "Keep it out") if is_left_out else _KEEP_OR_LEAVE
    buttons = [
        Button(keep, ActionId("keep_asking", (newest, place)), Style.PRIMARY),
        Button(leave, ActionId("leave_out", (newest, place))),
    ]
    if own_number is not None:
        buttons.insert(1, Button("Mend", ActionId("mend_own", (str(own_number),))))
    gone = "This question was taken out of the bank; both buttons close the reports."
    shown = [Section((gone,))]
    if question is not None:
        shown = [
            Section(question.shown(question.text), heading="The question"),
            Section(question.shown(question.answer), heading="Reference answer"),
            *_lists(question),
        ]
    room = MAX_CARD - sum(section.length for section in shown) - _FOR_THE_TITLE
    for section in _besides(question):
        # The reasons come first: where they would be cut to a few words, this is left out.
        if room - section.length >= len(reports[-_SHOWN_REPORTS:]) * _LEAST_OF_A_REASON:
            shown.append(section)
            room -= section.length
    reasons = Section(_reasons(reports, room), heading="What members say")
    state = _LEFT_OUT if is_left_out else _HELD_BACK if len(reports) >= HOLDS_BACK else ""
    told = "\n".join(filter(None, (said, state)))
    before = (Section((told,)),) if told else ()
    return Card(
        title=f"Reported · {question_id}",
        sections=(*before, reasons, *shown),
        buttons=tuple(buttons),
    )


def reported_card(*, again: bool, held_back: bool = False) -> Card:
    """Thank for a report."""
    words = "Thank you. A manager will look at it."
    if again:
        words = "You had reported this one already; your reason is now the new one."
    elif held_back:
        words += " Nobody is asked it here until then."
    return Card(sections=(Section((words,)),), tone=Tone.GOOD)


def looked_at_card(report: ClosedReport, question: Question | None, *, is_left_out: bool) -> Card:
    """Tell who reported a question that a manager has looked at it, and what came of it.

    ``is_left_out`` is whether it is now: another manager may have decided since.
    """
    what: Span = "The question" if question is None else clip(question.text, _SHOWN_AGAIN)
    outcome = _OUTCOMES[ReportOutcome.LEFT_OUT]
    if question is None:
        outcome = "was taken out of the bank meanwhile."
    elif not is_left_out:
        was_mended = report.outcome is ReportOutcome.MENDED
        outcome = _OUTCOMES[ReportOutcome.MENDED if was_mended else ReportOutcome.KEPT]
    return Card(
        title="Your report",
        sections=(
            Section((what, f"\n**A manager has looked at it.** It {outcome} Thank you!")),
            Section((clip(report.reason, _SHOWN_AGAIN),), heading="You had written"),
        ),
        tone=Tone.GOOD,
    )


def kept_card(question_id: str, onward: tuple[Button, ...]) -> Card:
    """Confirm that a reported question goes on being asked."""
    words = f"`{question_id}` goes on being asked; its reports are closed."
    return Card(sections=(Section((words,)),), buttons=onward, tone=Tone.GOOD)


def decided_card(question_id: str, onward: tuple[Button, ...], *, is_left_out: bool) -> Card:
    """Say what was decided about a question before this press."""
    what = "is not asked here any more" if is_left_out else "goes on being asked"
    words = f"Somebody decided meanwhile: `{question_id}` {what}."
    return Card(sections=(Section((words,)),), buttons=onward)


def left_out_card(question_id: str, turn: Turn, onward: tuple[Button, ...]) -> Card:
    """Confirm that a question is not asked here any more."""
    words = f"`{question_id}` is not asked here any more; what members did with it still counts."
    undo = ActionId("bring_back", (question_id, turn.encode()))
    if len(undo.encode()) > MAX_LENGTH - FOR_ORIGIN:
        undo = ActionId("bring_back", (question_id,))  # then Next begins anew
    return Card(
        sections=(Section((words,)),),
        buttons=(Button("Bring it back", undo), *onward),
        tone=Tone.GOOD,
    )


def brought_back_card(question_id: str, onward: tuple[Button, ...]) -> Card:
    """Confirm that a question is asked here again."""
    words = f"`{question_id}` may be asked here again."
    return Card(sections=(Section((words,)),), buttons=onward, tone=Tone.GOOD)


def _lists(question: Question) -> Iterator[Section]:
    for heading, items in (("Key points", question.key_points), ("Sources", question.references)):
        if items:
            yield Section(bulleted(map(question.shown, items)), heading=heading)


def _besides(question: Question | None) -> Iterator[Section]:
    """Show what members meet besides the question and its answer, and may report as well."""
    if question is None:
        return
    if question.hint:
        yield Section(question.shown(question.hint), heading="Hint")
    if question.misconception:
        yield Section(question.shown(question.misconception), heading="Often believed")
    if question.follow_ups:
        yield Section(bulleted(map(question.shown, question.follow_ups)), heading="Asked next")


def _reasons(reports: Sequence[ReportRow], room: int) -> Text:
    """List what members say, each cut so that together it has at most ``room`` characters."""
    shown = reports[-_SHOWN_REPORTS:]
    each = min(_MAX_REASON, room // len(shown) - MAX_NAME - len("\n- : "))
    lines: list[Span] = []
    for report in shown:
        name = clip(report.reporter_name, MAX_NAME)
        lines += ["\n- " if lines else "- ", name, ": ", clip(one_line(report.reason), each)]
    if len(reports) > _SHOWN_REPORTS:
        lines.append(f"\nand {len(reports) - _SHOWN_REPORTS} more")
    return tuple(lines)
