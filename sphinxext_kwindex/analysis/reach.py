"""Which files each file reads through its includes, as sets of bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .include_graph import IncludeGraph

__all__ = ["Reach"]


class Reach:
    """What each file reads, itself too; worked out when it is asked for, then kept."""

    def __init__(self, graph: IncludeGraph) -> None:
        """Begin with nothing known."""
        self._includes = graph.includes
        self._paths: list[str] = []
        self._numbers: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def bit(self, path: str) -> int:
        """Return the set of one file."""
        number = self._numbers.get(path)
        if number is None:
            number = self._numbers[path] = len(self._paths)
            self._paths.append(path)
        return 1 << number

    def of(self, path: str) -> int:
        """Return the set of the files that a file reads."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._walk(path)
        return found

    def _walk(self, path: str) -> int:
        found = self.bit(path)
        waiting = [path]
        while waiting:
            for target in self._includes.get(waiting.pop(), ()):
                known = self._known.get(target)
                if known is not None:
                    found |= known
                elif not found & self.bit(target):
                    found |= self.bit(target)
                    waiting.append(target)
        return found
