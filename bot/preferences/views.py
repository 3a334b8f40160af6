"""The cards that show settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.action_ids import ActionId
from bot.cards import MAX_BUTTONS, Button, Card, Field, Section, Tone
from bot.members.managers import Named
from bot.members.people import Person
from bot.members.practice_choices import OFF, ON, PracticeChoices
from bot.members.practice_days import UTC_ZONE, local_date
from bot.packs.switching import MAX_LISTED, Pack
from bot.preferences.sentences import EVERYONE, ZONE_REASONS, clock_face, day_end, link_to
from bot.progress.ledger import RestRule
from bot.progress.repairs import in_words
from bot.progress.rest_days import rest_days_later, rest_days_on
from bot.texts import Span, Text
from bot.weekdays import weekdays_in_words


def my_settings_card(
    person: Person, choices: PracticeChoices, reminder: str | None, now: datetime
) -> Card:
    """Show a member's settings."""
    return Card(
        title="Your settings",
        fields=(
            Field("Time zone", (f"{person.zone} ({ZONE_REASONS[person.zone_source]})",)),
            Field("Your time now", (clock_face(now, person.zone),)),
            Field("Reviews a day", (f"at most {choices.reviews_a_day}",)),
            Field("Hints on wording", (ON if choices.wording_hints else OFF,)),
            Field("Your day ends", (day_end(person.day_ends_after),)),
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
            Field("The team's time now", (clock_face(now, team.zone or UTC_ZONE),)),
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
        lines += ["- ", link_to(one), "\n"]
    if not named:
        lines.append("Nobody is named yet.\n")
    return (
        *lines,
        "`/settings team manager_add=...` names a person, `manager_remove=...` takes it back; on "
        "Discord `role_add=...` and `role_remove=...` do so for all who have a role.",
    )


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


def _switch(pack: Pack) -> Button:
    to = OFF if pack.is_on else ON
    return Button(f"Switch {to} {pack.name}", ActionId("pack", (pack.name, to)))


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def set_card(said: Sequence[Text]) -> Card:
    """Confirm what was set."""
    return Card(sections=tuple(Section(sentence) for sentence in said), tone=Tone.GOOD)
