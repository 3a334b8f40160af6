"""The options that commands share: what each takes, and what completes it."""

import re
from dataclasses import replace
from typing import Final

from bot.daily.rotation import ANY, ROTATION, WEAKEST
from bot.daily.schedule import read_time
from bot.errors import Refusal
from bot.members.people import AS_SHOWN
from bot.members.practice_choices import (
    FEWEST_REVIEWS,
    MOST_REVIEWS,
    OF_PROFILE,
    OFF,
    ON,
)
from bot.members.practice_days import LATEST_DAY_END
from bot.members.reminder_times import EARLIEST, LATEST
from bot.members.zones import choose_zone, suggest_zones
from bot.options import ANY_NUMBER, Kind, Option, choice
from bot.pictures import Theme
from bot.progress.periods import Period, RankedBy
from bot.progress.repairs import MAX_REASON, read_day
from bot.question_bank import TIERS, TOPICS
from bot.suggestions.proposing import MINE
from bot.weekdays import NO_DAYS, read_weekdays, suggest_weekdays

_ID_DIGITS: Final = 15  # the shortest of Discord's ids have more
_A_PACK: Final = "the name of a question pack; `/settings team` shows them"
_CHANNEL: Final = re.compile(r"[\w-]{1,32}")  # more than any platform's id; and never a mention

_MENTION: Final = re.compile(r"<@!?([\w-]{1,32})(?:\|[^>]*)?>")
# Typed bare, a word in capitals is no id of Slack's unless it has a digit, as nearly all have.
_MEMBER_ID: Final = re.compile(rf"[UW](?=[A-Z]*\d)[A-Z0-9]{{7,31}}|\d{{{_ID_DIGITS},32}}")
_ROLE_ID: Final = re.compile(rf"<@&(\d{{{_ID_DIGITS},32}})>|(\d{{{_ID_DIGITS},32}})")
_HOUR: Final = re.compile(r"\d{1,2}")
_YES_AND_NO: Final = {"yes": ON, "no": OFF, "true": ON, "false": OFF}
_MAX_NAME: Final = 80
_LIST_OF_DAYS: Final = 13  # words: seven days, and "and" between them


def _read_topic(typed: str) -> str | None:
    folded = "-".join(typed.casefold().split())
    return folded if folded in TOPICS else None


def _suggest_topics(typed: str) -> tuple[str, ...]:
    return tuple(topic for topic in TOPICS if typed.casefold() in topic)


def _read_topic_or_any(typed: str) -> str | None:
    return ANY if typed.casefold() == ANY else _read_topic(typed)


def _suggest_topics_or_any(typed: str) -> tuple[str, ...]:
    return (ANY, *_suggest_topics(typed)) if ANY.startswith(typed) else _suggest_topics(typed)


def _read_pack(typed: str) -> str | None:
    return typed.casefold() or None


def _read_number(typed: str) -> str | None:
    digits = typed.removeprefix("#")
    fits = digits.isascii() and digits.isdecimal() and len(digits) < 7 and int(digits) > 0
    return str(int(digits)) if fits else None


def _read_reviews_a_day(typed: str) -> str | None:
    number = _read_number(typed)
    fits = number is not None and FEWEST_REVIEWS <= int(number) <= MOST_REVIEWS
    return number if fits else None


def _read_channel(typed: str) -> str | None:
    # Discord hands over the id itself, Slack <#C123|name>, the playground #name.
    inner = typed.removeprefix("<#").removesuffix(">").partition("|")[0]
    marked = typed.startswith(("<#", "#"))
    bare = inner.removeprefix("#")
    if not _CHANNEL.fullmatch(bare):
        return None
    is_id = (bare.isdecimal() and len(bare) >= _ID_DIGITS) or (
        bare[:1] in {"C", "G", "D"} and bare.isupper() and len(bare) > 7
    )
    return bare if marked or is_id else None


def _read_member(typed: str) -> str | None:
    # Discord hands over the id itself, Slack <@U123|name>, the playground @name.
    if mention := _MENTION.fullmatch(typed):
        return mention[1]
    if _MEMBER_ID.fullmatch(typed):
        return typed
    name = typed.removeprefix(AS_SHOWN).strip()
    is_name = typed.startswith(AS_SHOWN) and 0 < len(name) <= _MAX_NAME
    return f"{AS_SHOWN}{name}" if is_name else None


