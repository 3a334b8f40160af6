"""Everything the bot can be asked to do: its commands and its actions, declared once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.action_ids import ActionId
from bot.cards import Audience, Outcome
from bot.command_options import (
    CHANNEL,
    DAILY_TIER,
    DAILY_TOPIC,
    DAY,
    DAY_ENDS,
    HINTS,
    LEADERBOARD,
    MANAGER_ADD,
    MANAGER_REMOVE,
    MEMBER,
    MEMBER_IF_OTHER,
    MOVED_TO,
    MY_ZONE,
    NUMBER,
    NUMBER_IF_MANY,
    PERIOD,
    RANKED_BY,
    REASON,
    REMINDER,
    REST_DAYS,
    REVIEWS_A_DAY,
    ROLE_ADD,
    ROLE_REMOVE,
    SUGGEST_VIEW,
    SWITCH_OFF,
    SWITCH_ON,
    THEME,
    TIER,
    TIME,
    TIME_REQUIRED,
    TOPIC,
    VIEW,
    WEAK_SPOTS,
    WEEKDAYS,
    ZONE,
)
from bot.daily import handlers as daily
from bot.errors import Explanation, Refusal
from bot.mydata import handlers as mydata
from bot.options import Option, closest, read_words
from bot.practice import attempts, reviewing
from bot.practice import handlers as practice
from bot.preferences import handlers as preferences
from bot.progress import handlers as progress
from bot.progress import looking_back
from bot.progress import streak_handlers as streaks
from bot.reminders import handlers as reminders
from bot.suggestions import judging, mending, mending_own, proposing, queue, reporting
from bot.weak_spots import handlers as weak_spots

Handler = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; two words in its name make a group with a sub-command.

    ``audience`` is who sees the reply; ``posts`` says that the command is about a channel that the
    bot must be able to post in: the one its option ``channel`` names, else where it was typed;
    ``knows_managers`` that it may answer managers otherwise than others.
    """

    name: str
    description: str
    handler: Handler
    options: tuple[Option, ...] = ()
    for_managers: bool = False
    audience: Audience = Audience.ASKER
    posts: bool = False
    knows_managers: bool = False

    @property
    def usage(self) -> str:
        """How to type it, in one line of Markdown."""
        return f"Usage: `/{' '.join((self.name, *map(_in_usage, self.options)))}`"


def _in_usage(option: Option) -> str:
    shown = f"{option.name}=..." if option.by_name_only else option.name
    return shown if option.required else f"[{shown}]"


class Subject(StrEnum):
    """What kind of row the first argument of an action names."""

    DRAW = "draw"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Action:
    """What a button, a checklist or a form leads to.

    ``reopened_by`` names the action that opens the form again whose submission this is.
    """

    handler: Handler
    subject: Subject | None = None
    for_managers: bool = False
    knows_managers: bool = False
    reopened_by: str | None = None


