"""A platform that takes what it is given, until a test breaks it."""

from dataclasses import dataclass, field

from bot.cards import Card
from bot.ports import PostedMessage, SendError
from bot.requests import Place


@dataclass
class FakePublisher:
    """Remembers what it was given; raises ``broken`` while there is one."""

    broken: SendError | None = None
    published: list[tuple[Place, Card, str]] = field(default_factory=list)
    told: list[tuple[Place, str, Card]] = field(default_factory=list)
    members: dict[str, bool | None] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    async def publish(self, place: Place, card: Card, key: str) -> PostedMessage:
        """Take a public card."""
        self._refuse_while_broken()
        self.published.append((place, card, key))
        number = len(self.published)
        return PostedMessage(f"message-{number}", f"https://chat.example/{number}")

    async def direct_message(self, place: Place, user_id: str, card: Card) -> None:
        """Take a private card."""
        self._refuse_while_broken()
        self.told.append((place, user_id, card))

    async def is_member(self, place: Place, user_id: str) -> bool | None:
        """Tell what ``members`` says; everybody else is there."""
        self.asked_for.append(user_id)
        return self.members.get(user_id, True)

    def _refuse_while_broken(self) -> None:
        if self.broken is not None:
            raise self.broken
