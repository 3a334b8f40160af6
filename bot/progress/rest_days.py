"""The days of a team's week on which nothing has to be done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.errors import Refusal
from bot.progress.ledger import RestRule
from bot.weekdays import EVERY_DAY, NO_DAYS


def rule_from_tomorrow(typed: str, today: date, now: datetime) -> RestRule:
    """Make a rule out of weekdays, or ``none``, that begins with the day after the team's today."""
    if typed == EVERY_DAY:
        raise Refusal("A streak needs days on which it can grow. Leave at least one of the seven.")
    weekdays = "" if typed == NO_DAYS else typed
    return RestRule(today + timedelta(days=1), weekdays, now)


def rest_days_on(rules: Sequence[RestRule], day: date) -> str:
    """Tell a team's rest days as they are on a date."""
    begun = [rule.weekdays for rule in rules if rule.effective_from <= day]
    return begun[-1] if begun else ""


def rest_days_later(rules: Sequence[RestRule], day: date) -> RestRule | None:
    """Find the rule that is set and begins after a date; None when nothing will change."""
    if not rules or rules[-1].effective_from <= day:
        return None
    return rules[-1]
