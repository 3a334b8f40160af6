"""The options of a command: what each accepts, and how a line of words fills them."""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.errors import Refusal

ANY_NUMBER: Final = 100
"""Words of a value that takes the rest of a line."""
MAX_SUGGESTIONS: Final = 25  # Discord: choices of an autocomplete answer

_CLOSE: Final = 0.7  # of 1: a letter or two are wrong
_MOST_EXPLAINED: Final = 4  # options, below a word that fits none of them
_ENOUGH_TO_GUESS: Final = 4  # letters: fewer begin or lie within too many words
_NAME: Final = re.compile(r"[A-Za-z_]+")


class Kind(StrEnum):
    """What a platform should offer to fill an option with."""

    CHOICE = "choice"
    TEXT = "text"
    CHANNEL = "channel"
    MEMBER = "member"
    ROLE = "role"


def _as_typed(word: str) -> str | None:
    return word or None


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command.

    ``read`` turns what was typed into the value that the handler gets, or None when it is none; it
    raises Refusal for what needs an explanation of its own.
    ``expects`` finishes the sentence "... is not ..." for the one who typed it. ``by_name_only``
    keeps a word that stands alone in a line away from it. ``words`` is how many words a value may
    have where people type it without quotes.
    """

    name: str
    description: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    read: Callable[[str], str | None] = _as_typed
    suggest: Callable[[str], Sequence[str]] | None = None
    expects: str = "something that fits here"
    required: bool = False
    by_name_only: bool = False
    words: int = 1


def choice(
    name: str,
    description: str,
    choices: tuple[str, ...],
    *,
    required: bool = False,
    also: Mapping[str, str] = MappingProxyType({}),
) -> Option:
    """Declare an option that takes one of a few words, in any case.

    ``also`` has other words that people type for one of them.
    """

    def read(word: str) -> str | None:
        folded = word.casefold()
        meant = also.get(folded, folded)
        return meant if meant in choices else None

    expects = "one of " + ", ".join(choices)
    return Option(name, description, Kind.CHOICE, choices, read, None, expects, required)


def suggestions(option: Option, typed: str) -> tuple[str, ...]:
    """List at most 25 values that complete what was typed so far."""
    if option.kind is Kind.CHOICE:
        return tuple(word for word in option.choices if word.startswith(typed.casefold()))
    if option.suggest is None:
        return ()
    return tuple(option.suggest(typed))[:MAX_SUGGESTIONS]


def read_values(options: Sequence[Option], typed: Mapping[str, str]) -> dict[str, str]:
    """Turn typed values into those a handler takes; Refusal for one that does not fit."""
    known = {option.name: option for option in options}
    values: dict[str, str] = {}
    for name, text in typed.items():
        if name not in known:
            raise Refusal(f"There is no option `{quotable(name)}` here.")
        if not text.strip():
            raise Refusal(_needs_a_value(known[name]))
        value = known[name].read(text.strip())
        if value is None:
            guess = _guess(known[name], text)
            meant = f" Did you mean `{guess}`?" if guess else ""
            raise Refusal(f"`{quotable(text)}` is not {known[name].expects}.{meant}")
        values[name] = value
    for option in options:
        if option.required and option.name not in values:
            raise Refusal(_is_missing(option, options, typed))
    return values


def _needs_a_value(option: Option) -> str:
    return f"`{option.name}` needs a value: {option.expects}."


def _is_missing(missing: Option, options: Sequence[Option], typed: Mapping[str, str]) -> str:
    sentence = f"`{missing.name}` is missing: it takes {missing.expects}."
    for option in options:
        # What could not be read as the one may have been taken for the other.
        if option.words == ANY_NUMBER and option.name in typed:
            sentence += f" `{quotable(typed[option.name])}` was taken for the `{option.name}`."
    return sentence


def read_words(options: Sequence[Option], line: str, usage: str) -> dict[str, str]:
    """Give each word of a line to the first unfilled option that accepts it.

    ``name=value`` and ``name value`` name the option; values with spaces stand in quotes. Refusal,
    with the usage, for a word that fits nowhere: nothing typed is ever ignored.
    """
    typed: dict[str, str] = {}
    words = _joined(_split(line), {option.name for option in options})
    while words:
        name, value = _take(options, typed, words)
        if name is None:
            raise Refusal(_does_not_fit(value, options, typed, usage))
        typed[name] = value
    return typed


def closest(word: str, choices: Iterable[str]) -> str:
    """Guess which of some words was meant, in full or by its last part; empty for none."""
    wanted = _comparable(word)
    known = {part: one for one in choices for part in _parts(one)}
    return next((known[one] for one in get_close_matches(wanted, known, 1, _CLOSE)), "")


def _parts(word: str) -> tuple[str, str]:
    folded = _comparable(word)
    return folded, folded.rpartition("/")[2]


def _comparable(word: str) -> str:
    return word.casefold().replace(" ", "_")


def quotable(text: str) -> str:
    """Make typed text safe inside a code span, and short."""
    return text.replace("`", "'").replace("\n", " ")[:60] or " "


def _does_not_fit(
    word: str, options: Sequence[Option], typed: Mapping[str, str], usage: str
) -> str:
    shown = quotable(word)
    unfilled = [option for option in options if option.name not in typed]
    name, equals, _ = word.partition("=")
    for option in unfilled:
        if word.casefold() == option.name:
            return f"{_needs_a_value(option)}\n{usage}"
    if equals and name.casefold() in typed:
        first = f"`{quotable(name)}` stands there twice; one is enough."
    elif equals and _NAME.fullmatch(name):
        guess = _closest_name(name, [option.name for option in unfilled])
        meant = f". Did you mean `{guess}=...`?" if guess else " here."
        first = f"There is no option `{quotable(name)}`{meant}"
    else:
        first = f"`{shown}` does not fit here.{_meant(word, unfilled)}"
    if len(unfilled) > _MOST_EXPLAINED:
        return f"{first}\n{usage}\nThe word `help` behind the command tells what each takes."
    lines = [f"- `{option.name}`: {_takes(option)}" for option in unfilled]
    return "\n".join((first, usage, *lines))


def _closest_name(word: str, names: Sequence[str]) -> str:
    if guess := closest(word, names):
        return guess
    holding = [name for name in names if len(word) >= _ENOUGH_TO_GUESS and word.casefold() in name]
    return holding[0] if len(holding) == 1 else ""


def _meant(word: str, unfilled: Sequence[Option]) -> str:
    """Guess what would be taken: the word behind its name, else another that is close."""
    by_name = [
        f"`{option.name}={quotable(word)}`"
        for option in unfilled
        if option.by_name_only and option.read(word) is not None and not _takes_anything(option)
    ]
    guesses = (
        by_name
        or [
            f"`{option.name}={guess}`" if option.by_name_only else f"`{guess}`"
            for option in unfilled
            if (guess := _guess(option, word))
        ][:1]
    )
    return f" Did you mean {_alternatives(guesses)}?" if guesses else ""


def _takes_anything(option: Option) -> bool:
    return option.read("?") is not None


def _alternatives(words: Sequence[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def _guess(option: Option, word: str) -> str:
    """Guess what was meant for an option; numbers are no misspelt words."""
    if not any(letter.isalpha() for letter in word):
        return ""
    if option.choices:
        return closest(word, option.choices)
    if option.suggest is None:
        return ""
    named = option.suggest(word) if len(word) >= _ENOUGH_TO_GUESS else ()
    return next(iter(named), "") or closest(word, option.suggest(""))


def _takes(option: Option) -> str:
    takes = ", ".join(option.choices) or option.description
    return f"{takes}; only as `{option.name}=...`" if option.by_name_only else takes


def _split(line: str) -> list[str]:
    lexer = shlex.shlex(_straight_quotes(line), posix=True)
    lexer.whitespace_split = True
    lexer.quotes = '"'
    lexer.escape = ""
    lexer.commenters = ""
    try:
        return list(lexer)
    except ValueError:
        raise Refusal(
            'A quotation mark is not closed: values with spaces stand in "quotes".'
        ) from None


def _joined(words: Sequence[str], names: Collection[str]) -> list[str]:
    """Join what spaces tore apart: around an equals sign, or within the name before it."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        name, equals, _ = word.partition("=")
        begins_anew = bool(equals and name.casefold() in names)
        goes_on = not begins_anew and before.endswith("=") and before[:-1].casefold() in names
        if goes_on or (word.startswith("=") and before.casefold() in names):
            joined[-1] += word
        elif whole := _torn_name(before, word, names):
            joined[-1] = whole
        else:
            joined.append(word)
    return joined


