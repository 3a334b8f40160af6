"""Presses that come twice, late, after a restart, from the wrong hands or from another time."""

import random

import simcord
from simcord.enums import InteractionType
from sqlalchemy import Engine

from adapters.discord.client import DiscordSurface
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.cards import MAX_TYPED
from bot.question_bank import QuestionBank
from tests.adapters.discord.conftest import Server, answer_of, text_of
from tests.fakes.clock import FakeClock


async def test_a_press_survives_a_restart(
    server: Server, engine: Engine, bank: QuestionBank, clock: FakeClock, worker: Worker
) -> None:
    asked = await server.ada.slash(server.channel, "question")
    bot = PracticeBot(engine, bank, clock, random.Random(2), "another worker")
    await server.env.restart_bot(DiscordSurface("a token", bot, worker).client)
    opened = await server.ada.click(answer_of(asked), label="Answer")
    submitted = await server.ada.submit_modal(opened, {"words": "Still here."})
    assert "Still here." in text_of(answer_of(submitted))


async def test_the_same_press_eight_times_at_once_counts_once(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question", tier="beginner")
    shown = await server.ada.click(answer_of(asked), label="Show answer")
    presses = [server.press(server.ada, "pb1|rate|1|good", answer_of(shown)) for _ in range(8)]
    await server.env.settle()
    assert all(press.acknowledged for press in presses)
    board = await server.ada.slash(server.channel, "leaderboard")
    assert "1 point" in text_of(answer_of(board))
    assert "Today counts already" in text_of(
        answer_of(await server.ada.slash(server.channel, "streak"))
    )


async def test_two_members_with_the_same_form_open_each_get_their_own(server: Server) -> None:
    forms = []
    for member in (server.ada, server.bob):
        asked = await member.slash(server.channel, "question")
        forms.append(await member.click(answer_of(asked), label="Answer"))
    ada = await server.ada.submit_modal(forms[0], {"words": "Words of Ada"})
    bob = await server.bob.submit_modal(forms[1], {"words": "Words of Bob"})
    assert "Words of Ada" in text_of(answer_of(ada))
    assert "Words of Bob" in text_of(answer_of(bob))
    assert ada.ephemeral
    assert bob.ephemeral


async def test_two_submissions_of_one_form_id_reach_who_typed_them(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    await server.ada.click(answer_of(asked), label="Answer")
    results = []
    for member, words in ((server.ada, "Words of Ada"), (server.bob, "Words of Bob")):
        typed = {"type": 4, "custom_id": "words", "value": words}
        data = {"custom_id": "pb1|submit|1", "components": [{"type": 18, "component": typed}]}
        results.append(server.interact(member, InteractionType.MODAL_SUBMIT, data))
    await server.env.settle()
    ada, bob = (text_of(answer_of(result)) for result in results)
    assert "> Words of Ada" in ada
    assert "Reference answer" in ada
    assert "> Words of Bob" in bob
    assert "Reference answer" not in bob
    assert all(result.ephemeral for result in results)


async def test_another_members_button_is_refused_in_private(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    pressed = server.press(server.bob, "pb1|answer|1", answer_of(asked))
    await server.env.settle()
    assert pressed.ephemeral
    assert "somebody else's question" in text_of(answer_of(pressed))


async def test_an_unknown_button_is_refused_in_private(server: Server) -> None:
    board = await server.ada.slash(server.channel, "leaderboard")
    for custom_id in ("pb1|from_the_future|7", "another-bot", "pb1|rate", "pb1|rate|1|x|y"):
        pressed = server.press(server.ada, custom_id, answer_of(board))
        await server.env.settle()
        assert pressed.ephemeral
        assert "another version" in text_of(answer_of(pressed))


async def test_a_removed_question_is_told_in_private(
    server: Server, engine: Engine, clock: FakeClock, worker: Worker
) -> None:
    asked = await server.ada.slash(server.channel, "question")
    bot = PracticeBot(engine, QuestionBank(()), clock, random.Random(1), "worker")
    await server.env.restart_bot(DiscordSurface("a token", bot, worker).client)
    pressed = await server.ada.click(answer_of(asked), label="Answer")
    assert pressed.ephemeral
    assert "taken out of the bank" in text_of(answer_of(pressed))


async def test_an_over_long_answer_is_cut_and_not_refused(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    await server.ada.click(answer_of(asked), label="Answer")
    typed = {"type": 4, "custom_id": "words", "value": "*" * 5_000}
    data = {"custom_id": "pb1|submit|1", "components": [{"type": 18, "component": typed}]}
    submitted = server.interact(server.ada, InteractionType.MODAL_SUBMIT, data, answer_of(asked))
    await server.env.settle()
    shown = text_of(answer_of(submitted))
    assert "Reference answer" in shown
    assert 0 < shown.count("\\*") <= MAX_TYPED
    assert "…" in shown


async def test_a_form_without_words_is_kept_open_by_a_button(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    opened = await server.ada.click(answer_of(asked), label="Answer")
    rejected = await server.ada.submit_modal(opened, {"words": "   "})
    assert rejected.ephemeral
    again = await server.ada.click(answer_of(rejected), label="Try again")
    assert again.modal is not None


async def test_a_rating_redraws_the_private_card_and_repeats_show_the_same(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    shown = await server.ada.click(answer_of(asked), label="Show answer")
    first = await server.ada.click(answer_of(shown), label="Hard")
    assert first.response is not None
    assert first.response.id == answer_of(shown).id
    again = server.press(server.ada, "pb1|rate|1|easy", answer_of(shown))
    await server.env.settle()
    assert "already" in text_of(answer_of(again))


async def test_a_page_turned_on_a_public_leaderboard_is_private(server: Server) -> None:
    board = await server.ada.slash(server.channel, "leaderboard")
    before = server.public_messages()
    turned = server.press(server.bob, "pb1|board|week|1", answer_of(board))
    await server.env.settle()
    assert turned.ephemeral
    assert server.public_messages() == before


async def test_nothing_is_registered_for_a_message(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    opened = await server.ada.click(answer_of(asked), label="Answer")
    submitted = await server.ada.submit_modal(opened, {"words": "Words"})
    await server.ada.select(answer_of(submitted), ["0"])
    store = server.surface.client._connection._view_store
    assert not store._views
    assert not store._modals


async def test_an_expired_interaction_is_let_go(server: Server, simcord_env: simcord.Env) -> None:
    for code in (10062, 40060):
        simcord_env.inject_error("POST", "/interactions/*/callback", status=404, code=code)
        result = await server.ada.slash(server.channel, "streak")
        assert not result.acknowledged
    assert text_of(answer_of(await server.ada.slash(server.channel, "streak")))


async def test_an_answer_that_discord_refuses_becomes_an_apology_with_an_id(
    server: Server, simcord_env: simcord.Env
) -> None:
    simcord_env.inject_error("POST", "/interactions/*/callback", status=400, code=50035)
    result = await server.ada.slash(server.channel, "help")
    assert result.ephemeral
    assert "tell whoever runs this bot" in text_of(answer_of(result))


async def test_what_members_type_stays_letters(server: Server) -> None:
    asked = await server.ada.slash(server.channel, "question")
    opened = await server.ada.click(answer_of(asked), label="Answer")
    words = "@everyone <@1> <#1> <:x:1> https://example.org **bold** `code`\n# title\n- point"
    submitted = await server.ada.submit_modal(opened, {"words": words})
    shown = text_of(answer_of(submitted))
    for alive in ("@everyone", "<@1", "<#1", "<:x", "https://example.org", "**bold", "> # "):
        assert alive not in shown.replace("\\@", "").replace("\\:", "").replace("\\<", "")
