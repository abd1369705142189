"""Which files each file of a unit reads, directly and by what it includes.

From the include directives, not from the files as they were entered: a header that a
guard made the preprocessor skip is read by its includer all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .capi import CXCursor
    from .locations import Inclusion, Locations

__all__ = ["Reach", "include_edges"]

Edges = dict[str, set[str]]
"""Absolute path → absolute paths of the files that it includes."""


def include_edges(
    locations: Locations,
    inclusions: tuple[Inclusion, ...],
    directives: Sequence[CXCursor],
) -> Edges:
    """Return what each file that the unit read includes.

    :param directives: Cursors of the unit's include directives.
    """
    lib, name_of = locations.lib, locations.unit.name_of
    edges: Edges = {}
    for inclusion in inclusions:
        path = name_of(inclusion.file)[0]
        edges.setdefault(path, set())
        if inclusion.stack:  # of a forced include there is no directive
            edges.setdefault(name_of(inclusion.stack[0][0])[0], set()).add(path)
    for directive in directives:
        target = lib.clang_getIncludedFile(directive)
        source = locations.file_of(lib.clang_getCursorLocation(directive).int_data)
        if target and source:
            edges.setdefault(name_of(source)[0], set()).add(name_of(target)[0])
    return edges


class Reach:
    """Reachability over the edges of a unit and of the umbrella below it."""

    def __init__(
        self, edges: Mapping[str, set[str]], below: Mapping[str, Sequence[str]]
    ) -> None:
        self.edges = edges
        """Of the unit itself."""
        self._below = below
        self._known: dict[str, frozenset[str]] = {}

    def of(self, path: str) -> frozenset[str]:
        """Return the absolute paths of all files that a file reads, its own too."""
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._walk(path)
        return found

    def _walk(self, path: str) -> frozenset[str]:
        seen = {path}
        waiting = [path]
        while waiting:
            current = waiting.pop()
            for targets in (self.edges.get(current, ()), self._below.get(current, ())):
                for target in targets:
                    if target not in seen:
                        seen.add(target)
                        waiting.append(target)
        return frozenset(seen)
