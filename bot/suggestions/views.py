"""The cards and forms of suggestions and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.action_ids import ActionId
from bot.cards import (
    MAX_BUTTONS,
    MAX_FORM_TITLE,
    MAX_TYPED,
    Button,
    Card,
    Form,
    Section,
    Style,
    TextInput,
    Tone,
)
from bot.packs.own_questions import read_content
from bot.question_bank import MAX_ANSWER, MAX_TEXT, OwnQuestion, Question
from bot.suggestions.closeness import Close
from bot.suggestions.form_texts import ANSWER, KIND, MORE, POINTS, QUESTION, UNSTORED
from bot.suggestions.queries import State, SuggestionRow
from bot.suggestions.report_queries import ReportRow
from bot.texts import Span, Text, clip

REASON: Final = "reason"

_MAX_NAME: Final = 80
_SHOWN_REASON: Final = 600
_SHOWN_REPORTS: Final = 5
_LISTED: Final = 20
_STATES: Final[Mapping[State, str]] = {
    State.OPEN: "waits for a manager",
    State.APPROVED: "approved",
    State.DECLINED: "declined",
}


def question_form(title: str, action: ActionId, opener: ActionId, typed: Mapping[str, str]) -> Form:
    """Ask for a question; ``typed`` stands in the inputs."""

    def given(name: str, limit: int) -> str:
        return typed.get(name, "")[:limit]

    return Form(
        title=title[:MAX_FORM_TITLE],
        action=action,
        opener=opener,
        inputs=(
            TextInput(QUESTION, "The question", given(QUESTION, MAX_TEXT), max_length=MAX_TEXT),
            TextInput(
                ANSWER,
                "Reference answer",
                given(ANSWER, MAX_ANSWER),
                placeholder="First one sentence that one could say aloud",
                max_length=MAX_ANSWER,
            ),
            TextInput(
                POINTS,
                "Key points: 3 to 5, one on each line",
                given(POINTS, MAX_TYPED),
                placeholder="Facts that an answer either has or has not",
            ),
            TextInput(
                KIND,
                "Tier and topics",
                given(KIND, 200),
                placeholder="intermediate, cnn, computer-vision",
                max_length=200,
                multiline=False,
            ),
            TextInput(
                MORE,
                "More, if you like",
                given(MORE, MAX_TYPED),
                placeholder="Lines that begin with Hint: Asked next: Often believed: Source:",
                required=False,
            ),
        ),
    )


def reason_form(
    title: str,
    action: ActionId,
    opener: ActionId,
    label: str,
    *,
    intro: Text = (),
    max_length: int = MAX_TYPED,
) -> Form:
    """Ask for a reason."""
    reason = TextInput(REASON, label, max_length=max_length)
    return Form(title, action, opener, (reason,), intro)


def not_taken_card(sentence: str, opener: ActionId) -> Card:
    """Say what does not fit, where a form cannot stay open; what was typed is kept."""
    return Card(
        sections=(Section((sentence, "\nWhat you typed is kept: it stands in the form again.")),),
        buttons=(Button("Try again", opener, Style.PRIMARY),),
        tone=Tone.REFUSAL,
    )


def taken_card(*, manager_known: bool, close: Close | None = None) -> Card:
    """Thank for a suggestion, and say what happens next."""
    lines = ["Thank you. A manager decides, and you hear what came of it."]
    if not manager_known:
        lines.append("No manager has used this bot lately: tell one to type `/suggestions`.")
    if close is not None:
        lines.append(f"It is close to `{close.question_id}`; the manager sees that, too.")
    lines.append("`/suggest mine` lists what you proposed.")
    return Card(sections=(Section(("\n".join(lines),)),), tone=Tone.GOOD)


def mine_card(suggestions: Sequence[SuggestionRow]) -> Card:
    """List a member's own suggestions and what became of them."""
    if not suggestions:
        nothing = "You have not proposed a question yet. `/suggest` opens a form."
        return Card(title="Your suggestions", sections=(Section((nothing,)),))
    lines: list[Span] = []
    for one in suggestions:
        lines += ["\n" if lines else "", f"**{_STATES[one.state]}**: ", _first_words(one)]
        if one.reason:
            lines += [": ", clip(_one_line(one.reason), 2 * _MAX_NAME)]
    return Card(title="Your suggestions", sections=(Section(tuple(lines)),))