def _read_day_end(typed: str) -> str | None:
    folded = typed.casefold().replace("midnight", "0")
    hour = re.fullmatch(r"0?(\d)(?:[:.h]00)?(?:\s*am)?", folded)
    return hour[1] if hour and int(hour[1]) <= LATEST_DAY_END else None


def _suggest_day_ends(typed: str) -> tuple[str, ...]:
    hours = (f"{hour:02d}:00" for hour in range(LATEST_DAY_END + 1))
    return tuple(hour for hour in hours if typed in hour)


def _read_my_zone(typed: str) -> str | None:
    return OF_PROFILE if typed.casefold() == OF_PROFILE else choose_zone(typed)


def _suggest_my_zones(typed: str) -> tuple[str, ...]:
    zones = suggest_zones(typed)
    return (OF_PROFILE, *zones) if typed and OF_PROFILE.startswith(typed.casefold()) else zones


def _read_rest_days(typed: str) -> str | None:
    return NO_DAYS if typed.casefold() == NO_DAYS else read_weekdays(typed)


def _suggest_rest_days(typed: str) -> tuple[str, ...]:
    days = suggest_weekdays(typed)
    return (NO_DAYS, *days) if NO_DAYS.startswith(typed.casefold()) else days


def _read_reason(typed: str) -> str | None:
    words = " ".join(typed.split())
    if len(words) > MAX_REASON:
        raise Refusal(f"The reason has {len(words)} characters; {MAX_REASON} fit.")
    return words or None


def _read_role(typed: str) -> str | None:
    role = _ROLE_ID.fullmatch(typed)
    return role and (role[1] or role[2])


def _read_reminder(typed: str) -> str | None:
    if typed.casefold() in {OFF, "no", "never"}:
        return OFF
    return read_time(f"{typed}:00" if _HOUR.fullmatch(typed) else typed)


def _suggest_reminders(typed: str) -> tuple[str, ...]:
    hours = (f"{hour:02d}:00" for hour in range(EARLIEST.hour, LATEST.hour))
    return tuple(word for word in (OFF, *hours) if typed.casefold() in word)


def _manager(name: str, description: str, kind: Kind) -> Option:
    read, expects = _MANAGERS[kind]
    return Option(name, description, kind, read=read, expects=expects, by_name_only=True)


_MANAGERS: Final = {
    Kind.MEMBER: (_read_member, "a name with an @ before it, like @ada"),
    Kind.ROLE: (_read_role, "a role of a Discord server; elsewhere people are named alone"),
}

