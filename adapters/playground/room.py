"""The made-up workspace of the playground: its channels and the people to act as."""

from dataclasses import dataclass
from typing import Final

from bot.requests import Asker, Place, Platform

WORKSPACE_ID: Final = "playground"
TEAM_ZONE: Final = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that everybody in the room reads."""

    channel_id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to act as; ``timezone`` is what their profile says, where it says one."""

    member_id: str
    name: str
    timezone: str | None = None
    is_manager: bool = False

    def asker(self) -> Asker:
        """Name this member to the core."""
        return Asker(self.member_id, self.name, self.is_manager, self.timezone, TEAM_ZONE)


CHANNELS: Final = (
    Channel("general", "Where the whole team talks"),
    Channel("interview-prep", "One question a day keeps the nerves away"),
)
MEMBERS: Final = (
    Member("mara", "Mara", TEAM_ZONE, is_manager=True),
    Member("owen", "Owen", "America/New_York"),
    Member("priya", "Priya", "Asia/Kolkata"),
    Member("sol", "Sol"),
    Member("yuki", "Yuki", "Asia/Tokyo"),
)


def member_with(member_id: str) -> Member | None:
    """Find a member by id."""
    return next((one for one in MEMBERS if one.member_id == member_id), None)


def channel_with(channel_id: str) -> Channel | None:
    """Find a channel by id."""
    return next((one for one in CHANNELS if one.channel_id == channel_id), None)


def place_of(channel_id: str) -> Place:
    """Name a channel of the room to the core."""
    return Place(Platform.PLAYGROUND, WORKSPACE_ID, channel_id)
