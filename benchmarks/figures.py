"""One measured figure, the table of all and the file they are written to."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

RUNS: Final = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; ``goal`` is None where none was set, ``met`` then, too."""

    name: str
    value: float
    unit: str
    goal: float | None
    met: bool | None


def figure(
    name: str,
    value: float,
    unit: str,
    goal: float | None = None,
    *,
    better: Literal["higher", "lower"] = "lower",
) -> Figure:
    """Hold a value against its goal."""
    met = None if goal is None else (value >= goal if better == "higher" else value <= goal)
    return Figure(name, round(value, 4), unit, goal, met)


def median_of(measure: Callable[[], float], runs: int = RUNS) -> float:
    """Take the median of several runs."""
    return statistics.median(measure() for _ in range(runs))


def table(figures: Sequence[Figure]) -> str:
    """Write the figures as lines that line up."""
    width = max(len(one.name) for one in figures)
    lines = [f"{'what':<{width}}  {'value':>10}  {'unit':<16} {'goal':>8}  met"]
    for one in figures:
        goal = "-" if one.goal is None else f"{one.goal:g}"
        met = {True: "yes", False: "NO", None: "-"}[one.met]
        lines.append(f"{one.name:<{width}}  {one.value:>10.4g}  {one.unit:<16} {goal:>8}  {met}")
    return "\n".join(lines)


def write(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures as a JSON list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in figures], indent=2) + "\n")
