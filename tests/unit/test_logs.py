"""Log lines, as text and as JSON, each with the request it belongs to."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.logs import in_request, set_up_logs

log = logging.getLogger("bot.tested")


@pytest.fixture(autouse=True)
def _root_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {
        name: logger.level
        for name, logger in logging.root.manager.loggerDict.items()
        if isinstance(logger, logging.Logger)
    }
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_json_line_says_when_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "INFO")
    with in_request("slack", "T1", "abcd1234"):
        log.info("post %d is out", 7)
    (line,) = lines(capsys)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "bot.tested",
        "request": "slack/T1/abcd1234",
        "message": "post 7 is out",
    }


def test_a_line_outside_of_a_request_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "INFO")
    with in_request("discord", "", "abcd1234"):
        log.info("inside")
    log.info("outside")
    assert [line["request"] for line in lines(capsys)] == ["discord/-/abcd1234", "-"]


def test_a_bug_is_one_line_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "INFO")
    try:
        raise ValueError("two\nlines")
    except ValueError:
        log.exception("incident")
    (line,) = lines(capsys)
    assert line["message"] == "incident"
    assert "ValueError: two\nlines" in line["traceback"]


def test_text_names_the_request_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text", "INFO")
    with in_request("slack", "T1", "abcd1234"):
        log.warning("careful")
    assert " WARNING bot.tested [slack/T1/abcd1234] careful\n" in capsys.readouterr().err


def test_requests_inside_one_another_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "INFO")
    with in_request("slack", "T1", "outer"):
        with in_request("slack", "T1", "inner"):
            log.info("x")
        log.info("y")
    assert [line["request"][-5:] for line in lines(capsys)] == ["inner", "outer"]


def test_a_level_leaves_out_what_is_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "WARNING")
    log.info("quiet")
    log.warning("loud")
    assert [line["message"] for line in lines(capsys)] == ["loud"]


def test_setting_up_twice_writes_once(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json", "INFO")
    set_up_logs("json", "INFO")
    log.info("once")
    assert len(lines(capsys)) == 1
    assert logging.getLogger().handlers[0].stream is sys.stderr  # type: ignore[attr-defined]


@pytest.mark.parametrize("library", ["slack_sdk.web", "slack_bolt.AsyncApp", "discord.http"])
def test_libraries_never_log_the_messages_that_they_send(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """At DEBUG they write whole payloads, with what members typed."""
    set_up_logs("json", "DEBUG")
    logging.getLogger(library).debug("POST with {'text': 'my own words'}")
    logging.getLogger(library).info("connected")
    log.debug("a detail of ours")
    assert [line["message"] for line in lines(capsys)] == ["connected", "a detail of ours"]
