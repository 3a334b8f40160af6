"""The cards of settings, help and first contact."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.action_ids import ActionId
from bot.cards import MAX_BUTTONS, Button, Card, Field, Section, Style, Tone
from bot.members.managers import ManagerKind, Named
from bot.members.people import Person, ZoneSource
from bot.packs.switching import MAX_LISTED, Pack
from bot.texts import PersonLink, RoleLink, Span, Text

ON: Final = "on"
OFF: Final = "off"
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
        "ends at 03:00 in your time zone.\n"
        "`/progress` is a picture of it, and of how well you know each tier and topic.\n"
        "`/leaderboard` shows the team this week; `/leaderboard month` and `/leaderboard all` look "
        "further back.\n"
        "`/settings me reminder=18:00` reminds you, once a day at most and never at night, before "
        "your streak breaks.",
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
        "Better questions",
        "*Report* below a question tells managers what is wrong with it. `/suggest` proposes one "
        "of your own; managers decide with `/suggestions`, and you hear what came of it.",
    ),
    (
        "Settings",
        "`/settings me` shows and sets your time zone and when you are reminded, "
        "`/settings team` the team's zone, question packs and who else manages.",
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


def my_settings_card(person: Person, reminder: str | None, now: datetime) -> Card:
    """Show a member's settings."""
    return Card(
        title="Your settings",
        fields=(
            Field("Time zone", (f"{person.zone} ({_ZONE_REASONS[person.zone_source]})",)),
            Field("Your time now", (_clock_face(now, person.zone),)),
            Field("Reminder", (f"at {reminder}" if reminder else OFF,)),
        ),
        sections=(
            Section(
                (
                    "Change the zone with an IANA name or a large city, for instance "
                    "`/settings me Europe/Amsterdam`. Past days stay as they are. "
                    "`/settings me reminder=18:00` reminds you by direct message on days on which "
                    "your streak would break or reviews are due, `reminder=off` never.",
                )
            ),
        ),
    )


def team_settings_card(
    zone: str | None,
    now: datetime,
    packs: Sequence[Pack],
    named: Sequence[Named],
    said: Sequence[Text] = (),
) -> Card:
    """Show a team's settings; ``said`` is what was just changed."""
    shown = zone or "UTC (nobody set one yet)"
    return Card(
        title="The team's settings",
        fields=(
            Field("Time zone", (shown,)),
            Field("The team's time now", (_clock_face(now, zone or "UTC"),)),
        ),
        sections=(
            *(Section(sentence) for sentence in said),
            Section(
                (
                    "Weeks and months of the leaderboard begin by this zone; members without "
                    "a zone of their own use it, too. Change it with an IANA name or a large "
                    "city, for instance `/settings team Europe/Amsterdam`.",
                )
            ),
            Section((_listed(packs),), heading="Question packs"),
            Section(_managers(named), heading="Who else manages"),
        ),
        buttons=tuple(_switch(pack) for pack in packs[:MAX_BUTTONS]),
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
        "break or reviews are due, and nothing is done yet. `/settings me reminder=off` stops it."
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


def _clock_face(now: datetime, zone: str) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%A %H:%M}"
