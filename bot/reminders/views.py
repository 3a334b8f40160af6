"""The reminder, and what is said when they stop."""

from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone
from bot.reminders.reasons import Reasons

_ONE_ANSWER: Final = "One answer keeps it."


def reminder_card(reasons: Reasons) -> Card:
    """Remind of what breaks or waits today, with a button that begins."""
    begin = Button("Practise", ActionId("practise"), Style.PRIMARY)
    sentences = []
    if reasons.streak:
        sentences.append(_about_streak(reasons))
    if reasons.reviews:
        due = "1 review is" if reasons.reviews == 1 else f"{reasons.reviews} reviews are"
        sentences.append(f"**{due}** due today: `/review` asks what you are about to forget.")
        begin = Button("Review", ActionId("review"), Style.PRIMARY)
    else:
        sentences.append("`/question` gives you a question.")
    return Card(
        title="Time to practise",
        sections=(Section((" ".join(sentences),)),),
        buttons=(begin, Button("No more reminders", ActionId("no_reminders"))),
        footer="You asked for this with /settings me reminder=...",
    )


def _about_streak(reasons: Reasons) -> str:
    days = "1 day" if reasons.streak == 1 else f"{reasons.streak} days"
    freeze = "your freeze" if reasons.freezes == 1 else f"one of your {reasons.freezes} freezes"
    stake = f"Without an answer today {freeze} is spent." if reasons.freezes else _ONE_ANSWER
    return f"Your streak is **{days}** long, and nothing is done today yet. {stake}"


def stopped_card() -> Card:
    """Confirm that no reminder comes any more."""
    return Card(
        sections=(
            Section(
                (
                    "No reminder comes any more. `/settings me reminder=18:00` brings them back, "
                    "at the time that you name.",
                )
            ),
        ),
        tone=Tone.GOOD,
    )
