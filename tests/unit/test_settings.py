"""Each wrong setting: one line with its name, what is wrong and what is right; never a secret."""

from pathlib import Path

import pytest

from bot.database.choice import database_url, shown, url_of_run
from bot.settings import Settings, SettingsError, read_settings

SECRET = "hunter2-very-secret"


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def read(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    settings.check_runnable()
    return settings


def test_without_anything_set_it_is_the_playground_on_this_machine() -> None:
    settings = read_settings()
    settings.check_runnable()
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)
    assert (settings.log_format, settings.log_level) == ("text", "INFO")
    assert settings.slack_command_prefix == ""
    assert not settings.has_platform
    assert settings.is_loopback


def test_empty_values_keep_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name.upper(): "" for name in Settings.model_fields}
    assert read(monkeypatch, **names) == read_settings()
    assert read_settings().http_port == 8080


def test_the_example_file_is_complete_and_changes_nothing(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / ".env.example"
    assert read_settings(example) == read_settings(tmp_path / "none")
    lines = example.read_text(encoding="utf-8").splitlines()
    named = {line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    assert named == {name.upper() for name in Settings.model_fields}
    assert all(lines[n - 1].startswith("#") for n, line in enumerate(lines) if line.endswith("="))


def test_a_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"HTTP_PORT=9000\nLOG_FORMAT=json\nDISCORD_TOKEN={SECRET}\n")
    settings = read(monkeypatch, HTTP_PORT="9001")
    assert (settings.http_port, settings.log_format) == (9001, "json")
    assert settings.has_platform


def test_names_and_words_are_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, LOG_LEVEL="debug", LOG_FORMAT="JSON", PLAYGROUND="on")
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.playground is True


