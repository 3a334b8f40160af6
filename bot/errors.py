"""The one kind of failure that a member reads; everything else is a bug and gets an incident id."""

from collections.abc import Mapping
from typing import Self

from bot.cards import Card, Section, Tone


class Refusal(Exception):  # noqa: N818 - it is no error: a member should read it
    """A request that is turned down, with the sentence that its asker reads (Markdown)."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def card(self) -> Card:
        """Make the private card that tells the asker why."""
        return Card(sections=(Section((self.sentence,)),), tone=Tone.REFUSAL)


class Explanation(Refusal):
    """Somebody asked how a command works: nothing is done, and nothing was wrong."""

    def card(self) -> Card:
        """Make the private card that explains."""
        return Card(sections=(Section((self.sentence,)),))


class ManagersOnly(Refusal):
    """Somebody who is no manager asked for what only managers may do."""


class BadInput(Refusal):
    """What was typed into a form cannot be taken.

    ``problems`` has a sentence for each text field that is wrong, in the order of the form.
    """

    def __init__(self, input_name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problems: Mapping[str, str] = {input_name: sentence}

    @classmethod
    def of(cls, problems: Mapping[str, str]) -> Self:
        """Tell everything that is wrong with a form at once."""
        bad = cls(*next(iter(problems.items())))
        bad.problems = dict(problems)
        bad.sentence = "\n".join(problems.values())
        return bad
