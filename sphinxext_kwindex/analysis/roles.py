"""What part a file plays in its tree, told by paths and includes alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .file_roles import FilePatterns
from .include_costs import IncludeCosts
from .include_graph import IncludeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["FileRole", "RoleFact", "Roles"]

_LEAST_HUB = 10
"""Direct includers that a hub has, in any tree."""
_TOP = 20
"""A hub is among the first of so many files of the tree, by direct includers."""
_LEAST_FACADE = 3
"""Include lines that a facade has."""


class FileRole(StrEnum):
    """A part that a file plays; it may play several."""

    TEST = "test"
    """Its path is that of a test."""
    EXAMPLE = "example"
    """Its path is that of an example."""
    GENERATED = "generated"
    """Its first comment says that it is generated."""
    FACADE = "facade"
    """A header at least half of whose lines of code are include lines."""
    INTERFACE = "interface"
    """A header with a source file of its name."""
    IMPLEMENTATION = "implementation"
    """A source file with a header of its name."""
    HUB = "hub"
    """At least ten files include it directly, more than nineteen of twenty files."""
    LEAF = "leaf"
    """Others include it, it includes no file of the tree."""
    ORPHAN = "orphan header"
    """A header that no file of the tree includes, not even in a branch that the
    preprocessor skipped."""


class RoleFact(NamedTuple):
    """A role, and the figures that it is given for."""

    role: FileRole
    number: int = 0
    """Facade: include lines. Hub, leaf: files that include it directly."""
    of: int = 0
    """Facade: lines of code."""
    paths: tuple[str, ...] = ()
    """Interface, implementation: its partners."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Tells the roles of the files of one tree."""

    graph: IncludeGraph
    costs: IncludeCosts
    patterns: FilePatterns
    hub: int
    """Direct includers from which on a file is a hub."""

    @classmethod
    def of(
        cls, graph: IncludeGraph, costs: IncludeCosts, patterns: FilePatterns
    ) -> Roles:
        """Find out how many includers a hub has in this tree."""
        # Among files that are included or include: not the Python of the tree.
        counts = sorted(
            (
                cost.includers
                for path, cost in costs.files.items()
                if cost.includers or graph.files[path].unit or graph.files[path].header
            ),
            reverse=True,
        )
        first = counts[len(counts) // _TOP] if counts else 0
        return cls(graph, costs, patterns, max(first + 1, _LEAST_HUB))

    def roles_of(self, path: str) -> tuple[RoleFact, ...]:
        """Return the roles of a file, in the order of `FileRole`."""
        return tuple(self._found(path)) if path in self.graph.files else ()

    def _found(self, path: str) -> Iterator[RoleFact]:
        about, cost = self.graph.files[path], self.costs.files[path]
        if self.patterns.is_test(path):
            yield RoleFact(FileRole.TEST)
        if self.patterns.is_example(path):
            yield RoleFact(FileRole.EXAMPLE)
        if about.generated:
            yield RoleFact(FileRole.GENERATED)
        lines = about.directives
        if about.header and lines >= _LEAST_FACADE and lines * 2 >= about.code:
            yield RoleFact(FileRole.FACADE, lines, about.code)
        partners = self.graph.partners(path)
        if partners:
            role = FileRole.IMPLEMENTATION if about.unit else FileRole.INTERFACE
            yield RoleFact(role, paths=partners)
        if cost.includers >= self.hub:
            yield RoleFact(FileRole.HUB, cost.includers)
        if cost.includers and not cost.includes:
            yield RoleFact(FileRole.LEAF, cost.includers)
        if about.header and not cost.includers and path not in self.graph.perhaps:
            yield RoleFact(FileRole.ORPHAN)
