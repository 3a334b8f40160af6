"""A bug of ours: an id to quote for the asker, the rest for the log, and nothing typed is lost."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from bot.app import PracticeBot
from bot.cards import Rejected, Reply
from tests.core.player import Player, action_of, is_incident, own_words, reasons, somebody, words_of

SECRET = "the words that nobody else may ever read"


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


def alter(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def without(engine: Engine, table: str) -> Iterator[None]:
    """Take a table away for a while."""
    alter(engine, f"ALTER TABLE {table} RENAME TO elsewhere")
    try:
        yield
    finally:
        alter(engine, f"ALTER TABLE elsewhere RENAME TO {table}")


@contextmanager
def without_updates(engine: Engine) -> Iterator[None]:
    """Let every update of a draw fail while it has its values in hand."""
    is_sqlite = engine.dialect.name == "sqlite"
    alter(engine, *(_REFUSE_ON_SQLITE if is_sqlite else _REFUSE_ON_POSTGRESQL))
    try:
        yield
    finally:
        alter(engine, "DROP TRIGGER refuse" if is_sqlite else "DROP FUNCTION refuse() CASCADE")


_REFUSE_ON_SQLITE = (
    "CREATE TRIGGER refuse BEFORE UPDATE ON draw BEGIN SELECT RAISE(FAIL, 'no'); END",
)
_REFUSE_ON_POSTGRESQL = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'no'; END $$",
    "CREATE TRIGGER refuse BEFORE UPDATE ON draw EXECUTE FUNCTION refuse()",
)


def test_the_apology_has_an_id_that_is_in_the_log(
    ada: Player, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    ada.draws()
    with without(engine, "attempt"):
        outcome = ada.sends("pb1|show|1")
    assert isinstance(outcome, Reply)
    assert is_incident(outcome)
    incident = re.findall(r"`([0-9a-f]{8})`", words_of(outcome.card))
    assert len(incident) == 1
    logged = [record for record in caplog.records if incident[0] in record.getMessage()]
    assert len(logged) == 1
    assert logged[0].levelno == logging.ERROR
    assert logged[0].exc_info is not None


def test_a_failed_submit_quotes_what_was_typed_and_can_be_tried_again(
    ada: Player, engine: Engine
) -> None:
    asked = ada.draws()
    with without(engine, "attempt"):
        outcome = ada.sends("pb1|submit|1", words=SECRET)
    assert isinstance(outcome, Rejected)
    assert "went wrong" in reasons(outcome)
    assert own_words(outcome.card) == SECRET
    assert action_of(outcome.card, "Try again") == action_of(asked, "Answer")


def test_what_was_typed_is_never_in_the_log(
    ada: Player, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ada.draws()
    with without_updates(engine):
        assert is_incident(ada.sends("pb1|submit|1", words=SECRET))
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "incident" in logged
    assert SECRET not in logged


def test_a_bug_undoes_all_that_its_request_did(ada: Player, engine: Engine) -> None:
    answered = ada.answers(ada.draws(), "my words")
    with without(engine, "score"):
        assert is_incident(ada.presses("Good", answered))
    rated = ada.presses("Good", answered)
    assert isinstance(rated, Reply)
    assert "Day 1. 1 point." in words_of(rated.card)


def test_the_home_page_apologises_too(ada: Player, engine: Engine) -> None:
    with without(engine, "practice_day"):
        card = ada.bot.home(ada.asker, ada.place)
    assert "went wrong" in words_of(card)


def test_a_refusal_is_no_incident_in_the_log(ada: Player, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ada.sends("pb1|answer|4711")
    assert [record.levelno for record in caplog.records] == [logging.INFO]
    assert caplog.records[0].exc_info is None
