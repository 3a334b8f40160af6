"""The card of a team's weak spots."""

from collections.abc import Sequence
from typing import Final

from bot.cards import Card, Section
from bot.progress.weak_spots import AT_LEAST, AT_MOST, FEWEST_MEMBERS, STEP, Spot
from bot.question_bank import TIERS

_TITLE: Final = "What the team knows least"
_RULE: Final = (
    f"A topic is shown in a tier once {FEWEST_MEMBERS} members besides you have answered there. "
    "Each of them weighs the same, your own answers are left out, and shares are in steps of "
    f"{STEP}%: nobody can be read out of it."
)


def weak_spots_card(spots: Sequence[Spot], *, for_all: bool) -> Card:
    """Show topic by tier how likely an answer is recalled, the topic with the weakest spot first.

    ``for_all`` says that every member may see it.
    """
    if not spots:
        nothing = f"There is too little to tell yet. {_RULE}"
        return Card(title=_TITLE, sections=(Section((nothing,)),))
    topics = dict.fromkeys(spot.topic for spot in spots)
    lines = [_line(topic, [spot for spot in spots if spot.topic == topic]) for topic in topics]
    ask = (
        "`/daily add 09:00 weakest` asks about these first, every day. "
        "The share says how likely an answer is recalled, by how it was rated last."
    )
    seen_by = "Every member may see this." if for_all else "Only managers may see this."
    return Card(
        title=_TITLE,
        sections=(Section(("\n".join(lines),)), Section((ask,))),
        footer=f"{_RULE} {seen_by}",
    )


def _line(topic: str, spots: Sequence[Spot]) -> str:
    known = {spot.tier: spot.percent for spot in spots}
    shares = [f"{tier} {_share(known[tier])}" for tier in TIERS if tier in known]
    return f"- **{topic}**: {', '.join(shares)}"


def _share(percent: int) -> str:
    if percent <= AT_MOST:
        return f"{AT_MOST}% or less"
    return f"{AT_LEAST}% or more" if percent >= AT_LEAST else f"{percent}%"
