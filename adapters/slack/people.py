"""Who the people behind requests are, as their Slack profiles say."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import send_error
from bot.requests import Asker

LOOK_UP_SECONDS: Final = 1.0  # so that an answer still comes in time
MANAGER_SECONDS: Final = 60.0
PROFILE_SECONDS: Final = 24 * 60 * 60.0
_MAX_KEPT: Final = 10_000

_Value = TypeVar("_Value")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Profile:
    display_name: str
    timezone: str | None
    is_manager: bool
    read_at: float


class People:
    """Looks people up, and remembers them for a while.

    A look-up that fails never fails a request: the person then has no known zone and no rights.
    """

    def __init__(
        self, client: AsyncWebClient, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._monotonic = monotonic
        self._profiles: dict[str, _Profile] = {}
        self._failed_at: dict[str, float] = {}

    async def asker(self, user_id: str, user_name: str, *, for_managers: bool) -> Asker:
        """Tell who asks; whether they manage is looked up only where it matters."""
        known = self._profiles.get(user_id)
        wanted_age = MANAGER_SECONDS if for_managers else PROFILE_SECONDS
        is_fresh = known is not None and self._age(known.read_at) < wanted_age
        if not is_fresh and (for_managers or not self._failed_lately(user_id)):
            found = await self._look_up(user_id)
            is_fresh, known = found is not None, found or known
        rights_known = is_fresh or not for_managers
        if known is None:
            return Asker(user_id, user_name, rights_known=rights_known)
        name = known.display_name or user_name
        is_manager = known.is_manager and for_managers and is_fresh
        return Asker(user_id, name, is_manager, known.timezone, rights_known=rights_known)

    async def _look_up(self, user_id: str) -> _Profile | None:
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                response = await self._client.users_info(user=user_id)
        except (SlackApiError, ClientError, TimeoutError, OSError) as error:
            log.warning("a profile could not be read: %s", send_error(error).code)
            _keep(self._failed_at, user_id, self._monotonic())
            return None
        profile = _read(response.get("user") or {}, self._monotonic())
        self._failed_at.pop(user_id, None)
        _keep(self._profiles, user_id, profile)
        return profile

    def _failed_lately(self, user_id: str) -> bool:
        failed_at = self._failed_at.get(user_id)
        return failed_at is not None and self._age(failed_at) < MANAGER_SECONDS

    def _age(self, since: float) -> float:
        return self._monotonic() - since


def _read(user: dict[str, Any], now: float) -> _Profile:
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return _Profile(
        display_name=next((name for name in (*names, user.get("name")) if name), ""),
        timezone=user.get("tz") or None,
        is_manager=bool(user.get("is_admin") or user.get("is_owner")),
        read_at=now,
    )


def _keep(kept: dict[str, _Value], user_id: str, value: _Value) -> None:
    kept.pop(user_id, None)
    kept[user_id] = value
    if len(kept) > _MAX_KEPT:
        del kept[next(iter(kept))]  # the one that was looked up longest ago
