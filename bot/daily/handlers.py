"""Use cases of managers: add, list, change, pause, resume, remove and post now."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfoNotFoundError

from bot.cards import Card, Outcome, Reply
from bot.context import Context
from bot.daily import planned_posts, queries, views
from bot.daily.due import next_due
from bot.daily.notice_views import uncertain_card
from bot.daily.notices import add_notice
from bot.daily.picking import pick_question
from bot.daily.planned_posts import PostRow
from bot.daily.planning import Planner
from bot.daily.queries import DailyRow, PostState
from bot.daily.rotation import ANY, ROTATION, WEAKEST, fitting
from bot.errors import Refusal
from bot.members.people import member_for, workspace_for
from bot.members.practice_days import local_date
from bot.members.queries import lock_workspace
from bot.packs.asked import questions_of
from bot.question_bank import QuestionBank
from bot.row_ids import read_row_id
from bot.weekdays import EVERY_DAY

DEFAULT_GRACE: Final = timedelta(hours=6)
MAX_DAILIES: Final = 20  # one card lists them all
_SCHEDULE: Final = ("channel_id", "at", "timezone", "weekdays", "tier", "topic")
_NOT_OUT: Final = frozenset({PostState.FAILED, PostState.MISSED})


def add_daily(
    ctx: Context,
    *,
    time: str,
    channel: str | None = None,
    timezone: str | None = None,
    weekdays: str = EVERY_DAY,
    tier: str = ANY,
    topic: str | None = None,
) -> Outcome:
    """Schedule a daily question."""
    person = member_for(ctx)
    _refuse_obstacle(ctx)
    lock_workspace(ctx.connection, person.workspace_id)
    dailies = queries.dailies_of(ctx.connection, person.workspace_id)
    if len(dailies) >= MAX_DAILIES:
        raise Refusal(f"There are {MAX_DAILIES} dailies already; remove one first.")
    _refuse_if_nothing_fits(ctx, person.workspace_id, tier, topic)
    zone = timezone or person.team_zone
    new = queries.NewDaily(
        channel_id=channel or ctx.place.channel_id,
        at=time,
        timezone=zone,
        weekdays=weekdays,
        tier=tier,
        topic=topic,
        grace_minutes=int(DEFAULT_GRACE.total_seconds() // 60),
        added_by=ctx.asker.user_id,
    )
    _refuse_a_twin(ctx, dailies, new)
    day, instant = next_due(ctx.now, time, zone, weekdays)
    number = queries.add_daily(ctx.connection, person.workspace_id, new, day, instant)
    return Reply(views.saved_card(_numbered(ctx, number), "Added"))


def list_dailies(ctx: Context) -> Outcome:
    """List what is scheduled."""
    workspace = workspace_for(ctx)
    return Reply(views.list_card(queries.dailies_of(ctx.connection, workspace.id)))


def change_daily(
    ctx: Context,
    *,
    number: str,
    time: str | None = None,
    channel: str | None = None,
    timezone: str | None = None,
    weekdays: str | None = None,
    tier: str | None = None,
    topic: str | None = None,
) -> Outcome:
    """Change a schedule; what is not named stays."""
    daily = _planned(ctx, _numbered(ctx, int(number)))
    changed = replace(
        daily,
        at=time or daily.at,
        channel_id=channel or daily.channel_id,
        timezone=timezone or daily.timezone,
        weekdays=weekdays or daily.weekdays,
        tier=tier or daily.tier,
        topic=_changed_topic(daily, topic),
    )
    if changed == daily:
        raise Refusal(
            "Nothing to change: name what should be new, for instance "
            f"`/daily change {number} 10:00`."
        )
    if channel is not None:
        _refuse_obstacle(ctx)
    _refuse_if_nothing_fits(ctx, changed.workspace_id, changed.tier, changed.topic)
    values: dict[str, object] = {
        "at": changed.at,
        "channel_id": changed.channel_id,
        "timezone": changed.timezone,
        "weekdays": changed.weekdays,
        "tier": changed.tier,
        "topic": changed.topic,
    }
    moved = (changed.at, changed.timezone, changed.weekdays)
    if daily.paused_at is None and moved != (daily.at, daily.timezone, daily.weekdays):
        values |= _next_run(ctx, changed)
    queries.change_daily(ctx.connection, daily.id, values)
    planned_posts.move_posts(ctx.connection, daily.id, changed.channel_id)
    return Reply(views.saved_card(_numbered(ctx, daily.number), "Changed"))


def pause_daily(ctx: Context, *, number: str) -> Outcome:
    """Stop a daily until somebody resumes it."""
    daily = _numbered(ctx, int(number))
    if daily.paused_at is None:
        _end(ctx, daily, queries.paused(ctx.now))
    return Reply(views.saved_card(_numbered(ctx, daily.number), "Paused"))


def resume_daily(ctx: Context, *, number: str) -> Outcome:
    """Let a paused daily go on with its next date; dates that passed meanwhile stay left out."""
    daily = _numbered(ctx, int(number))
    if daily.paused_at is not None:
        values = {"paused_at": None, **_next_run(ctx, daily)}
        queries.change_daily(ctx.connection, daily.id, values)
    return Reply(views.saved_card(_numbered(ctx, daily.number), "Resumed"))


def remove_daily(ctx: Context, *, number: str) -> Outcome:
    """End a daily; what was posted stays, and its buttons go on working."""
    daily = _numbered(ctx, int(number))
    _end(ctx, daily, {"removed_at": ctx.now, "next_date": None, "next_run_at": None})
    return Reply(views.removed_card(daily))


def post_now(ctx: Context, *, number: str | None = None) -> Outcome:
    """Make today's post now; the scheduled one counts as done. A post that is out is linked to."""
    daily = _planned(ctx, _only_or_numbered(ctx, number))
    today = local_date(ctx.now, daily.timezone)
    post = planned_posts.post_on(ctx.connection, daily.id, today)
    if post is not None and post.state not in _NOT_OUT:
        return Reply(_state_card(daily, post))
    question = pick_question(ctx.connection, ctx.questions, ctx.rng, daily)
    if question is None:
        raise Refusal(_nothing_fits(_asked(ctx, daily.workspace_id), daily.tier, daily.topic))
    if post is None:
        planned_posts.add_post(
            ctx.connection,
            daily,
            day=today,
            planned_at=ctx.now,
            question_id=question.id,
            state=PostState.DUE,
            now=ctx.now,
        )
    else:
        planned_posts.make_due_again(ctx.connection, post, daily.channel_id, question.id, ctx.now)
    if daily.paused_at is None:
        queries.change_daily(ctx.connection, daily.id, _next_run(ctx, daily))
    return Reply(views.on_its_way_card(daily, today, daily.channel_id))


