"""The cards of ``/mydata``."""

from collections.abc import Mapping

from bot.action_ids import ActionId
from bot.cards import Attachment, Button, Card, Section, Style, Tone


def mydata_card(member_id: int, counts: Mapping[str, int]) -> Card:
    """Tell how much is held, and offer to hand it out or to delete it."""
    rows = "\n".join(
        f"- {name.replace('_', ' ')}: {_entries(count)}" for name, count in counts.items()
    )
    held = (
        f"Your name here and your settings, and besides:\n{rows}"
        if rows
        else ("Your name here and your settings, and nothing else.")
    )
    return Card(
        title="Your data",
        sections=(
            Section((held,), heading="Held about you in this workspace"),
            Section(
                (
                    "*Export* gives you all of it as one file. *Delete everything* takes it away "
                    "for good, after one more question.",
                )
            ),
        ),
        buttons=(
            Button("Export", ActionId("export_mydata", (str(member_id),)), Style.PRIMARY),
            Button("Delete everything", ActionId("delete_mydata", (str(member_id),))),
        ),
    )


def _entries(count: int) -> str:
    """Say that it is rows that were counted: nobody's points are three because of three rows."""
    return "1 entry" if count == 1 else f"{count} entries"


def export_card(file: Attachment) -> Card:
    """Hand out the file."""
    return Card(
        title="Your data, as a file",
        sections=(
            Section(
                (
                    f"`{file.name}` holds everything that is held about you in this workspace, "
                    "in JSON: settings, questions, your own words, ratings, days and points.",
                )
            ),
        ),
        tone=Tone.GOOD,
        attachment=file,
    )


def confirmation_card(member_id: int) -> Card:
    """Ask once whether everything shall go."""
    return Card(
        title="Delete everything about you here?",
        sections=(
            Section(
                (
                    "Your answers, ratings, days, streak, points, suggestions, reports and "
                    "settings go for good, and so does that a manager named you; nobody can bring "
                    "them back. What was approved of your suggestions stays a question of this "
                    "workspace, without your name.",
                )
            ),
        ),
        buttons=(
            Button("Yes, delete everything", ActionId("forget_me", (str(member_id),))),
            Button("Keep it", ActionId("keep_mydata", (str(member_id),)), Style.PRIMARY),
        ),
    )


def deleted_card() -> Card:
    """Confirm that everything is gone."""
    return Card(
        sections=(
            Section(
                (
                    "Everything about you in this workspace is deleted. What you do with this "
                    "bot from now on starts from nothing.",
                )
            ),
        ),
        tone=Tone.GOOD,
    )


def nothing_card() -> Card:
    """Say that nothing is held."""
    return Card(sections=(Section(("Nothing is held about you in this workspace.",)),))
