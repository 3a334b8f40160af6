"""Every table. Rows of a workspace carry its id in composite keys, so that no foreign key can reach
across workspaces. External ids are text: Discord's numbers do not fit every JSON reader, Slack's
are words."""

from datetime import date, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import (
    Boolean,
    Double,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.database.types import UtcDateTime

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The common parent: names for constraints, and what Python's types are in the database."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        str: String(255),
        bool: Boolean,
        float: Double,
    }


NEVER_USED_AGAIN: Final = {"sqlite_autoincrement": True}
"""For rows that buttons and messages under way name by their numbers: SQLite would give the number
of a deleted row to the next one, and an old button would act on that. PostgreSQL never does."""


def _of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id", "member_id"], ["member.workspace_id", "member.id"], ondelete="CASCADE"
    )


def _partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Index only the rows that a condition is true of."""
    is_in = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=is_in, postgresql_where=is_in)


class Workspace(Base):
    """A Discord server, a Slack team or the playground."""

    __tablename__ = "workspace"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    external_id: Mapped[str]
    timezone: Mapped[str | None]  # IANA name; None until the platform or a manager tells it
    added_at: Mapped[datetime]
    greeted_at: Mapped[datetime | None]
    weak_spots_for_all: Mapped[bool] = mapped_column(server_default=false())  # else for managers
    removed_at: Mapped[datetime | None]  # when the bot was taken out; None while it is there


class SwitchedOffPack(Base):
    """A pack that a workspace does not want to be asked from; a pack without a row is on."""

    __tablename__ = "switched_off_pack"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pack: Mapped[str] = mapped_column(primary_key=True)


class Member(Base):
    """One person in one workspace."""

    __tablename__ = "member"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        UniqueConstraint("workspace_id", "external_id"),
        UniqueConstraint("workspace_id", "id"),
        # What ticks look for each second, workspace by workspace: one that the bot left costs
        # nothing then, however much waits in it.
        _partial_index(
            "ix_member_to_remind",
            "workspace_id",
            "next_reminder_at",
            "reminder_ends_at",
            where="reminder_at IS NOT NULL AND next_reminder_at IS NOT NULL AND gone_at IS NULL",
        ),
        _partial_index(
            "ix_member_to_ask_for",
            "workspace_id",
            "check_wanted_at",
            where="check_wanted_at IS NOT NULL",
        ),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    external_id: Mapped[str]
    display_name: Mapped[str]
    # The name as it is compared, which may be longer: one letter can become three.
    folded_name: Mapped[str] = mapped_column(Text, server_default="")
    timezone: Mapped[str | None]  # chosen by the member; wins over the platform's
    platform_timezone: Mapped[str | None]  # as the platform's profile last told it
    zone_told_at: Mapped[datetime | None]  # when the member was told which zone counts
    reached_on: Mapped[date | None]  # the date that a zone they left had come to: none is twice
    manager_seen_at: Mapped[datetime | None]  # when the platform last said that they manage
    reviews_a_day: Mapped[int] = mapped_column(server_default="20")
    wording_hints: Mapped[bool] = mapped_column(server_default=true())
    day_ends_after: Mapped[int] = mapped_column(server_default="3")  # hours after midnight
    told_repair_id: Mapped[int | None]  # the newest repair of a day that the member heard of
    reminder_at: Mapped[str | None]  # local time, HH:MM; None for who wants no reminder
    next_reminder_at: Mapped[datetime | None]  # when it has to be seen whether one is due
    reminder_ends_at: Mapped[datetime | None]  # when it is night after that, and too late for one
    reminded_on: Mapped[date | None]  # the local date of the last reminder
    joined_at: Mapped[datetime]
    on_leaderboard: Mapped[bool] = mapped_column(server_default=true())  # as the member chose
    gone_at: Mapped[datetime | None]  # when the platform said that they left; until they are back
    check_wanted_at: Mapped[datetime | None]  # since when the platform is to be asked for them
    checked_at: Mapped[datetime | None]  # when the platform was asked last


class NamedManager(Base):
    """Who manages besides those of whom the platform says so: a role, or a person."""

    __tablename__ = "named_manager"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)  # role or person
    external_id: Mapped[str] = mapped_column(primary_key=True)
    named_at: Mapped[datetime]


class Draw(Base):
    """A question put before a member; everything that a press about it needs to know."""

    __tablename__ = "draw"
    __table_args__ = (
        _of_member(),
        ForeignKeyConstraint(
            ["workspace_id", "post_id"], ["post.workspace_id", "post.id"], ondelete="CASCADE"
        ),
        # No cascade: a chain of a thousand draws would be deleted one inside the other.
        ForeignKeyConstraint(["workspace_id", "after_draw_id"], ["draw.workspace_id", "draw.id"]),
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("member_id", "post_id"),
        Index(None, "member_id", "drawn_at"),
        Index(None, "after_draw_id"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    question_id: Mapped[str]
    post_id: Mapped[int | None]  # the daily post it was answered from
    asked_tier: Mapped[str | None]  # what the member asked for, so that Another keeps to it
    asked_topic: Mapped[str | None]
    is_review: Mapped[bool] = mapped_column(server_default=false())  # asked for by /review
    after_draw_id: Mapped[int | None]  # whose Another or Next review led here
    drawn_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text)  # what the member typed; empty when nothing
    ticked: Mapped[str]  # numbers of the key points ticked, such as "0,2"


class Attempt(Base):
    """A draw that was rated: the only thing that counts for the streak and for points."""

    __tablename__ = "attempt"
    __table_args__ = (
        _of_member(),
        ForeignKeyConstraint(
            ["workspace_id", "draw_id"], ["draw.workspace_id", "draw.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("draw_id"),
        Index(None, "member_id", "practice_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    draw_id: Mapped[int]
    question_id: Mapped[str]
    rating: Mapped[str]
    ticked: Mapped[str]
    points: Mapped[int]
    for_daily: Mapped[bool]
    was_due: Mapped[bool] = mapped_column(server_default=false())  # counts as a review of its day
    practice_day: Mapped[date]  # the member's local date; never recomputed
    attempted_at: Mapped[datetime]


class Knowledge(Base):
    """What a member knows of a question; without a row it is unseen.

    A cache: draws and attempts tell all of it, and ``reviews rebuild`` reads it from them.
    """

    __tablename__ = "knowledge"
    __table_args__ = (
        _of_member(),
        # Ratings from before there were reviews: a start that finds none reads nothing.
        _partial_index(
            "ix_knowledge_without_memory",
            "member_id",
            where="rating IS NOT NULL AND stability IS NULL",
        ),
    )

    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    drawn_at: Mapped[datetime]
    rating: Mapped[str | None]  # of the last attempt; None while it was only drawn
    rated_at: Mapped[datetime | None]  # when that was
    first_rating: Mapped[str | None]  # of the first attempt: by it a member's tier rises and falls
    first_rated_at: Mapped[datetime | None]
    stability: Mapped[float | None]  # FSRS: days until recall falls to nine in ten
    difficulty: Mapped[float | None]  # FSRS: from 1 to 10
    last_review_on: Mapped[date | None]  # the practice day that moved the schedule last
    due_on: Mapped[date | None]  # the practice day of the next review


class PracticeDay(Base):
    """A day on which a member made at least one attempt. Rows are only ever added."""

    __tablename__ = "practice_day"
    __table_args__ = (_of_member(),)

    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    timezone: Mapped[str]  # the zone by which the day was decided
    day_ends_after: Mapped[int] = mapped_column(server_default="3")  # likewise, in hours
    counted_at: Mapped[datetime]


class ZoneMove(Base):
    """A member's zone became another one. Rows are only ever added."""

    __tablename__ = "zone_move"
    __table_args__ = (_of_member(), Index(None, "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    from_timezone: Mapped[str]
    to_timezone: Mapped[str]
    day_ends_after: Mapped[int]  # hours after midnight, as it was then
    by_profile: Mapped[bool]  # whether the platform told it, perhaps late
    moved_at: Mapped[datetime]


class Repair(Base):
    """A missed day that a manager made good. Rows are only ever added."""

    __tablename__ = "repair"
    __table_args__ = (_of_member(), UniqueConstraint("member_id", "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    day: Mapped[date]
    by_external_id: Mapped[str]
    by_name: Mapped[str]  # as it was then
    reason: Mapped[str]
    repaired_at: Mapped[datetime]


class RestRule(Base):
    """The team's rest days from a date on. Rows are only ever added; the one set last wins."""

    __tablename__ = "rest_rule"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        Index(None, "workspace_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    effective_from: Mapped[date]
    weekdays: Mapped[str]  # "56", Monday is 0; empty for none
    set_at: Mapped[datetime]


class Streak(Base):
    """A cache of what a member's ledger of days adds up to on their last practice day."""

    __tablename__ = "streak"
    __table_args__ = (
        _of_member(),
        Index(None, "workspace_id", "alive_until"),
        Index("ix_streak_board", "workspace_id", "current", "reached_at", "member_id"),
        Index(None, "is_stale"),
    )

    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    workspace_id: Mapped[int]
    current: Mapped[int]  # counts only while ``alive_until`` lies ahead
    longest: Mapped[int]
    freezes: Mapped[int]
    last_day: Mapped[date]
    reached_at: Mapped[datetime]  # when the last day was counted: earlier ranks first
    alive_until: Mapped[datetime]  # when the streak ends if nothing more happens
    is_stale: Mapped[bool]  # a zone, rest days or an outage changed since: to be worked out anew


class Score(Base):
    """Points of a member in a period: a week such as 2026-W48, a month such as 2026-11, or all."""

    __tablename__ = "score"
    __table_args__ = (
        _of_member(),
        # A page, a rank and neighbours are read from it alone.
        Index(
            "ix_score_board",
            "workspace_id",
            "period",
            "is_listed",
            "points",
            "reached_at",
            "member_id",
        ),
    )

    member_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    points: Mapped[int]
    reached_at: Mapped[datetime]  # when the points became what they are: earlier ranks first
    # Whether the member is shown at all, repeated here so that no rank has to ask each of them.
    is_listed: Mapped[bool] = mapped_column(server_default=true())


class Daily(Base):
    """A schedule: this channel, this local time, these weekdays, this choice of questions."""

    __tablename__ = "daily"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "id"),
        Index(None, "next_run_at"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    number: Mapped[int]  # what people call it, counted from 1 in each workspace
    channel_id: Mapped[str]
    at: Mapped[str]  # local time, HH:MM
    timezone: Mapped[str]  # IANA name
    weekdays: Mapped[str]  # "0123456", Monday is 0
    tier: Mapped[str]  # beginner, intermediate, advanced, any, rotation or weakest
    topic: Mapped[str | None]
    grace_minutes: Mapped[int]
    added_by: Mapped[str]  # external id of the manager who hears of trouble; empty for nobody
    next_date: Mapped[date | None]  # nominal local date of the next post
    next_run_at: Mapped[datetime | None]  # its instant; None while paused or removed
    paused_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class Post(Base):
    """One question of a daily on one local date. At most one, whatever happens."""

    __tablename__ = "post"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "daily_id"], ["daily.workspace_id", "daily.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("daily_id", "local_date"),
        UniqueConstraint("workspace_id", "id"),
        Index(None, "state", "not_before"),
        Index(None, "workspace_id", "channel_id", "question_id"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    daily_id: Mapped[int]
    channel_id: Mapped[str]
    local_date: Mapped[date]  # nominal: the date the schedule means, even where the clock jumps
    planned_at: Mapped[datetime]
    question_id: Mapped[str | None]  # None for a date that was left out
    state: Mapped[str]  # due, claimed, sending, sent, unknown, failed or missed
    attempt: Mapped[int]
    worker_id: Mapped[str]
    lease_until: Mapped[datetime | None]
    not_before: Mapped[datetime]
    sending_since: Mapped[datetime | None]  # start of the attempt under way
    uncertain_since: Mapped[datetime | None]  # start of the first attempt that may have succeeded
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str | None]
    message_link: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None]


class Suggestion(Base):
    """A question that a member proposed, and what managers made of it."""

    __tablename__ = "suggestion"
    __table_args__ = (
        _of_member(),
        ForeignKeyConstraint(
            ["workspace_id", "own_number"],
            ["approved_question.workspace_id", "approved_question.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("workspace_id", "id"),
        Index(None, "own_number"),
        Index(None, "workspace_id", "state"),
        Index(None, "member_id", "state"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    state: Mapped[str]  # draft, open, approved or declined
    content: Mapped[str] = mapped_column(Text)  # the question's fields, as JSON; empty in a draft
    proposed: Mapped[str | None] = mapped_column(Text)  # likewise, before a manager changed it
    typed: Mapped[str] = mapped_column(Text)  # what a draft holds, as JSON; else empty
    made_at: Mapped[datetime]
    judged_at: Mapped[datetime | None]
    mended: Mapped[bool]  # whether a manager changed it
    reason: Mapped[str | None] = mapped_column(Text)  # why it was declined
    own_number: Mapped[int | None]  # the question of the workspace's own that it became


class ApprovedQuestion(Base):
    """A question of the workspace's own; it stays when its proposer leaves."""

    __tablename__ = "approved_question"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        UniqueConstraint("workspace_id", "id"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    content: Mapped[str] = mapped_column(Text)  # the question's fields, as JSON
    approved_by: Mapped[str]  # the manager's name as it was shown then; empty once they left
    approved_by_id: Mapped[str | None]  # external id of that manager
    approved_at: Mapped[datetime]


class KeptMend(Base):
    """What a manager typed to mend a question and was not taken; each manager has their own."""

    __tablename__ = "kept_mend"
    __table_args__ = (
        _of_member(),
        ForeignKeyConstraint(
            ["workspace_id", "suggestion_id"],
            ["suggestion.workspace_id", "suggestion.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["workspace_id", "own_number"],
            ["approved_question.workspace_id", "approved_question.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("member_id", "suggestion_id"),
        UniqueConstraint("member_id", "own_number"),
        Index(None, "suggestion_id"),
        Index(None, "own_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    suggestion_id: Mapped[int | None]  # what it changes: a suggestion,
    own_number: Mapped[int | None]  # or a question of the workspace's own
    typed: Mapped[str] = mapped_column(Text)  # as JSON
    began_with: Mapped[str | None]  # marks the content that the form held; None: not known


class Report(Base):
    """A member says that something is wrong with a question; open until a manager has looked."""

    __tablename__ = "report"
    __table_args__ = (
        _of_member(),
        UniqueConstraint("workspace_id", "id"),
        Index(None, "workspace_id", "question_id"),
        # The judge of two presses at once: one open report of a member about a question.
        _partial_index(
            "uq_report_open", "member_id", "question_id", where="closed_at IS NULL", unique=True
        ),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    member_id: Mapped[int]
    question_id: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None]  # kept, mended or left_out; mended while it is open, too


class LeftOut(Base):
    """A question that a workspace is not asked any more, because a manager said so."""

    __tablename__ = "left_out"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),)

    workspace_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[str] = mapped_column(primary_key=True)
    left_out_by: Mapped[str]  # the manager's name as it was shown then; empty once they left
    left_out_by_id: Mapped[str | None]  # external id of that manager
    left_out_at: Mapped[datetime]


class Notice(Base):
    """Something that somebody is told once, in a direct message."""

    __tablename__ = "notice"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["workspace_id", "post_id"], ["post.workspace_id", "post.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["workspace_id", "daily_id"], ["daily.workspace_id", "daily.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(
            ["workspace_id", "suggestion_id"],
            ["suggestion.workspace_id", "suggestion.id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["workspace_id", "report_id"],
            ["report.workspace_id", "report.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("post_id", "kind"),
        _partial_index("ix_notice_to_tell", "workspace_id", "not_before", where="told_at IS NULL"),
        _partial_index("ix_notice_told", "told_at", where="told_at IS NOT NULL"),
        Index(None, "workspace_id", "user_id", "kind"),
        Index(None, "suggestion_id"),
        Index(None, "report_id"),
        NEVER_USED_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int]
    daily_id: Mapped[int | None]
    post_id: Mapped[int | None]  # None when it is about the daily itself
    suggestion_id: Mapped[int | None]
    report_id: Mapped[int | None]
    kind: Mapped[str]  # what it tells: bot/telling.py knows each
    user_id: Mapped[str]
    tries: Mapped[int]
    not_before: Mapped[datetime]
    told_at: Mapped[datetime | None]
    made_at: Mapped[datetime]


class Heartbeat(Base):
    """A minute during which the bot was up."""

    __tablename__ = "heartbeat"

    minute: Mapped[datetime] = mapped_column(primary_key=True)


class Outage(Base):
    """A span of whole minutes during which the bot was down; no heartbeat lies in it."""

    __tablename__ = "outage"

    started_at: Mapped[datetime] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime]


class Remembered(Base):
    """A small fact that the bot keeps about itself, by name."""

    __tablename__ = "remembered"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
