"""Daily posts in tests: schedule one, let it fall due, let a platform take it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Engine, Row, select

from bot.app import PracticeBot
from bot.database.models import Post
from bot.ports import Claim, Failure, PostedMessage, SendError
from bot.requests import Platform
from tests.core.player import Player, is_refusal, somebody, words_of

EVERYWHERE = tuple(Platform)


def post_today(bot: PracticeBot, channel: str = "C1", words: str = "") -> Claim:
    """Schedule a daily in a channel and post today's question there at once."""
    lead = somebody(bot, "Lea", manager=True)
    added = words_of(lead.types(f"/daily add 09:00 channel=#{channel} {words}").card)
    assert "Added daily" in added, added
    number = added.partition("**#")[2].partition("**")[0]
    lead.types(f"/daily post {number}")
    (sent,) = (one for one in deliver(bot) if one.place.channel_id == channel)
    return sent


def send(bot: PracticeBot, claim: Claim, link: str = "") -> None:
    """Let the platform take a claimed post."""
    assert bot.posting.start_sending(claim)
    bot.posting.record_sent(claim, PostedMessage(f"m-{claim.post_id}", link))


def deliver(bot: PracticeBot, platforms: Collection[Platform] = EVERYWHERE) -> list[Claim]:
    """Do what a tick does on a platform that takes everything; what was sent comes back."""
    claims = bot.posting.claim_due(platforms)
    for claim in claims:
        send(bot, claim)
    return claims


def fail(
    bot: PracticeBot, claim: Claim, failure: Failure, code: str = "x", wait: float = 0
) -> None:
    """Let the platform refuse a claimed post, or keep silent about it."""
    assert bot.posting.start_sending(claim)
    bot.posting.record_failure(claim, SendError(failure, code, wait))


def add_daily(bot: PracticeBot, words: str = "09:00", platform: str = "slack") -> Player:
    """Schedule a daily; the manager who did it comes back."""
    lead = somebody(bot, "Lea", manager=True).elsewhere(platform=platform)
    added = lead.types(f"/daily add {words}")
    assert not is_refusal(added), added
    return lead


def posts(engine: Engine) -> list[Row[Any]]:
    """Read all posts, in the order in which they were planned."""
    with engine.connect() as connection:
        return list(connection.execute(select(Post.__table__).order_by(Post.id)))


def states(engine: Engine) -> list[tuple[date, str]]:
    """Read what became of each date."""
    return [(post.local_date, post.state) for post in posts(engine)]


def told(bot: PracticeBot) -> list[str]:
    """Hand out the notices for managers, as words."""
    return [words_of(notice.card) for notice in bot.telling.claim_notices(EVERYWHERE)]
