"""Questions about what a workspace is asked: packs switched off, its own, and what is held back."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BindParameter,
    Connection,
    String,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    union_all,
)

from bot.database.models import ApprovedQuestion, LeftOut, Report, SwitchedOffPack
from bot.database.upsert import Upsert

HOLDS_BACK: Final = 3
"""So many open reports, each by another member, keep a question from being asked."""

_OFF, _OWN, _OUT = "off", "own", "out"
_HERE: BindParameter[int] = bindparam("workspace_id")
_CHOICE = union_all(
    select(literal(_OFF), SwitchedOffPack.pack, literal("")).where(
        SwitchedOffPack.workspace_id == _HERE
    ),
    select(literal(_OWN), cast(ApprovedQuestion.id, String(255)), ApprovedQuestion.content).where(
        ApprovedQuestion.workspace_id == _HERE
    ),
    select(literal(_OUT), LeftOut.question_id, literal("")).where(LeftOut.workspace_id == _HERE),
    select(literal(_OUT), Report.question_id, literal(""))
    .where(Report.workspace_id == _HERE, Report.closed_at.is_(None))
    .group_by(Report.question_id)
    .having(func.count() >= HOLDS_BACK),
)
_NEW_SWITCHED_OFF = Upsert(SwitchedOffPack, ("workspace_id", "pack"))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a workspace made of the bank; ``own`` holds the number and the content of each row."""

    packs_off: frozenset[str]
    own: tuple[tuple[int, str], ...]
    left_out: frozenset[str]


def choice_of(connection: Connection, workspace_id: int) -> Choice:
    """Tell what a workspace has switched off, has of its own, and is not asked for now."""
    rows = connection.execute(_CHOICE, {"workspace_id": workspace_id}).all()
    return Choice(
        packs_off=frozenset(key for kind, key, _ in rows if kind == _OFF),
        own=tuple(sorted((int(key), content) for kind, key, content in rows if kind == _OWN)),
        left_out=frozenset(key for kind, key, _ in rows if kind == _OUT),
    )


def left_out_of(connection: Connection, workspace_id: int) -> list[str]:
    """List the questions that a workspace is not asked any more, the newest first."""
    return list(
        connection.scalars(
            select(LeftOut.question_id)
            .where(LeftOut.workspace_id == workspace_id)
            .order_by(LeftOut.left_out_at.desc(), LeftOut.question_id)
        )
    )


def switch_off(connection: Connection, workspace_id: int, pack: str) -> None:
    """Switch a pack off for a workspace; one that is off stays off."""
    _NEW_SWITCHED_OFF.run(connection, {"workspace_id": workspace_id, "pack": pack})


def switch_on(connection: Connection, workspace_id: int, pack: str) -> None:
    """Switch a pack on again for a workspace; one that is on stays on."""
    connection.execute(
        delete(SwitchedOffPack).where(
            SwitchedOffPack.workspace_id == workspace_id, SwitchedOffPack.pack == pack
        )
    )