def _torn_name(before: str, word: str, names: Collection[str]) -> str:
    """Mend a name that was typed as two words, such as rest days=sun; empty for none."""
    name, equals, value = word.partition("=")
    for whole in (f"{before}_{name}", f"{before}{name}"):
        if before and name and whole.casefold() in names and name.casefold() not in names:
            return f"{whole}{equals}{value}" if equals else ""
    return ""


def _straight_quotes(line: str) -> str:
    # Phones turn straight quotation marks into typographic ones while people type.
    return line.replace("\N{LEFT DOUBLE QUOTATION MARK}", '"').replace(
        "\N{RIGHT DOUBLE QUOTATION MARK}", '"'
    )


def _take(
    options: Sequence[Option], typed: Mapping[str, str], words: list[str]
) -> tuple[str | None, str]:
    word = words.pop(0)
    unfilled = [option for option in options if option.name not in typed]
    named, equals, value = word.partition("=")
    for option in unfilled:
        if equals and option.name == named.casefold():
            return option.name, _longest(option, value, words) or value
    for option in unfilled:
        if words and option.name == word.casefold():
            rest = words[1:]
            if (accepted := _longest(option, words[0], rest)) is not None:
                words[:] = rest
                return option.name, accepted
    for option in unfilled:
        if option.by_name_only:
            continue
        if (accepted := _longest(option, word, words)) is not None:
            return option.name, accepted
    return None, word


def _longest(option: Option, word: str, words: list[str]) -> str | None:
    """Take as many words as the option accepts together; None when not even the first fits."""
    for more in range(min(option.words - 1, len(words)), -1, -1):
        value = " ".join((word, *words[:more]))
        if option.read(value) is not None:
            del words[:more]
            return value
    return None
