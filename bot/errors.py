"""The one kind of failure that a member reads; everything else is a bug and gets an incident id."""

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
    """Something typed into a form cannot be taken; ``input_name`` names the text field."""

    def __init__(self, input_name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.input_name = input_name
