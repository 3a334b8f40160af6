"""Questions about what is stored of days: practice days, repairs, rest days and outages."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select

from bot.clock import CLOCKS_APART
from bot.database.models import Outage as OutageRow
from bot.database.models import PracticeDay, ZoneMove
from bot.database.models import Repair as RepairRow
from bot.database.models import RestRule as RestRuleRow
from bot.database.upsert import Upsert
from bot.members.practice_days import DayClock
from bot.progress.ledger import CountedDay, Ledger, Move, Outage, Repair, RestRule

_A_DAY_AND_MORE: Final = timedelta(days=2)  # the longest that a day of any zone lies around a date

_MOVES: Final = (
    select(
        ZoneMove.member_id,
        ZoneMove.moved_at,
        ZoneMove.from_timezone,
        ZoneMove.to_timezone,
        ZoneMove.day_ends_after,
        ZoneMove.by_profile,
    )
    .where(ZoneMove.member_id.in_(bindparam("ids", expanding=True)))
    .order_by(ZoneMove.id)
)
_DAY_COUNTS: Final = Upsert(PracticeDay, ("member_id", "day"))
_DAYS: Final = (
    select(PracticeDay.member_id, PracticeDay.day, PracticeDay.timezone, PracticeDay.day_ends_after)
    .where(PracticeDay.member_id.in_(bindparam("ids", expanding=True)))
    .order_by(PracticeDay.member_id, PracticeDay.day)
)
_LAST_COUNTED: Final = (
    select(PracticeDay.member_id, func.max(PracticeDay.counted_at).label("counted_at"))
    .where(PracticeDay.member_id.in_(bindparam("ids", expanding=True)))
    .group_by(PracticeDay.member_id)
)
_REPAIRS: Final = select(
    RepairRow.member_id, RepairRow.day, RepairRow.id, RepairRow.by_name, RepairRow.reason
).where(RepairRow.member_id.in_(bindparam("ids", expanding=True)))
_RULES: Final = (
    select(
        RestRuleRow.workspace_id,
        RestRuleRow.effective_from,
        RestRuleRow.weekdays,
        RestRuleRow.set_at,
    )
    .where(RestRuleRow.workspace_id.in_(bindparam("ids", expanding=True)))
    .order_by(RestRuleRow.id)
)
_OUTAGES: Final = (
    select(OutageRow.started_at, OutageRow.ended_at)
    .where(OutageRow.ended_at > bindparam("since"), OutageRow.ended_at <= bindparam("until"))
    .order_by(OutageRow.started_at)
)


def add_practice_day(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    counted: CountedDay,
    now: datetime,
) -> None:
    """Count a day; a day that counts already stays as it is."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "day": counted.day,
        "timezone": counted.clock.zone,
        "day_ends_after": counted.clock.ends_after,
        "counted_at": now,
    }
    _DAY_COUNTS.run(connection, row)


def last_counted_at(connection: Connection, member_ids: Collection[int]) -> dict[int, datetime]:
    """Tell when the newest practice day of members was counted."""
    rows = connection.execute(_LAST_COUNTED, {"ids": list(member_ids)})
    return {row.member_id: row.counted_at for row in rows}


def add_repair(
    connection: Connection,
    *,
    workspace_id: int,
    member_id: int,
    day: date,
    by: tuple[str, str],
    reason: str,
    now: datetime,
) -> None:
    """Make a day good; ``by`` is the manager's external id and name."""
    row = {
        "workspace_id": workspace_id,
        "member_id": member_id,
        "day": day,
        "by_external_id": by[0],
        "by_name": by[1],
        "reason": reason,
        "repaired_at": now,
    }
    connection.execute(insert(RepairRow), row)


def add_rest_rule(connection: Connection, workspace_id: int, rule: RestRule) -> None:
    """Set a workspace's rest days from a date on."""
    row = {
        "workspace_id": workspace_id,
        "effective_from": rule.effective_from,
        "weekdays": rule.weekdays,
        "set_at": rule.set_at,
    }
    connection.execute(insert(RestRuleRow), row)


def rest_rules(connection: Connection, workspace_ids: Collection[int]) -> dict[int, list[RestRule]]:
    """Tell the rest days of workspaces, in the order in which they were set."""
    found: dict[int, list[RestRule]] = {}
    for row in connection.execute(_RULES, {"ids": list(workspace_ids)}):
        rule = RestRule(row.effective_from, row.weekdays, row.set_at)
        found.setdefault(row.workspace_id, []).append(rule)
    return found


def outages_since(
    connection: Connection, day: date, clock: DayClock, now: datetime
) -> list[Outage]:
    """List the outages that may concern a day or a later one; those that overlap become one."""
    return _outages(connection, clock.begins(day), now)


def repairs_of(
    connection: Connection, member_ids: Collection[int]
) -> dict[int, dict[date, Repair]]:
    """Tell which days of members were made good."""
    found: dict[int, dict[date, Repair]] = {}
    for row in connection.execute(_REPAIRS, {"ids": list(member_ids)}):
        repair = Repair(row.id, row.by_name, row.reason)
        found.setdefault(row.member_id, {})[row.day] = repair
    return found


def moves_of(connection: Connection, member_ids: Collection[int]) -> dict[int, list[Move]]:
    """Tell when the zones of members became others."""
    found: dict[int, list[Move]] = {}
    for row in connection.execute(_MOVES, {"ids": list(member_ids)}):
        before = DayClock(row.from_timezone, row.day_ends_after)
        after = DayClock(row.to_timezone, row.day_ends_after)
        move = Move(row.moved_at, before, after, row.by_profile)
        found.setdefault(row.member_id, []).append(move)
    return found


def ledgers(
    connection: Connection, workspaces: Mapping[int, int], now: datetime
) -> dict[int, Ledger]:
    """Read everything that decides about the days of members; ``workspaces`` maps them to theirs.

    Members who never practised are left out.
    """
    days: dict[int, list[CountedDay]] = {}
    clocks: dict[tuple[str, int], DayClock] = {}
    for member_id, day, zone, ends_after in connection.execute(_DAYS, {"ids": list(workspaces)}):
        clock = clocks.setdefault((zone, ends_after), DayClock(zone, ends_after))
        days.setdefault(member_id, []).append(CountedDay(day, clock))
    if not days:
        return {}
    repairs = repairs_of(connection, days)
    moves = moves_of(connection, days)
    rules = rest_rules(connection, {workspaces[member_id] for member_id in days})
    first = min((counted[0] for counted in days.values()), key=lambda one: one.day)
    outages = _outages(connection, first.clock.begins(first.day) - _A_DAY_AND_MORE, now)
    return {
        member_id: Ledger(
            counted,
            repairs.get(member_id, {}),
            rules.get(workspaces[member_id], ()),
            outages,
            moves.get(member_id, ()),
        )
        for member_id, counted in days.items()
    }


def _outages(connection: Connection, since: datetime, now: datetime) -> list[Outage]:
    """List outages that are over: what lies ahead was told by a clock that was wrong."""
    found: list[Outage] = []
    span = {"since": since, "until": now + CLOCKS_APART}
    for started_at, ended_at in connection.execute(_OUTAGES, span):
        if found and started_at <= found[-1].ended_at:
            ended_at = max(ended_at, found[-1].ended_at)
            started_at = found.pop().started_at
        found.append(Outage(started_at, ended_at))
    return found
