"""The cards and forms of suggestions and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.action_ids import ActionId
from bot.cards import (
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
from bot.packs.own_questions import content_as_it_is
from bot.question_bank import MAX_ANSWER, MAX_TEXT, OwnQuestion
from bot.suggestions.closeness import Close
from bot.suggestions.form_texts import ANSWER, KIND, MORE, POINTS, QUESTION, UNSTORED
from bot.suggestions.marks import mark_of
from bot.suggestions.queries import State, SuggestionRow
from bot.texts import Plain, Span, Text, bulleted, clip

REASON: Final = "reason"

MAX_NAME: Final = 80
_SHOWN_REASON: Final = 600
_SHOWN_CLOSE: Final = 300
_KEPT: Final = "What you typed is kept: it stands in the form again."
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
    value: str = "",
) -> Form:
    """Ask for a reason; ``value`` is what was given before."""
    reason = TextInput(REASON, label, value=value, max_length=max_length)
    return Form(title, action, opener, (reason,), intro)


def not_taken_card(sentence: str, opener: ActionId) -> Card:
    """Say what does not fit, where a form cannot stay open; what was typed is kept."""
    return Card(
        # The sentence may quote what was typed.
        sections=(Section((Plain(sentence), f"\n{_KEPT}")),),
        buttons=(Button("Try again", opener, Style.PRIMARY),),
        tone=Tone.REFUSAL,
    )


def taken_card(*, manager_known: bool, close: Close | None = None) -> Card:
    """Thank for a suggestion, and say what happens next."""
    lines = ["Thank you. A manager decides, and you hear what came of it."]
    if not manager_known:
        lines.append("No manager has used this bot lately: tell one to type `/suggestions`.")
    if close is not None:
        lines.append("Another question is close to it; the manager sees that, too.")
    lines.append("`/suggest mine` lists what you proposed.")
    sections = [Section(("\n".join(lines),)), *(() if close is None else (_close_section(close),))]
    return Card(sections=tuple(sections), tone=Tone.GOOD)


def mine_card(suggestions: Sequence[SuggestionRow]) -> Card:
    """List a member's own suggestions and what became of them."""
    if not suggestions:
        nothing = "You have not proposed a question yet. `/suggest` opens a form."
        return Card(title="Your suggestions", sections=(Section((nothing,)),))
    return Card(title="Your suggestions", sections=tuple(map(_mine, suggestions)))


def _mine(suggestion: SuggestionRow) -> Section:
    words: Text = (_first_words(suggestion),)
    if suggestion.reason:
        words += ("\nThe reason: ", clip(one_line(suggestion.reason), 2 * MAX_NAME))
    changed = ", changed by a manager" if suggestion.mended else ""
    return Section(words, heading=_STATES[suggestion.state].capitalize() + changed)


def suggestion_card(
    suggestion: SuggestionRow,
    question: OwnQuestion,
    close: Close | None = None,
    *,
    is_asked_again: bool = False,
) -> Card:
    """Show a suggestion to a manager, who decides; ``is_asked_again`` in the light of ``close``."""
    mended: tuple[Span, ...] = (", mended by a manager",) if suggestion.mended else ()
    head: tuple[Span, ...] = ("From ", clip(suggestion.proposer_name, MAX_NAME), *mended, ".")
    buttons: tuple[Button, ...] = ()
    if suggestion.state is State.OPEN:
        anyway = close if is_asked_again else None
        buttons = _deciding_buttons(suggestion, anyway)
        if anyway is not None:
            head += ("\n**It is not approved yet**: another question asks nearly the same.",)
    else:
        close = None
        head += (f"\nIt was **{_STATES[suggestion.state]}**.",)
        if suggestion.reason:
            head += ("\nThe reason: ", clip(suggestion.reason, _SHOWN_REASON))
    beside = () if close is None else (_close_section(close),)
    return Card(
        title=" · ".join(("Suggestion", question.tier.capitalize(), *question.topics)),
        sections=(Section(head), *beside, *_content(question)),
        buttons=buttons,
        tone=Tone.GOOD if suggestion.state is State.APPROVED else Tone.NEUTRAL,
    )


def _deciding_buttons(suggestion: SuggestionRow, anyway: Close | None) -> tuple[Button, ...]:
    row, content = str(suggestion.id), suggestion.content
    approve = Button("Approve", ActionId("approve", (row, mark_of(content))), Style.PRIMARY)
    if anyway is not None:
        action = ActionId("approve_anyway", (row, mark_of(content, anyway)))
        approve = Button("Approve anyway", action, Style.PRIMARY)
    return (
        approve,
        Button("Mend", ActionId("mend", (row,))),
        Button("Decline", ActionId("decline", (row,))),
    )


def _close_section(close: Close) -> Section:
    score = f"Close to `{close.question_id}` ({close.score:.0f} of 100): "
    return Section((score, clip(one_line(close.text), _SHOWN_CLOSE)))


def in_queue(card: Card, number: int, count: int, leading: tuple[Button, ...]) -> Card:
    """Tell where in the list of what waits a card stands; ``leading`` are buttons that lead on."""
    footer = f"{number} of {count} that wait" if count > 1 else ""
    return replace(card, buttons=(*card.buttons, *leading), footer=footer)


def mended_card(question_id: str, onward: tuple[Button, ...]) -> Card:
    """Confirm that a question of the workspace's own was changed."""
    words = f"`{question_id}` is changed."
    return Card(sections=(Section((words,)),), buttons=onward, tone=Tone.GOOD)


def waiting_card(count: int) -> Card:
    """Tell a manager that something waits, without a word of what it is."""
    what = "1 suggestion or report waits" if count == 1 else f"{count} suggestions or reports wait"
    return Card(
        title="Something waits for you",
        sections=(Section((f"{what} for a manager. `/suggestions` shows them, too.",)),),
        buttons=(Button("Look", ActionId("queue", ("1",)), Style.PRIMARY),),
    )


def _content(question: OwnQuestion) -> tuple[Section, ...]:
    sections = [
        Section(question.shown(question.text), heading="The question"),
        Section(question.shown(question.answer), heading="Reference answer"),
        Section(bulleted(map(question.shown, question.key_points)), heading="Key points"),
    ]
    if question.hint:
        sections.append(Section(question.shown(question.hint), heading="Hint"))
    for heading, items in (
        ("Often believed", (question.misconception,) if question.misconception else ()),
        ("Asked next", question.follow_ups),
        ("Sources", question.references),
    ):
        if items:
            sections.append(Section(bulleted(map(question.shown, items)), heading=heading))
    return tuple(sections)


def _first_words(suggestion: SuggestionRow) -> Span:
    return clip(one_line(_text_of(suggestion)), 2 * MAX_NAME)


def _text_of(suggestion: SuggestionRow) -> str:
    return content_as_it_is(UNSTORED, suggestion.content).text


def one_line(words: str) -> str:
    """Put words on one line."""
    return " ".join(words.split())
