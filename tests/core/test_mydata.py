"""What is held about a member: a file that tells all of it, and a deletion that leaves none."""

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import Connection, Engine, String, Text, select

from bot.app import PracticeBot
from bot.cards import Attachment, Card, Outcome, Reply
from bot.database.models import Base, Member
from bot.mydata.exporting import MAX_PLAIN, packed
from bot.mydata.forgetting import TRACES
from bot.mydata.holdings import HOLDINGS, NOTHING_PERSONAL
from bot.ports import Failure
from bot.requests import Asker
from tests.core.player import Player, is_refusal, labels, somebody, words_of
from tests.core.proposals import (
    WARM_UP,
    decides,
    declines,
    proposes,
    queue_of,
    reports,
    submits,
)
from tests.core.schedule import fail
from tests.fakes.clock import FakeClock

SCHEMA: Final = json.loads(
    (Path(__file__).parents[2] / "docs" / "mydata.schema.json").read_text(encoding="utf-8")
)
WORDS: Final = "Zanzibar gradients, in my very own words"
_NAMES_SOMEBODY: Final = re.compile(r"(_by|_by_id|external_id|user_id|_name)$")
_NAMES_NOBODY: Final = {
    ("workspace", "external_id"),
    ("member", "external_id"),
    ("member", "display_name"),
    ("member", "folded_name"),
}
_TEXT_ABOUT_NOBODY: Final = {
    "rest_rule": {"weekdays"},
    "workspace": {"platform", "external_id", "timezone"},
    "switched_off_pack": {"pack"},
    "post": {
        "channel_id",
        "question_id",
        "state",
        "worker_id",
        "message_id",
        "message_link",
        "error_code",
    },
    "remembered": {"name", "value"},
}


def pressed(outcome: Outcome) -> Card:
    assert isinstance(outcome, Reply), outcome
    return outcome.card


def exported(player: Player) -> Attachment:
    """Ask for the file."""
    card = pressed(player.presses("Export", player.types("/mydata").card))
    assert card.attachment is not None
    return card.attachment


def data_of(player: Player) -> dict[str, Any]:
    """Read the file, which must fit the schema that is published."""
    data: dict[str, Any] = json.loads(exported(player).content)
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(data)
    return data


def deletes(player: Player) -> Card:
    """Delete everything, with the one confirmation."""
    asked = pressed(player.presses("Delete everything", player.types("/mydata").card))
    return pressed(player.presses("Yes, delete everything", asked))


def dump(connection: Connection) -> str:
    """Read every text in every column of every table."""
    found = []
    for table in Base.metadata.sorted_tables:
        texts = [column for column in table.c if isinstance(column.type, String | Text)]
        for row in connection.execute(select(*texts)) if texts else ():
            found += [f"{table.name}: {value}" for value in row if value]
    return "\n".join(found)


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return Player(bot, Asker("U-ada-4711", "Ada Zanzibar", is_manager=True, timezone="Asia/Tokyo"))


@pytest.fixture
def bob(bot: PracticeBot) -> Player:
    return somebody(bot, "Bob", manager=True)


@pytest.fixture
def busy(ada: Player, bob: Player, clock: FakeClock) -> Player:
    """Ada has done everything that leaves a trace, as a member and as a manager."""
    today = clock.now
    clock.now -= timedelta(days=2)
    bob.practises()
    ada.rates(ada.draws(), "Good")
    clock.now = today
    ada.types("/settings me Asia/Seoul")
    bob.types("/repair @U-ada-4711 yesterday ill")
    ada.types("/repair @Bob yesterday ill, too")
    ada.answers(ada.draws(), WORDS)
    ada.types("/daily add 09:00")
    ada.types("/daily post")
    for claim in ada.bot.posting.claim_due((ada.place.platform,)):
        fail(ada.bot, claim, Failure.AMBIGUOUS)
    proposes(ada, question=f"{WORDS}: what do they bound?")
    declines(bob, "We have one like it.")
    proposes(ada, kind="advanced")
    proposes(bob, kind="Advanced, responsible-ai")
    submits(ada, "Mend", queue_of(ada), **{**WARM_UP, "answer": WORDS, "kind": "advanced"})
    decides(ada, "Approve")
    ada.sends("pb1|send_mend_own|1", **{**WARM_UP, "answer": WORDS, "kind": "advanced"})
    reports(bob, bob.draws())
    decides(ada, "Leave it out")
    reports(ada, ada.draws(), WORDS)
    proposes(bob, question="What does label smoothing do to calibration?")
    waiting = queue_of(ada)
    while "smoothing" not in words_of(waiting):
        waiting = decides(ada, "Next", waiting)
    submits(ada, "Mend", waiting, **{**WARM_UP, "answer": WORDS, "kind": "advanced"})
    bob.types("/settings team manager_add=@U-ada-4711")
    clock.advance(timedelta(minutes=5))
    return ada


