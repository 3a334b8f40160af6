"""The YAML at the head of a question file, with the line of everything in it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

FENCE: Final = "---"
_FIRST_LINE: Final = 2  # of the file: the one below the fence
_DEEPEST: Final = 8  # lists within lists: libyaml takes minutes for many, or the process with it

Places = Mapping[tuple[Any, ...], int]
"""Where each field and each entry of a list stands: the path to it, and its line in the file."""


class FrontMatterError(Exception):
    """What is wrong with the head of a file: lines and reasons."""

    def __init__(self, *problems: tuple[int, str]) -> None:
        super().__init__("; ".join(reason for _, reason in problems))
        self.problems = problems


def end_of_front_matter(lines: list[str]) -> int:
    """Find the fence that closes the head of a file."""
    if not lines or lines[0].strip() != FENCE:
        raise FrontMatterError((1, f"the first line is not `{FENCE}`"))
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return number
    raise FrontMatterError((1, f"the front matter has no closing `{FENCE}`"))


def read_front_matter(lines: list[str]) -> tuple[dict[str, Any], Places]:
    """Read the lines between the fences: the fields, and where each stands."""
    text = "\n".join(lines)
    try:
        _refuse_depths(text)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        places = dict(_places(node, (), set())) if isinstance(node, yaml.MappingNode) else {}
        doubled = [(line, f"`{name}` stands twice") for name, line in _doubled(node)]
        fields = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not valid YAML"
        line = mark.line + _FIRST_LINE if mark else 1
        raise FrontMatterError((line, f"YAML: {reason}")) from None
    except (ValueError, RecursionError) as error:  # such as 2024-99-99, or a list of itself
        raise FrontMatterError((1, f"YAML: {error}")) from None
    if not isinstance(node, yaml.MappingNode) or not isinstance(fields, dict):
        raise FrontMatterError((_FIRST_LINE, "the front matter is not a list of `name: value`"))
    if doubled:
        raise FrontMatterError(*doubled)
    return {str(name): value for name, value in fields.items()}, places


def _refuse_depths(text: str) -> None:
    """Walk through the lists and mappings as they open, which costs little at any depth."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case yaml.CollectionStartEvent(start_mark=mark):
                depth += 1
                if depth > _DEEPEST:
                    line = (mark.line if mark else 0) + _FIRST_LINE
                    raise FrontMatterError((line, f"YAML: is nested more than {_DEEPEST} deep"))
            case yaml.CollectionEndEvent():
                depth -= 1


def _doubled(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Find the names that stand twice in one place; YAML would take the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                yield name, key.start_mark.line + _FIRST_LINE
            seen.add(name)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(value)


def _places(
    node: yaml.Node, at: tuple[Any, ...], met: set[int]
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Map each place in the front matter to its line in the file.

    A value that stands in several places by an alias is refused: a few lines of those can mean
    more places than anybody can walk.
    """
    if id(node) in met:
        line = node.start_mark.line + _FIRST_LINE
        raise FrontMatterError((line, "an alias (*name) repeats this; write it out instead"))
    met.add(id(node))
    yield at, node.start_mark.line + _FIRST_LINE
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*at, str(key.value)), met)
            yield (*at, str(key.value)), key.start_mark.line + _FIRST_LINE
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _places(value, (*at, number), met)
