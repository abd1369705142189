"""What the questions share of a tree: worked out once for each state of the index."""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING

from ..model import Origin, Qualifier, SymbolKind
from .extras import Extras
from .include_names import NamedTargets
from .namesakes import base_name
from .pragmas import Pragmas
from .reach import Reach
from .used_names import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Include
    from .include_graph import IncludeGraph
    from .protocol import Reader
    from .used_names import Names

__all__ = ["WIDE", "Tree"]

WIDE = 40
"""Headers that more files include say nothing of any of these."""
_KEPT = 8
"""Sets of dependents that are kept: of a file and its partners."""


class Tree:
    """Tables of a tree, filled as they are asked for.

    Make one for each state of the index, as of `IncludeGraph`. What is kept of a file
    is told to the reader of each question (`Reader.note`), as if it was read again.
    """

    def __init__(self, graph: IncludeGraph, extras: Extras | None = None) -> None:
        """Begin with empty tables."""
        self.graph = graph
        self.extras = extras or Extras()
        self.reach = Reach(graph)
        self._targets: NamedTargets | None = None
        self._roles: dict[str, tuple[bool, bool]] = {}
        self._names: tuple[Reader, str, Names] | None = None
        self._dependents: dict[str, frozenset[str]] = {}
        self._by_base: dict[str, list[str]] = {}
        self._pragmas: dict[str, Pragmas] = {}
        self._exports: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._declaring: dict[str, bool] = {}
        self._by_folder: dict[str, list[str]] = {}
        for path in sorted(p for paths in graph.by_stem.values() for p in paths):
            self._by_base.setdefault(base_name(path), []).append(path)
            self._by_folder.setdefault(posixpath.dirname(path), []).append(path)

    # Of a file alone

    def names(self, reader: Reader, path: str) -> Names:
        """Return what a file names; kept for one answer: several sections ask."""
        kept = self._names
        if kept is None or kept[0] is not reader or kept[1] != path:
            kept = self._names = reader, path, names_of(reader, path)
        return kept[2]

    def role(self, path: str) -> tuple[bool, bool]:
        """Tell whether a file is a test, and whether it is an example."""
        found = self._roles.get(path)
        if found is None:
            patterns = self.extras.patterns
            found = patterns.is_test(path), patterns.is_example(path)
            self._roles[path] = found
        return found

    def pragmas(self, reader: Reader, path: str) -> Pragmas:
        """Return the pragmas of a file."""
        found = self._pragmas.get(path)
        if found is None:
            source = reader.file(path)
            found = Pragmas.of(source.pragmas if source else ())
            self._pragmas[path] = found
        reader.note((path,))
        return found

    def declares(self, reader: Reader, path: str) -> bool:
        """Tell whether a file declares anything but its guard and namespaces."""
        found = self._declaring.get(path)
        if found is None:
            found = self._declaring[path] = any(
                symbol.kind is not SymbolKind.NAMESPACE
                and Qualifier.HEADER_GUARD not in symbol.qualifiers
                for symbol in reader.symbols_in(path)
            )
        reader.note((path,))
        return found

    def exports(self, reader: Reader, path: str) -> frozenset[str]:
        """Return the files that a header hands on by pragma, those of these too."""
        found = self._exports.get(path)
        if found is None:
            found = self._exports[path] = self._exported(reader, path)
        reader.note(found[1])
        return found[0]

    def _exported(
        self, reader: Reader, path: str
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Return the files handed on, and those that were read for it."""
        found: set[str] = set()
        seen = {path}
        waiting = [path]
        while waiting:
            current = waiting.pop()
            pragmas = self.pragmas(reader, current)
            if not any(word == "export" for _, _, word in pragmas.lines):
                continue
            for include in reader.includes_of(current):
                target = include.target
                if target and pragmas.word(include.line) == "export":
                    found.add(target)
                    if target not in seen:
                        seen.add(target)
                        waiting.append(target)
        return frozenset(found - {path}), frozenset(seen)

    # Of the include graph

    def dependents(self, path: str) -> frozenset[str]:
        """Return `IncludeGraph.dependents`; kept for a few files."""
        found = self._dependents.get(path)
        if found is None:
            if len(self._dependents) >= _KEPT:
                self._dependents.clear()
            found = self._dependents[path] = self.graph.dependents(path)
        return found

    def namesakes(self, path: str) -> tuple[str, ...]:
        """Return the files that have the same `base_name`, it itself too, sorted."""
        return tuple(self._by_base.get(base_name(path), ()))

    def siblings(self, path: str) -> tuple[str, ...]:
        """Return the files of the folder of a file, it itself too, sorted."""
        return tuple(self._by_folder.get(posixpath.dirname(path), ()))

    def reaching(self, path: str) -> frozenset[str]:
        """Return the tests and examples that include a file or its partners."""
        return frozenset(
            other
            for target in (path, *self.graph.partners(path))
            for other in self.dependents(target)
            if other != path and any(self.role(other))
        )

    def named(self, path: str, include: Include) -> str:
        """Return the target of an include line by its name, as `IncludeGraph` has it.

        Empty where a preprocessor has looked for it, and where the graph has no edge.
        """
        if include.origin is not Origin.UNKNOWN or include.target is not None:
            return ""
        # Few files of a tree that was parsed have such a line.
        if self._targets is None:
            self._targets = NamedTargets(self.graph.paths)
        found = self._targets.candidates(path, include.spelled)
        is_edge = len(found) == 1 and (path, found[0]) in self.graph.lines
        return found[0] if include.active and is_edge else ""

    def weight(self, path: str) -> int:
        """Return how widely a header is included, as a power of two."""
        return len(self.graph.includers.get(path, ())).bit_length()

    def figures(self) -> dict[str, int]:
        """Return for each file what its answers take from all others, as a checksum.

        That is all that they take from the include graph and from `Extras`, but not
        what the reader is asked for.
        """
        shapes = _Shapes(self)
        return {path: self._figure(path, shapes) for path in sorted(shapes.paths)}

    def _figure(self, path: str, shapes: _Shapes) -> int:
        extras = self.extras
        parts = (
            shapes.of(path),
            [shapes.includers(target) for target in self.graph.includes.get(path, ())],
            self.namesakes(path),
            self.graph.partners(path),
            self.graph.includers.get(path) or self.siblings(path),
            shapes.names(self.reaching(path)),
            extras.history.get(path, ()),
            sorted(extras.coverage.get(path, {}).items()),
            extras.commands,
        )
        return _checksum(repr(parts))


class _Shapes:
    """What each file reads, as checksums: of itself and those of what it includes."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[str, int] = {}
        self._includers: dict[str, int] = {}
        self.paths = [path for paths in tree.graph.by_stem.values() for path in paths]

    def includers(self, path: str) -> int:
        """Return a checksum of the files that include a header, unless it is wide."""
        found = self._includers.get(path)
        if found is None:
            users = self._tree.graph.includers.get(path, ())
            found = self.names(users if len(users) <= WIDE else ())
            self._includers[path] = found
        return found

    @staticmethod
    def names(paths: Iterable[str]) -> int:
        """Return a checksum of some files."""
        return _checksum("\n".join(sorted(paths)))

    def of(self, path: str) -> int:
        """Return the checksum of all that a file reads, and of how it gets there."""
        known, includes = self._known, self._tree.graph.includes
        waiting = [path]
        opened: set[str] = set()
        while waiting:
            current = waiting[-1]
            targets = includes.get(current, ())
            missing = [t for t in targets if t not in known and t not in opened]
            if current not in opened and missing:
                opened.add(current)
                waiting += missing
                continue
            waiting.pop()
            if current not in known:
                # In a cycle the one that closes it counts by its name alone.
                own = current, self._tree.weight(current)
                parts = own, [known.get(target, target) for target in targets]
                known[current] = _checksum(repr(parts))
        return known[path]


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