def test_a_real_export_fits_the_published_schema_and_holds_something_of_everything(
    busy: Player,
) -> None:
    data = data_of(busy)
    empty = [name for name, part in data.items() if part == []]
    assert empty == []
    assert data["member"]["display_name"] == "Ada Zanzibar"
    assert data["member"]["time_zone_of_the_profile"] == "Asia/Tokyo"
    assert WORDS in {asked["own_words"] for asked in data["questions_asked"]}
    assert data["reports"][-1]["reason"] == WORDS
    assert data["suggestions"][0]["proposal"]["text"].startswith(WORDS)
    assert data["suggestions"][0]["reason"] == "We have one like it."
    assert data["suggestions"][1]["typed_and_not_taken"]["kind"] == "advanced"
    not_taken = data["changes_not_taken"]
    assert {one["typed_and_not_taken"]["answer"] for one in not_taken} == {WORDS}
    assert 1 in {one["number_of_the_question"] for one in not_taken}
    assert data["practice_days"][0]["day"] == "2026-03-02"
    assert data["dailies_added"][0]["time"] == "09:00"


def test_an_export_holds_nobody_else(busy: Player, bob: Player) -> None:
    assert "Bob" not in exported(busy).content.decode()
    assert bob.asker.user_id not in exported(busy).content.decode()
    theirs = exported(bob).content.decode()
    assert "4711" not in theirs
    assert "Zanzibar" not in theirs


def test_the_schema_describes_exactly_what_is_told() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for holding in HOLDINGS:
        part = SCHEMA["properties"][holding.name]
        row = part.get("items", part)
        assert set(row["properties"]) == set(holding.told) == set(row["required"])


def test_every_column_of_every_table_is_told_or_left_out_on_purpose() -> None:
    by_table: dict[str, set[str]] = {}
    for holding in HOLDINGS:
        told = {column.key for column in holding.told.values()}
        by_table.setdefault(holding.table.__tablename__, set()).update(told | holding.untold)
    for table in Base.metadata.sorted_tables:
        if table.name in NOTHING_PERSONAL:
            texts = {column.name for column in table.c if isinstance(column.type, String | Text)}
            assert texts == _TEXT_ABOUT_NOBODY.get(table.name, set()), table.name
        else:
            assert by_table[table.name] == set(table.c.keys()), table.name


def test_every_column_that_may_name_somebody_is_forgotten() -> None:
    forgotten = {
        (column.class_.__tablename__, column.key)
        for trace in TRACES
        for column in (trace.column, *trace.along)
    }
    naming = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, String | Text) and _NAMES_SOMEBODY.search(column.name)
    }
    assert naming - _NAMES_NOBODY <= forgotten
    for holding in HOLDINGS:
        table = holding.table.__table__
        hangs_on_member = any(key.column.table.name == "member" for key in table.foreign_keys)
        is_traced = any(trace.column.class_ is holding.table for trace in TRACES)
        assert hangs_on_member or is_traced or holding.table is Member, holding.name


def test_after_deletion_neither_id_nor_name_nor_words_are_left(
    busy: Player, engine: Engine
) -> None:
    with engine.begin() as connection:
        before = dump(connection)
    for trace in ("4711", "Zanzibar"):
        assert trace in before
    assert "is deleted" in words_of(deletes(busy))
    with engine.begin() as connection:
        after = dump(connection)
    assert [line for line in after.splitlines() if "4711" in line or "Zanzibar" in line] == []
    assert "U-bob" in after


def test_who_is_deleted_is_gone_from_the_board_at_once(busy: Player, bob: Player) -> None:
    assert "Ada" in words_of(bob.types("/leaderboard").card)
    deletes(busy)
    assert "Ada" not in words_of(bob.types("/leaderboard").card)
    assert "Bob" in words_of(bob.types("/leaderboard").card)


