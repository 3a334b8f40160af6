"""Where something is held about a member, and how each column of it is told in an export.

A column stands in ``told`` under the name that its owner reads, or in ``untold``; a table that
holds nothing about anybody stands in ``NOTHING_PERSONAL``. A test walks all tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_

from bot.database.models import (
    ApprovedQuestion,
    Attempt,
    Base,
    Daily,
    Draw,
    KeptMend,
    Knowledge,
    LeftOut,
    Member,
    NamedManager,
    Notice,
    PracticeDay,
    Repair,
    Report,
    Score,
    Streak,
    Suggestion,
    ZoneMove,
)
from bot.members.managers import ManagerKind


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose data it is: a member of one workspace, by their row and by the platform's id."""

    member_id: int
    workspace_id: int
    external_id: str


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that are about a member; ``name`` is their place in the export."""

    name: str
    table: type[Base]
    whose: Callable[[Owner], ColumnElement[bool]]
    told: Mapping[str, Any]
    untold: frozenset[str] = frozenset()


def _by_row(table: Any) -> Callable[[Owner], ColumnElement[bool]]:
    def whose(owner: Owner) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = table.member_id == owner.member_id
        return condition

    return whose


def _by_id(table: Any, *columns: Any) -> Callable[[Owner], ColumnElement[bool]]:
    def whose(owner: Owner) -> ColumnElement[bool]:
        mine = or_(*(column == owner.external_id for column in columns))
        return and_(table.workspace_id == owner.workspace_id, mine)

    return whose


_KEYS: Final = frozenset({"workspace_id", "member_id"})

HOLDINGS: Final[tuple[Holding, ...]] = (
    Holding(
        "member",
        Member,
        lambda owner: Member.id == owner.member_id,
        {
            "platform_id": Member.external_id,
            "display_name": Member.display_name,
            "chosen_time_zone": Member.timezone,
            "time_zone_of_the_profile": Member.platform_timezone,
            "date_reached_in_another_zone": Member.reached_on,
            "told_their_time_zone_at": Member.zone_told_at,
            "last_seen_as_manager_at": Member.manager_seen_at,
            "reminder_at": Member.reminder_at,
            "next_reminder_at": Member.next_reminder_at,
            "last_reminded_on": Member.reminded_on,
            "reviews_a_day": Member.reviews_a_day,
            "hints_on_wording": Member.wording_hints,
            "hours_after_midnight_when_the_day_ends": Member.day_ends_after,
            "on_leaderboards": Member.on_leaderboard,
            "left_at": Member.gone_at,
            "whether_they_left_is_asked_since": Member.check_wanted_at,
            "whether_they_left_was_asked_at": Member.checked_at,
            "joined_at": Member.joined_at,
        },
        frozenset({"id", "workspace_id", "told_repair_id", "reminder_ends_at", "folded_name"}),
    ),
    Holding(
        "questions_asked",
        Draw,
        _by_row(Draw),
        {
            "number": Draw.id,
            "question": Draw.question_id,
            "asked_at": Draw.drawn_at,
            "number_of_the_daily_post": Draw.post_id,
            "tier_asked_for": Draw.asked_tier,
            "topic_asked_for": Draw.asked_topic,
            "asked_by_review": Draw.is_review,
            "number_of_the_one_before": Draw.after_draw_id,
            "own_words": Draw.words,
            "ticked_key_points": Draw.ticked,
        },
        _KEYS,
    ),
    Holding(
        "answers_rated",
        Attempt,
        _by_row(Attempt),
        {
            "number": Attempt.id,
            "number_of_the_question_asked": Attempt.draw_id,
            "question": Attempt.question_id,
            "rating": Attempt.rating,
            "ticked_key_points": Attempt.ticked,
            "points": Attempt.points,
            "was_the_daily_question": Attempt.for_daily,
            "was_due": Attempt.was_due,
            "practice_day": Attempt.practice_day,
            "rated_at": Attempt.attempted_at,
        },
        _KEYS,
    ),
    Holding(
        "knowledge",
        Knowledge,
        _by_row(Knowledge),
        {
            "question": Knowledge.question_id,
            "last_asked_at": Knowledge.drawn_at,
            "last_rating": Knowledge.rating,
            "last_rated_at": Knowledge.rated_at,
            "first_rating": Knowledge.first_rating,
            "first_rated_at": Knowledge.first_rated_at,
            "stability_in_days": Knowledge.stability,
            "difficulty": Knowledge.difficulty,
            "last_review_on": Knowledge.last_review_on,
            "due_on": Knowledge.due_on,
        },
        _KEYS,
    ),
    Holding(
        "practice_days",
        PracticeDay,
        _by_row(PracticeDay),
        {
            "day": PracticeDay.day,
            "time_zone": PracticeDay.timezone,
            "hours_after_midnight_when_it_ended": PracticeDay.day_ends_after,
            "counted_at": PracticeDay.counted_at,
        },
        _KEYS,
    ),
    Holding(
        "zone_changes",
        ZoneMove,
        _by_row(ZoneMove),
        {
            "from": ZoneMove.from_timezone,
            "to": ZoneMove.to_timezone,
            "hours_after_midnight_when_days_ended": ZoneMove.day_ends_after,
            "told_by_the_platform": ZoneMove.by_profile,
            "at": ZoneMove.moved_at,
        },
        _KEYS | {"id"},
    ),
    Holding(
        "repaired_days",
        Repair,
        _by_row(Repair),
        {
            "day": Repair.day,
            "reason": Repair.reason,
            "repaired_at": Repair.repaired_at,
        },
        # Who repaired it is another member's name; `/streak why` tells it.
        _KEYS | {"id", "by_external_id", "by_name"},
    ),
    Holding(
        "days_repaired_for_others",
        Repair,
        _by_id(Repair, Repair.by_external_id),
        {"own_name_then": Repair.by_name, "reason": Repair.reason, "at": Repair.repaired_at},
    ),
    Holding(
        "streak",
        Streak,
        _by_row(Streak),
        {
            "current": Streak.current,
            "longest": Streak.longest,
            "freezes": Streak.freezes,
            "last_day": Streak.last_day,
            "reached_at": Streak.reached_at,
            "alive_until": Streak.alive_until,
        },
        _KEYS | {"is_stale"},
    ),
    Holding(
        "points",
        Score,
        _by_row(Score),
        {
            "period": Score.period,
            "points": Score.points,
            "reached_at": Score.reached_at,
            "on_leaderboards": Score.is_listed,
        },
        _KEYS,
    ),
    Holding(
        "suggestions",
        Suggestion,
        _by_row(Suggestion),
        {
            "number": Suggestion.id,
            "state": Suggestion.state,
            "proposal": Suggestion.content,
            "proposal_before_changes": Suggestion.proposed,
            "typed_and_not_taken": Suggestion.typed,
            "suggested_at": Suggestion.made_at,
            "decided_at": Suggestion.judged_at,
            "changed_by_a_manager": Suggestion.mended,
            "reason": Suggestion.reason,
            "number_of_the_question": Suggestion.own_number,
        },
        _KEYS,
    ),
    Holding(
        "changes_not_taken",
        KeptMend,
        _by_row(KeptMend),
        {
            "number_of_the_suggestion": KeptMend.suggestion_id,
            "number_of_the_question": KeptMend.own_number,
            "typed_and_not_taken": KeptMend.typed,
        },
        _KEYS | {"id", "began_with"},
    ),
    Holding(
        "reports",
        Report,
        _by_row(Report),
        {
            "number": Report.id,
            "question": Report.question_id,
            "reason": Report.reason,
            "reported_at": Report.made_at,
            "closed_at": Report.closed_at,
            "outcome": Report.outcome,
        },
        _KEYS,
    ),
    Holding(
        "questions_approved",
        ApprovedQuestion,
        _by_id(ApprovedQuestion, ApprovedQuestion.approved_by_id),
        {
            "number": ApprovedQuestion.id,
            "own_name_then": ApprovedQuestion.approved_by,
            "approved_at": ApprovedQuestion.approved_at,
        },
        # What the question says is the workspace's, by whoever proposed it.
        frozenset({"workspace_id", "content", "approved_by_id"}),
    ),
    Holding(
        "questions_left_out",
        LeftOut,
        _by_id(LeftOut, LeftOut.left_out_by_id),
        {
            "question": LeftOut.question_id,
            "own_name_then": LeftOut.left_out_by,
            "left_out_at": LeftOut.left_out_at,
        },
        frozenset({"workspace_id", "left_out_by_id"}),
    ),
    Holding(
        "dailies_added",
        Daily,
        _by_id(Daily, Daily.added_by),
        {
            "number": Daily.number,
            "channel": Daily.channel_id,
            "time": Daily.at,
            "time_zone": Daily.timezone,
            "weekdays": Daily.weekdays,
            "tier": Daily.tier,
            "topic": Daily.topic,
            "grace_minutes": Daily.grace_minutes,
            "next_date": Daily.next_date,
            "next_post_at": Daily.next_run_at,
            "paused_at": Daily.paused_at,
            "removed_at": Daily.removed_at,
        },
        frozenset({"id", "workspace_id", "added_by"}),
    ),
    Holding(
        "named_manager",
        NamedManager,
        lambda owner: and_(
            NamedManager.kind == ManagerKind.PERSON,
            _by_id(NamedManager, NamedManager.external_id)(owner),
        ),
        {"named_at": NamedManager.named_at},
        frozenset({"workspace_id", "kind", "external_id"}),
    ),
    Holding(
        "direct_messages",
        Notice,
        _by_id(Notice, Notice.user_id),
        {
            "about": Notice.kind,
            "made_at": Notice.made_at,
            "told_at": Notice.told_at,
            "not_before": Notice.not_before,
            "tries": Notice.tries,
        },
        frozenset(
            {"id", "workspace_id", "daily_id", "post_id", "suggestion_id", "report_id", "user_id"}
        ),
    ),
)

NOTHING_PERSONAL: Final[Mapping[str, str]] = {
    "workspace": "the workspace itself",
    "switched_off_pack": "a choice of the workspace",
    "post": "a question in a channel, which the bot posted",
    "rest_rule": "a choice of the workspace",
    "outage": "when the bot was down",
    "heartbeat": "when the bot was up",
    "remembered": "facts about the bot itself",
}
