"""What a handler has in hand for one transaction."""

import random
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.question_bank import QuestionBank
from bot.requests import Asker, Place


@dataclass(frozen=True, slots=True)
class Context:
    """One request: its open transaction, its single "now", its chance, and who asks where.

    ``is_direct`` tells of a press in a direct message: its asker may have left the workspace.
    """

    connection: Connection
    now: datetime
    rng: random.Random
    questions: QuestionBank
    asker: Asker
    place: Place
    obstacle: str = ""
    is_direct: bool = False