TIER: Final = choice("tier", "How hard it should be", TIERS)
TOPIC: Final = Option(
    "topic",
    "What it should be about, such as cnn, attention or optimisation",
    read=_read_topic,
    suggest=_suggest_topics,
    expects="a topic this bot knows: " + ", ".join(TOPICS),
)
SUGGEST_VIEW: Final = choice("view", "What to see instead of the form", (MINE,))
THEME: Final = choice("theme", "On light or on dark ground", tuple(Theme))
PERIOD: Final = choice("period", "How far to look back", tuple(Period))
RANKED_BY: Final = choice("by", "What to rank by", tuple(RankedBy))
ZONE: Final = Option(
    "timezone",
    "An IANA time zone such as Europe/Amsterdam, or a large city",
    read=choose_zone,
    suggest=suggest_zones,
    expects="a time zone; one looks like Europe/Amsterdam, or is a large city such as Mumbai",
    words=3,
)
MY_ZONE: Final = replace(
    ZONE,
    description=f"{ZONE.description}; {OF_PROFILE} takes it back",
    read=_read_my_zone,
    suggest=_suggest_my_zones,
)
LEADERBOARD: Final = replace(
    choice("leaderboard", "Whether you stand on leaderboards", (ON, OFF), also=_YES_AND_NO),
    by_name_only=True,
)
WEAK_SPOTS: Final = replace(
    choice("weak_spots", "Who may see /weakspots", ("managers", "everyone")), by_name_only=True
)
SWITCH_ON: Final = Option(
    "switch_on",
    "A question pack to switch on, such as deep-learning",
    read=_read_pack,
    expects=_A_PACK,
    by_name_only=True,
)
SWITCH_OFF: Final = Option(
    "switch_off",
    "A question pack to switch off, such as deep-learning",
    read=_read_pack,
    expects=_A_PACK,
    by_name_only=True,
)
REVIEWS_A_DAY: Final = Option(
    "reviews_a_day",
    "How many reviews /review gives you at most in a day",
    read=_read_reviews_a_day,
    expects=f"a number from {FEWEST_REVIEWS} to {MOST_REVIEWS}",
    by_name_only=True,
)
HINTS: Final = replace(
    choice(
        "hints",
        "Whether hints compare your wording with the key points",
        (ON, OFF),
        also=_YES_AND_NO,
    ),
    by_name_only=True,
)
NUMBER: Final = Option(
    "number",
    "The number that /daily list shows",
    read=_read_number,
    expects="a number as /daily list shows it",
    required=True,
)
NUMBER_IF_MANY: Final = Option(
    "number",
    "The number that /daily list shows, when there are several",
    read=_read_number,
    expects="a number as /daily list shows it",
)
TIME: Final = Option(
    "time",
    "When to post, such as 09:00",
    read=read_time,
    expects="a time of day; one looks like 09:00 or 9am",
    words=2,
)
TIME_REQUIRED: Final = replace(TIME, required=True)
MOVED_TO: Final = Option(
    "channel",
    "Where to post from now on",
    Kind.CHANNEL,
    read=_read_channel,
    expects="a channel; name one like #general",
)
CHANNEL: Final = Option(
    "channel",
    "Where to post; here when left out",
    Kind.CHANNEL,
    read=_read_channel,
    expects="a channel; name one like #general",
)
WEEKDAYS: Final = Option(
    "weekdays",
    "On which days, such as mon-fri",
    read=read_weekdays,
    suggest=suggest_weekdays,
    expects="a choice of weekdays; one looks like mon-fri, mon,wed,fri or weekends",
    words=_LIST_OF_DAYS,
)
DAILY_TIER: Final = choice("tier", "Which questions", (*TIERS, ROTATION, WEAKEST, ANY))
DAILY_TOPIC: Final = Option(
    "topic",
    "What they should be about; any takes a topic back",
    read=_read_topic_or_any,
    suggest=_suggest_topics_or_any,
    expects=TOPIC.expects,
)
VIEW: Final = choice("view", "Day by day what counted, and why", ("why",))
MEMBER: Final = Option(
    "member",
    "Who it is about",
    Kind.MEMBER,
    read=_read_member,
    expects="a name with an @ before it, like @ada",
    required=True,
)
MEMBER_IF_OTHER: Final = replace(
    MEMBER, description="Whose, when not yours; managers only", required=False
)
DAY: Final = Option(
    "day",
    "Which day, such as yesterday, Monday, 2026-03-03 or 3 March",
    read=read_day,
    expects="a day; one looks like yesterday, Monday, 2026-03-03 or 3 March",
    required=True,
    words=3,
)
REASON: Final = Option(
    "reason",
    "Why, in a few words that the member will read",
    read=_read_reason,
    expects="a reason in a few words",
    required=True,
    words=ANY_NUMBER,
)
DAY_ENDS: Final = Option(
    "day_ends",
    "When your day ends, from 00:00 to 04:00",
    read=_read_day_end,
    suggest=_suggest_day_ends,
    expects="a whole hour from 00:00 to 04:00",
    words=2,
)
REST_DAYS: Final = Option(
    "rest_days",
    "On which days nothing has to be done, such as weekends; none for no such days",
    read=_read_rest_days,
    suggest=_suggest_rest_days,
    expects="a choice of weekdays; one looks like weekends, sat,sun or fri-sat, or none",
    words=_LIST_OF_DAYS,
)
REMINDER: Final = Option(
    "reminder",
    "When to remind you before your streak breaks, such as 18:00; off for never",
    read=_read_reminder,
    suggest=_suggest_reminders,
    expects="a time of day such as 18:00, or off",
    words=2,
    by_name_only=True,
)
MANAGER_ADD: Final = _manager("manager_add", "A person who manages this bot, too", Kind.MEMBER)
MANAGER_REMOVE: Final = _manager(
    "manager_remove", "A named person who manages no more", Kind.MEMBER
)
ROLE_ADD: Final = _manager(
    "role_add", "A Discord role whose members manage this bot, too", Kind.ROLE
)
ROLE_REMOVE: Final = _manager(
    "role_remove", "A named Discord role whose members manage no more", Kind.ROLE
)
