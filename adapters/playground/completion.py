"""What could come next in a command line, from the same catalogue that reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from adapters.playground.room import CHANNELS, MEMBERS
from bot.catalogue import COMMANDS, Command, command_named, read_line, top_level_names
from bot.errors import Refusal
from bot.options import MAX_SUGGESTIONS, Kind, Option, suggestions


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on: the whole line as it would be then, and what it means."""

    line: str
    label: str
    description: str


def completions(line: str) -> tuple[Completion, ...]:
    """List at most 25 ways to go on with a line; none for one that is no command."""
    if not line.startswith("/"):
        return ()
    head, space, partial = line[1:].rpartition(" ")
    found = _after(head.strip(), partial) if space else _first_words(partial)
    return tuple(islice(found, MAX_SUGGESTIONS))


def _first_words(partial: str) -> Iterator[Completion]:
    for name in top_level_names():
        if name.startswith(partial.casefold()):
            command = command_named(name)
            described = _described(command) if command else ", ".join(_second_words(name))
            yield Completion(f"/{name} ", f"/{name}", described)


def _after(head: str, partial: str) -> Iterator[Completion]:
    if words := _second_words(head.casefold()):
        for word in words:
            command = command_named(f"{head.casefold()} {word}")
            if command is not None and word.startswith(partial.casefold()):
                name = command.name
                yield Completion(f"/{name} ", f"/{name}", _described(command))
        return
    try:
        command, typed = _read(head)
    except Refusal:
        return
    yield from _options(command, typed, f"/{head} ", partial)


def _options(
    command: Command, typed: Mapping[str, str], before: str, partial: str
) -> Iterator[Completion]:
    unfilled = [option for option in command.options if option.name not in typed]
    named, equals, value = partial.partition("=")
    for option in unfilled:
        if equals and option.name == named.casefold():
            for word in _values(option, value):
                yield _value(option, f"{before}{option.name}={word} ", word)
    if equals:
        return
    for option in unfilled:
        if partial or option.kind is Kind.CHOICE:
            for word in _values(option, partial):
                yield _value(option, _shortest(option, before, word), word)
    for option in unfilled:
        if option.name.startswith(partial.casefold()) and (option.kind is not Kind.CHOICE):
            label = f"{option.name}="
            yield Completion(before + label, label, option.description)


def _shortest(option: Option, before: str, word: str) -> str:
    """Write a value without its option's name, unless another option would take it then."""
    line = f"{before}{word}"
    try:
        _, typed = _read(line[1:])
    except Refusal:
        return f"{before}{option.name}={word} "
    return f"{line} " if typed.get(option.name) == word else f"{before}{option.name}={word} "


def _values(option: Option, partial: str) -> tuple[str, ...]:
    if option.kind is Kind.CHANNEL:
        names = (f"#{channel.channel_id}" for channel in CHANNELS)
        return tuple(name for name in names if partial.removeprefix("#").casefold() in name)
    if option.kind is Kind.MEMBER:
        names = (f"@{member.member_id}" for member in MEMBERS)
        return tuple(name for name in names if partial.removeprefix("@").casefold() in name)
    return suggestions(option, partial)


def _value(option: Option, line: str, word: str) -> Completion:
    return Completion(line, word, f"{option.name}: {option.description}")


def _read(words: str) -> tuple[Command, dict[str, str]]:
    name, _, rest = words.partition(" ")
    return read_line(name.casefold(), rest)


def _second_words(name: str) -> tuple[str, ...]:
    return tuple(
        command.name.removeprefix(f"{name} ")
        for command in COMMANDS
        if command.name.startswith(f"{name} ")
    )


def _described(command: Command) -> str:
    return command.description + (" (managers only)" if command.for_managers else "")
