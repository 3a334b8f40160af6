"""IANA time zones: their names, and what to suggest while somebody types one."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

_NOT_FOR_PEOPLE: Final = ("posix/", "right/", "SystemV/")
_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})


def read_zone(typed: str) -> str | None:
    """Find the IANA name that was meant, in any case and with spaces for underscores."""
    return _by_folded_name().get(_folded(typed))


def suggest_zones(typed: str) -> tuple[str, ...]:
    """List zone names that contain what was typed, those whose city begins with it first."""
    wanted = _folded(typed)
    found = [(name, folded) for folded, name in _by_folded_name().items() if wanted in folded]
    found.sort(
        key=lambda pair: (not _city(pair[1]).startswith(wanted), "/" not in pair[0], pair[0])
    )
    return tuple(name for name, _ in found)


def _city(folded: str) -> str:
    return folded.rpartition("/")[2]


def _folded(name: str) -> str:
    return name.strip().replace(" ", "_").casefold()


@cache
def _by_folded_name() -> dict[str, str]:
    names = (
        name
        for name in available_timezones()
        if not name.startswith(_NOT_FOR_PEOPLE) and name not in _NO_PLACES
    )
    return {_folded(name): name for name in sorted(names)}
