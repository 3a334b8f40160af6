"""The cards that tell a manager of trouble with a daily; each cause has its own sentence."""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from bot.action_ids import ActionId
from bot.cards import Button, Card, Section, Style, Tone
from bot.daily.post_queries import OpenPost, open_post
from bot.daily.queries import PostState, daily_by_id
from bot.notices.queries import NoticeRow
from bot.texts import ChannelLink, Plain, Span

NOTHING_FITS: Final = "no question fits"
"""The error code of a post for which the bank has no question."""


def trouble_card(connection: Connection, notice: NoticeRow) -> Card | None:
    """Tell a manager what became of a post, or of the daily itself; None when both are gone."""
    if notice.daily_id is None:
        return None
    daily = daily_by_id(connection, notice.daily_id)
    number = daily.number
    post = None if notice.post_id is None else open_post(connection, notice.post_id)
    if post is None:
        return _card("A daily question was paused", *_broken(number, daily.timezone))
    match PostState(notice.kind):
        case PostState.MISSED:
            return _card("A daily question was left out", *_missed(post))
        case PostState.UNKNOWN:
            return uncertain_card(number, post.local_date, post.place.channel_id, post.id)
        case _:
            return _card("A daily question was paused", *_failed(post))


def uncertain_card(number: int, day: date, channel_id: str, post_id: int) -> Card:
    """Ask a manager about a post of which nobody knows whether it is out."""
    return _card(
        "Is this one out?",
        f"The platform never said whether it took the question of {day:%d %B} (daily "
        f"**#{number}**) for ",
        ChannelLink(channel_id),
        ". To be safe it was not sent again. If it is not there, press the button.",
        button=Button("Post it now", ActionId("post_again", (str(post_id),)), Style.PRIMARY),
    )


def _missed(post: OpenPost) -> tuple[Span, ...]:
    number = post.daily.number
    return (
        f"Daily **#{number}** was due on {post.local_date:%d %B} in ",
        ChannelLink(post.place.channel_id),
        ", but the bot or the platform was away for too long to post it in time. The next one "
        f"comes as scheduled; `/daily post {number}` posts one today.",
    )


def _failed(post: OpenPost) -> tuple[Span, ...]:
    number, channel = post.daily.number, ChannelLink(post.place.channel_id)
    if post.error_code == NOTHING_FITS:
        return (
            f"No question fits daily **#{number}** in ",
            channel,
            f" any more, so it is paused. `/daily change {number}` gives it another tier or topic, "
            f"then `/daily resume {number}` goes on.",
        )
    return (
        f"Daily **#{number}** cannot post in ",
        channel,
        " (the platform says ",
        Plain(post.error_code or "nothing"),
        f"), so it is paused. When the bot may post there again, `/daily resume {number}` goes on; "
        f"`/daily change {number}` moves it.",
    )


def _broken(number: int, zone: str) -> tuple[Span, ...]:
    return (
        f"Daily **#{number}** could not be planned in its time zone {zone}, so it is paused. "
        f"`/daily change {number}` gives it another one, then `/daily resume {number}` goes on.",
    )


def _card(title: str, *text: Span, button: Button | None = None) -> Card:
    return Card(
        title=title,
        sections=(Section(text),),
        buttons=() if button is None else (button,),
        tone=Tone.REFUSAL,
    )
