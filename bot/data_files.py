"""Where migrations and questions lie: in a checkout beside ``bot``, in a wheel inside it."""

from pathlib import Path

_BOT = Path(__file__).resolve().parent


def migrations_folder() -> Path:
    """Find the folder of Alembic's migrations."""
    return _find("_migrations", "alembic")


def questions_folder() -> Path:
    """Find the folder of question packs."""
    return _find("_questions", "questions")


def _find(in_wheel: str, in_checkout: str) -> Path:
    packed = _BOT / in_wheel
    return packed if packed.is_dir() else _BOT.parent / in_checkout
