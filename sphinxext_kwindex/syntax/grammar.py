"""tree-sitter, and what is known of its grammar of C++."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Point

__all__ = ["Grammar", "grammar", "parse"]

_CHUNK = 1 << 15
"""Bytes that the parser is given at a time."""
_STEPS = 2000
_STEPS_A_BYTE = 0.5
"""Bound on the calls for progress, one each 100 operations of the parser: it takes
about one operation a byte. Counted, not timed: the same text gives the same facts."""


class Grammar(NamedTuple):
    """The parser, and the numbers of the fields that are asked for by the thousand."""

    parser: Parser
    name: int
    body: int
    type: int
    declarator: int
    scope: int
    value: int
    default_value: int
    parameters: int


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Return the grammar; it is loaded once a process."""
    import tree_sitter_cpp
    from tree_sitter import Language, Parser

    language = Language(tree_sitter_cpp.language())
    numbers = [language.field_id_for_name(name) or 0 for name in Grammar._fields[1:]]
    return Grammar(Parser(language), *numbers)


def parse(code: bytes) -> Node | None:
    """Return the root of the syntax tree; None if the text takes too long."""
    steps = 0
    most = _STEPS + int(len(code) * _STEPS_A_BYTE)

    def read(offset: int, point: Point) -> bytes:
        return code[offset : offset + _CHUNK]

    def goes_on(offset: int, has_error: bool) -> bool:  # noqa: FBT001  (its interface)
        nonlocal steps
        steps += 1
        return steps > most

    parser = grammar().parser
    try:
        tree = parser.parse(read, progress_callback=goes_on)
    except ValueError:
        parser.reset()
        return None
    return tree.root_node
