"""Pictures come by direct message: Slack puts no file into a private reply."""

from typing import Final

from adapters.pictures.studio import Studio
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


def picture_in(outcome: Outcome) -> Picture | None:
    """Find the picture that belongs to a private reply."""
    match outcome:
        case Reply(card, Audience.ASKER):
            return card.picture
        case _:
            return None


class PictureMail:
    """Has pictures drawn and sends them; whoever asked hears of it when that fails."""

    def __init__(self, studio: Studio, voice: Voice, answers: Answers) -> None:
        self._studio = studio
        self._voice = voice
        self._answers = answers

    async def send(self, way: WayBack, picture: Picture) -> None:
        """Draw a picture and send it to whoever asked."""
        png = await self._studio.draw(picture, picture.theme or Theme.LIGHT)
        if png is None:
            await self._answers.deliver(way, Reply(_NOT_DRAWN))
        elif not await self._voice.show(way.user_id, picture, png):
            await self._answers.deliver(way, Reply(_NOT_SENT))
