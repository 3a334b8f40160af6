"""What is said when a setting was changed, and the words that its cards share with that."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.members.managers import ManagerKind, Named
from bot.members.people import Person, ZoneSource
from bot.members.practice_choices import OFF, ON
from bot.progress.ledger import RestRule
from bot.progress.repairs import in_words
from bot.texts import PersonLink, RoleLink, Span, Text
from bot.weekdays import weekdays_in_words

EVERYONE: Final = "everyone"
ZONE_REASONS: Final = {
    ZoneSource.CHOSEN: "you chose it",
    ZoneSource.PROFILE: "from your profile",
    ZoneSource.TEAM: "the team's",
    ZoneSource.NOBODY: "nobody set one yet",
}


def manager_named(one: Named) -> Text:
    """Confirm that somebody manages, too."""
    return (link_to(one), " can manage this bot here from now on.")


def manager_taken_back(one: Named, *, was_named: bool) -> Text:
    """Confirm that somebody manages no more."""
    if not was_named:
        return (link_to(one), " was not named, so nothing changed.")
    return (link_to(one), " does not manage this bot by name any more.")


def reminder_set(chosen: str) -> str:
    """Confirm a reminder."""
    if chosen == OFF:
        return "No reminder comes any more."
    return (
        f"You are reminded by direct message at **{chosen}**, on days on which your streak would "
        "break or a freeze be spent, or reviews are due, and nothing is done yet; never on the "
        "team's rest days. "
        "`/settings me reminder=off` stops it."
    )


def switched(name: str, *, is_on: bool) -> str:
    """Confirm that a pack was switched."""
    if is_on:
        return f"**{name}** is on: its questions are asked here."
    return f"**{name}** is off: nobody here is asked its questions."


def zone_set(zone: str, now: datetime, *, whose: str) -> str:
    """Confirm a new time zone."""
    return (
        f"{whose} time zone is **{zone}** from now on: it is {clock_face(now, zone)} "
        "there. Past days stay as they are."
    )


def zone_taken_back(person: Person, now: datetime) -> str:
    """Confirm that a member's zone is no choice of theirs any more."""
    return (
        f"Your time zone is **{person.zone}** ({ZONE_REASONS[person.zone_source]}) from now on: "
        f"it is {clock_face(now, person.zone)} there. Past days stay as they are."
    )


def reviews_set(reviews_a_day: int) -> str:
    """Tell what a new number of reviews means."""
    return f"`/review` gives you at most **{reviews_a_day}** reviews a day from now on."


def hints_set(hints: str) -> str:
    """Tell what hints do, or that they are gone."""
    return {
        ON: "Hints are **on**: where nothing in your answer is worded like a key point, it says "
        "so. They cannot tell right from wrong.",
        OFF: "Hints are **off**: nothing compares your answer with the key points.",
    }[hints]


def day_end_set(hours: int) -> str:
    """Confirm a new end of the day."""
    return f"Your day ends at **{day_end(hours)}** from now on. Past days stay as they are."


def listing_set(*, shown: bool) -> str:
    """Confirm that a member is on leaderboards, or off them."""
    if shown:
        return "You stand on leaderboards, with all your points."
    return (
        "You are off every leaderboard now, and nobody's rank counts you. Your points go on: "
        "`/settings me leaderboard=on` brings you back with all of them."
    )


def weak_spots_set(*, everyone: bool) -> str:
    """Confirm who may see what the team is weakest at."""
    if everyone:
        return "Everyone may use `/weakspots` from now on. It shows no single member to anybody."
    return "Only managers may use `/weakspots` from now on."


def rest_days_set(rule: RestRule) -> str:
    """Confirm new rest days."""
    return (
        f"The team's rest days are **{weekdays_in_words(rule.weekdays)}** from "
        f"{in_words(rule.effective_from)} on. Past days stay as they are."
    )


def link_to(one: Named) -> Span:
    """Show who is named so that they can be followed."""
    match one.kind:
        case ManagerKind.ROLE:
            return RoleLink(one.external_id)
        case ManagerKind.PERSON:
            return PersonLink(one.external_id)


def day_end(hours: int) -> str:
    """Tell when a day ends."""
    return f"{hours:02d}:00" if hours else "midnight"


def clock_face(now: datetime, zone: str) -> str:
    """Tell what the clocks of a zone show."""
    return f"{now.astimezone(ZoneInfo(zone)):%A %H:%M}"
