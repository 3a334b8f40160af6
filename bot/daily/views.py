"""The cards of the daily question."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone
from bot.daily.post_queries import OpenPost
from bot.daily.queries import DailyRow, PostState
from bot.daily.schedule import weekdays_in_words
from bot.question_bank import Question
from bot.texts import ChannelLink, Link, Moment, Span


def post_card(question: Question, post_id: int) -> Card:
    """Show the day's question to a channel; its buttons are private to who presses."""
    post = str(post_id)
    return Card(
        title=" · ".join(("Daily question", question.tier.capitalize(), *question.topics)),
        sections=(Section((question.text,)),),
        buttons=(
            Button("Answer", ActionId("answer_post", (post,)), Style.PRIMARY),
            Button("Hint", ActionId("hint_post", (post,))),
            Button("Show answer", ActionId("show_post", (post,))),
        ),
        footer="Your answer, the hint and the reference answer are shown to you alone.",
    )


def schedule_words(daily: DailyRow) -> str:
    """Say when and what a daily posts."""
    what = "questions of all tiers" if daily.tier == "any" else f"{daily.tier} questions"
    if daily.tier == "rotation":
        what = "beginner, intermediate and advanced in turn"
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


def on_its_way_card(daily: DailyRow) -> Card:
    """Say that today's post is being sent."""
    return Card(
        sections=(
            Section(
                (
                    f"Today's question of daily **#{daily.number}** is on its way to ",
                    ChannelLink(daily.channel_id),
                    ". The scheduled one counts as done.",
                )
            ),
        ),
        tone=Tone.GOOD,
    )


def already_out_card(daily: DailyRow, link: str | None) -> Card:
    """Say that today's post is out, and where."""
    where: tuple[Span, ...] = (": ", Link("open it", link)) if link else ()
    head: tuple[Span, ...] = (
        f"Today's question of daily **#{daily.number}** is out already in ",
        ChannelLink(daily.channel_id),
    )
    return Card(sections=(Section((*head, *where, ".")),))


def uncertain_card(number: int, day: date, channel_id: str, post_id: int) -> Card:
    """Ask a manager about a post of which nobody knows whether it is out."""
    return Card(
        title="Is this one out?",
        sections=(
            Section(
                (
                    f"The platform never said whether it took the question of {day:%d %B} (daily "
                    f"**#{number}**) for ",
                    ChannelLink(channel_id),
                    ". To be safe it was not sent again. If it is not there, press the button.",
                )
            ),
        ),
        buttons=(Button("Post it now", ActionId("post_again", (str(post_id),)), Style.PRIMARY),),
        tone=Tone.REFUSAL,
    )


def missed_card(number: int, day: date, channel_id: str) -> Card:
    """Tell a manager that a date was left out."""
    return Card(
        title="A daily question was left out",
        sections=(
            Section(
                (
                    f"The bot was away when daily **#{number}** was due on {day:%d %B} in ",
                    ChannelLink(channel_id),
                    ", and it came back too late to post it. The next one comes as scheduled; "
                    f"`/daily post {number}` posts one today.",
                )
            ),
        ),
        tone=Tone.REFUSAL,
    )


def failed_card(number: int, channel_id: str, code: str) -> Card:
    """Tell a manager that a daily was paused because its channel cannot be posted to."""
    return Card(
        title="A daily question was paused",
        sections=(
            Section(
                (
                    f"Daily **#{number}** cannot post in ",
                    ChannelLink(channel_id),
                    f" (the platform says `{code}`), so it is paused. When the bot may post there "
                    f"again, `/daily resume {number}` goes on; `/daily change {number}` moves it.",
                )
            ),
        ),
        tone=Tone.REFUSAL,
    )


def notice_card(kind: PostState, post: OpenPost) -> Card:
    """Tell a manager what became of a post."""
    number, channel_id = post.daily.number, post.place.channel_id
    match kind:
        case PostState.MISSED:
            return missed_card(number, post.local_date, channel_id)
        case PostState.UNKNOWN:
            return uncertain_card(number, post.local_date, channel_id, post.id)
        case _:
            return failed_card(number, channel_id, post.error_code or "no reason")


def _next(daily: DailyRow) -> tuple[Span, ...]:
    if daily.paused_at is not None or daily.next_run_at is None:
        return (" It is **paused**.",)
    local = daily.next_run_at.astimezone(ZoneInfo(daily.timezone))
    # The zone stands in the words of the schedule, right before.
    return (" Next: ", Moment(daily.next_run_at, f"{local:%a %d %b %H:%M}"), ".")
