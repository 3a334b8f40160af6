"""Rules about the code itself: who ends transactions, and who reads the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for name in ("bot", "adapters") for path in (REPOSITORY / name).rglob("*.py"))
MAY_END_TRANSACTIONS = {
    "bot/app.py",
    "bot/daily/posting.py",
    "bot/database/migrations.py",
    "bot/practice/rebuilding.py",
    "bot/presence.py",
    "bot/telling.py",
}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name):
                yield name
            case ast.ImportFrom(names=aliases):
                yield from (alias.name for alias in aliases)


def each_source(*, without: set[str]) -> pytest.MarkDecorator:
    names = {str(path.relative_to(REPOSITORY)): path for path in SOURCES}
    chosen = {name: path for name, path in names.items() if name not in without}
    return pytest.mark.parametrize("path", chosen.values(), ids=chosen)


@each_source(without=MAY_END_TRANSACTIONS)
def test_nobody_but_the_front_door_opens_or_ends_a_transaction(path: Path) -> None:
    called = {
        node.func.attr
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"begin", "commit", "rollback"}


@each_source(without={"bot/settings.py"})
def test_nothing_but_the_settings_reads_the_environment(path: Path) -> None:
    assert not ENVIRONMENT & set(names_used(tree_of(path)))


# There, rebuilds give way to others between two of their transactions.
@each_source(without={"bot/database/engine.py"})
def test_no_thread_is_put_to_sleep(path: Path) -> None:
    called = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }
    assert "time.sleep" not in called


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 50
    assert all((REPOSITORY / name).exists() for name in MAY_END_TRANSACTIONS)
