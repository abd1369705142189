"""Which files each file of a unit reads, directly and by what it includes.

From the include directives, not from the files as they were entered: a header that a
guard made the preprocessor skip is read by its includer all the same.
"""

from __future__ import annotations

from itertools import chain, compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, KeysView, Mapping, Sequence

    from .capi import CXCursor
    from .locations import Inclusion, Locations

__all__ = ["Closures", "Edges", "Reach", "forced_files", "include_edges"]

Edges = dict[str, dict[str, None]]
"""Absolute path → absolute paths of the files that it includes, in their order."""


def include_edges(
    locations: Locations,
    inclusions: tuple[Inclusion, ...],
    directives: Sequence[CXCursor],
    forced: Sequence[str] = (),
) -> Edges:
    """Return what each file that the unit read includes.

    :param directives: Cursors of the unit's include directives.
    :param forced: Absolute paths of `forced_files` that are in the umbrella below.
    """
    lib, name_of = locations.lib, locations.unit.name_of
    main = locations.unit.main
    # Before all that the main file itself includes.
    first = (*forced, *forced_files(locations, inclusions))
    edges: Edges = {main: dict.fromkeys(first)}
    for directive in directives:
        target = lib.clang_getIncludedFile(directive)
        source = locations.file_of(lib.clang_getCursorLocation(directive).int_data)
        if target and source:
            edges.setdefault(name_of(source)[0], {})[name_of(target)[0]] = None
    for inclusion in inclusions:
        path = name_of(inclusion.file)[0]
        edges.setdefault(path, {})
        if inclusion.stack and inclusion.stack[0][0]:
            edges.setdefault(name_of(inclusion.stack[0][0])[0], {})[path] = None
    return edges


def forced_files(
    locations: Locations, inclusions: Sequence[Inclusion]
) -> tuple[str, ...]:
    """Return the absolute paths of files that arguments include, in their order.

    The lines that include them stand in no file.
    """
    return tuple(
        locations.unit.name_of(one.file)[0]
        for one in inclusions
        if one.stack and not one.stack[0][0]
    )


class Closures:
    """What each file reads over edges that do not change.

    As a number with a byte for each file, so that several are joined at once: a unit
    asks for each of the headers that it includes, and the next unit for most of them
    again.
    """

    def __init__(self, edges: Mapping[str, Collection[str]] | None = None) -> None:
        self._edges = edges or {}
        names = chain(self._edges, *self._edges.values())
        self._numbers = {name: at for at, name in enumerate(dict.fromkeys(names))}
        self._masks: dict[str, int] = {}

    @property
    def paths(self) -> KeysView[str]:
        """All files that there are."""
        return self._numbers.keys()

    def of(self, path: str) -> int:
        """Return what a file reads, its own path too: a bit each; 0 without edges."""
        mask = self._masks.get(path)
        if mask is None:
            mask = self._masks[path] = self._walk(path)
        return mask

    def files(self, mask: int) -> Iterator[str]:
        """Yield the paths in what `of` returned, or in several joined by ``|``."""
        marks = mask.to_bytes(len(self._numbers), "little")
        return compress(self._numbers, marks)

    def has(self, path: str, other: str) -> bool:
        """Tell whether a file reads another one."""
        number = self._numbers.get(other)
        return number is not None and bool(self.of(path) >> (8 * number) & 1)

    def _walk(self, path: str) -> int:
        numbers = self._numbers
        if path not in numbers:
            return 0
        marks = bytearray(len(numbers))
        marks[numbers[path]] = 1
        waiting = [path]
        known = 0
        while waiting:
            for target in self._edges.get(waiting.pop(), ()):
                number = numbers[target]
                if marks[number]:
                    continue
                marks[number] = 1
                if target in self._masks:
                    known |= self._masks[target]
                else:
                    waiting.append(target)
        return known | int.from_bytes(marks, "little")


class Reach:
    """Reachability over the edges of a unit and of the umbrella below it."""

    def __init__(self, edges: Mapping[str, Collection[str]], below: Closures) -> None:
        self._edges = edges
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
        below = 0
        under: frozenset[str] = frozenset()
        while waiting:
            while waiting:
                current = waiting.pop()
                below |= self._below.of(current)
                for target in self._edges.get(current, ()):
                    if target not in seen:
                        seen.add(target)
                        waiting.append(target)
            # A file of the umbrella without a guard is read by the unit once more.
            under = frozenset(self._below.files(below))
            waiting = [one for one in self._edges if one in under and one not in seen]
            seen.update(waiting)
        return under.union(seen)
