"""Nobody's words, buttons or counts reach anybody else, in the same workspace or another."""

import pytest
from sqlalchemy import Engine, func, select

from bot.app import PracticeBot
from bot.cards import Form, Reply
from bot.daily.planned_posts import posted_in_channel
from bot.database.models import Attempt, Draw, Member, Workspace
from tests.core.player import Player, is_refusal, own_words, somebody, words_of
from tests.core.schedule import post_today

PRESSES = ("answer", "hint", "show", "another")


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture(params=["a colleague", "the same person elsewhere", "the other platform"])
def stranger(request: pytest.FixtureRequest, ada: Player) -> Player:
    match request.param:
        case "a colleague":
            return somebody(ada.bot, "Bob")
        case "the same person elsewhere":
            return ada.elsewhere(workspace_id="T2")
        case _:
            return ada.elsewhere(platform="discord")


def count(engine: Engine, table: type) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("action", PRESSES)
def test_a_stranger_presses_in_vain(ada: Player, stranger: Player, action: str) -> None:
    ada.draws()
    assert is_refusal(stranger.sends(f"pb1|{action}|1"))


def test_a_stranger_neither_submits_ticks_nor_rates(
    ada: Player, stranger: Player, engine: Engine
) -> None:
    answered = ada.answers(ada.draws(), "my own words")
    assert is_refusal(stranger.sends("pb1|submit|1", words="not mine"))
    assert is_refusal(stranger.ticks(answered, 0, 1, 2))
    assert is_refusal(stranger.presses("Good", answered))
    shown = ada.sends("pb1|show|1")
    assert isinstance(shown, Reply)
    assert own_words(shown.card) == "my own words"
    assert shown.card.checklist is not None
    assert shown.card.checklist.ticked == frozenset()
    assert count(engine, Attempt) == 0


def test_a_refused_press_of_a_stranger_leaves_no_trace(
    ada: Player, stranger: Player, engine: Engine
) -> None:
    ada.draws()
    before = count(engine, Member), count(engine, Draw)
    stranger.sends("pb1|show|1")
    assert (count(engine, Member), count(engine, Draw)) == before


def test_two_members_have_the_same_form_open(ada: Player) -> None:
    bob = somebody(ada.bot, "Bob")
    post = post_today(ada.bot).card
    forms = [ada.presses("Answer", post), bob.presses("Answer", post)]
    for player, form, words in zip((ada, bob), forms, ("Ada's", "Bob's"), strict=True):
        assert isinstance(form, Form)
        reply = player.sends(form.action, words=words)
        assert isinstance(reply, Reply)
        assert own_words(reply.card) == words
    again = ada.presses("Answer", post)
    assert isinstance(again, Form)
    assert again.inputs[0].value == "Ada's"


def test_the_same_person_in_two_workspaces_is_two_members(ada: Player) -> None:
    ada.practises("advanced")
    elsewhere = ada.elsewhere(workspace_id="T2")
    assert "Current: 0 days" in words_of(elsewhere.types("/streak").card)
    assert "Nobody has points yet" in words_of(elsewhere.types("/leaderboard").card)
    assert "3 points" in words_of(ada.types("/leaderboard").card)


def test_a_workspace_id_on_another_platform_is_another_workspace(ada: Player) -> None:
    ada.practises()
    discord = ada.elsewhere(platform="discord")
    assert "Nobody has points yet" in words_of(discord.types("/leaderboard").card)


def test_names_on_a_leaderboard_come_from_this_workspace_alone(ada: Player) -> None:
    ada.practises()
    bob = somebody(ada.bot, "Bob").elsewhere(workspace_id="T2")
    bob.practises()
    board = words_of(bob.types("/leaderboard").card)
    assert "Bob" in board
    assert "Ada" not in board


def test_dailies_of_another_workspace_cannot_be_seen_or_touched(ada: Player) -> None:
    lead = somebody(ada.bot, "Lea", manager=True)
    lead.types("/daily add 09:00")
    other = lead.elsewhere(workspace_id="T2")
    assert "No daily question is scheduled" in words_of(other.types("/daily list").card)
    for line in ("change 1 10:00", "pause 1", "resume 1", "remove 1", "post 1"):
        assert is_refusal(other.types(f"/daily {line}"))
    assert "at 09:00" in words_of(lead.types("/daily list").card)


def test_each_workspace_counts_its_dailies_from_one(ada: Player) -> None:
    lead = somebody(ada.bot, "Lea", manager=True)
    assert "#1" in words_of(lead.types("/daily add 09:00").card)
    assert "#1" in words_of(lead.elsewhere(workspace_id="T2").types("/daily add 09:00").card)


@pytest.mark.parametrize("action", ["answer_post", "hint_post", "show_post"])
def test_a_post_of_another_workspace_cannot_be_answered(ada: Player, action: str) -> None:
    claim = post_today(ada.bot)
    other = ada.elsewhere(workspace_id="T2")
    assert is_refusal(other.sends(f"pb1|{action}|{claim.post_id}"))


def test_a_manager_elsewhere_cannot_send_a_post_again(ada: Player) -> None:
    claim = post_today(ada.bot)
    other = somebody(ada.bot, "Lea", manager=True).elsewhere(workspace_id="T2")
    assert is_refusal(other.sends(f"pb1|post_again|{claim.post_id}"))


def test_what_was_posted_in_one_workspace_is_unposted_in_another_channel_of_that_name(
    ada: Player, engine: Engine
) -> None:
    claim = post_today(ada.bot, "C1")
    ada.elsewhere(workspace_id="T2").types("/streak")
    with engine.connect() as connection:
        teams = connection.execute(select(Workspace.external_id, Workspace.id)).all()
        found = {name: posted_in_channel(connection, row_id, "C1") for name, row_id in teams}
    assert len(found["T1"]) == 1
    assert found["T2"] == {}
    assert claim.place.workspace_id == "T1"


def test_what_is_asked_in_one_workspace_is_new_in_the_other(ada: Player) -> None:
    for _ in range(30):
        ada.draws()
    elsewhere = ada.elsewhere(workspace_id="T2")
    assert "Beginner" in elsewhere.draws().title
