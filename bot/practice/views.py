"""The cards and the form of practising."""

from dataclasses import replace
from typing import Final

from bot.action_ids import ActionId
from bot.cards import (
    MAX_CARD,
    MAX_TYPED,
    Button,
    Card,
    Checklist,
    Form,
    Section,
    Style,
    TextInput,
    Tone,
)
from bot.question_bank import Question
from bot.ratings import Rating
from bot.texts import bulleted, clip

WORDS: Final = "words"
SEEN_THEM_ALL: Final = "You have seen them all; this is one that you know least."
NOT_ANSWERED_YET: Final = "You have seen them all; this is one that you have not answered yet."
STILL_OPEN: Final = "Still open; Another gives you a different one."
NOTHING_CLOSE: Final = "Nothing close to this point: did you say it in other words?"
_WORDING_ONLY: Final = "Hints compare wording only. They cannot tell right from wrong."
_ENOUGH_WORDS: Final = 500  # of an answer, to know it again
_RESERVED: Final = 500  # for the title, the result line and the footer of an answer
_NO_HINT: Final = "Nobody wrote a hint for this one. Say what you know first; the rest follows."
_RATING_LABELS: Final = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}


def question_title(question: Question) -> str:
    """Name the tier and the topics, as every card about a question begins."""
    return " · ".join((question.tier.capitalize(), *question.topics))


def question_card(question: Question, draw_id: int, *, footer: str = "") -> Card:
    """Show a question that is the asker's own."""
    return Card(
        title=question_title(question),
        sections=(Section(question.shown(question.text)),),
        buttons=(
            *answer_buttons(draw_id),
            Button("Another", ActionId("another", (str(draw_id),))),
            Button("Report", ActionId("report", (str(draw_id),))),
        ),
        footer=footer,
    )


def answer_buttons(draw_id: int) -> tuple[Button, ...]:
    """Offer what can be done with a question."""
    draw = str(draw_id)
    return (
        Button("Answer", ActionId("answer", (draw,)), Style.PRIMARY),
        Button("Hint", ActionId("hint", (draw,))),
        Button("Show answer", ActionId("show", (draw,))),
    )


def answer_form(question: Question, draw_id: int, words: str) -> Form:
    """Ask for an answer in the member's own words; what they typed before is still there."""
    draw = str(draw_id)
    return Form(
        title="Your answer",
        action=ActionId("submit", (draw,)),
        opener=ActionId("answer", (draw,)),
        inputs=(
            TextInput(
                WORDS,
                "In your own words",
                value=words,
                placeholder="As you would say it in the interview",
            ),
        ),
        intro=question.shown(question.text),
    )


def hint_card(question: Question, draw_id: int) -> Card:
    """Help to start."""
    hint = question.shown(question.hint) if question.hint else (_NO_HINT,)
    return Card(
        sections=(Section(hint, heading="Hint"),),
        buttons=(Button("Answer", ActionId("answer", (str(draw_id),)), Style.PRIMARY),),
    )


def answer_card(
    question: Question,
    draw_id: int,
    words: str,
    ticked: frozenset[int],
    proposed: Rating,
    nothing_close: frozenset[int] = frozenset(),
) -> Card:
    """Show own words, the reference answer and the checklist, and ask for the rating.

    ``nothing_close`` numbers the points that get a hint: nothing in the words is worded like them.
    """
    draw = str(draw_id)
    checklist = _checklist(question, draw, ticked, nothing_close)
    footer = _proposal(ticked, proposed)
    return Card(
        title=question_title(question),
        sections=_compared(question, words, checklist.length),
        checklist=checklist,
        buttons=(
            *(
                Button(
                    label,
                    ActionId("rate", (draw, rating.value)),
                    Style.PRIMARY if rating is proposed else Style.PLAIN,
                )
                for rating, label in _RATING_LABELS.items()
            ),
            Button("Report", ActionId("report", (draw,))),
        ),
        footer=f"{footer} {_WORDING_ONLY}" if nothing_close else footer,
    )


def rated_card(
    question: Question,
    draw_id: int,
    words: str,
    result: str,
    *,
    just_now: bool,
    more_reviews: bool = False,
    review_first: bool = False,
    footer: str = "",
) -> Card:
    """Show the answer once more with what the rating brought, and what can come next.

    ``review_first`` puts the next review, while there are more, before a question of any kind.
    """
    draw = str(draw_id)
    another = Button("Another", ActionId("another", (draw,)))
    review = Button("Next review", ActionId("next_review", (draw,)))
    nexts = (another, review) if more_reviews else (another,)
    first, *others = reversed(nexts) if review_first else nexts
    return Card(
        title=question_title(question),
        sections=(
            Section((result,)),
            *_compared(question, words, checklist_length=0),
        ),
        buttons=(
            replace(first, style=Style.PRIMARY),
            *others,
            Button("Report", ActionId("report", (draw,))),
        ),
        footer=footer,
        tone=Tone.GOOD if just_now else Tone.NEUTRAL,
    )


def _proposal(ticked: frozenset[int], proposed: Rating) -> str:
    if not ticked:
        return "Tick what you covered, then say how it went. Without a tick it was again."
    return f"How did it go? Your ticks say {proposed.value}; you have the last word."


def _checklist(
    question: Question, draw: str, ticked: frozenset[int], nothing_close: frozenset[int]
) -> Checklist:
    return Checklist(
        ActionId("tick", (draw,)),
        tuple(
            (*question.shown(point), f"\n*{NOTHING_CLOSE}*")
            if number in nothing_close
            else question.shown(point)
            for number, point in enumerate(question.key_points)
        ),
        ticked,
        heading="Which of these did you cover?",
    )


def _compared(question: Question, words: str, checklist_length: int) -> tuple[Section, ...]:
    """Put the question, the member's own words and the reference answer one below the other.

    The question stands in the chat already: where there is no room, the words come before it.
    """
    asked, reference = Section(question.shown(question.text)), _reference(question)
    room = MAX_CARD - _RESERVED - checklist_length - sum(one.length for one in reference)
    shows_question = asked.length + min(len(words), _ENOUGH_WORDS) <= room
    if shows_question:
        room -= asked.length
    own = (Section((clip(words, min(MAX_TYPED, room)),), heading="Your words", quoted=True),)
    return (*((asked,) if shows_question else ()), *(own if words else ()), *reference)


def _reference(question: Question) -> tuple[Section, ...]:
    return (
        Section(question.shown(question.answer), heading="Reference answer"),
        *_if_any(question, "Often believed", (question.misconception,)),
        *_if_any(question, "An interviewer asks next", question.follow_ups, listed=True),
        *_if_any(question, "Read on", question.references, listed=True),
    )


def _if_any(
    question: Question, heading: str, items: tuple[str, ...], *, listed: bool = False
) -> tuple[Section, ...]:
    """Show what a question has under a heading; a workspace's own may have nothing there."""
    if not any(items):
        return ()
    if not listed:
        return (Section(question.shown(items[0]), heading=heading),)
    return (Section(bulleted(map(question.shown, items)), heading=heading),)