def suggestion_card(
    suggestion: SuggestionRow, question: OwnQuestion, close: Close | None = None
) -> Card:
    """Show a suggestion to a manager, who decides."""
    row = str(suggestion.id)
    mended: tuple[Span, ...] = (", mended by a manager",) if suggestion.mended else ()
    head: tuple[Span, ...] = ("From ", clip(suggestion.proposer_name, _MAX_NAME), *mended, ".")
    buttons: tuple[Button, ...] = ()
    if suggestion.state is State.OPEN:
        buttons = (
            Button("Approve", ActionId("approve", (row,)), Style.PRIMARY),
            Button("Mend", ActionId("mend", (row,))),
            Button("Decline", ActionId("decline", (row,))),
        )
        if close is not None:
            head += (f"\nClose to `{close.question_id}` ({close.score:.0f} of 100).",)
    else:
        head += (f"\nIt was **{_STATES[suggestion.state]}**.",)
        if suggestion.reason:
            head += ("\nThe reason: ", clip(suggestion.reason, _SHOWN_REASON))
    return Card(
        title=" · ".join(("Suggestion", question.tier.capitalize(), *question.topics)),
        sections=(Section(head), *_content(question)),
        buttons=buttons or _next(1),
        tone=Tone.GOOD if suggestion.state is State.APPROVED else Tone.NEUTRAL,
    )


def in_queue(card: Card, number: int, count: int) -> Card:
    """Tell where in the list of what waits a card stands, and lead to the next."""
    if count == 1:
        return card
    return replace(
        card, buttons=(*card.buttons, *_next(number + 1)), footer=f"{number} of {count} that wait"
    )


def nothing_waits_card(left_out: Sequence[str]) -> Card:
    """Say that a manager has nothing to decide, and which questions are left out here."""
    sections = [Section(("Nothing waits for a manager.",))]
    if left_out:
        shown = ", ".join(f"`{question_id}`" for question_id in left_out[:_LISTED])
        more = f" and {len(left_out) - _LISTED} more" if len(left_out) > _LISTED else ""
        sections.append(Section((f"{shown}{more}",), heading="Not asked here"))
    return Card(
        title="Suggestions and reports",
        sections=tuple(sections),
        buttons=tuple(
            Button(f"Bring back {question_id}"[:75], ActionId("bring_back", (question_id,)))
            for question_id in left_out[:MAX_BUTTONS]
        ),
    )


def reports_card(
    question_id: str,
    question: Question | None,
    reports: Sequence[ReportRow],
    own_number: int | None,
) -> Card:
    """Show a reported question to a manager, who decides."""
    row = str(reports[0].id)
    buttons = [
        Button("Keep asking it", ActionId("keep_asking", (row,)), Style.PRIMARY),
        Button("Leave it out", ActionId("leave_out", (row,))),
    ]
    if own_number is not None:
        buttons.insert(1, Button("Mend", ActionId("mend_own", (str(own_number),))))
    sections = [Section(_reasons(reports), heading="What members say")]
    if question is None:
        gone = "This question was taken out of the bank; both buttons close the reports."
        sections.append(Section((gone,)))
    else:
        sections.append(Section(question.shown(question.text), heading="The question"))
        sections.append(Section(question.shown(question.answer), heading="Reference answer"))
    return Card(title=f"Reported · {question_id}", sections=tuple(sections), buttons=tuple(buttons))


def reported_card(*, again: bool, held_back: bool = False) -> Card:
    """Thank for a report."""
    words = "Thank you. A manager will look at it."
    if again:
        words = "You had reported this one already; your reason is now the new one."
    elif held_back:
        words += " Nobody is asked it here until then."
    return Card(sections=(Section((words,)),), tone=Tone.GOOD)