def test_who_comes_back_starts_from_nothing(busy: Player) -> None:
    deletes(busy)
    assert "Nothing is held" in words_of(busy.types("/mydata").card)
    busy.draws()
    data = data_of(busy)
    assert len(data["questions_asked"]) == 1
    assert data["practice_days"] == data["points"] == data["suggestions"] == []


def test_an_approved_question_stays_without_a_name(busy: Player, bob: Player) -> None:
    deletes(busy)
    card = bob.draws("responsible-ai advanced")
    shown = [words_of(card)]
    for _ in range(20):
        card = pressed(bob.presses("Another", card))
        shown.append(words_of(card))
    assert any("warm-up" in words for words in shown)


def test_trouble_with_a_daily_is_told_to_another_manager(
    ada: Player, bob: Player, clock: FakeClock
) -> None:
    bob.types("/suggestions")
    ada.types("/daily add 09:00")
    deletes(ada)
    clock.advance(timedelta(days=1))
    notices = fail_the_next_post(ada.bot, clock)
    assert {notice.user_id for notice in notices} == {bob.asker.user_id}


def test_trouble_is_told_to_nobody_where_no_manager_is_left(ada: Player, clock: FakeClock) -> None:
    ada.types("/daily add 09:00")
    deletes(ada)
    assert fail_the_next_post(ada.bot, clock) == []


def fail_the_next_post(bot: PracticeBot, clock: FakeClock) -> list[Any]:
    clock.advance(timedelta(days=1))
    everywhere = (Player(bot).place.platform,)
    for claim in bot.posting.claim_due(everywhere):
        fail(bot, claim, Failure.PERMANENT)
    return bot.telling.claim_notices(everywhere)


def test_it_can_be_kept(busy: Player, engine: Engine) -> None:
    with engine.begin() as connection:
        before = dump(connection)
    asked = busy.presses("Delete everything", busy.types("/mydata").card)
    assert isinstance(asked, Reply)
    assert asked.replaces_original
    assert labels(asked.card) == ["Yes, delete everything", "Keep it"]
    assert labels(pressed(busy.presses("Keep it", asked.card))) == ["Export", "Delete everything"]
    with engine.begin() as connection:
        assert dump(connection) == before


@pytest.mark.parametrize("action", ["export_mydata", "delete_mydata", "forget_me", "keep_mydata"])
def test_a_button_pressed_by_somebody_else_does_nothing(
    busy: Player, bob: Player, engine: Engine, action: str
) -> None:
    with engine.begin() as connection:
        before = dump(connection)
        ada_id = connection.scalars(
            select(Member.id).where(Member.external_id == busy.asker.user_id)
        ).one()
    eve = Player(bob.bot, Asker("U-eve", "Eve"))
    for presser in (bob, eve, busy.elsewhere(workspace_id="T2")):
        for argument in (ada_id, "nonsense", "999999999", f"{ada_id}0"):
            assert is_refusal(presser.sends(f"pb1|{action}|{argument}"))
    with engine.begin() as connection:
        assert dump(connection) == before


def test_pressing_twice_deletes_once(busy: Player) -> None:
    asked = pressed(busy.presses("Delete everything", busy.types("/mydata").card))
    assert not is_refusal(busy.presses("Yes, delete everything", asked))
    again = busy.presses("Yes, delete everything", asked)
    assert is_refusal(again)
    assert "Nothing is held" in str(again)


def test_asking_makes_nobody_a_member(bot: PracticeBot, engine: Engine) -> None:
    assert "Nothing is held" in words_of(somebody(bot, "Eve").types("/mydata").card)
    with engine.begin() as connection:
        assert connection.execute(select(Member.id)).all() == []


def test_a_large_file_is_packed_and_nothing_is_cut() -> None:
    plain = packed(b"x" * MAX_PLAIN)
    assert (plain.name, plain.media_type) == ("practice-data.json", "application/json")
    content = b"y" * (MAX_PLAIN + 1)
    file = packed(content)
    assert (file.name, file.media_type) == ("practice-data.json.gz", "application/gzip")
    assert gzip.decompress(file.content) == content
