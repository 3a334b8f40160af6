"""Which reviews are due, in which order, and how many of them belong to today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot.memory import is_due, predicted_recall
from bot.practice.selection import Seen


@dataclass(frozen=True, slots=True)
class Reviews:
    """What waits for a member on a day: question ids in order, and the day of the next ones."""

    due: tuple[str, ...]
    done_today: int
    a_day: int
    next_on: date | None

    @property
    def left_today(self) -> int:
        """How many of those due may still come today."""
        return max(0, min(len(self.due), self.a_day - self.done_today))


def reviews_on(
    day: date, seen: Mapping[str, Seen], known: Collection[str], *, done_today: int, a_day: int
) -> Reviews:
    """List what is due on a day, the lowest predicted recall first.

    Questions that are not among the ``known`` ones any more are left out.
    """
    memories = {
        question_id: look.memory
        for question_id, look in seen.items()
        if look.memory is not None and question_id in known
    }
    due = [name for name, memory in memories.items() if is_due(memory, day)]

    def urgency(name: str) -> tuple[float, date, str]:
        return predicted_recall(memories[name], day), memories[name].due_on, name

    later = [memory.due_on for memory in memories.values() if memory.due_on > day]
    return Reviews(
        tuple(sorted(due, key=urgency)), done_today, a_day, next_on=min(later, default=None)
    )
