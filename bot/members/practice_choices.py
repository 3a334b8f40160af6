"""What a member chose about practising."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from bot.database.models import Member

FEWEST_REVIEWS: Final = 5
MOST_REVIEWS: Final = 100
ON: Final = "on"
OFF: Final = "off"
OF_PROFILE: Final = "profile"
"""Instead of a zone: no choice, so that the profile tells it, else the team's zone counts."""


@dataclass(frozen=True, slots=True)
class PracticeChoices:
    """How many reviews a day a member wants, and whether hints compare their wording."""

    reviews_a_day: int
    wording_hints: bool


_CHOICES = select(Member.reviews_a_day, Member.wording_hints).where(
    Member.id == bindparam("member_id")
)


def practice_choices(connection: Connection, member_id: int) -> PracticeChoices:
    """Tell what a member chose, or what holds for everybody who did not."""
    return PracticeChoices(*connection.execute(_CHOICES, {"member_id": member_id}).one())


def choose_practice(
    connection: Connection,
    member_id: int,
    *,
    reviews_a_day: int | None = None,
    wording_hints: bool | None = None,
) -> None:
    """Store what a member chose; None leaves it as it is."""
    chosen: dict[str, Any] = {"reviews_a_day": reviews_a_day, "wording_hints": wording_hints}
    values = {name: value for name, value in chosen.items() if value is not None}
    if values:
        connection.execute(update(Member).where(Member.id == member_id), values)
