"""The libraries and programs that a CMakeLists.txt makes, by their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .folder_answers import BuildTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["build_targets"]

_KINDS = {"add_library": "library", "add_executable": "executable"}
_NOT_BUILT = frozenset({"ALIAS", "IMPORTED"})
"""Targets with these words are names for others, or lie elsewhere."""
_TARGETS = 40
"""Most targets of one file."""
# See cmake-language(7). A bracket argument or comment ends where its `=` signs say.
_TOKEN = re.compile(
    r"(?P<comment>#(?!\[=*\[)[^\n]*)"
    r"|#?\[(?P<equals>=*)\[.*?\](?P=equals)\]"
    r'|"(?P<quoted>(?:[^"\\]|\\.)*)"'
    r"|(?P<sign>[()])"
    r'|(?P<word>(?:[^\s()#"\\]|\\.)+)',
    re.DOTALL,
)


def build_targets(text: str, path: str) -> tuple[BuildTarget, ...]:
    """Return the targets that ``add_library`` and ``add_executable`` make, by line.

    ``path`` is that of the file. Names that only CMake knows (``${...}``) are left out.
    """
    found = []
    for command, words, line in _commands(text):
        kind = _KINDS.get(command.lower())
        if kind is None or not words or _NOT_BUILT.intersection(words):
            continue
        if "$" not in words[0]:
            found.append(BuildTarget(words[0], kind, path, line))
    return tuple(found[:_TARGETS])


def _commands(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Yield name, arguments and line of each command invocation."""
    name, line, depth, at = "", 1, 0, 0
    words: list[str] = []
    start = 1
    for token in _TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        if token["sign"] == "(":
            depth += 1
        elif token["sign"] == ")":
            depth -= 1
            if depth == 0 and name:
                yield name, words, start
            if depth <= 0:
                name, words, depth = "", [], 0
        elif depth:
            argument = token["word"] or token["quoted"]
            if argument:
                words.append(argument)
        elif token["word"]:
            name, start, words = token["word"], line, []
