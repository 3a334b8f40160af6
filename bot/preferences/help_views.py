"""The cards of help and first contact."""

from typing import Final

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone

PRACTISE: Final = Button("Practise", ActionId("practise"), Style.PRIMARY)

_HELP: Final = (
    (
        "Practise",
        "`/question` gives you the next question; `/question advanced` or `/question cnn` narrow "
        "it down. Answer in your own words, compare, tick what you covered, and rate yourself. "
        "Only you see any of it.\n"
        "Without a tier you begin with the gentle ones. You rise a tier once at least 3 of the "
        'last 5 new questions you answered in it went good or easy, and fall back on two "again" '
        "in a row. Reviews change nothing of it.",
    ),
    (
        "Review",
        "What you rated comes back on the day when you are about to forget it: `/review` gives you "
        "what is due, one question after the other.",
    ),
    (
        "Keep going",
        "`/streak` shows your days in a row. A day counts when you rated at least one answer; it "
        "ends at 03:00 in your time zone, or when `/settings me` says (00:00 to 04:00).\n"
        "Every 7 days in a row earn a freeze, at most 2 are held: a missed day uses one by itself. "
        "Rest days of the team and days on which the bot was down break nothing. `/streak why` "
        "tells day by day what counted; a manager can `/repair` a day, with a reason that you "
        "read.\n"
        "`/progress` is a picture of it, and of how well you know each tier and topic.\n"
        "`/leaderboard` shows the team this week; `/leaderboard month` and `/leaderboard all` look "
        "further back, `/leaderboard streak` ranks the days in a row. "
        "`/settings me leaderboard=off` takes you off it.\n"
        "`/settings me reminder=18:00` reminds you when nothing is done yet and your streak would "
        "break, a freeze be spent, or reviews are due: once a day at most, never at night, nor on "
        "the team's rest days.",
    ),
    (
        "Points",
        "Beginner 1, intermediate 2, advanced 3, for an answer rated hard or better, once a "
        "question a day. The daily question adds 1, once a day.",
    ),
    (
        "Every day",
        "A manager brings a question into a channel: `/daily add` with the time, for instance "
        "09:00. `/daily list` shows what is scheduled. With `tier=weakest` it asks what the team "
        "knows least; `/weakspots` shows managers what that is, never by member.",
    ),
    (
        "Better questions",
        "*Report* below a question tells managers what is wrong with it. `/suggest` proposes one "
        "of your own; managers decide with `/suggestions`, and you hear what came of it.",
    ),
    (
        "Settings",
        "`/settings me` shows and sets your time zone, when your day ends, your reminder, how many "
        "reviews you get a day and whether hints compare your wording; `/settings team` sets the "
        "team's zone and rest days, switches question packs, and names who else manages.",
    ),
    (
        "Your data",
        "`/mydata` gives you everything that is held about you here as a file, and deletes it all "
        "when you say so.",
    ),
    (
        "Good to know",
        "The bot reads no messages and no mentions: it hears commands and buttons alone.",
    ),
)


def help_card() -> Card:
    """Tell by example what the bot can do."""
    return Card(
        title="Deep-learning interview practice",
        sections=tuple(Section((text,), heading=heading) for heading, text in _HELP),
        buttons=(PRACTISE,),
    )


def home_card(streak: Card) -> Card:
    """Put help below the member's streak, on a page of their own."""
    return Card(
        title=streak.title,
        fields=streak.fields,
        sections=streak.sections
        + tuple(Section((text,), heading=heading) for heading, text in _HELP),
        buttons=(PRACTISE,),
        footer=streak.footer,
    )


def greeting_card() -> Card:
    """Say what the bot does and what to type first."""
    return Card(
        title="Hello! Ten minutes a day, and the interview can come.",
        sections=(
            Section(
                (
                    "I ask deep-learning interview questions in three tiers, privately, and keep "
                    "streaks and a team leaderboard. Type `/question` to get your first one.\n"
                    "Managers: `/daily add` brings a question into a channel every day, and "
                    "`/settings team` sets the team's time zone. `/help` tells the rest.",
                )
            ),
        ),
        buttons=(PRACTISE,),
        tone=Tone.GOOD,
    )
