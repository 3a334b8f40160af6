"""Files come by direct message: Slack puts none into a private reply."""

from typing import Final

from adapters.pictures.studio import FILE_NAME, Studio
from adapters.slack.answers import Answers
from adapters.slack.inbound import WayBack
from adapters.slack.voice import Voice
from bot.cards import Audience, Card, Outcome, Reply, Section
from bot.pictures import Picture, Theme

_NOT_SENT: Final = Card(
    sections=(Section(("Slack did not take the picture. The words said the same.",)),)
)
_NOT_DRAWN: Final = Card(
    sections=(Section(("The picture could not be drawn this time. The words said the same.",)),)
)
_NO_FILE: Final = Card(sections=(Section(("Slack did not take the file. Please try again.",)),))


def files_in(outcome: Outcome) -> Card | None:
    """Find the private card that has a picture or a file."""
    match outcome:
        case Reply(card, Audience.ASKER) if card.picture or card.attachment:
            return card
        case _:
            return None


class FileMail:
    """Sends what cannot stand in a reply; whoever asked hears of it when that fails."""

    def __init__(self, studio: Studio, voice: Voice, answers: Answers) -> None:
        self._studio = studio
        self._voice = voice
        self._answers = answers

    async def send(self, way: WayBack, card: Card) -> None:
        """Send the picture and the file of a card to whoever asked."""
        if card.picture is not None:
            await self._show(way, card.picture)
        file = card.attachment
        if file is not None and not await self._voice.hand_over(
            way.user_id, "a file", file=file.content, filename=file.name, title=file.name
        ):
            await self._answers.deliver(way, Reply(_NO_FILE))

    async def _show(self, way: WayBack, picture: Picture) -> None:
        """Draw a picture and send it."""
        png = await self._studio.draw(picture, picture.theme or Theme.LIGHT)
        if png is None:
            await self._answers.deliver(way, Reply(_NOT_DRAWN))
        elif not await self._voice.hand_over(
            way.user_id,
            "a picture",
            file=png,
            filename=FILE_NAME,
            title=picture.subtitle,
            alt_txt=picture.alt,
        ):
            await self._answers.deliver(way, Reply(_NOT_SENT))
