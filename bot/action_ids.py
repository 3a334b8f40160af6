"""The text inside a button: a versioned name and the rows it acts on, and nothing else."""

import re
from dataclasses import dataclass
from typing import Final

FOR_ORIGIN: Final = 21
"""Characters behind an action in a direct message: a mark, and a Discord server's number."""
MAX_LENGTH: Final = 100  # Discord's limit for a custom_id; Slack allows 255 for an action_id
PATTERN: Final = re.compile(r"^pb1\|[a-z_]+(\|[A-Za-z0-9_.:-]+)*$")
"""What every encoded action of this version looks like; adapters listen for exactly this."""

_MARK: Final = "pb1"


@dataclass(frozen=True, slots=True)
class ActionId:
    """What a press means: the name of an action and the ids it concerns."""

    name: str
    arguments: tuple[str, ...] = ()

    def encode(self) -> str:
        """Write the action as text such as ``pb1|rate|481|good``.

        ValueError when the text is over 100 characters or has a character outside the pattern.
        """
        text = "|".join((_MARK, self.name, *self.arguments))
        if len(text) > MAX_LENGTH:
            raise ValueError(f"an action id has at most {MAX_LENGTH} characters: {text!r}")
        if self.decode(text) != self:
            raise ValueError(f"not an action id: {text!r}")
        return text

    @classmethod
    def decode(cls, text: str) -> "ActionId | None":
        """Read an action back; None for what another bot or another version wrote."""
        if len(text) > MAX_LENGTH or not PATTERN.fullmatch(text):
            return None
        _, name, *arguments = text.split("|")
        return cls(name, tuple(arguments))
