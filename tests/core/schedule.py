"""Daily posts in tests: schedule one, let it fall due, let a platform take it."""

from collections.abc import Collection

from bot.app import PracticeBot
from bot.ports import Claim, PostedMessage
from bot.requests import Platform
from tests.core.player import somebody, words_of

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