COMMANDS: Final[tuple[Command, ...]] = (
    Command("question", "Practise one interview question", practice.ask_question, (TIER, TOPIC)),
    Command("review", "Go through the questions that are due today", reviewing.show_review),
    Command(
        "streak", "See how many days in a row you have practised", streaks.show_streak, (VIEW,)
    ),
    Command(
        "repair",
        "Make a missed day of a member good",
        streaks.repair_day,
        (MEMBER, DAY, REASON),
        for_managers=True,
    ),
    Command(
        "progress",
        "See a picture of your practice and of what you know",
        looking_back.show_progress,
        (MEMBER_IF_OTHER, THEME),
        knows_managers=True,
    ),
    Command(
        "leaderboard",
        "See who has practised most",
        progress.show_leaderboard,
        (PERIOD, RANKED_BY),
        audience=Audience.CHANNEL,
    ),
    Command(
        "weakspots",
        "See what the team knows least",
        weak_spots.show_weak_spots,
        knows_managers=True,
    ),
    Command("daily list", "See which daily questions are scheduled", daily.list_dailies),
    Command(
        "daily add",
        "Post a question in a channel every day",
        daily.add_daily,
        (TIME_REQUIRED, CHANNEL, ZONE, WEEKDAYS, DAILY_TIER, TOPIC),
        for_managers=True,
        posts=True,
    ),
    Command(
        "daily change",
        "Change a daily question",
        daily.change_daily,
        (NUMBER, TIME, MOVED_TO, ZONE, WEEKDAYS, DAILY_TIER, DAILY_TOPIC),
        for_managers=True,
        posts=True,
    ),
    Command(
        "daily pause",
        "Pause a daily question",
        daily.pause_daily,
        (NUMBER,),
        for_managers=True,
    ),
    Command(
        "daily resume",
        "Let a paused daily question go on",
        daily.resume_daily,
        (NUMBER,),
        for_managers=True,
    ),
    Command(
        "daily remove",
        "End a daily question",
        daily.remove_daily,
        (NUMBER,),
        for_managers=True,
    ),
    Command(
        "daily post",
        "Post today's question now",
        daily.post_now,
        (NUMBER_IF_MANY,),
        for_managers=True,
    ),
    Command(
        "settings me",
        "See or set your time zone, your day's end, reminders and how you practise",
        preferences.my_settings,
        (MY_ZONE, DAY_ENDS, REMINDER, LEADERBOARD, REVIEWS_A_DAY, HINTS),
    ),
    Command(
        "settings team",
        "See or set the team's time zone, rest days, packs, managers and more",
        preferences.team_settings,
        (
            ZONE,
            REST_DAYS,
            WEAK_SPOTS,
            SWITCH_ON,
            SWITCH_OFF,
            MANAGER_ADD,
            MANAGER_REMOVE,
            ROLE_ADD,
            ROLE_REMOVE,
        ),
        for_managers=True,
    ),
    Command("suggest", "Propose a question of your own", proposing.suggest, (SUGGEST_VIEW,)),
    Command(
        "suggestions",
        "Decide about suggestions and reports",
        queue.list_suggestions,
        for_managers=True,
    ),
    Command("mydata", "Take along or delete what is held about you", mydata.show_mydata),
    Command("help", "See what this bot can do", preferences.show_help),
)
BARE: Final[Mapping[str, str]] = {"daily": "daily list", "settings": "settings me"}
"""What the name of a group means where people type it without a sub-command."""

ACTIONS: Final[Mapping[str, Action]] = {
    "practise": Action(practice.practise),
    "answer": Action(practice.open_form, Subject.DRAW),
    "answer_post": Action(practice.open_form_of_post, Subject.POST),
    "submit": Action(practice.keep_words, Subject.DRAW, reopened_by="answer"),
    "show": Action(practice.show_answer, Subject.DRAW),
    "show_post": Action(practice.show_answer_of_post, Subject.POST),
    "hint": Action(practice.give_hint, Subject.DRAW),
    "hint_post": Action(practice.give_hint_to_post, Subject.POST),
    "another": Action(practice.ask_another, Subject.DRAW),
    "review": Action(reviewing.show_review),
    "next_review": Action(reviewing.next_review, Subject.DRAW),
    "tick": Action(practice.tick_points, Subject.DRAW),
    "rate": Action(attempts.rate_attempt, Subject.DRAW),
    "report": Action(reporting.open_report, Subject.DRAW),
    "report_post": Action(reporting.open_report_of_post, Subject.POST),
    "send_report": Action(reporting.send_report, Subject.DRAW, reopened_by="report"),
    "send_report_post": Action(
        reporting.send_report_of_post, Subject.POST, reopened_by="report_post"
    ),
    "suggest": Action(proposing.suggest_again),
    "send_suggestion": Action(proposing.send_suggestion, reopened_by="suggest"),
    "queue": Action(queue.show_queue, for_managers=True),
    "approve": Action(judging.approve, for_managers=True),
    "approve_anyway": Action(judging.approve_anyway, for_managers=True),
    "decline": Action(judging.open_decline, for_managers=True),
    "send_decline": Action(judging.decline, for_managers=True, reopened_by="decline"),
    "mend": Action(mending.open_mend, for_managers=True),
    "send_mend": Action(mending.mend, for_managers=True, reopened_by="mend"),
    "mend_own": Action(mending_own.open_mend_own, for_managers=True),
    "send_mend_own": Action(mending_own.mend_own, for_managers=True, reopened_by="mend_own"),
    "keep_asking": Action(reporting.keep_asking, for_managers=True),
    "leave_out": Action(reporting.leave_out, for_managers=True),
    "not_asked": Action(reporting.list_left_out, for_managers=True),
    "bring_back": Action(reporting.bring_back, for_managers=True),
    "board": Action(progress.turn_leaderboard),
    "pack": Action(preferences.switch_pack, for_managers=True),
    "export_mydata": Action(mydata.export),
    "delete_mydata": Action(mydata.ask_to_delete),
    "forget_me": Action(mydata.delete_everything),
    "keep_mydata": Action(mydata.keep),
    "no_reminders": Action(reminders.stop_reminders),
    "post_again": Action(daily.post_again, Subject.POST, for_managers=True),
}

