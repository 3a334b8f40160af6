"""The cards of settings, help and first contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.action_ids import ActionId
from bot.cards import MAX_BUTTONS, Button, Card, Field, Section, Style, Tone
from bot.members.managers import ManagerKind, Named
from bot.members.people import Person, ZoneSource
from bot.members.practice_choices import OFF, ON, PracticeChoices
from bot.members.practice_days import UTC_ZONE, local_date
from bot.packs.switching import MAX_LISTED, Pack
from bot.progress.ledger import RestRule
from bot.progress.repairs import in_words
from bot.progress.rest_days import rest_days_later, rest_days_on
from bot.texts import PersonLink, RoleLink, Span, Text
from bot.weekdays import weekdays_in_words

EVERYONE: Final = "everyone"
PRACTISE: Final = Button("Practise", ActionId("practise"), Style.PRIMARY)

_HELP: Final = (
    (
        "Practise",
        "`/question` gives you the next question; `/question advanced` or `/question cnn` narrow "
        "it down. Answer in your own words, compare, tick what you covered, and rate yourself. "
        "Only you see any of it.\n"
        "Without a tier you begin with the gentle ones. You rise a tier once at least 3 of the "
        'last 5 questions you answered in it went good or easy, and fall back on two "again" in a '
        "row.",
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


def my_settings_card(
    person: Person, choices: PracticeChoices, reminder: str | None, now: datetime
) -> Card:
    """Show a member's settings."""
    return Card(
        title="Your settings",
        fields=(
            Field("Time zone", (f"{person.zone} ({_ZONE_REASONS[person.zone_source]})",)),
            Field("Your time now", (_clock_face(now, person.zone),)),
            Field("Reviews a day", (f"at most {choices.reviews_a_day}",)),
            Field("Hints on wording", (ON if choices.wording_hints else OFF,)),
            Field("Your day ends", (_day_end(person.day_ends_after),)),
            Field("Reminder", (f"at {reminder}" if reminder else OFF,)),
            Field("Leaderboard", (ON if person.on_leaderboard else OFF,)),
        ),
        sections=(
            Section(
                (
                    "Change the zone with an IANA name or a large city, for instance "
                    "`/settings me Europe/Amsterdam` (`timezone=profile` takes it back), and the "
                    "end of your day, from 00:00 to 04:00, with `/settings me day_ends=02:00`. "
                    "Past days stay as they are. "
                    "`/settings me reminder=18:00` reminds you by direct message on days on which "
                    "your streak would break or a freeze be spent, or reviews are due; "
                    "`reminder=off` never. "
                    "`/settings me leaderboard=off` takes you off every leaderboard at once, "
                    "`leaderboard=on` brings you back with all your points. "
                    "`reviews_a_day=30` and `hints=off` change the rest.",
                )
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Team:
    """What the settings of a team are."""

    zone: str | None
    rules: Sequence[RestRule]
    packs: Sequence[Pack]
    named: Sequence[Named]
    weak_spots_for_all: bool


def team_settings_card(team: Team, now: datetime, said: Sequence[Text] = ()) -> Card:
    """Show a team's settings; ``said`` is what was just changed."""
    shown = team.zone or "UTC (nobody set one yet)"
    today = local_date(now, team.zone or UTC_ZONE)
    rest = weekdays_in_words(rest_days_on(team.rules, today))
    if later := rest_days_later(team.rules, today):
        rest += f"; from {in_words(later.effective_from)}: {weekdays_in_words(later.weekdays)}"
    return Card(
        title="The team's settings",
        fields=(
            Field("Time zone", (shown,)),
            Field("The team's time now", (_clock_face(now, team.zone or UTC_ZONE),)),
            Field("Rest days", (rest,)),
            Field("Weak spots", (f"for {EVERYONE if team.weak_spots_for_all else 'managers'}",)),
        ),
        sections=(
            *(Section(sentence) for sentence in said),
            Section(
                (
                    "Weeks and months of the leaderboard begin by this zone; members without "
                    "a zone of their own use it, too. Change it with an IANA name or a large "
                    "city, for instance `/settings team Europe/Amsterdam`. On rest days nobody has "
                    "to practise: `/settings team rest_days=weekends`, or `rest_days=none`. "
                    "`/settings team weak_spots=everyone` lets all members use `/weakspots`.",
                )
            ),
            Section((_listed(team.packs),), heading="Question packs"),
            Section(_managers(team.named), heading="Who else manages"),
        ),
        buttons=tuple(_switch(pack) for pack in team.packs[:MAX_BUTTONS]),
        tone=Tone.GOOD if said else Tone.NEUTRAL,
    )


def _managers(named: Sequence[Named]) -> Text:
    lines: list[Span] = []
    for one in named:
        lines += ["- ", _link(one), "\n"]
    if not named:
        lines.append("Nobody is named yet.\n")
    return (
        *lines,
        "`/settings team manager_add=...` names a person, `manager_remove=...` takes it back; on "
        "Discord `role_add=...` and `role_remove=...` do so for all who have a role.",
    )


def manager_named(one: Named) -> Text:
    """Confirm that somebody manages, too."""
    return (_link(one), " can manage this bot here from now on.")


def manager_taken_back(one: Named, *, was_named: bool) -> Text:
    """Confirm that somebody manages no more."""
    if not was_named:
        return (_link(one), " was not named, so nothing changed.")
    return (_link(one), " does not manage this bot by name any more.")


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


def _link(one: Named) -> Span:
    match one.kind:
        case ManagerKind.ROLE:
            return RoleLink(one.external_id)
        case ManagerKind.PERSON:
            return PersonLink(one.external_id)


def _listed(packs: Sequence[Pack]) -> str:
    lines = [
        f"- **{pack.name}**: {_count(pack.questions)}, {ON if pack.is_on else OFF}"
        for pack in packs[:MAX_LISTED]
    ]
    if len(packs) > MAX_LISTED:
        lines.append(f"- and {len(packs) - MAX_LISTED} more")
    return "\n".join(
        (
            *lines,
            "Nobody here is asked from a pack that is off; what members did with its questions "
            "stays. `/settings team switch_off=...` with the name of a pack switches it off, "
            "`switch_on=...` on.",
        )
    )


def switched(name: str, *, is_on: bool) -> str:
    """Confirm that a pack was switched."""
    if is_on:
        return f"**{name}** is on: its questions are asked here."
    return f"**{name}** is off: nobody here is asked its questions."


def _switch(pack: Pack) -> Button:
    to = OFF if pack.is_on else ON
    return Button(f"Switch {to} {pack.name}", ActionId("pack", (pack.name, to)))


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def set_card(said: Sequence[Text]) -> Card:
    """Confirm what was set."""
    return Card(sections=tuple(Section(sentence) for sentence in said), tone=Tone.GOOD)


def zone_set(zone: str, now: datetime, *, whose: str) -> str:
    """Confirm a new time zone."""
    return (
        f"{whose} time zone is **{zone}** from now on: it is {_clock_face(now, zone)} "
        "there. Past days stay as they are."
    )


def zone_taken_back(person: Person, now: datetime) -> str:
    """Confirm that a member's zone is no choice of theirs any more."""
    return (
        f"Your time zone is **{person.zone}** ({_ZONE_REASONS[person.zone_source]}) from now on: "
        f"it is {_clock_face(now, person.zone)} there. Past days stay as they are."
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
    return f"Your day ends at **{_day_end(hours)}** from now on. Past days stay as they are."


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


def _day_end(hours: int) -> str:
    return f"{hours:02d}:00" if hours else "midnight"


def _clock_face(now: datetime, zone: str) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%A %H:%M}"