@pytest.mark.parametrize(
    ("values", "right"),
    [
        pytest.param({"HTTP_PORT": SECRET}, "a number from 0 to 65535", id="a port in words"),
        pytest.param({"HTTP_PORT": "65536"}, "a number from 0 to 65535", id="a port too high"),
        pytest.param({"HTTP_PORT": "-1"}, "a number from 0 to 65535", id="a port below zero"),
        pytest.param({"LOG_FORMAT": "xml"}, "text or json", id="a log format"),
        pytest.param({"LOG_LEVEL": "LOUD"}, "DEBUG, INFO, WARNING or ERROR", id="a log level"),
        pytest.param({"PLAYGROUND": "maybe"}, "true or false", id="neither on nor off"),
        pytest.param({"SLACK_COMMAND_PREFIX": "DL "}, "lower-case letters", id="a prefix"),
        pytest.param({"SLACK_COMMAND_PREFIX": "x" * 16}, "at most 15", id="a long prefix"),
        pytest.param({"SLACK_BOT_TOKEN": SECRET}, "begins with xoxb-", id="a bot token"),
        pytest.param({"SLACK_APP_TOKEN": SECRET}, "begins with xapp-", id="an app token"),
        pytest.param({"DISCORD_API_URL": SECRET}, "http://127.0.0.1:9000", id="Discord's API"),
        pytest.param({"SLACK_API_URL": SECRET}, "http://127.0.0.1:9000", id="Slack's API"),
        pytest.param({"DISCORD_GATEWAY_URL": SECRET}, "ws://127.0.0.1:9000", id="a gateway"),
        pytest.param(
            {"DATABASE_URL": f"mysql://u:{SECRET}@h/d", "DISCORD_TOKEN": "t"},
            "sqlite:///data/practice-bot.db or postgresql://",
            id="another kind of database",
        ),
        pytest.param(
            {"DATABASE_URL": f"postgresql://u:{SECRET}@h:port/d", "DISCORD_TOKEN": "t"},
            "sqlite:///data/practice-bot.db or postgresql://",
            id="a database's port in words",
        ),
        pytest.param(
            {"DATABASE_URL": SECRET, "DISCORD_TOKEN": "t"},
            "sqlite:///data/practice-bot.db or postgresql://",
            id="no address of a database",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_is_right(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], right: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        database_url(read(monkeypatch, **values))
    line = str(wrong.value)
    assert line.startswith(f"{next(iter(values))}: ")
    assert right in line
    assert "\n" not in line
    assert SECRET not in line


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param({"SLACK_BOT_TOKEN": f"xoxb-{SECRET}"}, "SLACK_APP_TOKEN", id="stands alone"),
        pytest.param({"SLACK_APP_TOKEN": f"xapp-{SECRET}"}, "SLACK_BOT_TOKEN", id="no bot token"),
        pytest.param({"SLACK_SIGNING_SECRET": SECRET}, "SLACK_BOT_TOKEN", id="only the secret"),
        pytest.param({"PLAYGROUND": "true", "DISCORD_TOKEN": SECRET}, "PLAYGROUND", id="both on"),
        pytest.param({"PLAYGROUND": "false"}, "DISCORD_TOKEN", id="nothing to run"),
    ],
)
def test_settings_that_do_not_go_together_are_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        read(monkeypatch, **values)
    line = str(wrong.value)
    assert named in line
    assert "\n" not in line
    assert SECRET not in line


def test_several_wrong_settings_have_a_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as wrong:
        read(monkeypatch, HTTP_PORT="x", LOG_FORMAT="xml", SLACK_BOT_TOKEN=SECRET)
    lines = str(wrong.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "SLACK_BOT_TOKEN",
        "HTTP_PORT",
        "LOG_FORMAT",
    ]


def test_a_file_that_is_no_text_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env: cannot be read; it must be UTF-8 text$"):
        read_settings()


@pytest.mark.parametrize(
    "values",
    [
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"},
        {"DISCORD_TOKEN": "t", "PLAYGROUND": "false"},
        {"SLACK_COMMAND_PREFIX": "dl-"},
        {"HTTP_PORT": "0"},
        {"DISCORD_API_URL": "https://x", "DISCORD_GATEWAY_URL": "wss://x"},
    ],
    ids=["Socket Mode", "HTTP mode", "Discord alone", "a prefix", "any free port", "proxies"],
)
def test_what_is_right_is_taken(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    read(monkeypatch, **values)


def test_no_secret_is_in_what_settings_look_like(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(
        monkeypatch,
        DATABASE_URL=f"postgresql://user:{SECRET}@host/name",
        DISCORD_TOKEN=SECRET,
        SLACK_BOT_TOKEN=f"xoxb-{SECRET}",
        SLACK_APP_TOKEN=f"xapp-{SECRET}",
        SLACK_SIGNING_SECRET=SECRET,
    )
    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("postgresql://user:hun@ter2@host/name", id="an at sign in the password"),
        pytest.param("postgresql://user:hun@te/r2@host/name", id="an at sign and a slash"),
        pytest.param("postgresql://me/hunter2:word@host/name", id="a slash in the user"),
        pytest.param("postgresql://me@hunter2:word@host/name", id="an at sign in the user"),
        pytest.param("postgresql://user:hun?t@er2@host/name", id="a question mark as well"),
        pytest.param("postgresql://host/name?user=me&password=hunter2", id="in the query"),
        pytest.param("postgresql://host/name?PassWord=hunter2", id="in capitals"),
    ],
)
def test_a_password_that_would_be_read_as_something_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        database_url(read(monkeypatch, DATABASE_URL=address))
    line = str(wrong.value)
    assert line.startswith("DATABASE_URL: ")
    assert "%40" in line
    assert "\n" not in line
    assert not any(part in line for part in ("hun", "er2", "r2@", "me/", "me@"))


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        (
            "postgresql://me%40team:p%40ss%2Fword@db.example:5433/name",
            "PostgreSQL at db.example:5433",
        ),
        ("postgres://user:hunt/er2@db.example/name", "PostgreSQL at db.example:5432"),
        ("postgresql://user:hunter2@[::1]/name", "PostgreSQL at [::1]:5432"),
        ("postgresql://user:hunter2@/name?host=/run/postgresql", "PostgreSQL at /run/postgresql"),
        ("postgresql:///name", "PostgreSQL on this machine"),
        ("sqlite:///data/a@b.db", "data/a@b.db"),
        ("sqlite:////var/lib/bot.db", "/var/lib/bot.db"),
    ],
)
def test_of_a_database_only_the_place_is_shown(
    monkeypatch: pytest.MonkeyPatch, address: str, seen: str
) -> None:
    assert shown(database_url(read(monkeypatch, DATABASE_URL=address))) == seen


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)],
)
def test_loopback_is_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, host: str, is_loopback: bool
) -> None:
    assert read(monkeypatch, HTTP_HOST=host).is_loopback is is_loopback


def test_a_playground_that_runs_has_a_database_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert url_of_run(read_settings()).database == "data/playground.db"
    assert database_url(read_settings()).database == "data/practice-bot.db"
    settings = read(monkeypatch, DISCORD_TOKEN="t")
    assert url_of_run(settings).database == "data/practice-bot.db"


def test_a_misspelt_name_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("DISCORD_TOKN=very-secret\nSOMETHING_ELSE=1\n")
    with pytest.raises(SettingsError) as refused:
        read_settings(path)
    assert str(refused.value) == (
        "DISCORD_TOKN: is no setting of this bot; it must be DISCORD_TOKEN"
    )


def test_names_of_others_in_the_file_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("COMPOSE_PROJECT_NAME=practice\nHTTP_PORT=9090\n")
    assert read_settings(path).http_port == 9090
