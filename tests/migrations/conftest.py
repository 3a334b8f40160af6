"""A database in which something of everything has happened."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.ports import Failure
from tests.conftest import MakeBot
from tests.core.player import Player, somebody
from tests.core.proposals import settle_something_of_everything
from tests.core.schedule import fail
from tests.fakes.clock import FakeClock


@pytest.fixture
def busy(bot: PracticeBot, clock: FakeClock) -> Player:
    """Two workspaces in which something of everything has happened."""
    return keep_busy(bot, clock)


@pytest.fixture
def long_used(shared_engine: Engine, make_bot: MakeBot, clock: FakeClock) -> Engine:
    """The same in a database that can be migrated."""
    keep_busy(make_bot(shared_engine), clock)
    return shared_engine


def keep_busy(bot: PracticeBot, clock: FakeClock) -> Player:
    """Let something of everything happen in two workspaces."""
    for team in ("T1", "T2"):
        ada = somebody(bot, "Ada").elsewhere(workspace_id=team)
        lead = somebody(bot, "Lea", manager=True).elsewhere(workspace_id=team)
        lead.types("/settings team switch_off=deep-learning-plus")
        lead.types("/settings team manager_add=<@U0000BOB>")
        lead.types("/daily add 09:00")
        lead.types("/daily post")
        for claim in bot.posting.claim_due(tuple({ada.place.platform})):
            ada.rates(claim.card, "Good")
            fail(bot, claim, Failure.AMBIGUOUS)
        ada.practises()
        ada.types("/settings me Europe/Paris")
        settle_something_of_everything(ada, lead)
    clock.advance(timedelta(days=2))
    for team in ("T1", "T2"):
        lead = somebody(bot, "Lea", manager=True).elsewhere(workspace_id=team)
        lead.types("/settings team rest_days=weekends")
        lead.types("/repair @Ada yesterday a train without network")
    return ada