def kept_card(question_id: str) -> Card:
    """Confirm that a reported question goes on being asked."""
    words = f"`{question_id}` goes on being asked; its reports are closed."
    return Card(sections=(Section((words,)),), buttons=_next(1), tone=Tone.GOOD)


def left_out_card(question_id: str) -> Card:
    """Confirm that a question is not asked here any more."""
    words = f"`{question_id}` is not asked here any more; what members did with it still counts."
    undo = Button("Bring it back", ActionId("bring_back", (question_id,)))
    return Card(sections=(Section((words,)),), buttons=(undo, *_next(1)), tone=Tone.GOOD)


def brought_back_card(question_id: str) -> Card:
    """Confirm that a question is asked here again."""
    words = f"`{question_id}` may be asked here again."
    return Card(sections=(Section((words,)),), buttons=_next(1), tone=Tone.GOOD)


def mended_card(question_id: str) -> Card:
    """Confirm that a question of the workspace's own was changed."""
    words = f"`{question_id}` is changed. Its reports stay open until you decide about them."
    return Card(sections=(Section((words,)),), buttons=_next(1), tone=Tone.GOOD)


def waiting_card(count: int) -> Card:
    """Tell a manager that something waits, without a word of what it is."""
    what = "1 suggestion or report waits" if count == 1 else f"{count} suggestions or reports wait"
    return Card(
        title="Something waits for you",
        sections=(Section((f"{what} for a manager. `/suggestions` shows them, too.",)),),
        buttons=(Button("Look", ActionId("queue", ("1",)), Style.PRIMARY),),
    )


def judged_card(suggestion: SuggestionRow) -> Card:
    """Tell a proposer what became of their suggestion."""
    words: list[Span] = [clip(_text_of(suggestion), _SHOWN_REASON)]
    if suggestion.state is State.APPROVED:
        mended = ", with changes" if suggestion.mended else ""
        words.append(f"\nis approved{mended}: your team is asked it from now on. Thank you!")
        return Card("Your suggestion", (Section(tuple(words)),), tone=Tone.GOOD)
    words += ["\nwas declined: ", clip(suggestion.reason or "", 2 * _SHOWN_REASON)]
    return Card("Your suggestion", (Section(tuple(words)),))


def _content(question: OwnQuestion) -> tuple[Section, ...]:
    sections = [
        Section(question.shown(question.text), heading="The question"),
        Section(question.shown(question.answer), heading="Reference answer"),
        Section(_listed(question, question.key_points), heading="Key points"),
    ]
    if question.hint:
        sections.append(Section(question.shown(question.hint), heading="Hint"))
    for heading, items in (
        ("Often believed", (question.misconception,) if question.misconception else ()),
        ("Asked next", question.follow_ups),
        ("Sources", question.references),
    ):
        if items:
            sections.append(Section(_listed(question, items), heading=heading))
    return tuple(sections)


def _listed(question: OwnQuestion, items: Sequence[str]) -> Text:
    lines: list[Span] = []
    for item in items:
        lines += ["\n- " if lines else "- ", *question.shown(item)]
    return tuple(lines)


def _reasons(reports: Sequence[ReportRow]) -> Text:
    lines: list[Span] = []
    for report in reports[:_SHOWN_REPORTS]:
        name = clip(report.reporter_name, _MAX_NAME)
        lines += ["\n- " if lines else "- ", name, ": ", clip(_one_line(report.reason), 250)]
    if len(reports) > _SHOWN_REPORTS:
        lines.append(f"\nand {len(reports) - _SHOWN_REPORTS} more")
    return tuple(lines)


def _next(position: int) -> tuple[Button, ...]:
    return (Button("Next", ActionId("queue", (str(position),))),)


def _first_words(suggestion: SuggestionRow) -> Span:
    return clip(_one_line(_text_of(suggestion)), 2 * _MAX_NAME)


def _text_of(suggestion: SuggestionRow) -> str:
    return read_content(UNSTORED, suggestion.content).text


def _one_line(words: str) -> str:
    return " ".join(words.split())
