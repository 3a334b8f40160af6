"""In which workspace the bot's token was installed, and whether it still is."""

import hashlib
from typing import Final

from adapters.worker import Worker
from bot.app import PracticeBot
from bot.requests import Place, Platform

REMOVED: Final = frozenset({"account_inactive", "token_revoked"})
"""Slack's words for a token that was good once: the app was removed since."""

_MARK_LETTERS: Final = 16


class Installation:
    """Remembers the workspace of a token, which Slack tells no more once the app was removed."""

    def __init__(self, bot: PracticeBot, worker: Worker, bot_token: str) -> None:
        self._bot = bot
        self._worker = worker
        mark = hashlib.sha256(bot_token.encode()).hexdigest()[:_MARK_LETTERS]
        self._name = f"slack.workspace.{mark}"

    async def found(self, team_id: str) -> None:
        """Note that the app is in the workspace of its token, as it may not have been before."""
        await self._worker.run(self._bot.remember, self._name, team_id)
        await self._worker.run(self._bot.returned, Place(Platform.SLACK, team_id, ""))

    async def lost(self) -> None:
        """Note that the app was removed from the workspace in which its token was good."""
        team_id = await self._worker.run(self._bot.remembered, self._name)
        if team_id:
            await self._worker.run(self._bot.left, Place(Platform.SLACK, team_id, ""))
