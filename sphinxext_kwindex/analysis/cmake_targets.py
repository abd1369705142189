"""The libraries and programs that a CMakeLists.txt makes, by their names."""

from __future__ import annotations

from ..scan import read_commands
from .folder_answers import BuildTarget

__all__ = ["build_targets"]

_KINDS = {"add_library": "library", "add_executable": "executable"}
_NOT_BUILT = frozenset({"ALIAS", "IMPORTED"})
"""Targets with these words are names for others, or lie elsewhere."""
_TARGETS = 40
"""Most targets of one file."""


def build_targets(text: str, path: str) -> tuple[BuildTarget, ...]:
    """Return the targets that ``add_library`` and ``add_executable`` make, by line.

    ``path`` is that of the file. Names that only CMake knows (``${...}``) are left out.
    """
    found = []
    for command in read_commands(text.encode("utf-8", "replace")):
        kind, words = _KINDS.get(command.name), command.words
        if kind is None or not words or _NOT_BUILT.intersection(words):
            continue
        if "$" not in words[0]:
            found.append(BuildTarget(words[0], kind, path, command.line))
    return tuple(found[:_TARGETS])
