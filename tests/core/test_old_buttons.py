"""What a deletion took away stays away: buttons from before it never act on what came after."""

from sqlalchemy import Engine, select

from bot.app import PracticeBot
from bot.cards import Card, Outcome, Reply
from bot.database.models import Notice
from tests.core.player import Player, is_refusal, labels, somebody, words_of
from tests.core.proposals import WARM_UP, decides, proposes, queue_of, reports


def card_of(outcome: Outcome) -> Card:
    assert isinstance(outcome, Reply), outcome
    return outcome.card


def deletes_everything(player: Player) -> list[Card]:
    """Delete all that is held; the cards on the way there come back."""
    shown = player.types("/mydata").card
    asked = card_of(player.presses("Delete everything", shown))
    assert "is deleted" in words_of(card_of(player.presses("Yes, delete everything", asked)))
    return [shown, asked]


def assert_all_refuse(player: Player, *cards: Card) -> None:
    for card in cards:
        assert labels(card)
        for button in card.buttons:
            assert is_refusal(player.sends(button.action)), button


def test_buttons_of_a_question_that_was_deleted_are_refused(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada")
    old = ada.draws("beginner")
    answered = ada.answers(old, "old words")
    ticked = ada.ticks(answered, 0).card
    deletes_everything(ada)
    new = ada.draws("advanced")
    assert_all_refuse(ada, old, answered, ticked)
    assert answered.checklist is not None
    assert is_refusal(ada.sends(answered.checklist.action))
    assert "already" not in words_of(ada.rates(new, "Good"))


def test_an_old_yes_deletes_nothing_that_came_after(bot: PracticeBot) -> None:
    ada = somebody(bot, "Ada")
    ada.practises()
    cards = deletes_everything(ada)
    ada.practises()
    assert_all_refuse(ada, *cards)
    assert "Today counts already" in words_of(ada.types("/streak").card)


def test_what_a_manager_was_shown_of_a_deleted_member_decides_nothing_new(
    bot: PracticeBot,
) -> None:
    ada, lead = somebody(bot, "Ada"), somebody(bot, "Lea", manager=True)
    proposes(ada)
    suggested = queue_of(lead)
    deletes_everything(ada)
    reports(ada, ada.draws())
    reported = queue_of(lead)
    deletes_everything(ada)
    proposes(ada)
    reports(ada, ada.draws())
    deciding = {"Approve", "Mend", "Decline", "Keep it", "Leave it out"}
    pressed = set()
    for card in (suggested, reported):
        for button in card.buttons:
            if button.label in deciding:
                pressed.add(button.label)
                assert is_refusal(lead.sends(button.action)), button
    assert len(pressed) > 3
    assert WARM_UP["question"] in words_of(queue_of(lead))


def test_a_message_under_way_to_who_left_marks_none_that_came_after(
    bot: PracticeBot, engine: Engine
) -> None:
    ada, lead = somebody(bot, "Ada"), somebody(bot, "Lea", manager=True)
    proposes(ada)
    decides(lead, "Approve")
    notices = bot.telling.claim_notices((ada.place.platform,))
    (under_way,) = (one for one in notices if one.user_id == ada.asker.user_id)
    deletes_everything(ada)
    proposes(ada, question="What does gradient clipping bound, and what does it not bound?")
    decides(lead, "Approve")
    bot.telling.record_told(under_way)
    with engine.begin() as connection:
        assert set(connection.scalars(select(Notice.told_at))) == {None}
