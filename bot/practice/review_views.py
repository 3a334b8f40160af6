"""The cards of reviewing, and how the day of the next look is told."""

from datetime import date, timedelta
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone
from bot.practice.due import Reviews
from bot.practice.views import answer_buttons, question_title
from bot.question_bank import Question

NOT_RATED_YET: Final = "You answered this one and have not rated it yet."

_A_WEEK: Final = timedelta(days=7)
_LAST: Final = "A review, the last one for today."


def left_with_this(left: int) -> str:
    """Say below a question that is due how many are left today, it among them."""
    return f"A review. {left} left today, with this one." if left > 1 else _LAST


def review_card(question: Question, draw_id: int, left: int) -> Card:
    """Show a question that is due, and how many are left today."""
    return Card(
        title=question_title(question),
        sections=(Section(question.shown(question.text)),),
        buttons=(
            *answer_buttons(draw_id),
            Button("Report", ActionId("report", (str(draw_id),))),
        ),
        footer=left_with_this(left),
    )


def nothing_due_card(next_on: date | None) -> Card:
    """Say that nothing is due, and when the next review comes."""
    when = (
        f"The next one comes on {full_day(next_on)}."
        if next_on
        else "A question that you rated comes back here when its day has come."
    )
    return Card(
        sections=(Section((f"Nothing is due. {when}",)),),
        buttons=(Button("Practise", ActionId("practise"), Style.PRIMARY),),
        tone=Tone.GOOD if next_on else Tone.NEUTRAL,
    )


def enough_card(reviews: Reviews) -> Card:
    """Say that the day's share is done, and how many wait."""
    waiting = len(reviews.due)
    wait = "1 more waits" if waiting == 1 else f"{waiting} more wait"
    return Card(
        sections=(
            Section(
                (
                    f"That was your share for today: {reviews.a_day} reviews. {wait} for another "
                    "day. `/settings me reviews_a_day=...` changes the share.",
                )
            ),
        ),
        tone=Tone.GOOD,
    )


def left_words(reviews: Reviews) -> str:
    """Say below a rated review what is left of the day's share."""
    left = reviews.left_today
    if not left:
        return "That was the last review for today."
    return "1 more review today." if left == 1 else f"{left} more reviews today."


def next_look(due_on: date, today: date) -> str:
    """Name the day of the next look: a weekday within the week, a date from then on."""
    return f"{due_on:%A}" if due_on - today < _A_WEEK else full_day(due_on)


def full_day(day: date) -> str:
    """Write a date such as Friday 6 March."""
    return f"{day:%A} {day.day} {day:%B}"
