"""What waits for managers, in the order in which they go through it, and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.action_ids import ActionId
from bot.cards import Button
from bot.packs.queries import HOLDS_BACK
from bot.row_ids import read_row_id
from bot.suggestions import queries, report_queries
from bot.suggestions.queries import SuggestionRow
from bot.suggestions.report_queries import ReportRow

_HELD_BACK, _SUGGESTED, _REPORTED = range(3)
_RANKS: Final = {str(rank): rank for rank in (_HELD_BACK, _SUGGESTED, _REPORTED)}


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """A place in the order, which stays when what stood there is decided."""

    rank: int
    row_id: int

    def encode(self) -> str:
        """Write it into a button."""
        return f"{self.rank}.{self.row_id}"


BEGINNING: Final = Turn(_HELD_BACK, 0)


@dataclass(frozen=True, slots=True)
class Reported:
    """A question with its open reports."""

    question_id: str
    reports: tuple[ReportRow, ...]


Item = SuggestionRow | Reported


def waiting(connection: Connection, workspace_id: int) -> list[Item]:
    """List what waits for a manager, what keeps a question from being asked first."""
    by_question: dict[str, list[ReportRow]] = {}
    for report in report_queries.open_reports(connection, workspace_id):
        by_question.setdefault(report.question_id, []).append(report)
    items: list[Item] = [Reported(name, tuple(reports)) for name, reports in by_question.items()]
    items += queries.open_suggestions(connection, workspace_id)
    return sorted(items, key=turn_of)


def turn_of(item: Item) -> Turn:
    """Tell where something stands in the order."""
    match item:
        case SuggestionRow():
            return turn_of_suggestion(item.id)
        case Reported(reports=reports):
            rank = _HELD_BACK if len(reports) >= HOLDS_BACK else _REPORTED
            return Turn(rank, reports[0].id)


def turn_of_suggestion(suggestion_id: int) -> Turn:
    """Tell where a suggestion stands in the order, or stood."""
    return Turn(_SUGGESTED, suggestion_id)


def read_turn(text: str) -> Turn | None:
    """Read a turn out of a button; None for what is none."""
    rank, _, row = text.partition(".")
    row_id = read_row_id(row)
    return Turn(_RANKS[rank], row_id) if rank in _RANKS and row_id is not None else None


def behind(items: Sequence[Item], turn: Turn) -> int:
    """Find whose turn comes next, by the number in the list; behind the last it begins anew."""
    later = [number for number, item in enumerate(items) if turn_of(item) > turn]
    return later[0] if later else 0


def reports_at(items: Sequence[Item], question_id: str) -> int | None:
    """Find the open reports of a question, by the number in the list."""
    for number, item in enumerate(items):
        match item:
            case Reported(question_id=reported) if reported == question_id:
                return number
    return None


def to_next(turn: Turn) -> Button:
    """Lead to what waits behind a turn."""
    return Button("Next", ActionId("queue", (turn.encode(),)))


def onward(connection: Connection, workspace_id: int, turn: Turn) -> tuple[Button, ...]:
    """Lead on from what was decided; nowhere when nothing waits any more."""
    return (to_next(turn),) if waiting(connection, workspace_id) else ()