def post_again(ctx: Context, post_id: str) -> Outcome:
    """Send a post after all, of which nobody knew whether it was out."""
    workspace = workspace_for(ctx)
    row_id = read_row_id(post_id)
    post = (
        None
        if row_id is None
        else planned_posts.post_of_workspace(ctx.connection, workspace.id, row_id)
    )
    if post is None:
        raise Refusal("This post is not there any more.")
    daily = queries.daily_by_id(ctx.connection, post.daily_id)
    if post.state is PostState.UNKNOWN:
        planned_posts.make_due_again(ctx.connection, post, post.channel_id, None, ctx.now)
        card = views.on_its_way_card(daily, post.local_date, post.channel_id)
        return Reply(card, replaces_original=True)
    if post.state in _NOT_OUT:
        raise Refusal(
            f"The question of {post.local_date:%d %B} was given up meanwhile; "
            f"`/daily post {daily.number}` posts one today."
        )
    return Reply(_state_card(daily, post), replaces_original=True)


def _numbered(ctx: Context, number: int) -> DailyRow:
    workspace = workspace_for(ctx)
    daily = queries.daily_numbered(ctx.connection, workspace.id, number)
    if daily is None:
        raise Refusal(f"There is no daily #{number} here. `/daily list` shows those there are.")
    return daily


def _only_or_numbered(ctx: Context, number: str | None) -> DailyRow:
    if number is not None:
        return _numbered(ctx, int(number))
    dailies = queries.dailies_of(ctx.connection, workspace_for(ctx).id)
    here = [daily for daily in dailies if daily.channel_id == ctx.place.channel_id]
    if len(here or dailies) == 1:
        return (here or dailies)[0]
    raise Refusal(
        "Which one? Add its number, for instance `/daily post 1`. `/daily list` shows them all."
    )


def _refuse_obstacle(ctx: Context) -> None:
    if ctx.obstacle:
        raise Refusal(ctx.obstacle)


def _refuse_if_nothing_fits(ctx: Context, workspace_id: int, tier: str, topic: str | None) -> None:
    questions = _asked(ctx, workspace_id)
    if not fitting(questions, tier, topic, posts_so_far=0):
        raise Refusal(_nothing_fits(questions, tier, topic))


def _asked(ctx: Context, workspace_id: int) -> QuestionBank:
    return questions_of(ctx.connection, ctx.questions, workspace_id)


def _nothing_fits(questions: QuestionBank, tier: str, topic: str | None) -> str:
    return questions.nothing_fits(None if tier in {ANY, ROTATION, WEAKEST} else tier, topic)


def _refuse_a_twin(ctx: Context, dailies: list[DailyRow], new: queries.NewDaily) -> None:
    for daily in dailies:
        if all(getattr(daily, name) == getattr(new, name) for name in _SCHEDULE):
            raise Refusal(
                f"Daily **#{daily.number}** does exactly that already. "
                f"`/daily change {daily.number}` changes it."
            )


def _changed_topic(daily: DailyRow, topic: str | None) -> str | None:
    if topic is None:
        return daily.topic
    return None if topic == ANY else topic


def _planned(ctx: Context, daily: DailyRow) -> DailyRow:
    """Make sure that a date which has come has its post, before anything about it is changed."""
    if daily.next_run_at is None or daily.next_run_at > ctx.now:
        return daily
    return Planner(ctx.questions, ctx.rng).plan(ctx.connection, daily, ctx.now)


def _end(ctx: Context, daily: DailyRow, values: dict[str, object]) -> None:
    queries.change_daily(ctx.connection, daily.id, values)
    for post_id in planned_posts.call_off_posts(ctx.connection, daily.id):
        add_notice(ctx.connection, daily, post_id, PostState.UNKNOWN, ctx.now)


def _state_card(daily: DailyRow, post: PostRow) -> Card:
    """Tell how far a post has come that is out, may be out, or is on its way."""
    match post.state:
        case PostState.SENT:
            return views.already_out_card(daily, post)
        case PostState.UNKNOWN:
            return uncertain_card(daily.number, post.local_date, post.channel_id, post.id)
        case _:
            return views.on_its_way_card(daily, post.local_date, post.channel_id)


def _next_run(ctx: Context, daily: DailyRow) -> dict[str, object]:
    try:
        since = local_date(ctx.now, daily.timezone) - timedelta(days=1)
        taken = planned_posts.dates_posted(ctx.connection, daily.id, since)
        day, instant = next_due(ctx.now, daily.at, daily.timezone, daily.weekdays, taken)
    except ZoneInfoNotFoundError:
        raise Refusal(
            f"The time zone {daily.timezone} is not known any more. "
            f"`/daily change {daily.number}` gives this daily another one."
        ) from None
    return {"next_date": day, "next_run_at": instant}
