"""What an include costs: what each file pulls in, and what is rebuilt with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .closures import condense, reached_sums, turned_round
from .components import components_of
from .rounding import two_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .closures import Condensed
    from .file_roles import FilePatterns
    from .include_graph import IncludeGraph

__all__ = ["CostlyHeader", "IncludeCost", "IncludeCosts", "costly_headers", "costs_of"]


class IncludeCost(NamedTuple):
    """The figures of one file; the file itself never counts, unless said."""

    includes: int = 0
    """Files of the tree that it includes directly."""
    files: int = 0
    """Files of the tree that it includes directly or through others."""
    lines: int = 0
    """Lines of code of these."""
    outside: int = 0
    """Headers outside of the tree that it or these name; what those include in turn is
    not known."""
    depth: int = 0
    """Includes in its longest chain, see `IncludeCosts.chain`."""
    includers: int = 0
    """Files that include it directly."""
    dependents: int = 0
    """Files that include it directly or through others."""
    units: int = 0
    """Translation units among these, and itself if it is one: they are built anew when
    it changes."""
    test_units: int = 0
    """Tests among the units."""


@dataclass(frozen=True, slots=True)
class IncludeCosts:
    """The figures of all files of a tree."""

    files: Mapping[str, IncludeCost]
    """By path; all files of the graph, sorted."""
    deepest: Mapping[str, str]
    """From a path to the next in its longest chain; not at the end of it."""
    components: tuple[tuple[str, ...], ...]
    """Files that include each other in a cycle, each sorted; by first path."""

    def chain(self, path: str) -> tuple[str, ...]:
        """Return the longest chain of includes from a file on, itself first.

        Of chains of one length the first by paths. No chain follows an include that
        closes a cycle: that could be followed for ever.
        """
        found = [path]
        while found[-1] in self.deepest:
            found.append(self.deepest[found[-1]])
        return tuple(found)


class CostlyHeader(NamedTuple):
    """A header and what all its inclusions add up to."""

    path: str
    lines: int
    """Lines of code, with those of all that it includes of the tree; rounded to two
    digits that count."""
    units: int
    """Translation units that include it, directly or through others."""
    cycle: int = 0
    """Number of other headers that it includes in a cycle: they cost the same."""

    @property
    def total(self) -> int:
        """Lines times units, rounded: what compilers read of it in a whole build."""
        return two_digits(self.lines * self.units)


def costs_of(graph: IncludeGraph, patterns: FilePatterns) -> IncludeCosts:
    """Return the figures of all files."""
    paths = graph.paths
    number = {path: place for place, path in enumerate(paths)}
    leads = [
        [number[other] for other in graph.includes.get(path, ()) if other in number]
        for path in paths
    ]
    components = components_of(leads)
    condensed = condense(leads, components)
    pulled = _pulled(graph, paths, condensed)
    rebuilt = _rebuilt(graph, paths, condensed, patterns)
    depths, deepest = _depths(leads, condensed)
    files = {}
    for place, path in enumerate(paths):
        about = graph.files[path]
        files_in, lines, outside = pulled[condensed.home[place]]
        dependents, units, tests = rebuilt[condensed.home[place]]
        files[path] = IncludeCost(
            includes=len(set(leads[place]) - {place}),
            files=files_in - 1,
            lines=lines - about.code,
            outside=outside,
            depth=depths[place],
            includers=len(set(graph.includers.get(path, ())) - {path}),
            dependents=dependents - 1,
            units=units,
            test_units=tests,
        )
    return IncludeCosts(
        files,
        {paths[one]: paths[other] for one, other in deepest.items()},
        tuple(sorted(_named(paths, c) for c in components if len(c) > 1)),
    )


def costly_headers(
    graph: IncludeGraph, costs: IncludeCosts, folder: str = ".", *, limit: int = 20
) -> tuple[CostlyHeader, ...]:
    """Return the headers below a folder that cost most in a whole build.

    At most ``limit``, the most costly first, then by path; those that fewer than two
    translation units include cost nothing that could be saved and are left out.
    """
    home = {path: c for c in costs.components for path in c}
    best: dict[str, CostlyHeader] = {}
    for path in graph.below(folder):
        cost, cycle = costs.files[path], home.get(path, (path,))
        if graph.files[path].unit or cost.units <= 1:
            continue
        # Of a rounded number: what is shown changes with what files below show.
        lines = two_digits(two_digits(cost.lines) + graph.files[path].code)
        one = CostlyHeader(path, lines, cost.units, len(cycle) - 1)
        known = best.get(cycle[0])
        # Of a cycle the member that most files include stands for all.
        if known is None or cost.includers > costs.files[known.path].includers:
            best[cycle[0]] = one
    found = sorted(best.values(), key=lambda one: (-one.total, one.path))
    return tuple(found[:limit])


def _pulled(
    graph: IncludeGraph, paths: Sequence[str], condensed: Condensed
) -> list[tuple[int, ...]]:
    """Return files, lines and headers outside that each component leads to."""
    code = [graph.files[path].code for path in paths]
    inside = reached_sums(condensed, condensed.members, ([1] * len(paths), code))
    names = sorted({name for path in paths for name in graph.files[path].outside})
    number = {name: place for place, name in enumerate(names)}
    own = [
        sorted({number[n] for m in members for n in graph.files[paths[m]].outside})
        for members in condensed.members
    ]
    outside = reached_sums(condensed, own, ([1] * len(names),))
    return [(*a, *b) for a, b in zip(inside, outside, strict=True)]


def _rebuilt(
    graph: IncludeGraph,
    paths: Sequence[str],
    condensed: Condensed,
    patterns: FilePatterns,
) -> list[tuple[int, ...]]:
    """Return files, units and tests that lead to each component."""
    units = [int(graph.files[path].unit) for path in paths]
    tests = [
        int(unit and patterns.is_test(path))
        for unit, path in zip(units, paths, strict=True)
    ]
    back = turned_round(condensed)
    return reached_sums(back, back.members, ([1] * len(paths), units, tests))[::-1]


def _depths(
    leads: Sequence[Sequence[int]], condensed: Condensed
) -> tuple[list[int], dict[int, int]]:
    """Return the length of each node's longest chain, and the next node in it."""
    depths = [0] * len(leads)
    deepest: dict[int, int] = {}
    for number, members in enumerate(condensed.members):
        for node in members:
            onward = [o for o in leads[node] if condensed.home[o] != number]
            if onward:
                # Paths are numbered in their order: of equals the first.
                best = max(onward, key=lambda other: (depths[other], -other))
                depths[node], deepest[node] = depths[best] + 1, best
    return depths, deepest


def _named(paths: Sequence[str], component: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(paths[node] for node in component))
