"""The cards of the daily question."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone
from bot.daily.planned_posts import PostRow
from bot.daily.queries import DailyRow
from bot.question_bank import Question
from bot.texts import ChannelLink, Link, Moment, Span
from bot.weekdays import weekdays_in_words


def post_card(question: Question, post_id: int) -> Card:
    """Show the day's question to a channel; its buttons are private to who presses."""
    post = str(post_id)
    return Card(
        title=" · ".join(("Daily question", question.tier.capitalize(), *question.topics)),
        sections=(Section(question.shown(question.text)),),
        buttons=(
            Button("Answer", ActionId("answer_post", (post,)), Style.PRIMARY),
            Button("Hint", ActionId("hint_post", (post,))),
            Button("Show answer", ActionId("show_post", (post,))),
            Button("Report", ActionId("report_post", (post,))),
        ),
        footer="Your answer, the hint and the reference answer are shown to you alone.",
    )


def schedule_words(daily: DailyRow) -> str:
    """Say when and what a daily posts."""
    what = "questions of all tiers" if daily.tier == "any" else f"{daily.tier} questions"
    if daily.tier == "rotation":
        what = "beginner, intermediate and advanced in turn"
    if daily.tier == "weakest":
        what = "what the team is weakest at"
    about = f" about {daily.topic}" if daily.topic else ""
    days = weekdays_in_words(daily.weekdays)
    return f"{days} at {daily.at} ({daily.timezone}), {what}{about}"


def saved_card(daily: DailyRow, verb: str) -> Card:
    """Confirm a schedule and say when it posts next."""
    head: tuple[Span, ...] = (
        f"{verb} daily **#{daily.number}** in ",
        ChannelLink(daily.channel_id),
    )
    return Card(
        sections=(Section((*head, f": {schedule_words(daily)}.", *_next(daily))),),
        tone=Tone.GOOD,
    )


def list_card(dailies: Sequence[DailyRow]) -> Card:
    """List a workspace's schedules."""
    if not dailies:
        nothing = "No daily question is scheduled. A manager adds one with `/daily add 09:00`."
        return Card(title="Daily questions", sections=(Section((nothing,)),))
    return Card(
        title="Daily questions",
        sections=tuple(
            Section(
                (
                    f"**#{daily.number}** in ",
                    ChannelLink(daily.channel_id),
                    f": {schedule_words(daily)}.",
                    *_next(daily),
                )
            )
            for daily in dailies
        ),
    )


def removed_card(daily: DailyRow) -> Card:
    """Confirm that a schedule ended."""
    head = f"Removed daily **#{daily.number}** in "
    return Card(sections=(Section((head, ChannelLink(daily.channel_id), ".")),), tone=Tone.GOOD)


def on_its_way_card(daily: DailyRow, day: date, channel_id: str) -> Card:
    """Say that a date's post is being sent."""
    return Card(
        sections=(
            Section(
                (
                    f"The question of {day:%d %B} (daily **#{daily.number}**) is on its way to ",
                    ChannelLink(channel_id),
                    ". The scheduled one counts as done.",
                )
            ),
        ),
        tone=Tone.GOOD,
    )


def already_out_card(daily: DailyRow, post: PostRow) -> Card:
    """Say that a date's post is out, and where."""
    link = post.message_link
    where: tuple[Span, ...] = (": ", Link("open it", link)) if link else ()
    head: tuple[Span, ...] = (
        f"The question of {post.local_date:%d %B} (daily **#{daily.number}**) is out already in ",
        ChannelLink(post.channel_id),
    )
    return Card(sections=(Section((*head, *where, ".")),))


def _next(daily: DailyRow) -> tuple[Span, ...]:
    if daily.paused_at is not None or daily.next_run_at is None:
        return (" It is **paused**.",)
    local = daily.next_run_at.astimezone(ZoneInfo(daily.timezone))
    # The zone stands in the words of the schedule, right before.
    return (" Next for you: ", Moment(daily.next_run_at, f"{local:%a %d %b %H:%M}"), ".")
