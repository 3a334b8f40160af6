"""The zone in which each member of the room reads times: the one their days are counted in."""

from typing import Final
from zoneinfo import ZoneInfo

from adapters.playground.room import CHANNELS, MEMBERS, Member, place_of
from adapters.worker import Worker
from bot.app import PracticeBot

_UNKNOWN: Final = "UTC"


class Zones:
    """What the core said last about everybody's zone."""

    def __init__(self, bot: PracticeBot, worker: Worker) -> None:
        self._bot = bot
        self._worker = worker
        self._known: dict[str, ZoneInfo] = {}

    def of(self, member: Member) -> ZoneInfo:
        """Give the zone in which a member reads times."""
        return self._known.get(member.member_id) or ZoneInfo(member.timezone or _UNKNOWN)

    async def refresh(self) -> None:
        """Ask the core again, for all: the team's zone is that of everybody without another."""
        here = place_of(CHANNELS[0].channel_id)
        for member in MEMBERS:
            zone = await self._worker.run(self._bot.zone_of, member.asker(), here)
            self._known[member.member_id] = ZoneInfo(zone)