_BY_NAME: Final[Mapping[str, Command]] = {command.name: command for command in COMMANDS}
_HELP_WORDS: Final = frozenset({"help", "?", "-h", "--help"})


def command_named(name: str) -> Command | None:
    """Find a command by its full name."""
    return _BY_NAME.get(name)


def action_named(text: str) -> Action | None:
    """Find the action of an encoded id."""
    action_id = ActionId.decode(text)
    return ACTIONS.get(action_id.name) if action_id else None


def top_level_names() -> tuple[str, ...]:
    """List the first words of all commands, in the order of the catalogue."""
    return tuple(dict.fromkeys(command.name.partition(" ")[0] for command in COMMANDS))


def read_line(name: str, line: str) -> tuple[Command, dict[str, str]]:
    """Read a command typed as a line: the command, and its options as they were typed.

    Refusal, with the usage, for words that fit nowhere and for ``help`` after any command.
    """
    command, rest = _match(name, line.strip())
    first, _, others = rest.strip().partition(" ")
    if first.casefold() in _HELP_WORDS and not others.strip():
        raise Explanation(explain(command))
    return command, read_words(command.options, rest, command.usage)


def explain(command: Command) -> str:
    """Tell what a command does and what its options take."""
    lines = [f"**/{command.name}**: {command.description}.", command.usage]
    for option in command.options:
        choices = f" ({', '.join(option.choices)})" if option.choices else ""
        lines.append(f"- `{option.name}`: {option.description}{choices}")
    if command.options:
        lines.append(
            "Type the values alone, or with their names: "
            f"`/{command.name} {command.options[0].name}=...`."
        )
    if named := [f"`{one.name}`" for one in command.options if one.by_name_only]:
        lines.append(f"Only with their names: {', '.join(named)}.")
    if command.for_managers:
        lines.append("Managers only.")
    return "\n".join(lines)


def _match(name: str, line: str) -> tuple[Command, str]:
    if name in _BY_NAME:
        return _BY_NAME[name], line
    word, _, rest = line.partition(" ")
    full = f"{name} {word.casefold()}"
    if full in _BY_NAME:
        return _BY_NAME[full], rest
    subcommands = [one for one in COMMANDS if one.name.startswith(f"{name} ")]
    if not subcommands:
        guess = closest(name, top_level_names())
        meant = f" Did you mean `/{guess}`?" if guess else ""
        raise Refusal(f"This bot does not know that command.{meant} `/help` lists those it knows.")
    if not line:
        return _BY_NAME[BARE[name]], ""
    listed = "\n".join(f"- `/{one.name}`: {one.description}" for one in subcommands)
    if word.casefold() in _HELP_WORDS:
        raise Explanation(listed)
    shown = word.replace("`", "'")[:40]
    guess = closest(word, (one.name.partition(" ")[2] for one in subcommands))
    meant = f" Did you mean `/{name} {guess}`?" if guess else ""
    raise Refusal(f"`{shown}` does not fit after `/{name}`.{meant} What fits:\n{listed}")
