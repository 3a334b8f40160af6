"""The reminder, and what is said when they stop."""

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Tone
from bot.reminders.reasons import Reasons


def reminder_card(reasons: Reasons) -> Card:
    """Remind of what breaks or waits today."""
    sentences = []
    if reasons.streak:
        days = "1 day" if reasons.streak == 1 else f"{reasons.streak} days"
        sentences.append(
            f"Your streak is **{days}** long, and nothing is done today yet. One answer keeps it."
        )
    if reasons.reviews:
        due = "1 review is" if reasons.reviews == 1 else f"{reasons.reviews} reviews are"
        sentences.append(f"**{due}** due today.")
    return Card(
        title="Time to practise",
        sections=(Section((" ".join((*sentences, "`/question` gives you a question.")),)),),
        buttons=(Button("No more reminders", ActionId("no_reminders")),),
        footer="You asked for this with /settings me reminder=...",
    )


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
