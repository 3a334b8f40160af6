"""The cards of settings, help and first contact."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.action_ids import ActionId
from bot.cards import Button, Card, Field, Section, Style, Tone
from bot.members.people import UTC_ZONE, Person, ZoneSource
from bot.members.practice_days import local_date
from bot.progress.ledger import RestRule
from bot.progress.repairs import in_words
from bot.progress.rest_days import rest_days_later, rest_days_on
from bot.weekdays import weekdays_in_words

PRACTISE: Final = Button("Practise", ActionId("practise"), Style.PRIMARY)

_HELP: Final = (
    (
        "Practise",
        "`/question` gives you the next question; `/question advanced` or `/question cnn` narrow "
        "it down. Answer in your own words, compare, tick what you covered, and rate yourself. "
        "Only you see any of it.",
    ),
    (
        "Keep going",
        "`/streak` shows your days in a row. A day counts when you rated at least one answer; it "
        "ends at 03:00 in your time zone, or when `/settings me` says (00:00 to 04:00).\n"
        "Every 7 days in a row earn a freeze, at most 2 are held: a missed day uses one by itself. "
        "Rest days of the team and days on which the bot was down break nothing. `/streak why` "
        "tells day by day what counted; a manager can `/repair` a day, with a reason that you "
        "read.\n"
        "`/leaderboard` shows the team this week; `/leaderboard month` and `/leaderboard all` look "
        "further back.",
    ),
    (
        "Points",
        "Beginner 1, intermediate 2, advanced 3, for an answer rated hard or better, once a "
        "question a day. The daily question adds 1, once a day.",
    ),
    (
        "Every day",
        "A manager brings a question into a channel: `/daily add` with the time, for instance "
        "09:00. `/daily list` shows what is scheduled.",
    ),
    (
        "Settings",
        "`/settings me` shows and sets your time zone and when your day ends, `/settings team` the "
        "team's zone and rest days.",
    ),
    (
        "Good to know",
        "The bot reads no messages and no mentions: it hears commands and buttons alone.",
    ),
)
_ZONE_REASONS: Final = {
    ZoneSource.CHOSEN: "you chose it",
    ZoneSource.PROFILE: "from your profile",
    ZoneSource.TEAM: "the team's",
    ZoneSource.NOBODY: "nobody set one yet",
}


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


def my_settings_card(person: Person, now: datetime) -> Card:
    """Show a member's settings."""
    return Card(
        title="Your settings",
        fields=(
            Field("Time zone", (f"{person.zone} ({_ZONE_REASONS[person.zone_source]})",)),
            Field("Your time now", (_clock_face(now, person.zone),)),
            Field("Your day ends", (_day_end(person.day_ends_after),)),
        ),
        sections=(
            Section(
                (
                    "Change the zone with an IANA name, for instance "
                    "`/settings me Europe/Amsterdam`, and the end of your day, from 00:00 to "
                    "04:00, with `/settings me day_ends=02:00`. Past days stay as they are.",
                )
            ),
        ),
    )


def team_settings_card(zone: str | None, rules: Sequence[RestRule], now: datetime) -> Card:
    """Show a team's settings."""
    shown = zone or "UTC (nobody set one yet)"
    today = local_date(now, zone or UTC_ZONE)
    rest = weekdays_in_words(rest_days_on(rules, today))
    if later := rest_days_later(rules, today):
        rest += f"; from {in_words(later.effective_from)}: {weekdays_in_words(later.weekdays)}"
    return Card(
        title="The team's settings",
        fields=(
            Field("Time zone", (shown,)),
            Field("The team's time now", (_clock_face(now, zone or UTC_ZONE),)),
            Field("Rest days", (rest,)),
        ),
        sections=(
            Section(
                (
                    "Weeks and months of the leaderboard begin by this zone; members without "
                    "a zone of their own use it, too. Change it with an IANA name, for instance "
                    "`/settings team Europe/Amsterdam`. On rest days nobody has to practise: "
                    "`/settings team rest_days=weekends`, or `rest_days=none`.",
                )
            ),
        ),
    )


def set_card(said: Sequence[str]) -> Card:
    """Confirm what was set."""
    return Card(sections=tuple(Section((sentence,)) for sentence in said), tone=Tone.GOOD)


def zone_set(zone: str, now: datetime, *, whose: str) -> str:
    """Confirm a new time zone."""
    return (
        f"{whose} time zone is **{zone}** from now on: it is {_clock_face(now, zone)} "
        "there. Past days stay as they are."
    )


def day_end_set(hours: int) -> str:
    """Confirm a new end of the day."""
    return f"Your day ends at **{_day_end(hours)}** from now on. Past days stay as they are."


def rest_days_set(rule: RestRule) -> str:
    """Confirm new rest days."""
    return (
        f"The team's rest days are **{weekdays_in_words(rule.weekdays)}** from "
        f"{in_words(rule.effective_from)} on. Past days stay as they are."
    )


def _day_end(hours: int) -> str:
    return f"{hours:02d}:00" if hours else "midnight"


def _clock_face(now: datetime, zone: str) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%A %H:%M}"
