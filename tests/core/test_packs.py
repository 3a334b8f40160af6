"""Packs: a workspace switches them on and off, for itself alone, and loses nothing of its past."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.cards import Audience, Card, Reply
from bot.question_bank import QuestionBank
from tests.conftest import MakeBot
from tests.core.player import Player, is_refusal, labels, somebody, words_of
from tests.core.schedule import EVERYWHERE, add_daily, deliver, post_today, posts, send, told
from tests.core.together import at_once
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

SEED = [a_question(f"q-seed-{number}", pack="seed") for number in range(3)]
PLUS = [a_question(f"q-plus-{number}", "advanced", ("cnn",), pack="plus") for number in range(2)]
NINE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def bot(engine: Engine, make_bot: MakeBot) -> PracticeBot:
    """A bot with two small packs."""
    return make_bot(engine, a_bank(*SEED, *PLUS))


@pytest.fixture
def ada(bot: PracticeBot) -> Player:
    return somebody(bot, "Ada")


@pytest.fixture
def lead(bot: PracticeBot) -> Player:
    return somebody(bot, "Lea", manager=True)


def drawn(player: Player, times: int) -> set[str]:
    """Draw so many questions; the packs they are from come back."""
    card, packs = player.draws(), set()
    for _ in range(times):
        packs.add(words_of(card).partition("What is q-")[2][:4])
        card = pressed(player, "Another", card).card
    return packs


def pressed(player: Player, label: str, card: Card) -> Reply:
    reply = player.presses(label, card)
    assert isinstance(reply, Reply)
    return reply


def test_every_pack_is_on_at_first_and_the_settings_show_them(lead: Player) -> None:
    card = lead.types("/settings team").card
    assert "- **seed**: 3 questions, on\n- **plus**: 2 questions, on" in words_of(card)
    assert labels(card) == ["Switch off seed", "Switch off plus"]


def test_nobody_is_asked_from_a_pack_that_is_off(lead: Player, ada: Player) -> None:
    said = words_of(lead.types("/settings team switch_off=seed").card)
    assert "**seed** is off: nobody here is asked its questions." in said
    shown = words_of(lead.types("/settings team").card)
    assert "- **seed**: 3 questions, off\n- **plus**: 2 questions, on" in shown
    assert drawn(ada, 6) == {"plus"}
    refused = ada.types("/question beginner")
    assert is_refusal(refused)
    assert "Tiers there are: advanced" in words_of(refused.card)


def test_a_pack_that_is_switched_on_again_is_asked(lead: Player, ada: Player) -> None:
    lead.types("/settings team switch_off seed")
    assert drawn(ada, 2) == {"plus"}
    said = words_of(lead.types("/settings team switch_on SEED").card)
    assert "**seed** is on: its questions are asked here." in said
    assert "seed" in drawn(ada, 3)


def test_buttons_switch_packs_and_redraw_the_private_card(lead: Player, ada: Player) -> None:
    off = pressed(lead, "Switch off plus", lead.types("/settings team").card)
    assert (off.audience, off.replaces_original) == (Audience.ASKER, True)
    assert "- **plus**: 2 questions, off" in words_of(off.card)
    assert labels(off.card) == ["Switch off seed", "Switch on plus"]
    assert drawn(ada, 5) == {"seed"}
    on = pressed(lead, "Switch on plus", off.card)
    assert labels(on.card) == ["Switch off seed", "Switch off plus"]


def test_switching_twice_says_how_it_is(lead: Player) -> None:
    card = lead.types("/settings team").card
    first = pressed(lead, "Switch off plus", card)
    assert pressed(lead, "Switch off plus", card) == first
    again = lead.types("/settings team switch_off=plus")
    assert not is_refusal(again)
    assert "**plus** is off" in words_of(again.card)
    assert labels(lead.types("/settings team").card) == labels(first.card)
    for _ in range(2):
        on = lead.types("/settings team switch_on=plus")
        assert "**plus** is on: its questions are asked here." in words_of(on.card)


def test_packs_and_the_zone_change_together(lead: Player) -> None:
    line = "/settings team Asia/Kolkata switch_off=seed switch_on=plus"
    said = words_of(lead.types(line).card)
    assert "time zone is **Asia/Kolkata**" in said
    assert "**seed** is off: nobody" in said
    assert "**plus** is on: its" in said


def test_the_last_pack_stays_on(lead: Player, ada: Player) -> None:
    lead.types("/settings team switch_off=seed")
    refused = lead.types("/settings team switch_off=plus")
    assert is_refusal(refused)
    assert "**plus** stays on: without it there would be no question left" in words_of(refused.card)
    assert "- **plus**: 2 questions, on" in words_of(lead.types("/settings team").card)
    assert drawn(ada, 3) == {"plus"}


def test_what_is_refused_leaves_nothing_half_done(lead: Player) -> None:
    before = lead.types("/settings team").card
    assert is_refusal(lead.types("/settings team Asia/Kolkata switch_off=nosuch"))
    assert is_refusal(lead.types("/settings team switch_on=nosuch switch_off=seed"))
    assert lead.types("/settings team").card == before


@pytest.mark.parametrize("option", ["switch_on", "switch_off"])
def test_an_unknown_pack_is_refused_with_those_that_there_are(lead: Player, option: str) -> None:
    refused = lead.types(f"/settings team {option}=`<!channel>")
    assert is_refusal(refused)
    said = words_of(refused.card)
    assert "There is no pack `'<!channel>`. Packs there are: seed, plus." in said


def test_a_forged_switch_is_refused(lead: Player) -> None:
    for action in ("pb1|pack|nosuch|off", "pb1|pack|seed|away", "pb1|pack|own|off"):
        assert is_refusal(lead.sends(action))


def test_a_pack_s_name_alone_switches_nothing(lead: Player) -> None:
    refused = lead.types("/settings team seed")
    assert is_refusal(refused)
    said = words_of(refused.card)
    assert "Usage: `/settings team [timezone] [rest_days] " in said
    assert " [switch_on=...] [switch_off=...] " in said
    explained = words_of(lead.types("/settings team help").card)
    assert "Only with their names: `weak_spots`, `switch_on`, `switch_off`, " in explained


def test_who_is_no_manager_switches_nothing(lead: Player, ada: Player) -> None:
    card = lead.types("/settings team").card
    assert is_refusal(pressed(ada, "Switch off seed", card))
    assert is_refusal(ada.types("/settings team switch_off=seed"))
    assert drawn(ada, 3) == {"seed"}


def test_another_workspace_goes_on_as_before(lead: Player, ada: Player) -> None:
    lead.types("/settings team switch_off=seed")
    there = ada.elsewhere(workspace_id="T2")
    assert drawn(there, 3) == {"seed"}
    abroad = ada.elsewhere(platform="discord")
    assert drawn(abroad, 3) == {"seed"}
    assert drawn(ada, 3) == {"plus"}


def test_a_new_pack_is_on_where_others_are_off(
    lead: Player, ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    lead.types("/settings team switch_off=seed")
    fresh = [a_question("q-new-1", pack="new")]
    ada.bot = lead.bot = make_bot(engine, a_bank(*SEED, *fresh))
    assert drawn(ada, 2) == {"new-"}
    assert "- **new**: 1 question, on" in words_of(lead.types("/settings team").card)


def test_when_the_only_pack_that_was_on_is_taken_out_members_hear_what_to_do(
    lead: Player, ada: Player, make_bot: MakeBot, engine: Engine
) -> None:
    lead.types("/settings team switch_off=seed")
    ada.bot = lead.bot = make_bot(engine, a_bank(*SEED))
    refused = ada.types("/question")
    assert is_refusal(refused)
    assert "`/settings team` shows them" in words_of(refused.card)
    lead.types("/settings team switch_on=seed")
    assert drawn(ada, 3) == {"seed"}


def test_more_packs_than_buttons_are_listed_and_can_be_named(
    lead: Player, make_bot: MakeBot, engine: Engine
) -> None:
    many = [a_question(f"q-{number}", pack=f"{'p' * 37}-{number:02}") for number in range(40)]
    lead.bot = make_bot(engine, a_bank(*many))
    switched = lead.types(f"/settings team switch_off={many[39].pack}").card
    assert f"**{many[39].pack}** is off" in words_of(switched)
    card = lead.types("/settings team").card
    assert len(labels(card)) == 5
    said = words_of(card)
    assert f"- **{many[24].pack}**: 1 question, on" in said
    assert "- and 15 more" in said
    unknown = lead.types("/settings team switch_off=nosuch")
    assert is_refusal(unknown)
    assert f"{many[24].pack} and 15 more." in words_of(unknown.card)


def test_open_questions_of_a_pack_that_is_off_go_on(lead: Player, ada: Player) -> None:
    asked = ada.draws()
    rated = pressed(ada, "Another", asked).card
    ada.rates(rated, "Good")
    lead.types("/settings team switch_off=seed")
    assert not is_refusal(ada.presses("Hint", asked))
    answered = ada.answers(asked, "my words")
    assert not is_refusal(ada.ticks(answered, 0, 1))
    result = pressed(ada, "Good", answered)
    assert "**Good.** Day 1. 1 point." in words_of(result.card)
    assert "rated this one **good** already" in words_of(pressed(ada, "Answer", rated).card)
    another = pressed(ada, "Another", asked)
    assert "q-plus-" in words_of(another.card)
    assert "Current: 1 day" in words_of(ada.types("/streak").card)
    assert "Ada · 2 points" in words_of(ada.types("/leaderboard").card)


def test_a_daily_goes_on_with_the_packs_that_are_on(
    lead: Player, bot: PracticeBot, engine: Engine, clock: FakeClock
) -> None:
    add_daily(bot)
    lead.types("/settings team switch_off=seed")
    for day in range(4):
        clock.now = NINE + day * timedelta(days=1)
        deliver(bot)
    asked = [post.question_id for post in posts(engine)]
    assert {question_id[:6] for question_id in asked} == {"q-plus"}
    assert len(asked) == 4


def test_a_daily_for_which_nothing_is_on_is_paused_and_its_manager_told_once(
    lead: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    add_daily(bot, "09:00 beginner")
    add_daily(bot, "09:00 cnn")
    lead.types("/settings team switch_off=seed")
    clock.now = NINE
    (sent,) = deliver(bot)
    assert "q-plus-" in words_of(sent.card)
    (notice,) = told(bot)
    assert "No question fits daily **#1**" in notice
    assert words_of(lead.types("/daily list").card).count("**paused**") == 1
    lead.types("/settings team switch_on=seed")
    lead.types("/daily resume 1")
    clock.advance(timedelta(days=1))
    assert len(deliver(bot)) == 2


def test_no_daily_is_added_changed_or_posted_by_hand_from_a_pack_that_is_off(
    lead: Player, bot: PracticeBot
) -> None:
    add_daily(bot, "09:00 cnn")
    add_daily(bot, "09:00 beginner")
    lead.types("/settings team switch_off=plus")
    for line in ("/daily add 10:00 cnn", "/daily change 2 beginner cnn", "/daily post 1"):
        refused = lead.types(line)
        assert is_refusal(refused), line
        assert "question here now. T" in words_of(refused.card), line
    assert not is_refusal(lead.types("/daily post 2"))


def test_a_post_that_is_out_or_on_its_way_keeps_its_question(
    lead: Player, ada: Player, bot: PracticeBot, clock: FakeClock
) -> None:
    out = post_today(bot, words="beginner")
    add_daily(bot, "09:00 beginner weekdays=thu")
    clock.now = NINE
    claims = bot.posting.claim_due(EVERYWHERE)
    lead.types("/settings team switch_off=seed")
    for claim in claims:
        send(bot, claim)
    for card in (out.card, *(claim.card for claim in claims)):
        assert "q-seed-" in words_of(card)
        assert "**Good.**" in words_of(ada.rates(card, "Good"))


def test_a_new_member_gets_the_seed_first(bot: PracticeBot, bank: QuestionBank) -> None:
    ada = somebody(bot, "Ada")
    assert drawn(ada, 3) == {"seed"}
    assert drawn(ada, 1) == {"plus"}
    assert list(bank.packs)[:2] == ["deep-learning", "deep-learning-plus"]


def test_two_managers_at_once_do_not_switch_off_the_last_two_packs(
    shared_engine: Engine, make_bot: MakeBot
) -> None:
    lead = somebody(make_bot(shared_engine, a_bank(*SEED, *PLUS)), "Lea", manager=True)
    lead.types("/settings team")
    buttons = [f"pb1|pack|{pack}|off" for pack in ("seed", "plus")]
    for _ in range(5):
        outcomes = at_once(2, lambda number: lead.sends(buttons[number]))
        assert sorted(is_refusal(outcome) for outcome in outcomes) == [False, True]
        for pack in ("seed", "plus"):
            lead.types(f"/settings team switch_on={pack}")
