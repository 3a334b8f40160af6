"""Logs as text or as JSON, each line with the request it belongs to."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final, Literal

_NOTHING: Final = "-"
_request: ContextVar[str] = ContextVar("request", default=_NOTHING)


@contextmanager
def in_request(platform: str, workspace_id: str, request_id: str) -> Iterator[None]:
    """Mark every line logged inside with the request it belongs to."""
    token = _request.set(f"{platform}/{workspace_id or _NOTHING}/{request_id}")
    try:
        yield
    finally:
        _request.reset(token)


def set_up_logs(form: Literal["text", "json"], level: str) -> None:
    """Send all logs to standard error in one form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_ours_or_no_detail)
    handler.addFilter(_add_request)
    handler.setFormatter(_JsonFormatter() if form == "json" else _TEXT)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("apscheduler", "aiohttp.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


_TEXT: Final = logging.Formatter("%(asctime)s %(levelname)s %(name)s [%(request)s] %(message)s")


def _is_ours_or_no_detail(record: logging.LogRecord) -> bool:
    # At DEBUG the platforms' libraries write down whole messages, with what members typed.
    return record.levelno >= logging.INFO or record.name.startswith(("bot.", "adapters."))


def _add_request(record: logging.LogRecord) -> bool:
    record.request = _request.get()
    return True


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "request": getattr(record, "request", _NOTHING),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
